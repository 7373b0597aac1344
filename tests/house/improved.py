"""Lifecycles of what is put right after a survey: a row, and the table it stands in."""

from domain.survey import improvement
from tests.house.lifecycle import Lifecycle

IMPROVED = (
    Lifecycle(
        "improvement",
        "A measure after a survey (整改)",
        "domain/survey/improvement.py",
        improvement.TABLE,
        improvement.START,
        improvement.FINAL,
        {
            "fill": "The department says what it will do, who does it, by which day; said anew as long as the table is not with the manager (SUR-17).",
            "send_back": "Whoever gathers the table wants it otherwise, and says why: the department has its time again.",
            "approve": "With the table: owed from now on by the day that was named (SUR-18).",
            "done": "Put right: the real date, and what came of it (SUR-25).",
            "drop": "Need not be put right, says whoever gathers the table, with the reason.",
        },
        intro="A row for each item below the target, and for each problem added by hand. It is the head's of its department, and whoever's does it.",
    ),
    Lifecycle(
        "improvement_plan",
        "The table of measures of a survey (问题及整改措施汇总)",
        "domain/survey/improvement.py",
        improvement.PLAN,
        improvement.PLAN_START,
        improvement.PLAN_FINAL,
        {
            "submit": "Every row says what, who and when: the desk's supervisor puts it to the manager (SUR-17).",
            "send_back": "The manager would have it otherwise, and says how.",
            "approve": "The manager approves: only now owners and their committee are told (SUR-18, X-31).",
            "file": "Everything is put right, or nothing had to be: the records of the survey are bound together (SUR-23).",
        },
        who={
            "submit": "desk supervisor, manager, director",
            "send_back": "manager, director",
            "approve": "manager, director",
            "file": "desk supervisor, manager, director",
        },
    ),
)
