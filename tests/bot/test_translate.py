"""From the channel's words to ours and back: tables."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls import Call, as_caption, calls, cut, plain, units, without_markup
from bot.translate import Unreadable, together, translate, whereabouts
from domain.incoming import Attachment, Incoming, Kind
from domain.sending import Lane, Sending, Sort
from store.outbox import OutboxRow

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SENT = datetime.fromtimestamp(1_795_372_787, UTC)
USER = {"id": 5, "is_bot": False, "first_name": "芳", "last_name": "王", "language_code": "zh-hans"}
PRIVATE = {"id": 5, "type": "private", "first_name": "芳"}
GROUP = {"id": -100, "type": "supergroup", "title": "工程组"}


def message(**fields):
    """A raw message update."""
    return {"message": {"message_id": 9, "date": 1_795_372_787, "chat": PRIVATE, "from": USER, **fields}}


def read(update):
    """As translated."""
    return translate({"update_id": 1, **update}, 1, NOW, "guanjia_bot")


CASES = [
    (message(text="你好"), {"kind": Kind.TEXT, "text": "你好", "private": True, "at": SENT, "sender_name": "芳 王"}),
    (message(text="/start abc DEF"), {"kind": Kind.COMMAND, "command": "start", "text": "abc DEF"}),
    (message(text="/bind@guanjia_bot", chat=GROUP), {"kind": Kind.COMMAND, "command": "bind", "text": "", "private": False}),
    (message(text="/Menu@GuanJia_Bot\n x"), {"kind": Kind.COMMAND, "command": "menu", "text": "x"}),
    (message(text="/bind@other_bot", chat=GROUP), {"kind": Kind.OTHER, "message": 0}),
    (message(text="/ 3栋"), {"kind": Kind.TEXT, "text": "/ 3栋"}),
    (message(text="a/b"), {"kind": Kind.TEXT}),
    (
        {"pre_checkout_query": {"id": "77", "from": USER, "currency": "CNY", "total_amount": 27_580, "invoice_payload": "fee:3"}},
        {"kind": Kind.CHECKOUT, "press_id": "77", "invoice": "fee:3", "fen": 27_580, "chat": 5, "sender": 5, "private": True},
    ),
    (
        message(successful_payment={
            "currency": "CNY", "total_amount": 100, "invoice_payload": "fee:3", "telegram_payment_charge_id": "tg1",
            "provider_payment_charge_id": "pr1",
        }),
        {"kind": Kind.PAID, "invoice": "fee:3", "fen": 100, "charge": "tg1"},
    ),
    (message(text="zero \x00 byte"), {"kind": Kind.TEXT, "text": "zero  byte"}),
    (message(text="half \ud83d"), {"kind": Kind.TEXT, "text": "half ?"}),
    (
        message(photo=[{"file_id": "s", "file_unique_id": "us", "width": 90, "height": 90},
                       {"file_id": "b", "file_unique_id": "ub", "width": 900, "height": 900, "file_size": 7}],
                caption="漏水", media_group_id="77"),
        {"kind": Kind.PHOTO, "text": "漏水", "album": "77",
         "attachments": (Attachment("photo", "b", "ub", 7, "image/jpeg", 9),)},
    ),
    (
        message(voice={"file_id": "v", "file_unique_id": "uv", "duration": 3, "mime_type": "audio/ogg"}),
        {"kind": Kind.VOICE, "attachments": (Attachment("voice", "v", "uv", None, "audio/ogg", 9),)},
    ),
    (
        message(animation={"file_id": "a", "file_unique_id": "ua"}, document={"file_id": "a", "file_unique_id": "ua"}),
        {"kind": Kind.FILE, "attachments": (Attachment("video", "a", "ua", None, None, 9),)},
    ),
    (
        message(document={"file_id": "d", "file_unique_id": "ud", "file_name": "../../etc", "mime_type": "x/y"}),
        {"kind": Kind.FILE, "attachments": (Attachment("file", "d", "ud", None, "x/y", 9),)},
    ),
    (message(video_note={"file_id": "n", "file_unique_id": "un"}), {"kind": Kind.FILE}),
    (message(audio={"file_id": "n", "file_unique_id": "un"}), {"kind": Kind.FILE}),
    (message(sticker={"file_id": "n", "file_unique_id": "un"}), {"kind": Kind.OTHER, "message": 9}),
    (message(dice={"value": 3}), {"kind": Kind.OTHER, "message": 9}),
    (message(location={"latitude": 31.2, "longitude": 121}), {"kind": Kind.LOCATION, "latitude": 31.2, "longitude": 121.0}),
    (
        message(venue={"location": {"latitude": 1, "longitude": 2}, "title": "门", "address": "路"},
                location={"latitude": 1, "longitude": 2}),
        {"kind": Kind.LOCATION, "text": "门 路"},
    ),
    (
        message(contact={"phone_number": "+8613800000001", "user_id": 5, "first_name": "x"}),
        {"kind": Kind.CONTACT, "contact_phone": "+8613800000001", "contact_owner": 5},
    ),
    (message(contact={"phone_number": "138", "first_name": "x"}), {"kind": Kind.CONTACT, "contact_owner": None}),
    (message(new_chat_members=[USER], chat=GROUP), {"kind": Kind.OTHER, "message": 0}),
    (message(left_chat_member=USER, chat=GROUP), {"kind": Kind.OTHER, "message": 0}),
    (message(group_chat_created=True, chat=GROUP), {"kind": Kind.OTHER, "message": 0}),
    (message(migrate_to_chat_id=-1001, chat=GROUP), {"kind": Kind.MOVED, "chat": -100, "moved_to": -1001}),
    (message(migrate_from_chat_id=-7, chat=GROUP), {"kind": Kind.MOVED, "chat": -7, "moved_to": -100}),
    (message(text="x", reply_to_message={"message_id": 4, "from": {"id": 1, "is_bot": True}}), {"reply_to": 4}),
    (message(text="x", reply_to_message={"message_id": 4, "from": USER}), {"reply_to": None}),
    *(
        (
            message(
                text="x",
                reply_to_message={
                    "message_id": 4, "from": {"id": 1, "is_bot": True, "username": name},
                    "reply_markup": {"inline_keyboard": [[{"text": "网", "url": "https://x"}], [{"text": "a", "callback_data": "r7:a:0"}]]},
                },
            ),
            {"reply_to": 4, "reply_press": press},
        )
        for name, press in (("Guanjia_Bot", "r7:a:0"), ("other_bot", ""))
    ),
    (
        message(text="x", reply_to_message={"message_id": 4, "forum_topic_created": {}}, message_thread_id=4,
                is_topic_message=True, chat=GROUP),
        {"reply_to": None, "thread": 4},
    ),
    (message(text="x", message_thread_id=4, chat=GROUP), {"thread": None, "chat_title": "工程组"}),
    (message(text="x", sender_chat=GROUP, chat=GROUP), {"sender": 0, "sender_name": ""}),
    (
        {"edited_message": {"message_id": 9, "date": 1, "edit_date": 1_795_372_787, "chat": PRIVATE, "from": USER, "text": "neu"}},
        {"kind": Kind.EDITED, "text": "neu", "at": SENT, "message": 9},
    ),
    (
        {"callback_query": {"id": "c1", "from": USER, "data": "c17:accept:3", "message": {"message_id": 8, "date": 5, "chat": GROUP}}},
        {"kind": Kind.PRESS, "press": "c17:accept:3", "press_id": "c1", "message": 8, "chat": -100, "sender": 5, "at": NOW},
    ),
    (
        {"callback_query": {"id": "c1", "from": USER, "data": "x", "message": {"message_id": 8, "date": 0, "chat": PRIVATE}}},
        {"kind": Kind.PRESS, "private": True, "message": 8},
    ),
    ({"callback_query": {"id": "c1", "from": USER, "inline_message_id": "i"}}, {"kind": Kind.PRESS, "chat": 5, "press": ""}),
    *(
        (
            {"my_chat_member": {"chat": chat, "from": USER, "date": 1_795_372_787, "old_chat_member": {"status": old},
                                "new_chat_member": {"status": new}}},
            {"kind": kind, "member": member},
        )
        for chat, old, new, kind, member in (
            (PRIVATE, "member", "kicked", Kind.MEMBER, "blocked"),
            (PRIVATE, "kicked", "member", Kind.MEMBER, "returned"),
            (GROUP, "left", "member", Kind.MEMBER, "joined"),
            (GROUP, "left", "administrator", Kind.MEMBER, "joined"),
            (GROUP, "member", "administrator", Kind.OTHER, ""),
            (GROUP, "administrator", "kicked", Kind.MEMBER, "left"),
            (GROUP, "member", "left", Kind.MEMBER, "left"),
        )
    ),
    ({"poll_answer": {"user": USER, "poll_id": "1"}}, {"kind": Kind.OTHER, "message": 0, "chat": 5}),
    ({"something_new": {"a": 1}}, {"kind": Kind.OTHER, "message": 0}),
    ({"something_new": 5}, {"kind": Kind.OTHER, "message": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("update", "expected"), CASES)
def test_update_becomes_incoming(update, expected):
    """Each kind of update."""
    incoming = read(update)
    assert {name: getattr(incoming, name) for name in expected} == expected


@pytest.mark.parametrize(
    "update",
    [
        {}, {"message": None}, {"message": {}}, {"message": {"message_id": 1, "chat": {}}}, {"callback_query": {"id": 1}},
        {"message": {"message_id": "x", "chat": PRIVATE}}, {"message": {"message_id": 1 << 65, "chat": PRIVATE}},
        message(photo="x"), message(location={"latitude": "x"}), message(contact={"user_id": 1}), {"my_chat_member": {"chat": GROUP}},
        message(text=5), message(date="gestern", text="x"), message(date=1 << 60, text="x"), {"message": []},
        message(text="x", reply_to_message={"message_id": "7"}), message(text="x", reply_to_message={"message_id": 1 << 64}),
        message(text="x", message_thread_id="7", is_topic_message=True), message(contact={"phone_number": "1", "user_id": "5"}),
        message(location={"latitude": 91, "longitude": 0}), message(location={"latitude": float("nan"), "longitude": 0}),
        message(document={"file_id": 7}), message(document={"file_id": "x", "mime_type": []}), message(document={"file_id": "x", "file_size": "1"}),
        {"callback_query": {"id": "1", "from": USER, "message": {"message_id": "x", "chat": PRIVATE}}},
    ],
)  # fmt: skip
def test_wrong_shapes_are_unreadable_not_a_crash(update):
    """The caller sets them aside."""
    with pytest.raises(Unreadable):
        read(update)


HALF = "x\ud83d"


@pytest.mark.parametrize(
    "update",
    [
        message(text=HALF), message(caption=HALF, media_group_id=HALF, document={"file_id": HALF, "mime_type": HALF}), message(text="x", **{"from": {**USER, "language_code": HALF}}),
        {"callback_query": {"id": HALF, "from": USER, "data": HALF}}, message(contact={"phone_number": HALF}),
    ],
)  # fmt: skip
def test_half_characters_get_nowhere(update):
    """Neither the database nor the channel would take them."""
    str(read(update)).encode()
    str(whereabouts(update)).encode()


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["message", "chat", "id", "from", "text", "photo", "callback_query", "my_chat_member", "date"]),
        inner, max_size=5),
    max_leaves=20,
))  # fmt: skip
def test_whatever_comes_is_read_or_unreadable(body):
    """Never another error."""
    update = {"update_id": 1, "message": body} if not isinstance(body, dict) else {"update_id": 1, **body}
    with contextlib.suppress(Unreadable):
        assert isinstance(read(update), Incoming)


@pytest.mark.parametrize(
    ("update", "where"),
    [
        (message(text="x"), (5, None)),
        (message(media_group_id="7"), (5, "7")),
        ({"callback_query": {"from": USER, "message": {"chat": GROUP}}}, (-100, None)),
        ({"callback_query": {"from": USER}}, (5, None)),
        ({"my_chat_member": {"chat": GROUP}}, (-100, None)),
        ({"poll_answer": {"user": USER}}, (5, None)),
        ({"poll": {"id": "1"}}, (None, None)),
        ({"update_id": 4}, (None, None)),
    ],
)
def test_where_an_update_belongs(update, where):
    """The queue it is put in."""
    assert whereabouts({"update_id": 1, **update}) == where


def test_album_takes_the_first_words_and_every_file_in_order():
    """Whatever order the parts came in."""
    parts = [read(message(message_id=n, photo=[{"file_id": f"f{n}", "file_unique_id": f"u{n}"}], caption=caption))
             for n, caption in ((3, "spät"), (1, ""), (2, "Worte"))]  # fmt: skip
    album = together(parts)
    assert (album.kind, album.text, [a.ref for a in album.attachments]) == (Kind.ALBUM, "Worte", ["f1", "f2", "f3"])
    assert together(parts[:1]) == parts[0]


# --- out ---------------------------------------------------------------------------------------------------------------

OWN = "ab" * 32
HTML = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
KEYS = {"inline_keyboard": [[{"text": "好", "callback_data": "t:1"}, {"text": "网", "url": "https://x.y"}]]}
BUTTONS = [[{"label": "好", "data": "t:1"}, {"label": "网", "url": "https://x.y"}]]


def row(sort=Sort.MESSAGE, card_message=None, **payload):
    """An outbox row."""
    payload = {"text": "x", **payload}
    return OutboxRow(
        1, "k", 5, Lane.REPLY, sort, payload, None, None, None, Sending.SENDING, 0, None, None, card_message
    )


def photo(ref="f", kind="photo"):
    """An attachment."""
    return {"kind": kind, "ref": ref}


OUT = [
    (row(), [Call("sendMessage", {"chat_id": 5, "text": "x", **HTML})]),
    (row(buttons=BUTTONS), [Call("sendMessage", {"chat_id": 5, "text": "x", **HTML, "reply_markup": KEYS})]),
    (
        row(reply_to=3, thread=7, clear_keyboard=True),
        [Call("sendMessage", {"chat_id": 5, "message_thread_id": 7, "text": "x", **HTML,
                              "reply_parameters": {"message_id": 3, "allow_sending_without_reply": True},
                              "reply_markup": {"remove_keyboard": True}})],
    ),
    (
        row(buttons=[[{"label": "电话", "contact": True}], [{"label": "取消"}]]),
        [Call("sendMessage", {"chat_id": 5, "text": "x", **HTML, "reply_markup": {
            "keyboard": [[{"text": "电话", "request_contact": True}], [{"text": "取消"}]],
            "resize_keyboard": True, "one_time_keyboard": True}})],
    ),
    (row(media=[photo()]), [Call("sendPhoto", {"chat_id": 5, "caption": "x", "parse_mode": "HTML", "photo": "f"})]),
    (row(text="", media=[photo(kind="voice")]), [Call("sendVoice", {"chat_id": 5, "voice": "f"})]),
    (row(text="", media=[photo(kind="file")]), [Call("sendDocument", {"chat_id": 5, "document": "f"})]),
    (row(text="", media=[photo(OWN)]), [Call("sendPhoto", {"chat_id": 5}, {"photo": OWN})]),
    (
        row(media=[photo("a"), photo(OWN), photo("v", "video")]),
        [Call("sendMediaGroup", {"chat_id": 5, "media": [
            {"type": "photo", "media": "a", "caption": "x", "parse_mode": "HTML"},
            {"type": "photo", "media": "attach://part1"}, {"type": "video", "media": "v"}]}, {"part1": OWN})],
    ),
    (
        row(media=[photo("a"), photo("b")], buttons=BUTTONS),
        [Call("sendMediaGroup", {"chat_id": 5, "media": [{"type": "photo", "media": "a"}, {"type": "photo", "media": "b"}]}),
         Call("sendMessage", {"chat_id": 5, "text": "x", **HTML, "reply_markup": KEYS})],
    ),
    (
        row(text="y" * 1025, media=[photo("a")]),
        [Call("sendPhoto", {"chat_id": 5, "photo": "a"}), Call("sendMessage", {"chat_id": 5, "text": "y" * 1025, **HTML})],
    ),
    (row(text="", location=[31.2, 121.4]), [Call("sendLocation", {"chat_id": 5, "latitude": 31.2, "longitude": 121.4})]),
    (
        row(location=[1.0, 2.0]),
        [Call("sendLocation", {"chat_id": 5, "latitude": 1.0, "longitude": 2.0}),
         Call("sendMessage", {"chat_id": 5, "text": "x", **HTML})],
    ),
    (row(Sort.EDIT, 8, buttons=BUTTONS),
     [Call("editMessageText", {"chat_id": 5, "message_id": 8, "text": "x", **HTML, "reply_markup": KEYS})]),
    (row(Sort.EDIT, 8, media=[photo()]),
     [Call("editMessageCaption", {"chat_id": 5, "message_id": 8, "caption": "x", "parse_mode": "HTML"})]),
    (row(Sort.DELETE, 8), [Call("deleteMessage", {"chat_id": 5, "message_id": 8})]),
    (row(Sort.DELETE, None, message=4), [Call("deleteMessage", {"chat_id": 5, "message_id": 4})]),
    (row(Sort.DELETE), []),
]  # fmt: skip


@pytest.mark.parametrize(("given_row", "expected"), OUT)
def test_row_becomes_calls(given_row, expected):
    """Each kind of message."""
    assert calls(given_row) == expected


def test_albums_are_split_as_the_channel_wants():
    """Ten pictures each, documents apart, voices one by one; the words only once."""
    media = [photo(f"p{n}") for n in range(12)] + [photo("d1", "file"), photo("v1", "voice"), photo("d2", "file")]
    made = calls(row(media=media))
    assert [c.method for c in made] == ["sendMediaGroup", "sendMediaGroup", "sendMediaGroup", "sendVoice"]
    assert [len(c.params["media"]) for c in made[:3]] == [10, 2, 2]
    assert str(made).count("'caption'") == 1


def test_simpler_ways():
    """Without tags; a caption instead of a text and back."""
    call = Call("editMessageText", {"chat_id": 5, "message_id": 8, "text": "<b>a &amp; b", **HTML})
    assert without_markup(call).params == {"chat_id": 5, "message_id": 8, "text": "a & b",
                                           "link_preview_options": {"is_disabled": True}}  # fmt: skip
    caption = as_caption(call)
    assert caption == Call(
        "editMessageCaption", {"chat_id": 5, "message_id": 8, "caption": "<b>a &amp; b", "parse_mode": "HTML"}
    )
    assert as_caption(caption).method == "editMessageText"


TAGS = st.sampled_from(["<b>", "</b>", "<i>", "</i>", '<a href="x">', "</a>", "&lt;", "&amp;", "x", "漏水", "🔧", " "])


@given(st.lists(TAGS, max_size=60).map("".join), st.integers(2, 30))
def test_cut_text_fits_and_closes_what_it_opens(text, limit):
    """However it is cut: short enough, never in the middle of a tag or character, everything opened is closed."""
    short = cut(text, limit)
    if short != text:
        assert units(plain(short)) <= limit
        assert short.count("…") == 1
        for tag in ("b", "i", "a"):
            opened = short.count(f"<{tag}>") + short.count(f"<{tag} ")
            if text.count(f"</{tag}>") <= text.count(f"<{tag}>") + text.count(f"<{tag} "):
                assert opened <= short.count(f"</{tag}>") or opened == short.count(f"</{tag}>")
    else:
        assert units(plain(text)) <= limit or units(text) <= limit


def test_an_invoice_carries_no_token() -> None:
    """Its words stand in it without tags, cut to what the channel takes; the provider's token is put in where it is sent."""
    (call,) = calls(
        row(text="<b>3栋</b>" + "费" * 300, invoice={"title": "物业费用" * 10, "carries": "fee:3", "fen": 27_580})
    )
    assert (call.method, call.params["payload"], call.params["currency"]) == ("sendInvoice", "fee:3", "CNY")
    assert call.params["prices"][0]["amount"] == 27_580
    assert (len(call.params["title"]), len(call.params["description"])) == (32, 255)
    assert "<b>" not in call.params["description"] and "provider_token" not in call.params


@pytest.mark.parametrize("currency", ["USD", "XTR"])
def test_another_currency_is_not_read(currency: str) -> None:
    """Nothing of ours asks for it."""
    with pytest.raises(Unreadable):
        read(
            {
                "pre_checkout_query": {
                    "id": "7",
                    "from": USER,
                    "currency": currency,
                    "total_amount": 1,
                    "invoice_payload": "fee:3",
                }
            }
        )
