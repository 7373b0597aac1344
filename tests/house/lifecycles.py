"""Every lifecycle with one sentence per event: what the diagrams of the documentation are printed from."""

from domain import (
    announcements,
    callbacks,
    calls,
    complaint,
    enquiry,
    incidents,
    knowledge,
    poll,
    relay,
    repair,
    suggestion,
    survey,
)
from domain.cases import DEADLINE, DeadlineStatus
from domain.inquiry import ANSWER, Answer
from domain.people import JOIN, Join
from domain.repair import MAY
from domain.rota import SWAP, Swap
from domain.talk import TALK, TalkStatus
from services.complaint.views import EVENT_OF as COMPLAINT_EVENTS
from services.repair.views import EVENT_OF
from tests.house.called import CALLED
from tests.house.dunnings import DUNNINGS
from tests.house.fee_asks import FEE_ASKS
from tests.house.improved import IMPROVED
from tests.house.lifecycle import Lifecycle
from tests.house.outings import OUTINGS
from tests.house.paid import PAID
from tests.house.statements import STATEMENTS


def _who() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for action, event in EVENT_OF.items():
        found.setdefault(str(event), set()).update(str(hat) for hat in MAY[action])
    order = [str(hat) for hat in repair.Who]
    return {event: ", ".join(sorted(hats, key=order.index)) for event, hats in found.items()}


def _complaint_who() -> dict[str, str]:
    order = [str(hat) for hat in complaint.Who]
    return {
        str(event): ", ".join(sorted((str(hat) for hat in complaint.MAY[action]), key=order.index))
        for action, event in COMPLAINT_EVENTS.items()
    }


