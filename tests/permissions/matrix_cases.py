"""What everybody may do with matters: repairs, complaints, enquiries, breaches, suggestions.

A table by itself: nothing of it is read from the code it tests. Whoever is not named is told no, in one sentence, and counted.
"""

from datetime import date

from tests.permissions.rows import Row, crew, ordered, rows

ROWS: list[Row] = [
    *rows(
        "c",
        "repair",
        {
            "accept": Row("CREW"),
            "go": Row("engineer", states=crew("accepted")),
            "arrive": Row("engineer", states=crew("on_way")),
            "assign": Row("HEADS lead"),
            "transfer": Row("HEADS engineer lead", states=crew("accepted")),
            "cannot": Row("engineer", states=crew("accepted")),
            "quote": Row("engineer", states=crew("arrived")),
            "free": Row("engineer", states=crew("arrived")),
            "hold": Row("engineer lead", states=crew("accepted")),
            "finish": Row("engineer", states=crew("arrived")),
            "send_back": Row("OFFICE OWNERS lead", states=crew("finished")),
            "reopen": Row("OFFICE OWNERS", states=crew("closed", closed_at="now")),
            "close": Row("HEADS", states=crew("accepted")),
            "add": Row("OFFICE HOME engineer lead", states=crew("accepted")),
            "agree": Row("OFFICE OWNERS", value="5000", states={**crew("quoted"), "repair_facts": {"quote_fen": 5000}}),
            "decline": Row(
                "OFFICE OWNERS", value="5000", states={**crew("quoted"), "repair_facts": {"quote_fen": 5000}}
            ),
            "sign": Row("OWNERS", value="5", states=crew("finished")),
            "cancel": Row("OFFICE OWNERS"),
            "urge": Row("OFFICE HOME", states=crew("accepted")),
            "history": Row("OFFICE HOME engineer lead", states=crew("accepted")),
            "pictures": Row("OFFICE CREW HOME", states=crew("accepted")),
            "here": Row("HOME", value="#home"),
            "where": Row("OFFICE HOME lead"),
            "talk": Row("OFFICE HOME engineer lead", states=crew("accepted")),
            "open": Row("OFFICE CREW HOME", states=crew("accepted")),
            "talks": Row("HEADS butler desk owner", states=crew("accepted"), rest="relay/nothing_said"),
            "talk_files": Row("HEADS butler desk owner", states=crew("accepted")),
        },
    ),  # fmt: skip
    *rows(
        "k",
        "complaint",
        {
            "open": Row("OFFICE engineer lead owner"),
            "well": Row("", others={"outdated": "OFFICE engineer lead owner"}),
            "not_well": Row("", others={"outdated": "OFFICE engineer lead owner"}),
            "rung": Row("", others={"outdated": "OFFICE engineer lead owner"}),
            "judge": Row("OFFICE"),
            "validity": Row("OFFICE", value="valid"),
            "subtype": Row("OFFICE", value="neglect"),
            "grade": Row("OFFICE", value="minor"),
            "responsibility": Row("OFFICE", value="company"),
            "cause": Row("OFFICE", value="attitude"),
            "hand": Row("OFFICE", states={"complaint": {"status": "registered"}}),
            "call": Row("OFFICE lead"),
            "release": Row("", value="engineering", others={"common/not_now": "OFFICE lead"}),
            "take": Row("HEADS lead", states={"complaint": {"status": "handed"}}),
            "give": Row("HEADS lead", states={"complaint": {"status": "handed"}}),
            "contact": Row("OFFICE engineer lead"),
            "findings": Row("engineer lead"),
            "plan": Row("OFFICE engineer lead"),
            "plans": Row("OFFICE engineer lead"),
            "choose": Row("HEADS", value="#remedy", states={"complaint": {"status": "working"}}),
            "order": Row("OFFICE engineer lead"),
            "interim": Row("OFFICE engineer lead"),
            "answer": Row("OFFICE engineer lead"),
            "confirm": Row("owner", value="5", states={"complaint": {"status": "answered"}}),
            "unsatisfied": Row("OFFICE owner", states={"complaint": {"status": "answered"}}),
            "reopen": Row("OFFICE owner", states={"complaint": {"status": "closed", "closed_at": "now"}}),
            "close": Row("HEADS"),
            "correct": Row("HEADS lead"),
            "agree_date": Row("OFFICE owner"),
            "receive": Row("HEADS"),
            "withdraw": Row("OFFICE owner"),
            "add": Row("OFFICE engineer lead owner"),
            "urge": Row("OFFICE owner"),
            "paid": Row("OFFICE"),
            "talk": Row("OFFICE engineer lead owner"),
            "history": Row("OFFICE engineer lead owner"),
            "pictures": Row("OFFICE engineer lead owner"),
            "talks": Row("HEADS butler desk owner", rest="relay/nothing_said"),
            "talk_files": Row("HEADS butler desk owner"),
        },
    ),  # fmt: skip
    *rows(
        "e",
        "enquiry",
        {
            "take": Row("OFFICE"),
            "answer": Row("OFFICE"),
            "put": Row("OFFICE"),
            "find": Row(
                "CREW",
                states={"enquiry": {"status": "with_specialist"}, "enquiry_facts": {"asked_team": "engineering"}},
            ),
            "pass": Row("OFFICE", states={"enquiry": {"status": "taken"}, "enquiry_facts": {"answer": "x"}}),
            "promise": Row("OFFICE"),
            "keep": Row(
                "OFFICE",
                states={"enquiry": {"status": "answered"}, "enquiry_facts": {"answer": "x", "answered_at": "now"}},
            ),
            "helpful": Row(
                "OFFICE owner",
                states={"enquiry": {"status": "answered"}, "enquiry_facts": {"answer": "x", "answered_at": "now"}},
            ),
            "more": Row(
                "OFFICE owner",
                states={"enquiry": {"status": "answered"}, "enquiry_facts": {"answer": "x", "answered_at": "now"}},
            ),
            "add": Row("OFFICE owner"),
            "cancel": Row("OFFICE owner"),
            "close": Row("HEADS"),
            "talk": Row("OFFICE owner"),
            "open": Row("OFFICE owner"),
            "history": Row("OFFICE owner"),
            "pictures": Row("OFFICE owner"),
            "talks": Row(
                "HEADS butler desk owner", states={"relay_repair": {"case_id": "#enquiry"}}, rest="relay/nothing_said"
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#enquiry"}}),
        },
    ),  # fmt: skip
    *rows(
        "O",
        "order",
        {
            "consent": Row("HEADS", states={"order": {"status": "order_asked"}}),
            "propose": Row(
                "TOP lead", states={"order": {"status": "order_asked"}, "order_facts": {"consent_by": "#owner_person"}}
            ),
            "refuse": Row("HEADS lead", states={"order": {"status": "order_asked"}}),
            "agree": Row(
                "OFFICE owner", value="12000", states={**ordered("order_quoted"), "order_facts": {"quote_fen": 12000}}
            ),
            "decline": Row("OFFICE owner", states=ordered("order_quoted")),
            "assign": Row("HEADS lead"),
            "hand_back": Row("engineer", states=ordered("sent_out")),
            "go": Row("engineer", states=ordered("sent_out")),
            "quote": Row("engineer", states=ordered("order_on_way")),
            "finish": Row("engineer", states={**ordered("doing"), "order_facts": {"agreed_fen": 12000}}),
            "sign": Row(
                "OFFICE owner", value="5", states={**ordered("order_done"), "order_facts": {"agreed_fen": 12000}}
            ),
            "send_back": Row("OFFICE owner", states=ordered("order_done")),
            "cancel": Row("OFFICE owner"),
            "slot": Row("OFFICE lead"),
            "collect": Row("", states=ordered("owing", owing_fen=12000), others={"order/no_collecting": "engineer"}),
            "hand_in": Row("CREW", states={**ordered("closed"), "order_copies": {"state": "out"}}),
            "confirm": Row("finance", states={**ordered("closed"), "order_copies": {"state": "handed_in"}}),
            "countersign": Row("OFFICE", states={**ordered("closed"), "order_copies": {"state": "confirmed"}}),
            "file": Row("CREW", states={**ordered("closed"), "order_copies": {"state": "signed"}}),
            "called": Row("OFFICE", states=ordered("closed")),
            "reason": Row("OFFICE finance", states=ordered("owing", owing_fen=12000)),
            "talk": Row("OFFICE owner"),
            "open": Row("OFFICE CREW finance owner"),
            "history": Row("OFFICE lead finance owner"),
            "pictures": Row("OFFICE CREW finance owner"),
            "talks": Row(
                "HEADS butler desk owner", states={"relay_repair": {"case_id": "#order"}}, rest="relay/nothing_said"
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#order"}}),
        },
    ),  # fmt: skip
    *rows(
        "F",
        "dispute",
        {
            "take": Row("TOP finance"),
            "explain": Row("TOP finance"),
            "correct": Row("TOP finance"),
            "approve": Row(
                "TOP", states={"dispute": {"status": "approving"}, "dispute_facts": {"corrected_fen": -100}}
            ),
            "reject": Row("TOP", states={"dispute": {"status": "approving"}}),
            "clear": Row("OFFICE owner", states={"dispute": {"status": "answered"}}),
            "unclear": Row("OFFICE owner", states={"dispute": {"status": "answered"}}),
            "add": Row("OFFICE owner"),
            "cancel": Row("OFFICE owner"),
            "close": Row("HEADS"),
            "talk": Row("OFFICE owner"),
            "open": Row("OFFICE finance owner"),
            "history": Row("OFFICE finance owner"),
            "pictures": Row("OFFICE finance owner"),
            "talks": Row(
                "HEADS butler desk owner", states={"relay_repair": {"case_id": "#dispute"}}, rest="relay/nothing_said"
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#dispute"}}),
        },
    ),  # fmt: skip
    *rows(
        "P",
        "payment",
        {
            "confirm": Row("TOP finance"),
            "confirm_as": Row("TOP finance"),
            "refuse": Row("TOP finance"),
            "add": Row("owner"),
            "cancel": Row("owner"),
            "go": Row("TOP finance", states={"payment": {"status": "booked"}}),
            "move": Row("OFFICE owner finance", states={"payment": {"status": "booked"}}),
            "collect": Row("TOP finance", states={"payment": {"status": "booked"}}),
            "miss": Row("TOP finance", states={"payment": {"status": "booked"}}),
            "again": Row("OWNERS", others={"fee/ask_owner": "tenant"}),
            "receipt": Row(
                "",
                states={"payment": {"status": "closed"}},
                others={"outdated": "OFFICE OWNERS finance", "fee/ask_owner": "tenant"},
            ),
            "account": Row("OFFICE OWNERS finance", others={"fee/ask_owner": "tenant"}),
            "talk": Row("OFFICE owner"),
            "open": Row("OFFICE finance owner"),
            "history": Row("OFFICE finance owner"),
            "pictures": Row("OFFICE finance owner"),
            "talks": Row(
                "HEADS butler desk owner", states={"relay_repair": {"case_id": "#payment"}}, rest="relay/nothing_said"
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#payment"}}),
        },
    ),  # fmt: skip
    *rows(
        "R",
        "rental",
        {
            "agree": Row("TOP"),
            "decline": Row("TOP"),
            "cancel": Row("OFFICE"),
            "sign": Row("HEADS", states={"rental": {"status": "rental_agreed"}}),
            "pay": Row(
                "TOP finance",
                states={"rental": {"status": "rental_running"}, "rental_facts": {"signed_on": date(2026, 11, 22)}},
            ),
            "back": Row("", others={"outdated": "TOP finance"}),
            "note": Row("OFFICE", states={"rental": {"status": "rental_running"}}),
            "prolong": Row("TOP", states={"rental": {"status": "rental_running"}}),
            "end": Row("TOP", states={"rental": {"status": "rental_running"}}),
            "open": Row("OFFICE finance"),
            "history": Row("OFFICE finance"),
            "pictures": Row("OFFICE finance"),
            "receipts": Row("OFFICE finance"),
            "receipt": Row("OFFICE OWNERS finance", value="#receipt", others={"fee/ask_owner": "tenant"}),
        },
    ),  # fmt: skip
    *rows(
        "L",
        "community",
        {
            "list": Row("OFFICE finance"),
            "past": Row("OFFICE finance"),
            "places": Row("OFFICE finance"),
            "one": Row("OFFICE finance", value="#rental"),
            "switch": Row("OFFICE", value="#rental_place"),
            "new": Row("OFFICE"),
            "new_place": Row("OFFICE"),
        },
    ),  # fmt: skip
    *rows(
        "x",
        "breach",
        {
            "tell": Row("OFFICE"),
            "dissuade": Row("OFFICE", states={"breach": {"status": "told"}}),
            "stop": Row("OFFICE", states={"breach": {"status": "told"}}),
            "write": Row("OFFICE", states={"breach": {"status": "told"}}),
            "mediate": Row(
                "OFFICE", states={"breach": {"status": "told"}, "breach_facts": {"sort": "dispute", "others": "#homes"}}
            ),
            "correct": Row("OFFICE", states={"breach": {"status": "told"}}),
            "refer": Row("OFFICE", states={"breach": {"status": "written"}}),
            "close": Row("HEADS", states={"breach": {"status": "corrected"}}),
            "drop": Row("HEADS"),
            "take": Row("OFFICE"),
            "assign": Row("HEADS"),
            "place": Row("OFFICE"),
            "add": Row("owner"),
            "talk": Row("owner"),
            "sign": Row("neighbour", value="#step", rest="outdated"),
            "refuse": Row("neighbour", value="#step", rest="outdated"),
            "unsigned": Row("OFFICE"),
            "open": Row("OFFICE owner"),
            "history": Row("OFFICE"),
            "pictures": Row("OFFICE"),
            "talks": Row(
                "HEADS butler desk owner", states={"relay_repair": {"case_id": "#breach"}}, rest="relay/nothing_said"
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#breach"}}),
        },
    ),  # fmt: skip
    *rows(
        "p",
        "suggestion",
        {
            "take": Row("OFFICE"),
            "adopt": Row("OFFICE"),
            "not_now": Row("OFFICE"),
            "opinion": Row("CREW"),
            "add": Row("OFFICE owner"),
            "cancel": Row("OFFICE owner"),
            "talk": Row("OFFICE owner"),
            "open": Row("OFFICE CREW owner"),
            "history": Row("OFFICE owner"),
            "pictures": Row("OFFICE CREW owner"),
            "talks": Row(
                "HEADS butler desk owner",
                states={"relay_repair": {"case_id": "#suggestion"}},
                rest="relay/nothing_said",
            ),
            "talk_files": Row("HEADS butler desk owner", states={"relay_repair": {"case_id": "#suggestion"}}),
        },
    ),  # fmt: skip
]
