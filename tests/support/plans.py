"""How SQLite means to answer what was asked; and which ways take longer the longer a community has been there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

#: Searched by the community alone, or by everything in it that is older than something.
_PAST = re.compile(r"\(community_id=\?( AND flow=\?)?( AND \w+_at<\?)?\)$")


_KINDS = ("SELECT", "UPDATE", "DELETE")


@contextmanager
def asked(conn: Connection) -> Iterator[Callable[[], list[tuple[str, str]]]]:
    """What is selected, changed and deleted inside, each plan's line with its statement: `with asked(conn) as plans: …; plans()`."""
    said: dict[str, None] = {}
    driver: Any = conn.connection.dbapi_connection
    driver.set_trace_callback(lambda line: said.setdefault(line) if line.startswith(_KINDS) else None)

    def plans() -> list[tuple[str, str]]:
        driver.set_trace_callback(None)
        return [(plan, line) for line in said for *_, plan in driver.execute(f"EXPLAIN QUERY PLAN {line}")]

    yield plans


def grows(plan: str) -> bool:
    """Whether a line of a plan goes through a whole table, or through all that has ever been in a community."""
    return plan.startswith("SCAN") or _PAST.search(plan) is not None
