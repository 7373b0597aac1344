"""A statement of account on paper (PDF), on request: all of it, with every formula, over as many pages as it needs (FEE-01)."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from domain.money import yuan
from domain.people import Community
from domain.saying import local_day
from domain.statement import Statement
from messages.render import word
from services import Work
from services.papers import Column, Grid, paper, picture
from services.statement.content import content
from services.tell import Chat, Words, tell, words, zone_of

#: What a document of ours is called before it is complete.
WHAT = "statement"


def send(work: Work, one: Statement, chat: Chat, key: str) -> None:
    """The paper into that chat, in its language; drawn when it is sent."""
    name = f"{word('statement_paper', 'file', chat.language)}-{one.period}"
    drawn = picture(WHAT, name, statement=one.id, upto=one.upto, language=chat.language)
    tell(work, chat, key, Words("statement/paper", {"period": one.period}), media=[drawn])


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document. Reads only; as the ledger was when the statement was made."""
    one = work.statements.get(int(given["statement"]))
    community = work.people.community(one.community_id)
    return _Paper(work, community, one, str(given["language"])).whole()


class _Paper:
    def __init__(self, work: Work, community: Community, one: Statement, language: str) -> None:
        self.work, self.community, self.one, self.language = work, community, one, language
        self.chat = Chat(0, language, zone_of(community))
        self.s = content(work, one)

    def whole(self) -> dict[str, Any]:
        """Facts, what was open before, the month, sums, how to pay."""
        s = self.s
        facts = [
            (self._said("home"), s["home"]),
            (self._said("period"), self.one.period),
            (self._said("made_on"), self._made()),
        ]
        if s["due_on"] is not None:
            facts.append((self._said("due_on"), s["due_on"].isoformat()))
        tables = [
            self._bills("month", s["rows"], [(self._said("month_sum"), s["month"]), (self._said("paid"), -s["paid"])])
        ]
        if s["before_rows"]:
            tables.insert(
                0, self._bills("before", s["before_rows"], [(self._said("before_sum"), s["before"])], left=True)
            )
        return paper(
            self.work, self.community, self.language, self._said("title"), number=self.one.period, facts=facts, tables=tables,
            after=self._after(), notes=[self._said("how"), self._said("doubt")],
        )  # fmt: skip

    def _after(self) -> list[tuple[str, str]]:
        s, found = self.s, []
        if s["before"]:
            found.append((self._said("before"), yuan(s["before"])))
        if s["advance"]:
            found.append((self._said("advance"), yuan(-s["advance"])))
        found.append((self._said("total"), yuan(s["total"])))
        if s["disputed"]:
            found.append((self._said("disputed"), yuan(s["disputed"])))
        return found

    def _bills(
        self, title: str, rows: list[dict[str, Any]], sums: list[tuple[str, int]], *, left: bool = False
    ) -> Grid:
        columns = (
            Column(self._said("item"), 30),
            Column(self._said("formula"), 46),
            Column(self._said("amount"), 24, right=True),
        )
        lines = [[*self._item(r), yuan(r["open"] if left else r["fen"])] for r in rows]
        return Grid(
            columns,
            lines,
            [[name, "", yuan(fen)] for name, fen in sums if fen or name == sums[0][0]],
            self._said(title),
        )

    def _item(self, row: dict[str, Any]) -> tuple[str, str]:
        """What a bill is for and how its amount came about, in words."""
        said = unescape(words(self.work, self.chat, Words("statement/paper_item", {"r": row})).text)
        name, _, formula = said.partition("\n")
        return name.strip(), formula.strip()

    def _made(self) -> str:
        return local_day(self.one.made_at, self.chat.zone).isoformat()

    def _said(self, key: str) -> str:
        return word("statement_paper", key, self.language)
