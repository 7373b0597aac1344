"""Telegram's HTML: what it becomes, and in which words it is refused."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import ApiError
from sandbox.formatting import formatted, parse_html, piece


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("您好", "您好", []),
        ("a &lt; b &amp;&amp; c &#39;d&#x27; &nbsp;", "a < b && c 'd' &nbsp;", []),
        ("<b>报修</b>", "报修", [("bold", 0, 2)]),
        ("🔧 <b>急</b>", "🔧 急", [("bold", 3, 1)]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd", [("bold", 0, 1), ("italic", 1, 1),
        ("underline", 2, 1), ("strikethrough", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</B >", "a", [("bold", 0, 1)]),
        ("<blockquote expandable>「水槽」</blockquote>", "「水槽」", [("expandable_blockquote", 0, 4)]),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <b> x</b>\n", "x", [("bold", 0, 1)]),
        ("<b>only</b> ", "only", [("bold", 0, 4)]),
        ('<a href="not an address">x</a>', "x", []),
        ('<a href="https://a.b/?q=>">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="tg://user?id=1">x</a>', "x", [("text_link", 0, 1)]),
        ("call /start@guanjia_bot now", "call /start@guanjia_bot now", [("bot_command", 5, 18)]),
        ("see https://example.org/a?b=1", "see https://example.org/a?b=1", [("url", 4, 25)]),
        ("<code>/start</code> @guanjia_bot", "/start @guanjia_bot", [("code", 0, 6), ("mention", 7, 12)]),
        ("and/or 3/4 a@b.cn", "and/or 3/4 a@b.cn", []),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Plain text, entities with UTF-16 offsets, trimmed ends."""
    plain, found = formatted(source, "HTML", None)
    assert plain == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("您<b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<tg-time unix="soon">x</tg-time>', 'Tag "tg-time" must have a valid unix time at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    """400 with "can't parse entities" and the byte offset."""
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@given(st.text())
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    """Whatever a person typed survives escaping and parsing."""
    assert parse_html(html.escape(text)) == (text, [])


@given(st.text(min_size=1), st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler"]), st.text())
def test_an_entity_covers_exactly_what_stood_between_the_tags(inside: str, tag: str, before: str) -> None:
    """Offsets count as Telegram does, emoji and all."""
    text, entities = parse_html(f"{html.escape(before)}<{tag}>{html.escape(inside)}</{tag}>")
    assert text == before + inside
    assert [piece(text, entity) for entity in entities] == [inside]


def test_other_parse_modes_are_refused() -> None:
    """Only HTML is served."""
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("*x*", "Markdown", None)
