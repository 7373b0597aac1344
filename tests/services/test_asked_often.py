"""Nobody is asked more often a month than the standard says; what is owed to them all the same is the desk's (CBK-10)."""

from datetime import UTC, datetime

from services import asked_often
from tests.services.callbacks_steps import rows, signed, statuses, telephones
from tests.services.steps import CHEN, WANG, arrives, files, finishes, sets, signs, takes, told, waives
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

ASKED = "用着都好吗"


def _another(estate: Estate) -> None:
    """One more repair of the same owner, done and signed."""
    files(estate, words="客厅灯不亮")
    takes(estate)
    waives(estate)
    arrives(estate)
    finishes(estate)
    signs(estate)


def test_over_the_limit_it_is_the_desks(estate: Estate) -> None:
    """The second of a month is not put in the chat but stands on the desk's list; the promise is the same."""
    sets(estate, "ask.most_a_month", 1)
    signed(estate)
    estate.passes(hours=28)
    estate.taps(WANG, "都好了")
    _another(estate)
    due = rows(estate)[0].due_at
    asked = len(told(estate, WANG, ASKED))
    estate.passes(hours=40)
    (cb,) = rows(estate)
    assert (cb.status, cb.asked_at, cb.ask_at, cb.due_at) == ("planned", None, None, due)
    assert cb.phone_at is not None and cb.phone_at <= estate.now
    assert len(told(estate, WANG, ASKED)) == asked
    assert "1 件回访要打电话" in estate.screen(DESK_GROUP)
    telephones(estate)
    assert "13800000011" in estate.newest(CHEN).text


def test_nobody_is_asked_at_all_where_the_figure_is_nought(estate: Estate) -> None:
    """A community that telephones always."""
    sets(estate, "ask.most_a_month", 0)
    signed(estate)
    estate.passes(hours=28)
    assert statuses(estate) == ["planned"] and not told(estate, WANG, ASKED)
    assert "1 件回访要打电话" in estate.screen(DESK_GROUP)


def test_counted_by_the_month_of_the_community(estate: Estate) -> None:
    """In the new month it may be asked again, from midnight there on; others are counted by themselves."""
    sets(estate, "ask.most_a_month", 1)
    signed(estate)
    estate.passes(hours=28)
    person, other = (estate.work(lambda w, n=n: w.people.by_telegram(estate.people[n]).id) for n in (WANG, CHEN))

    def enough(who: int) -> bool:
        return estate.work(lambda w: asked_often.enough(w, who, estate.community))

    assert enough(person) and not enough(other)
    midnight = datetime(2026, 11, 30, 16, tzinfo=UTC)  # the first of December there
    estate.passes(seconds=(midnight - estate.now).total_seconds() - 60)
    assert enough(person)
    estate.passes(minutes=1)
    assert not enough(person)
