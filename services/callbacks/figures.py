"""The figures of asking back for digests and reports, counted from the rows (F-01 to F-04, CBK-12)."""

from datetime import datetime, timedelta

from domain.callbacks import CallbackCount, count
from domain.people import Community
from domain.repair import Status
from services import Work


def callback_figures(work: Work, community: Community, start: datetime, end: datetime) -> CallbackCount:
    """Rate, share on time by class, faults told in time, and what keeps coming back, from `start` to before `end`."""
    notice = timedelta(hours=work.standards.number(community.id, "callback.fault_notice_h"))
    recurring = work.standards.number(community.id, "report.recurring_from")
    finished = work.callbacks.finished(community.id, start, end, [Status.CANCELLED, Status.DECLINED])
    return count(finished, work.callbacks.rows(community.id, start), start, end, work.now, notice, recurring)
