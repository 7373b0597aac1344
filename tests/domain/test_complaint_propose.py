"""What the words of a complaint propose, with the words that decided (X-12, CMP-01 to CMP-03, CMP-08, CMP-09, CMP-24)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.complaint import Field, Grade, Responsibility, Subtype, Topic, Validity, propose


def proposed(text: str, field: Field) -> str | None:
    """What is proposed for a field."""
    found = propose.fields_of(text, propose.topic_of(text)[0]).get(field)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("前台态度很差，问什么都不耐烦", Topic.STAFF),
        ("楼道三天没人打扫，垃圾一地", Topic.CLEANING),
        ("樓道三天沒人打掃，垃圾一地", Topic.CLEANING),
        ("保安上班玩手机，陌生人随便进", Topic.SECURITY),
        ("物业费乱收，多收了两个月", Topic.FEES),
        ("物業費亂收", Topic.FEES),
        ("我的车位又被别人占了", Topic.PARKING),
        ("电梯老坏，一个月三次", Topic.EQUIPMENT),
        ("電梯老壞", Topic.EQUIPMENT),
        ("楼上半夜蹦迪", Topic.NEIGHBOUR),
        ("广场舞太吵", Topic.NOISE),
        ("隔天就装修敲墙到晚上十点", Topic.WORKS),
        ("草坪都死了也没人浇水", Topic.GREENING),
        ("报修了一周师傅都没来", Topic.REPAIRS),
        ("The guard was asleep", Topic.SECURITY),
        ("the receptionist was rude to me", Topic.STAFF),
        ("The lift broke again", Topic.EQUIPMENT),
        ("I feel bad about the street", Topic.ELSE),
        ("今天很不高兴", Topic.ELSE),
        ("", Topic.ELSE),
    ],
)
def test_what_it_is_about(text: str, topic: Topic) -> None:
    """Manners before everything, the rest by what is named first."""
    assert propose.topic_of(text)[0] is topic


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("我妈在楼道滑倒摔伤住院了", Grade.MAJOR),
        ("再不处理我们就找媒体曝光", Grade.MAJOR),
        ("整棟業主聯名", Grade.MAJOR),
        ("I will call a lawyer", Grade.MAJOR),
        ("反映多次都不处理", Grade.IMPORTANT),
        ("反映多次都不處理", Grade.IMPORTANT),
        ("my car was damaged", Grade.IMPORTANT),
        ("楼道灯有点暗", Grade.MINOR),
        ("楼下音响吵死了", Grade.MINOR),
        ("邻居家有人死了", Grade.MAJOR),
        ("The courtyard light is dim, a small issue", Grade.MINOR),
        ("", Grade.MINOR),
    ],
)
def test_how_grave(text: str, grade: Grade) -> None:
    """CMP-01 to CMP-03."""
    assert proposed(text, Field.GRADE) == grade


@pytest.mark.parametrize(
    ("text", "subtype", "validity"),
    [
        ("停车费重复收了", Subtype.CHARGING, Validity.VALID),
        ("電梯總壞", Subtype.UPKEEP, Validity.VALID),
        ("一直没人管", Subtype.NEGLECT, Validity.VALID),
        ("能不能帮我协调一下", Subtype.HELP, None),
        ("请问为什么不开东门", Subtype.ADVICE, None),
        ("气死我了", Subtype.VENTING, None),
        ("楼道灯有点暗", None, None),
    ],
)
def test_of_which_kind(text: str, subtype: Subtype | None, validity: Validity | None) -> None:
    """CMP-08, CMP-09: whether a communicative one is founded nobody proposes."""
    assert proposed(text, Field.SUBTYPE) == subtype
    assert proposed(text, Field.VALIDITY) == validity


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("保安睡觉", Responsibility.COMPANY),
        ("楼上天天蹦迪", Responsibility.RESIDENT),
        ("马路对面的烧烤店油烟", Responsibility.OUTSIDE),
        ("楼上装修保安不管", Responsibility.SEVERAL),
        ("今天很不高兴", None),
    ],
)
def test_on_whose_side(text: str, side: Responsibility | None) -> None:
    """CMP-13."""
    assert proposed(text, Field.RESPONSIBILITY) == side


@pytest.mark.parametrize(
    ("text", "expected"),
    [("你们这些骗子！！", True), ("你們這些騙子", True), ("I am fed up", True), ("请早点处理，谢谢！", False)],
)
def test_who_must_be_calmed_first(text: str, expected: bool) -> None:
    """CMP-24."""
    assert propose.agitated(text) is expected


@given(st.text())
def test_any_words(text: str) -> None:
    """Whatever is written, the proposals are values of their fields."""
    topic, _ = propose.topic_of(text)
    fields = propose.fields_of(text, topic)
    assert Grade(fields[Field.GRADE].value) in Grade
    propose.agitated(text)
