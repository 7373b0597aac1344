"""What everybody may do with charges, fee accounts, statements, receipts, dunning; as `matrix_things`."""

from datetime import date

from tests.permissions.rows import Row, rows

ROWS: list[Row] = [
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
]
