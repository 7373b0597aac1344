"""Photos, voices and files of matters: the channel's id of the original, and our own copy once fetched."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from domain.cases import Attached
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_ATTACHED = columns(t.media, Attached)
_COUNT = Prepared(select(func.count()).select_from(t.media).where(t.media.c.case_id == bindparam("case")))


class Media:
    """Attachments."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self.signals = work.signals

    def attach(self, case: int, by: int, step: str, files: Sequence[Mapping[str, Any]], now: datetime) -> int:
        """Adds files to a case, each once; how many were new. The fetcher is woken."""
        if not files:
            return 0
        m = t.media.c
        known = set(self.conn.scalars(select(m.unique_ref).where(m.case_id == case, m.step == step)))
        new = {f["unique"]: f for f in files if f["unique"] not in known}
        for unique, file in new.items():
            self.conn.execute(
                insert(t.media).values(
                    case_id=case, by=by, kind=file["kind"], ref=file["ref"], unique_ref=unique, step=step, status="wanted",
                    mime=file.get("mime"), size=file.get("size"), attempts=0, next_at=now, at=now,
                )
            )  # fmt: skip
        if new:
            self.signals.add("media")
        return len(new)

    def want(self, by: int, step: str, file: Mapping[str, Any], now: datetime) -> None:
        """A file of no case is to be fetched. The fetcher is woken."""
        self.conn.execute(
            insert(t.media).values(
                case_id=None, by=by, kind=file["kind"], ref=file["ref"], unique_ref=file["unique"], step=step, status="wanted",
                mime=file.get("mime"), size=file.get("size"), attempts=0, next_at=now, at=now,
            )
        )  # fmt: skip
        self.signals.add("media")

    def of_case(self, case: int, steps: Sequence[str] | None = None) -> list[Attached]:
        """What belongs to a case, oldest first."""
        where = [t.media.c.case_id == case]
        if steps is not None:
            where.append(t.media.c.step.in_(list(steps)))
        return many(self.conn, select(*_ATTACHED).where(*where).order_by(t.media.c.id), Attached)

    def counted(self, case: int) -> int:
        """How many there are."""
        return int(_COUNT.scalar(self.conn, case=case))

    def wanted(self, now: datetime, limit: int) -> Sequence[RowMapping]:
        """Rows to fetch now: id, ref, kind, mime, size, attempts, by, step."""
        m = t.media.c
        query = select(m.id, m.ref, m.kind, m.mime, m.size, m.attempts, m.by, m.step).where(
            m.status == "wanted", m.next_at <= now
        )
        return self.conn.execute(query.order_by(m.id).limit(limit)).mappings().all()

    def mark(self, media: int, values: Mapping[str, Any]) -> None:
        """What became of fetching it."""
        self.conn.execute(update(t.media).where(t.media.c.id == media).values(values))
