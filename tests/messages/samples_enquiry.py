"""Values of enquiries, the knowledge base, suggestions and praise: in every state and at every edge."""

from datetime import date, timedelta
from typing import Any

from domain.enquiry import SPECIALISTS, Action, Status
from domain.knowledge import FIELDS, Topic
from domain.people import Team
from domain.suggestion import Category
from handlers.answers import Option
from handlers.caller import CHANNELS
from handlers.enquiry import CLOSE_REASONS
from handlers.suggestion import ADOPT_WORDS, NOT_NOW_WORDS
from tests.messages.repairs import FIRST, HOME, LONG, NOW, PUBLIC, SLY, SOON, STORY, TIMES, TOMORROW, ask, ours, said

_LATE = {"due": NOW - timedelta(hours=2), "late_by": timedelta(hours=2)}


def r(**more: Any) -> dict[str, Any]:
    """An enquiry as cards read it."""
    given = {
        "flow": "enquiry", "number": "261122-007", "status": "asked", "category": "parking", "danger": None, "urgent": False,
        "home": "3栋2单元1502", "place": None, "block": "3栋2单元", "floor": 15, "words": "停车证能办两张吗？", "photos": 0,
        "reporter": "王芳", "phone": "13800000001", "in_chat": True, "on_behalf": False, "channel": "chat", "worker": None,
        "worker_phone": None, "due": TOMORROW, "late_by": None, "outcome": None, "rating": None, "created_at": NOW,
        "closed_at": None, "team": None, "answer": None, "answered": False, "answered_at": None, "answered_by": None,
        "kept": False, "helpful": None, "worker_post": None,
    }  # fmt: skip
    return {**given, **more}


