"""What everybody may do with what is no matter: callbacks, alerts, incidents, exchanges, rotas, announcements, figures and the rest.

A table by itself: nothing of it is read from the code it tests. Whoever is not named is told no, in one sentence, and counted.
"""

from tests.permissions.rows import Row, crew, rows

ROWS: list[Row] = [
    *rows(
        "b",
        "callback",
        {
            "good": Row("owner", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "fault": Row("owner", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "attitude": Row(
                "owner",
                value="5",
                states={"repair": {"status": "closed", "closed_at": "now"}, "callback": {"status": "good"}},
            ),
            "quality": Row(
                "owner",
                value="5",
                states={"repair": {"status": "closed", "closed_at": "now"}, "callback": {"status": "good"}},
            ),
            "courtesy": Row(
                "owner",
                value="5",
                states={"repair": {"status": "closed", "closed_at": "now"}, "callback": {"status": "good"}},
            ),
            "enough": Row(
                "owner", states={"repair": {"status": "closed", "closed_at": "now"}, "callback": {"status": "good"}}
            ),
            "content": Row("OFFICE", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "problem": Row("OFFICE", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "record": Row("OFFICE", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "missed": Row("OFFICE", states={"repair": {"status": "closed", "closed_at": "now"}}),
            "order": Row("OFFICE", states={**crew("accepted"), "callback": {"status": "fault"}}),
            "answered": Row(
                "OFFICE",
                states={
                    "repair": {"status": "closed", "closed_at": "now"},
                    "callback": {"status": "good", "promised_at": "now"},
                },
            ),
            "tested": Row(
                "",
                states={
                    "repair": {"status": "closed", "closed_at": "now", "category": "leak"},
                    "callback": {"sort": "leak", "status": "waits_rain"},
                },
                others={"common/not_now": "OFFICE"},
            ),
        },
    ),  # fmt: skip
    *rows(
        "d",
        "promise",
        {
            "take": Row("HEADS engineer lead", states=crew("accepted")),
            "extend": Row("HEADS engineer lead", states=crew("accepted")),
            "pause": Row("HEADS lead", states=crew("accepted")),
            "resume": Row("HEADS engineer lead", states={**crew("accepted"), "promise": {"paused_at": "now"}}),
            "assign": Row("HEADS lead"),
            "open": Row("OFFICE CREW HOME", states=crew("accepted")),
            "history": Row("OFFICE HOME engineer lead", states=crew("accepted")),
            "callback": Row("OFFICE"),
        },
    ),  # fmt: skip
    *rows(
        "i",
        "incident",
        {
            "confirm": Row("OFFICE LEADS"),
            "dismiss": Row("OFFICE LEADS"),
            "progress": Row("OFFICE LEADS", states={"incident": {"status": "open"}}),
            "close": Row("OFFICE LEADS", states={"incident": {"status": "open"}}),
            "card": Row("OFFICE LEADS"),
        },
    ),  # fmt: skip
    *rows(
        "j",
        "join",
        {
            "approve": Row("OFFICE"),
            "refuse": Row("OFFICE"),
        },
    ),  # fmt: skip
    *rows(
        "r",
        "relay_repair",
        {
            "close": Row("HEADS butler desk owner"),
            "take": Row("HEADS butler desk"),
            "apart": Row("HEADS butler desk"),
            "back": Row(
                "HEADS",
                states={"relay_repair": {"with_id": "@supervisor"}},
                others={"relay/with_supervisor": "butler desk"},
            ),
            "read": Row("HEADS butler desk owner"),
            "files": Row("HEADS butler desk owner"),
            "again": Row("", others={"outdated": "HEADS butler desk"}),
            "link": Row("HEADS butler desk"),
            "make": Row("HEADS butler desk", value="repair"),
        },
    ),  # fmt: skip
    *rows(
        "n",
        "note",
        {
            "sign": Row(
                "butler butler_out desk supervisor works_here_lives_there",
                others={"outdated": "F_STAFF TOP LEADS cleaner engineer engineer_other finance gardener guard"},
            ),
        },
    ),  # fmt: skip
    *rows(
        "s",
        "staff",
        {
            "remove": Row("TOP"),
            "keep": Row("TOP F_TOP", rest="common/heads_only"),
        },
    ),  # fmt: skip
    *rows(
        "g",
        "none",
        {
            "team": Row("", value="security", rest="common/not_now"),
        },
    ),  # fmt: skip
    *rows(
        "h",
        "correction",
        {
            "corrected": Row("HEADS lead"),
            "open": Row("OFFICE engineer lead owner"),
        },
    ),  # fmt: skip
    *rows(
        "l",
        "call",
        {
            "reached": Row("OFFICE"),
            "visited": Row("OFFICE"),
            "no_answer": Row("OFFICE"),
            "wrong": Row("OFFICE"),
            "needless": Row("OFFICE"),
            "back": Row("OFFICE"),
        },
    ),  # fmt: skip
    *rows(
        "o",
        "swap",
        {
            "end": Row("TOP lead", thing="line"),
            "keep": Row("TOP lead", thing="line"),
            "agree": Row("engineer_other"),
            "decline": Row("engineer_other"),
            "withdraw": Row("engineer"),
            "well": Row("engineer", thing="inquiry"),
            "matter": Row("engineer", thing="inquiry"),
        },
    ),  # fmt: skip
    *rows(
        "v",
        "visit",
        {
            "done": Row("HEADS butler"),
            "put_off": Row("HEADS butler"),
            "missed": Row("HEADS butler"),
            "assign": Row("HEADS"),
            "open": Row("OFFICE"),
            "turn": Row("OFFICE", value="repair", states={"visit": {"status": "done", "opinion": "x"}}),
        },
    ),  # fmt: skip
    *rows(
        "a",
        "announcement",
        {
            "ask": Row("desk"),
            "approve": Row(
                "TOP",
                states={"announcement": {"status": "asked"}},
                others={"common/heads_only": "butler butler_out desk supervisor works_here_lives_there"},
            ),
            "refuse": Row(
                "TOP",
                states={"announcement": {"status": "asked"}},
                others={"common/heads_only": "butler butler_out desk supervisor works_here_lives_there"},
            ),
            "stop": Row("TOP desk", states={"announcement": {"status": "approved"}}),
            "drop": Row("desk"),
            "change": Row("desk", value="words"),
            "again": Row("OFFICE"),
            "read": Row("owner", rest="outdated"),
        },
    ),  # fmt: skip
    *rows(
        "u",
        "forum",
        {
            "invite": Row("OFFICE"),
            "cancel": Row("OFFICE"),
            "hold": Row("OFFICE", states={"forum": {"status": "invited", "starts_at": "now"}}),
            "turn": Row("OFFICE", value="repair", states={"forum": {"status": "held"}}),
            "yes": Row("owner", states={"forum": {"status": "invited"}}, rest="outdated"),
            "no": Row("owner", states={"forum": {"status": "invited"}}, rest="outdated"),
        },
    ),  # fmt: skip
    *rows(
        "w",
        "entry",
        {
            "edit": Row("OFFICE", value="answer_zh"),
            "retire": Row("HEADS"),
        },
    ),  # fmt: skip
    *rows(
        "y",
        "community",
        {
            "reports": Row("HEADS F_HEADS LEADS foreign_lead finance foreign_finance"),
            "pick": Row("TOP F_TOP", value="quality"),
            "view": Row("HEADS F_HEADS LEADS foreign_lead", value="repairs/2026-11"),
            "look": Row("HEADS F_HEADS finance foreign_finance", value="money/2026-Q4"),
            "subs": Row("HEADS F_HEADS LEADS foreign_lead finance foreign_finance"),
            "sub_new": Row("HEADS F_HEADS LEADS foreign_lead finance foreign_finance"),
            "sub_off": Row("TOP supervisor", value="#subscription"),
            "behind": Row("HEADS F_HEADS LEADS foreign_lead", value="complaints/0/2026-11/0"),
            "book": Row("HEADS F_HEADS finance foreign_finance", value="money/2026-11"),
            "days": Row("HEADS F_HEADS", value="surveys"),
            "case": Row("HEADS lead", value="#repair"),
        },
    ),  # fmt: skip
    *rows(
        "z",
        "community",
        {
            "words": Row("HEADS"),
            "word_new": Row("HEADS"),
            "word_drop": Row("HEADS", value="#word"),
        },
    ),  # fmt: skip
    *rows(
        "q",
        "community",
        {
            "board": Row("STAFF"),
            "again": Row("STAFF"),
            "buildings": Row("STAFF"),
            "overdue": Row("STAFF"),
            "found": Row("", rest="outdated"),
            "case": Row("OFFICE CREW", value="#repair"),
            "late": Row("OFFICE CREW", value="#promise"),
        },
    ),  # fmt: skip
    *rows(
        "f",
        "community",
        {
            "subjects": Row("TOP F_TOP", rest="common/heads_only"),
            "list": Row("TOP F_TOP", value="repair", rest="common/heads_only"),
            "one": Row("TOP F_TOP", value="repair.reopen_days", rest="common/heads_only"),
            "change": Row("TOP F_TOP", value="repair.reopen_days", rest="common/heads_only"),
            "default": Row("TOP F_TOP", value="repair.reopen_days", rest="common/heads_only"),
            "calendar": Row("TOP F_TOP", rest="common/heads_only"),
            "add_day": Row("TOP F_TOP", rest="common/heads_only"),
            "undo": Row("", rest="outdated"),
            "manage": Row("ALL -RESIDENTS"),
        },
    ),  # fmt: skip
]