LIFECYCLES = (
    Lifecycle(
        "repair",
        "A repair (报修)",
        "domain/repair/states.py",
        repair.TABLE,
        repair.START,
        repair.FINAL,
        {
            "assign": "The lead, or whose turn it is by the round robin, or a colleague it is handed to (REP-06).",
            "accept": "The first of the crew who presses 我来接 has it; name, phone and room go to them in private (REP-05, X-42).",
            "pool": "Back to the crew: handed back, cannot be done by this one, or the worker has left. It keeps its promises.",
            "go": "On the way; the owner is told.",
            "arrive": "There; the promise of arrival is met or missed (URG-01).",
            "quote": "A price from the list, before the work starts (REP-18, SPS-07). A second quote puts the first right.",
            "agree": "The owner agrees to exactly this price; the amount stays on the matter as owing (WAR-06).",
            "decline": "The owner would rather not: a polite end, nothing is owed (SPS-27).",
            "hold": "Put off, with the reason and a new promise that the owner is told (REP-12, URG-03).",
            "finish": "Done: what was done, where, with what (REP-13). The owner is asked to sign.",
            "sign": "Stars from the owner count as the signature (REP-17, REP-21).",
            "send_back": "Not done yet, says the owner: the same worker goes again under a new promise (REP-25).",
            "close": "A supervisor ends it with a written reason that the owner reads (X-13).",
            "cancel": "Not needed any more, while nobody is on the way.",
            "fold": "Closed with its incident: one cause, mended for all (EMG-01). Its owner is told by the incident.",
            "reopen": "Broken again within the days of `repair.reopen_days`: the same number, the crew, a new promise (X-13).",
        },
        frozenset({"reopen"}),
        _who(),
        "A press is carried out when the table knows it and the person may: the second of two presses at once finds nothing to do.",
    ),
    Lifecycle(
        "incident",
        "An incident (突发事件)",
        "domain/incidents.py",
        incidents.TABLE,
        incidents.START,
        incidents.FINAL,
        {
            "confirm": "The desk or whoever hands out work says it is one; each reporter and the heads are told once (EMG-01, EMG-04).",
            "dismiss": "Different things; or every report of it was done before anybody decided.",
            "close": "By the desk, or when the main case is done: all open cases close with it, everybody is told once (EMG-04).",
        },
    ),
    Lifecycle(
        "talk",
        "A conversation (对话)",
        "domain/talk.py",
        TALK,
        TalkStatus.OPEN,
        {TalkStatus.DONE, TalkStatus.CANCELLED, TalkStatus.EXPIRED},
        {
            "interrupt": "Another conversation is begun; this one waits with everything that was said.",
            "resume": "The other one is over: the question that was open is asked again.",
            "finish": "Everything is said and sent; the service has carried it out in the same transaction.",
            "cancel": "The person presses 取消, types `/cancel`, or begins the same one anew. Danger cancels too: it is filed at once.",
            "expire": "Nobody went on for `talk.expire_hours`; a kind word says that nothing was sent.",
        },
        intro="Where a person is in a conversation is a row, moved in the transaction of the update that moved it.",
    ),
    Lifecycle(
        "complaint",
        "A complaint (投诉)",
        "domain/complaint/states.py",
        complaint.TABLE,
        complaint.START,
        complaint.FINAL,
        {
            "hand": "To the head of the department judged responsible, or of another one when it turns out to be theirs (CMP-17, X-08).",
            "take": "The head has it in hand, or gives it to one of theirs (CMP-17).",
            "answer": "The result is told; the desk answers at once what it can (CMP-07, CMP-20).",
            "confirm": "The owner is content: the stars count as the signature (CMP-21, X-13).",
            "unsatisfied": "The owner is not: back with new clocks, and one rung higher hears of it (CMP-28).",
            "close": "A supervisor ends it with a written reason, which the owner reads (X-13).",
            "withdraw": "The owner does not uphold it any more.",
            "reopen": "There again within `complaint.reopen_days`; the same number, one rung higher.",
        },
        frozenset({"reopen"}),
        _complaint_who(),
    ),
    Lifecycle(
        "complaint_department",
        "A department called to a complaint (协同部门)",
        "domain/complaint/kinds.py",
        complaint.PARTS,
        complaint.Part.ASKED,
        {complaint.Part.DONE, complaint.Part.RELEASED},
        {
            "contact": "Its first word with the owner is on the record (CMP-19).",
            "finish": "It says what it found and did; with the last one the result is reached.",
            "release": "It has nothing to do with it after all (CMP-13).",
            "ask_again": "It is needed again: the complaint came back, or was handed to it anew.",
        },
        frozenset({"ask_again"}),
    ),
    Lifecycle(
        "remedy",
        "A remedy plan (补救方案)",
        "domain/complaint/kinds.py",
        complaint.PLANS,
        complaint.Plan.PROPOSED,
        {complaint.Plan.CHOSEN, complaint.Plan.DROPPED},
        {
            "choose": "A supervisor decides that this one it is to be (CMP-25).",
            "drop": "Another one was chosen.",
        },
        frozenset({"drop"}),
    ),
    Lifecycle(
        "correction",
        "A corrective action (整改措施)",
        "domain/complaint/kinds.py",
        complaint.CORRECTIONS,
        complaint.Correction.OPEN,
        {complaint.Correction.DONE},
        {"do": "The department says what it did so that it does not happen again (CMP-22)."},
    ),
    Lifecycle(
        "enquiry",
        "An enquiry (咨询)",
        "domain/enquiry.py",
        enquiry.TABLE,
        enquiry.START,
        enquiry.FINAL,
        {
            "take": "Somebody of the desk answers it; a colleague may take it over.",
            "put": "To the department that knows (INT-09, INT-28); to another one when the first is not the right one.",
            "find": "The department has answered the desk, which passes it on the same day (INT-13).",
            "answer": "The answer goes to whoever asked at once; answered again it puts a slip right.",
            "pool": "Whoever had it has left: the desk has it again.",
            "helpful": "It helped: one tap of whoever asked, or noted by the desk after a call (CBK-26).",
            "more": "It did not help, or there is more to ask: an answer is owed again, by a new time (CBK-23).",
            "silent": "No word for `enquiry.confirm_days`: it rests, with nobody's lateness.",
            "cancel": "Not needed any more.",
            "close": "A supervisor ends it with a written reason (X-13).",
        },
        intro="Only for what the knowledge base does not answer. The promised time is said at once.",
    ),
    Lifecycle(
        "knowledge",
        "An entry of the knowledge base (知识库)",
        "domain/knowledge.py",
        knowledge.TABLE,
        knowledge.START,
        knowledge.FINAL,
        {
            "change": "One field anew, by the desk; whoever is second reads what stands there now.",
            "retire": "By a supervisor or a head: residents do not see it any more.",
        },
        intro="An entry whose last day is over stays, is shown to no resident, and is listed for the desk each week.",
    ),
    Lifecycle(
        "suggestion",
        "A suggestion or praise (建议与表扬)",
        "domain/suggestion.py",
        suggestion.TABLE,
        suggestion.START,
        suggestion.FINAL,
        {
            "take": "Somebody of the desk follows it up.",
            "pool": "Whoever had it has left: the desk has it again.",
            "adopt": "It will be done, and how; told at once (CBK-22).",
            "not_now": "Not now, with the reason in words that neither refuse bluntly nor promise (X-39).",
            "hand_on": "A praise reaches whoever it is for, and their supervisor; nothing is owed.",
            "cancel": "Taken back by whoever wrote it.",
        },
    ),
    *PAID,
    Lifecycle(
        "relay",
        "An exchange with the desk (联系管家)",
        "domain/relay.py",
        relay.TABLE,
        relay.Status.OPEN,
        {relay.Status.CLOSED},
        {
            "close": "Either side says that is all, or nobody went on for `relay.idle_hours` while nobody waited for an answer.",
            "reopen": "Somebody replies to a copy from before: it goes on instead of being lost.",
        },
        frozenset({"reopen"}),
    ),
    Lifecycle(
        "join",
        "A request to be let in (入住登记)",
        "domain/people.py",
        JOIN,
        Join.ASKED,
        {Join.APPROVED, Join.REFUSED},
        {
            "approve": "The desk knows them: the home is theirs in the chat (IDN-15).",
            "refuse": "The desk does not; they are told kindly, with what else they can do.",
            "ask_again": "A refused request may be made again; it is the same row, one version on.",
        },
        frozenset({"ask_again"}),
        intro="For people whose phone is not on the register. A contact that matches, or an invitation, needs nobody's decision.",
    ),
    Lifecycle(
        "swap",
        "Standing in for a colleague (代班)",
        "domain/rota.py",
        SWAP,
        Swap.ASKED,
        {Swap.AGREED, Swap.DECLINED, Swap.WITHDRAWN},
        {
            "agree": "Whoever was asked agrees: the holder is out of this shift, the colleague in; both lines stay, the lead is told (SHF-01).",
            "decline": "It does not suit; the rota stands as it is.",
            "withdraw": "Taken back by whoever asked, or settled with another colleague.",
        },
        intro="Asked by the holder, or offered by a colleague; the other one decides. The second of two presses at once finds it decided.",
    ),
    Lifecycle(
        "inquiry",
        "The morning inquiry (晨询)",
        "domain/inquiry.py",
        ANSWER,
        Answer.ASKED,
        {Answer.FINE, Answer.MATTER},
        {
            "all_well": "One press: nothing happened last night.",
            "tell": "What was the matter, in their own words; also after saying that all was well.",
        },
        frozenset({"tell"}),
        intro="Each morning at `inquiry.at` the key people are asked; the answers come together on the butler's card (SHF-09).",
    ),
    Lifecycle(
        "deadline",
        "A promise (时限)",
        "domain/cases.py",
        DEADLINE,
        DeadlineStatus.OPEN,
        {DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.DROPPED},
        {
            "meet": "What was promised has happened in time.",
            "miss": "It happened late. (While it is late and has not happened, the promise stays open and its alerts go out.)",
            "drop": "The matter ended another way, so nothing is owed: cancelled, declined, closed with a reason.",
            "owe_again": "A complaint judged graver again after it was judged lighter: its clocks are back.",
        },
        frozenset({"owe_again"}),
        intro="Written in the transaction that made the promise; the clock looks at `fire_at` and nothing else.",
    ),
    Lifecycle(
        "callback",
        "Asking back (回访)",
        "domain/callbacks/states.py",
        callbacks.TABLE,
        callbacks.START,
        callbacks.FINAL,
        {
            "await_rain": "The second time of a leak: nothing is due before it has rained (X-04).",
            "rain": "A leak is asked about once more after it has rained; the desk says when it did (CBK-06).",
            "ask": "The owner has the question in the chat, some hours before it is due, never in the quiet hours.",
            "content": "All is well: one tap of the owner, or what the desk was told by telephone or on a visit (CBK-10).",
            "find": "Something is wrong: the crew hears at once, the repair is open again, the written order follows (CBK-08, X-05).",
            "give_up": "Nobody was reached after so many calls; the owner can still answer in the chat.",
            "drop": "The repair is open again or not wanted any more; it is asked about after its next closing.",
        },
        frozenset({"content", "find"}),
        intro="Written down when a repair is closed; again days later after urgent ones, after rain for leaks.",
    ),
    Lifecycle(
        "announcement",
        "An announcement (公告)",
        "domain/announcements.py",
        announcements.TABLE,
        announcements.START,
        announcements.FINAL,
        {
            "ask": "Whoever made it has seen it as owners will, with how many it reaches; a head is asked, or is it and decides at once.",
            "approve": "A manager or director lets it go; it waits for its planned time.",
            "refuse": "Sent back with a reason that whoever made it reads.",
            "start": "The clock hands people to the outbox, a page at a time (EMG-01).",
            "finish": "Everybody has been told, and reminded where a service is cut (EMG-02).",
            "stop": "By whoever made it, a head, or the clock when its time has passed: what has not left is withdrawn.",
            "drop": "Thought better of before anybody decided.",
        },
        intro="Each page is one transaction with the place reached, so a crash repeats nothing and passes nobody over.",
    ),
    Lifecycle(
        "survey",
        "A survey (意见调查)",
        "domain/survey/states.py",
        survey.TABLE,
        survey.START,
        survey.FINAL,
        {
            "issue": "A supervisor or head: the homes are drawn, the questionnaire never changes any more, it goes out page by page (SUR-04, SUR-13).",
            "drop": "Not issued after all.",
            "extend": "The deadline is put off, never brought forward.",
            "close": "The deadline has passed: what was begun and not sent is told so and deleted.",
            "stop": "Ended early by a supervisor or head; what is back stays, what has not left is withdrawn.",
        },
        intro="One form a home: the first of a family who sends has answered for it. Reminded twice at most (SUR-14).",
    ),
    Lifecycle(
        "poll",
        "An opinion poll (意见征询)",
        "domain/poll.py",
        poll.TABLE,
        poll.START,
        poll.FINAL,
        {
            "issue": "A supervisor or head lets it go: every home moved into gets a ballot, page by page.",
            "drop": "Not sent after all.",
            "extend": "The end is put off, never brought forward.",
            "close": "Its time is over: the homes' choices are counted by building, then deleted; the result goes out, quorum first.",
            "stop": "Ended early by a supervisor or head, with a reason those asked read: there is no result, the choices are deleted.",
        },
        intro="No vote of the owners' assembly, and every ballot says so. The newest choice of a home counts; silent homes are reminded once.",
    ),
    Lifecycle(
        "call",
        "A line of the call list (待电联)",
        "domain/calls.py",
        calls.CALL,
        calls.START,
        calls.FINAL,
        {
            "reach": "The butler has told them.",
            "miss": "Nobody answered; the line comes back after `calls.again_minutes`, and is given up after `calls.tries`.",
            "wrong": "It is not their number.",
            "drop": "Not needed any more: says the butler, or the cut is over, or rung in vain too often.",
            "again": "Time to ring again.",
            "come": "They wrote to us or came to the chat: what was kept for them has gone out.",
            "more": "Something more about the same matter could not be delivered.",
        },
        frozenset({"come", "more"}),
        intro="People an important message did not reach, and residents without a chat whom a cut is for (EMG-01).",
    ),
    *OUTINGS,
    *DUNNINGS,
    *FEE_ASKS,
    *STATEMENTS,
    *IMPROVED,
    *CALLED,
)
