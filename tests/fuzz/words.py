"""Hostile words: each kind by name, drawn by a seeded `Random`. `LEAKS` is what must never be read by anybody."""

import random

#: A template that was carried out would say 1337; one that was not says its own words.
LEAKS = ("1337", "Traceback (most recent", "jinja2.", "sqlite3.", "sqlalchemy.", "Undefined")

_ZWJ = "👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚒"
TEXTS = {
    "html": ("<b>", "</b></i>", '<a href="tg://user?id=1">x</a>', "<script>alert(1)</script>", "&lt;&amp;&#0;&#x110000;", "<b onclick=x>y", "<!--", "<pre><code", "<tg-spoiler>", "a<b>c</a>d"),
    "template": ("{{ 7*191 }}", "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}", "{{ r }}", "{{", "%}", "{# x", "${7*191}", "#{7*191}", "{{ self.__init__.__globals__ }}", "\x1edata", "\x1eb\x1f"),
    "control": ("\x00", "a\x00b", "\x01\x02\x07\x1b[31m", "\x1e\x1f\x1d", "\x7f\x80\x9f", "\r\n\r\n", "\t\t", "\u2028\u2029", "\ufeff", "\uffff\ufffe", "\U000e0001\U000e0041"),
    "bidi": ("\u202eabc\u202c", "\u2066\u2067\u2068x", "شارع", "ש\u200fל\u200eם", "\u061c1502", "\u202e3-2-1502"),
    "half": ("\ud800", "x\udfff", "\ud83d", "厨房\udc00漏水"),
    "emoji": (_ZWJ, _ZWJ * 40, "🏴\U000e0067\U000e0062", "\u200d\u200d", "\ufe0f", "1️⃣", "👍🏿" * 500),
    "tower": ("Z" + "\u0301\u0316\u0489" * 300, "厨" + "\u0300" * 4000),
    "long": ("x" * 4096, "水" * 4096, "漏 " * 2000, "\n" * 4096, "a" * 100_000, "ｅ" * 60_000, "🏠" * 4096),
    "sql": ("'; DROP TABLE cases; --", "1 OR 1=1", '" UNION SELECT * FROM persons --', "%' ESCAPE '", "\\", "%_%", "*", 'NEAR("a" b', "a:b OR"),
    "format": ("%s%s%n", "{0.__class__}", "{:>99999999}", "%(x)s", "\\N{DRAGON}", "$x"),
    "digits": ("３-２-１５０２", "٣", "१२३", "𝟛𝟜", "½", "²", "Ⅷ", "一千五百零二", "-0", "1e309", "9" * 400, "0x10", "1_000", "∞", "NaN", "½ 元", "১৩৮০০০০০০০০", "明天下午٣点", "99999999999年13月45日", "0000-00-00", "2026-02-30"),
    "names": ("../../etc/passwd", "..\\..\\x", "con.xlsx", "=cmd|'/c calc'!A0", "+1-1", "@SUM(A1)", "-2+3", "＝1+1", "/start x", "/menu@other", "//", "/" + "a" * 200),
    "empty": ("", " ", "\u3000", "\u200b", "\u2060", ".", "-"),
}  # fmt: skip
#: What people do say, so that conversations get somewhere.
PLAIN = (
    "厨房漏水", "3-2-1502", "2栋1单元101", "煤气味很浓", "好了不漏了", "你好", "换阀门 80", "13800000099", "明天下午3点", "1", "5", "谢谢", "电梯困人了",
    "楼上太吵", "物业费为什么涨了", "想停车", "100", "2026-12-01", "2026-11", "09:00-18:00", "张三", "投诉保洁", "建议装灯", "80.50", "全部", "无", "W1", "李强",
)  # fmt: skip
COMMANDS = ("/menu", "/start", "/help", "/cancel", "/language", "/bind", "/me", "/start x_1", "/start " + "A" * 64)


def hostile(dice: random.Random) -> str:
    """Some words nobody should have to read: one kind, several of it, or all sorts mixed with plain ones."""
    kind = TEXTS[dice.choice(list(TEXTS))]
    way = dice.random()
    if way < 0.6:
        return dice.choice(kind)
    if way < 0.8:
        return "".join(dice.choice(kind) for _ in range(dice.randint(2, 5)))[:200_000]
    if way < 0.99:
        return dice.choice(PLAIN) + dice.choice(kind) + dice.choice(PLAIN)
    return (dice.choice(kind) or "x")[:16] * 70_000 if dice.random() < 0.3 else "水" * 350_000
