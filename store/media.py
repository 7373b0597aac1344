"""Photos, voices and files of matters: the channel's id of the original, and our own copy once fetched."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from domain.cases import Attached
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

#: Nobody is to have it any more: the file is still there · is not.
GOING, ERASED = "going", "erased"
_ATTACHED = columns(t.media, Attached)
_COUNT = Prepared(
    select(func.count()).select_from(t.media).where(t.media.c.case_id == bindparam("case"), t.media.c.ref != "")
)


class Leaving(NamedTuple):
    """A file to be removed from the disk; `shared`: another row still has that content."""

    id: int
    sha256: str
    shared: bool


def emptied(row: int, sha256: str | None) -> dict[str, Any]:
    """What stands in a row nobody is to have the file of any more."""
    status = GOING if sha256 else ERASED
    return {"ref": "", "unique_ref": f"erased:{row}", "status": status, "next_at": None}


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
        where = [t.media.c.case_id == case, t.media.c.ref != ""]
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

    def going(self, limit: int) -> list[Leaving]:
        """Files to be removed from the disk."""
        m, other = t.media.c, t.media.alias()
        shared = (
            select(other.c.id).where(other.c.sha256 == m.sha256, other.c.id != m.id, other.c.status != GOING).exists()
        )
        query = select(m.id, m.sha256, shared).where(m.status == GOING).order_by(m.id).limit(limit)
        return [Leaving(row[0], row[1], bool(row[2])) for row in self.conn.execute(query)]

    def erased(self, ids: Sequence[int]) -> None:
        """Their files are gone."""
        self.conn.execute(update(t.media).where(t.media.c.id.in_(ids)).values(status=ERASED, sha256=None))

    def mark(self, media: int, values: Mapping[str, Any]) -> None:
        """What became of fetching it."""
        self.conn.execute(update(t.media).where(t.media.c.id == media).values(values))
