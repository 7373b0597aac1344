"""What everybody may do with what is no matter: callbacks, alerts, incidents, exchanges, rotas, announcements, figures and the rest.

A table by itself: nothing of it is read from the code it tests. Whoever is not named is told no, in one sentence, and counted.
"""

from datetime import date

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
        "A",
        "fee_home",
        {
            "account": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "lines": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "how": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "let": Row("owner", others={"fee/ask_owner": "tenant"}),
            "unlet": Row("owner", others={"fee/ask_owner": "tenant"}),
            "dispute": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "statements": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "statement": Row("OFFICE OWNERS finance", value="#statement", others={"fee/ask_owner": "tenant"}),
            "statement_missed": Row("OWNERS", value="#statement_missed", others={"fee/ask_owner": "tenant"}),
            "receipts": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "receipt": Row("OFFICE OWNERS finance", value="#receipt", others={"fee/ask_owner": "tenant"}),
            "paid": Row("OWNERS", others={"fee/ask_owner": "tenant"}),
            "here": Row("", others={"payment/not_here": "OFFICE OWNERS finance", "fee/ask_owner": "tenant"}),
            "door": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "take": Row("TOP finance", others={"fee/ask_owner": "tenant"}),
            "payments": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "payment": Row("OFFICE OWNERS finance", value="#paid_in", others={"fee/ask_owner": "tenant"}),
            "refund": Row("", value="#paid_in", others={"payment/nothing_left": "TOP finance"}),
            "void": Row("TOP finance", value="#paid_in"),
            "homes": Row(
                "OWNERS works_here_lives_there",
                others={"fee/ask_owner": "tenant", "common/not_now": "OFFICE finance -works_here_lives_there"},
            ),
        },
    ),  # fmt: skip
    *rows(
        "S",
        "statement",
        {
            "open": Row("OFFICE finance -butler_out"),
            "hold": Row("OFFICE -butler_out", states={"statement": {"status": "made"}}),
            "check": Row("HEADS butler", states={"statement": {"status": "made"}}),
            "renew": Row("TOP finance", states={"statement": {"status": "held", "reason": "x"}}),
            "bring": Row("OFFICE -butler_out", value="handed"),
            "back": Row("HEADS butler finance", value="#statement_back"),
            "account": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "earlier": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "how": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "paper": Row("OFFICE OWNERS finance -butler_out", others={"fee/ask_owner": "tenant"}),
        },
    ),  # fmt: skip
    *rows(
        "Q",
        "receipt",
        {
            "open": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "paper": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "list": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "reissue": Row("TOP finance"),
        },
    ),  # fmt: skip
    *rows(
        "B",
        "community",
        {
            "codes": Row("TOP finance"),
            "code": Row("TOP finance", value="#charge"),
            "usual": Row("TOP finance"),
            "code_new": Row("TOP finance"),
            "price": Row("TOP finance", value="#charge"),
            "cost": Row("TOP finance", value="#charge_shared"),
            "switch": Row("TOP finance", value="#charge_off"),
            "asks": Row("TOP finance"),
            "ask": Row("TOP", value="#fee_ask"),
            "approve": Row("TOP", value="#fee_ask"),
            "decline": Row("TOP", value="#fee_ask"),
            "preview": Row("TOP finance", value="#run"),
            "odd": Row("TOP finance", value="#run_odd"),
            "write": Row("TOP finance", value="#run"),
            "home": Row("OFFICE finance", value="#home"),
            "hold": Row("TOP finance", value="#home"),
            "once": Row("TOP finance", value="#home"),
            "read": Row("TOP finance", value="#meter"),
            "end": Row("TOP finance", value="#meter"),
            "cut": Row("OFFICE finance", value="#home"),
            "cut_end": Row("TOP finance", value="#cut"),
            "correct": Row("TOP finance", value="#home"),
            "custody": Row("TOP finance", value="#home_custody"),
            "manage": Row("ALL -RESIDENTS"),
        },
    ),  # fmt: skip
    *rows(
        "D",
        "dunning",
        {
            "open": Row("OFFICE -butler_out"),
            "history": Row("OFFICE -butler_out"),
            "record": Row("OFFICE -butler_out"),
            "remind": Row("OFFICE -butler_out"),
            "turn": Row("OFFICE -butler_out", value="repair", states={"dunning_line": {"outcome": "problem"}}),
            "express": Row("OFFICE -butler_out", states={"dunning": {"notified_on": date(2026, 8, 22)}}),
            "lawyer": Row("", others={"common/not_now": "OFFICE -butler_out"}),
            "approve": Row(
                "director", value="#dunning_letter", others={"dunning/director_only": "OFFICE -butler_out -director"}
            ),
            "decline": Row(
                "director", value="#dunning_letter", others={"dunning/director_only": "OFFICE -butler_out -director"}
            ),
            "send": Row(
                "OFFICE -butler_out", value="#dunning_letter", states={"dunning_letter": {"status": "approved"}}
            ),
            "delivered": Row(
                "OFFICE -butler_out", value="#dunning_letter", states={"dunning_letter": {"status": "sent"}}
            ),
            "returned": Row(
                "OFFICE -butler_out", value="#dunning_letter", states={"dunning_letter": {"status": "sent"}}
            ),
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
            "report": Row("HEADS F_HEADS LEADS foreign_lead", value="this_week"),
            "complaints": Row("HEADS F_HEADS LEADS foreign_lead", value="this_month"),
            "money": Row("HEADS finance", value="2026-11"),
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