_ANSWER = {"answer": "每户可以办两张，第二张每月多收100元。", "worker": "陈静"}
_ANSWERED = {**_ANSWER, "status": "answered", "answered": True, "answered_at": NOW, "due": None}
_CLOSED = {**_ANSWERED, "status": "closed", "closed_at": NOW, "helpful": True}
STATES = [
    r(), r(status="taken", worker="陈静", worker_post=4), r(status="with_specialist", worker="陈静", team="security"),
    r(status="taken", team="security", **_ANSWER), r(**_ANSWERED), r(**_CLOSED), r(**{**_CLOSED, "outcome": "answered_by_phone"}),
    r(status="cancelled", due=None), r(**_LATE), r(status="with_specialist", **_LATE, photos=3),
    r(words="", photos=1, home=None, block=None, floor=None), r(words=LONG, reporter=SLY, phone=None, in_chat=False),
    r(words=SLY, on_behalf=True, channel="phone", **{**_ANSWERED, "answer": LONG}), r(**{**_ANSWERED, "answer": ""}),
]  # fmt: skip
_GROUP = [{**one, "home": None, "reporter": None, "phone": None} for one in STATES]
_ALL = {str(a) for a in Action}
_CAN = {
    "asked": {"take", "answer", "put", "promise", "add", "cancel", "talk", "history", "reveal"},
    "taken": {"take", "answer", "put", "promise", "pass", "add", "cancel", "close", "talk", "history", "reveal"},
    "with_specialist": {"answer", "put", "promise", "add", "cancel", "talk", "history", "reveal"},
    "answered": {"answer", "keep", "helpful", "more", "close", "talk", "history", "reveal"},
    "closed": {"keep", "history", "reveal"},
    "cancelled": {"history", "reveal"},
}
_OWNER = {"helpful", "more", "add", "cancel", "talk", "history"}
_OFFICE = [{"r": one, "can": _CAN[one["status"]]} for one in STATES]
_HITS = [
    Option("w1", "停车证怎么办？", note="带行驶证和身份证到服务中心办理，当天可取。"),
    Option("w2", SLY, note=LONG),
    Option("w3", LONG, note="1"),
    Option("person", group="enquiry"),
]
_BACK = {"page": 0, "more": False}
_ROW = {"id": 7, "topic": "parking", "question": "停车证怎么办？", "english": True, "until": None, "expired": False}
_ROWS = [
    _ROW, {**_ROW, "id": 8, "until": date(2026, 12, 1), "english": False}, {**_ROW, "id": 9, "until": date(2026, 11, 1), "expired": True},
    {**_ROW, "id": 10, "question": LONG}, {**_ROW, "id": 11, "question": SLY}, *({**_ROW, "topic": str(t)} for t in Topic),
]  # fmt: skip
_ASKED = [
    {"id": 4, "words": "能不能借梯子", "count": 1, "people": 1, "at": NOW},
    {"id": 5, "words": LONG, "count": 7, "people": 3, "at": NOW - timedelta(days=3)}, {"id": 6, "words": SLY, "count": 2, "people": 2, "at": NOW},
]  # fmt: skip
_K = {
    **_ROW, "status": "active", "answer": "带行驶证和身份证到服务中心办理。", "question_en": "How do I get a permit?",
    "answer_en": "Bring your licence.", "keywords": "车位 月租", "by": "陈静", "at": NOW,
}  # fmt: skip
_WRITTEN = said(question="停车证怎么办？", answer="带行驶证。", topic="parking")
_TOPICS = ours("topic", *Topic)
_DAYS = [Option("20261129", "11月29日(周日)"), Option("20270221", "2027年2月21日(周日)")]

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "enquiry/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)},
                          {"a": said(), "ask": ask("story", collects=True, collected={**STORY, "text": ""})}],
    "enquiry/ask_entry": [{"a": said(story=STORY), "ask": ask("entry", _HITS[0], _HITS[3])}, {"a": said(story=STORY), "ask": ask("entry", *_HITS)},
                          {"a": said(), "ask": ask("entry", unclear="choose")}],
    "enquiry/solved": [{}],
    "enquiry/noted": [{}],
    "enquiry/nothing_said": [{}],
    "enquiry/has_it": [{"name": name} for name in ("陈静", LONG, SLY)],
    "enquiry/answered_by": [{"name": name} for name in ("陈静", LONG, SLY)],
    "knowledge/written": [{}],
    "enquiry/toast_taken": [{}],
    "enquiry/toast_answered": [{}],
    "enquiry/toast_helpful": [{}],
    "enquiry/toast_cancelled": [{}],
    "enquiry/owner_card": [{"r": one, "can": _OWNER & _CAN[one["status"]]} for one in STATES],
    "enquiry/desk_card": [{"r": one, "can": _CAN[one["status"]]} for one in _GROUP],
    "enquiry/staff_card": [*_OFFICE, {"r": _GROUP[2], "can": {"find"}}, {"r": _GROUP[2], "can": set()}],
    "enquiry/team_card": [*({"r": one, "can": {"find"} if one["status"] == "with_specialist" else set(), "asked": asked}
                            for one in _GROUP for asked in (True, False))],
    "enquiry/told_answer": [
        {"r": r(**more), "can": set(), "asks": asks}
        for asks in (True, False)
        for more in (_ANSWERED, {**_ANSWERED, "answer": LONG}, {**_ANSWERED, "answer": "", "words": SLY})
    ],
    "enquiry/file": [{"number": "261122-007"}],
    "enquiry/told_added": [{"r": r(), "can": set(), "text": t, "count": n} for t, n in (("是金毛", 0), (LONG, 2), ("", 1), (SLY, 0))],
    "enquiry/told_put": [{"r": r(), "can": set(), "text": t} for t in ("请说明日期", LONG, SLY)],
    "enquiry/told_found": [{"r": r(status="taken", team="security", answer=t), "can": set()} for t in ("每年一次。", LONG, SLY)],
    "enquiry/told_promised": [{"r": r(due=TOMORROW), "can": set()}],
    "enquiry/told_closed": [{"r": r(status="closed"), "can": set(), "reason": t} for t in (*CLOSE_REASONS, LONG, SLY)],
    "enquiry_desk/ask_story": [{"a": said(), "ask": ask("story", collects=True)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "enquiry_desk/ask_entry": [{"a": said(story=STORY), "ask": ask("entry", _HITS[0], _HITS[3])}, {"a": said(), "ask": ask("entry", *_HITS)},
                               {"a": said(), "ask": ask("entry")}],
    "enquiry_add/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "enquiry_more/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "enquiry_answer/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "enquiry_find/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
    "enquiry_put/ask_team": [{"a": said(), "ask": ask("team", *ours("team", *SPECIALISTS), **FIRST)}],
    "enquiry_put/ask_words": [{"a": said(team="security"), "ask": ask("words", skip=True)}],
    "enquiry_promise/ask_until": [{"a": said(), "ask": ask("until", *TIMES, **FIRST)}, {"a": said(), "ask": ask("until", unclear="moment")}],
    "enquiry_close/ask_reason": [{"a": said(), "ask": ask("reason", *ours("reason", *CLOSE_REASONS), **FIRST)}],
    "matters/history": [
        {"r": r(status=str(s)), "can": set(), "left_out": n, "talks": n > 0, "lines": [
            {"at": NOW, "by": "王芳", "kind": "enquiry_ask", "data": {"channel": "chat"}},
            {"at": NOW, "by": "陈静", "kind": "forum", "data": {"text": "绿化座谈会", "held": NOW.isoformat()}},
            {"at": NOW, "by": SLY, "kind": "enquiry_put", "data": {"team": "security", "words": SLY}},
            {"at": SOON, "by": "陈静", "kind": "enquiry_promise", "data": {"until": TOMORROW.isoformat()}},
            {"at": SOON, "by": None, "kind": "alert", "data": {"kind": "enquiry_answer", "to": ["group"]}},
            {"at": SOON, "by": "?", "kind": "enquiry_add", "data": {"text": LONG, "photos": 2}},
            {"at": SOON, "by": "周敏", "kind": "extend", "data": {"kind": "enquiry_answer", "reason": "busy", "until": TOMORROW.isoformat()}},
        ]} for n, s in enumerate(Status)
    ],
    "knowledge/list": [
        {"rows": _ROWS[:6], "page": 0, "more": True, "count": 9, "asked": 2, "expiring": 1},
        {"rows": _ROWS[6:9], "page": 1, "more": False, "count": 9, "asked": 0, "expiring": 0},
        {"rows": [], "page": 0, "more": False, "count": 0, "asked": 0, "expiring": 0}, {"rows": _ROWS[:1], "page": 2, "more": False, "count": 1, "asked": 0, "expiring": 0},
        {"rows": [], "page": 3, "more": False, "count": 9, "asked": 0, "expiring": 0},
    ],
    "knowledge/found": [{"text": "停车", "rows": _ROWS[:4]}, {"text": SLY, "rows": []}, {"text": LONG, "rows": _ROWS[4:9]}],
    "knowledge/entry": [{"k": {**_K, **more}, "can_retire": may} for may, more in (
        (True, {}), (False, {"question_en": "", "answer_en": "", "keywords": "", "by": None}), (True, {"answer": LONG, "answer_en": LONG, "question": SLY}),
        (True, {"until": date(2026, 12, 1)}), (True, {"until": date(2026, 11, 1), "expired": True}), (False, {"status": "retired"}))],
    "knowledge/unanswered": [{"rows": _ASKED, "count": 3, **_BACK}, {"rows": _ASKED[:1], "count": 9, "page": 1, "more": True}, {"rows": [], "count": 0, **_BACK}],
    "knowledge/expiring": [{"rows": _ROWS[1:6]}, {"rows": []}],
    "knowledge/weekly": [
        {"expiring": _ROWS[1:3], "expiring_count": 2, "asked": _ASKED, "asked_count": 3},
        {"expiring": [], "expiring_count": 0, "asked": _ASKED, "asked_count": 9}, {"expiring": _ROWS[1:2], "expiring_count": 1, "asked": [], "asked_count": 0},
    ],
    "knowledge/changed": [{"now": t} for t in ("周一到周五办理。", LONG, SLY, "")],
    "knowledge/day_past": [{}],
    "knowledge/toast_retired": [{}],
    "knowledge_add/ask_question": [{"a": said(), "ask": ask("question", **FIRST)}],
    "knowledge_add/ask_answer": [{"a": said(question=SLY), "ask": ask("answer")}],
    "knowledge_add/ask_topic": [{"a": said(), "ask": ask("topic", *_TOPICS)}],
    "knowledge_add/ask_valid_until": [{"a": said(), "ask": ask("valid_until", *_DAYS, skip=True)}, {"a": said(), "ask": ask("valid_until", *_DAYS, skip=True, unclear="day")},
                                      {"a": said(), "ask": ask("valid_until", skip=True, unclear="day_past")}],
    "knowledge_add/ask_keywords": [{"a": said(), "ask": ask("keywords", skip=True)}],
    "knowledge_add/ask_question_en": [{"a": said(), "ask": ask("question_en", skip=True)}],
    "knowledge_add/ask_answer_en": [{"a": said(), "ask": ask("answer_en", skip=True)}],
    "knowledge_add/summary": [
        {"a": _WRITTEN, "ask": ask("summary", changes=["question", "answer", "topic"])},
        {"a": said(**{**_WRITTEN, "question_en": SLY, "answer_en": LONG, "keywords": "车位 月租", "valid_until": "2026-12-31"}),
         "ask": ask("summary", changes=["question", "answer", "topic", "valid_until", "keywords", "question_en", "answer_en"])},
    ],
    "knowledge_edit/ask_field": [{"a": said(), "ask": ask("field", *ours("field", *FIELDS), **FIRST)}],
    "knowledge_edit/ask_text": [{"a": said(field="answer_zh", _was=t), "ask": ask("text", **FIRST)} for t in ("带行驶证。", LONG, SLY)],
    "knowledge_edit/ask_emptied": [{"a": said(field="keywords", _was=t), "ask": ask("emptied", skip=True, **FIRST)} for t in ("车位", "", SLY)],
    "knowledge_edit/ask_topic": [{"a": said(field="topic", _was="parking"), "ask": ask("topic", *_TOPICS, **FIRST)}],
    "knowledge_edit/ask_valid_until": [{"a": said(field="valid_until", _was=""), "ask": ask("valid_until", *_DAYS, skip=True, **FIRST)}],
    "knowledge_find/ask_what": [{"a": said(), "ask": ask("what", **FIRST)}],
}  # fmt: skip

# --- suggestions and praise ------------------------------------------------------------------------------------------


def p(**more: Any) -> dict[str, Any]:
    """A suggestion as cards read it."""
    given = {
        **r(), "flow": "suggestion", "category": "suggestion", "status": "received", "words": "单元门口加一盏灯吧", "praise": False,
        "praised": [], "adopted": False, "opinion": None,
    }  # fmt: skip
    return {**given, **more}


_OVER = {"status": "closed", "due": None, "closed_at": NOW, "worker": "陈静"}
_PRAISE = {**_OVER, "category": "praise", "praise": True, "words": "师傅又快又仔细"}
_LETTERS = [
    p(), p(team="engineering", status="taken", worker="陈静", worker_post=4, opinion="可以装"), p(**_LATE), p(**_OVER, adopted=True, outcome="arranged"),
    p(**_OVER, outcome="study"), p(**_OVER, outcome=LONG), p(status="cancelled", due=None), p(words=LONG, reporter=SLY, phone=None, in_chat=False, opinion=LONG),
    p(words="", photos=2, home=None, block=None), p(**_PRAISE, praised=["李强"]), p(**_PRAISE, praised=["engineering"]), p(**_PRAISE),
    p(**{**_PRAISE, "words": SLY}, praised=[SLY], on_behalf=True, channel="visit"),
]  # fmt: skip
_MAY = {"received": {"take", "adopt", "not_now", "add", "cancel", "talk", "reveal"}, "taken": {"adopt", "not_now", "add", "cancel", "talk", "reveal"},
        "closed": {"reveal"}, "cancelled": {"reveal"}}  # fmt: skip
_LETTER_GROUP = [{**one, "home": None, "reporter": None, "phone": None} for one in _LETTERS]
_STAFF = [Option("s4", "李强", note="engineer"), Option("s5", SLY, note="butler")]
_WHOM = [*_STAFF, *(Option(f"t_{team}", group="praised") for team in Team), Option("all", group="praised")]
_CALLER = {"channel": "phone", "home": HOME, "caller": {"person": 4, "name": "王芳", "phone": "13800000001"}}

SAMPLES |= {
    "suggestion/ask_letter": [{"a": said(), "ask": ask("letter", *ours("letter", *Category), **FIRST)}],
    "suggestion/ask_story": [{"a": said(letter=str(c)), "ask": ask("story", collects=True)} for c in Category]
                            + [{"a": said(letter="praise"), "ask": ask("story", collects=True, collected=STORY)}],
    "suggestion/ask_whom": [{"a": said(letter="praise", story=STORY), "ask": ask("whom", *_WHOM)}],
    "suggestion/ask_team": [{"a": said(letter="suggestion", story=STORY), "ask": ask("team", *ours("team", *Team), skip=True)}],
    "suggestion/summary": [
        {"a": said(letter="suggestion", story=STORY, team="engineering"), "ask": ask("summary", changes=["letter", "story", "team"])},
        {"a": said(letter="suggestion", story={"text": SLY}), "ask": ask("summary", changes=["story"])},
        *({"a": said(letter="praise", story=STORY, whom=whom), "ask": ask("summary", changes=["letter", "story", "whom"])}
          for whom in ({"staff": 4, "team": None, "name": SLY}, {"staff": None, "team": "desk"}, {"staff": None, "team": None})),
    ],
    "suggestion_desk/summary": [
        {"a": said(letter="suggestion", story=STORY, team="engineering", **_CALLER), "ask": ask("summary", changes=["channel", "home", "caller", "letter", "story"])},
        {"a": said(letter="praise", story=STORY, whom={"staff": None, "team": None}, channel=str(CHANNELS[1]), home=PUBLIC, caller={"person": None}, name=SLY),
         "ask": ask("summary", changes=["channel"])},
    ],
    "suggestion/owner_card": [{"r": one, "can": {"add", "cancel", "talk"} & _MAY[one["status"]]} for one in _LETTERS],
    "suggestion/desk_card": [{"r": one, "can": _MAY[one["status"]] if not one["praise"] else {"reveal"}} for one in _LETTER_GROUP],
    "suggestion/team_card": [{"r": one, "can": {"opinion"} if one["status"] in ("received", "taken") else set()} for one in _LETTER_GROUP],
    "suggestion/staff_card": [*({"r": one, "can": _MAY[one["status"]] if not one["praise"] else {"reveal"}} for one in _LETTERS),
                              {"r": _LETTER_GROUP[1], "can": {"opinion"}}],
    "suggestion/told_praised": [{"r": one, "can": set(), "mine": mine} for one in _LETTER_GROUP[-4:] for mine in (True, False)],
    "suggestion/told_outcome": [{"r": one, "can": set()} for one in _LETTERS[3:6]],
    "suggestion/roll": [
        {"month": date(2026, 11, 1), "rows": [{"name": "李强", "role": "engineer", "count": 2, "words": LONG}, {"name": SLY, "role": "butler", "count": 1, "words": ""}],
         "count": 4, "back": 0, "more": True},
        {"month": date(2026, 2, 1), "rows": [], "count": 0, "back": 9, "more": False}, {"month": date(2026, 11, 1), "rows": [], "count": 1, "back": 0, "more": True},
    ],
    "suggestion/toast_taken": [{}],
    "suggestion/toast_cancelled": [{}],
    "suggestion_adopt/ask_words": [{"a": said(), "ask": ask("words", *ours("adopt_with", *ADOPT_WORDS), **FIRST)}],
    "suggestion_not_now/ask_words": [{"a": said(), "ask": ask("words", *ours("not_now_with", *NOT_NOW_WORDS), **FIRST)}],
    "suggestion_opinion/ask_words": [{"a": said(), "ask": ask("words", **FIRST)}],
    "suggestion_add/ask_story": [{"a": said(), "ask": ask("story", collects=True, **FIRST)}, {"a": said(), "ask": ask("story", collects=True, collected=STORY)}],
}  # fmt: skip
