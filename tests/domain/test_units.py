"""Addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.units import UnitRef, find_units, fits, label, normal, normalised, same

HOME = ("3", "2", "1502")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("3栋2单元1502", HOME),
        ("3号楼2单元1502室", HOME),
        ("3幢二单元1502", HOME),
        ("3-2-1502", HOME),
        ("3#2-1502", HOME),
        ("3#楼2单元1502", HOME),
        ("3栋2-1502", HOME),
        ("3 栋 2 单元 1502", HOME),
        ("\uff13栋\uff12单元\uff11\uff15\uff10\uff12", HOME),
        ("3棟2單元1502", HOME),
        ("三栋二单元一五零二", HOME),
        ("三栋二单元一千五百零二", HOME),
        ("3栋2单元15楼1502", HOME),
        ("3栋2门1502", HOME),
        ("03栋02单元1502", HOME),
        ("厨房水管爆了,3栋2单元1502", HOME),
        ("我家3-2-1502漏水", HOME),
        ("Building 3 Unit 2 Room 1502", HOME),
        ("bldg 3, unit 2, 1502", HOME),
        ("3栋1502", ("3", "", "1502")),
        ("3号1502室", ("3", "", "1502")),
        ("3-1502", ("3", "", "1502")),
        ("漏水了 3-1502室", ("3", "", "1502")),
        ("block B 1201", ("B", "", "1201")),
        ("十二栋三单元六零二", ("12", "3", "602")),
        ("二十栋一单元三零一", ("20", "1", "301")),
        ("A3栋1502", ("A3", "", "1502")),
        ("a3栋1502", ("A3", "", "1502")),
        ("B座1201", ("B", "", "1201")),
        ("12栋3室", ("12", "", "3")),
        ("5栋3单元 1001房间", ("5", "3", "1001")),
        ("6栋1单元15A", ("6", "1", "15A")),
        ("二期3栋2单元1502", ("2期3", "2", "1502")),
        ("2期三栋2单元1502", ("2期3", "2", "1502")),
        ("东区5栋1502", ("东区5", "", "1502")),
        ("12栋18楼1801", ("12", "", "1801")),
        ("三号楼二单元十五楼02,马桶堵了", HOME),
        ("3栋2单元15层02室", HOME),
        ("3栋二单元15-02", HOME),
        ("3栋2单元十五零二", HOME),
        ("3/2/1502 灯坏", HOME),
        ("第3栋第2单元1502", HOME),
        ("地址:3-2-1502", HOME),
        ("叁栋贰单元1502", HOME),
        ("3号2单元1502", HOME),
        ("3#1502门锁坏了", ("3", "", "1502")),
        ("3栋A座1502", ("3", "A", "1502")),
        ("5-302漏水", ("5", "", "302")),
        ("3幢1502室", ("3", "", "1502")),
    ],
)
def test_a_unit_is_found_however_it_is_typed(text, ref):
    """One home, one way of writing."""
    assert find_units(text) == (UnitRef(*ref),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12栋18楼",
        "3栋2单元",
        "3栋",
        "2单元1502",
        "1502",
        "2024-3-15",
        "3-12-2026",
        "2024年3月15日",
        "13800000000",
        "138-0000-1502",
        "010-88886666",
        "98.5",
        "3-500元",
        "100-200-3000元",
        "3栋13800000000",
        "3栋2024年",
        "共3栋1502户",
        "订单261122-003",
        "1-3-2-1502",
        "5/12/2024",
        "2-3天",
        "7:30-9:30",
        "350-500元",
        "10-20分钟",
        "粤B12345",
        "5-302元",
        "8-601-1234",
        "3栋15楼30分钟",
        "3栋15楼12盏灯",
        "五楼1502",
        "车牌A12345",
        "10:30-11:30",
        "3栋98.5",
        "水管-2-1502a2",
        "8-10-1502元",
    ],
)
def test_what_is_no_unit_is_left_alone(text):
    """A floor, a date, a price, a telephone number never end up at somebody's door."""
    assert find_units(text) == ()


def test_more_rooms_of_a_building_are_units_of_their_own():
    """Two homes: whose matter it is has to be asked."""
    assert [u.room for u in find_units("3栋2单元1502、1503都停电")] == ["1502", "1503"]
    assert [u.room for u in find_units("3栋2单元1502和2栋1单元301都停电")] == ["1502", "301"]


def test_several_units_come_in_their_order_and_once():
    """Two homes that complain about each other."""
    text = "3栋2单元1502楼上是3-2-1602,3号楼2单元1502一直漏"
    assert [u.room for u in find_units(text)] == ["1502", "1602"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("3栋", "3"),
        ("3号楼", "3"),
        ("3幢", "3"),
        ("3#", "3"),
        ("03", "3"),
        ("十二栋", "12"),
        ("b座", "B"),
        ("二单元", "2"),
        ("1502室", "1502"),
        ("1502", "1502"),
        ("0302", "302"),
        ("三零一", "301"),
        ("一百零一", "101"),
        ("十", "10"),
        ("A3栋", "A3"),
        ("梅园", "梅园"),
        ("15a", "15A"),
        ("二期3栋", "2期3"),
        ("东区", "东区"),
        ("", ""),
        ("000", "0"),
        ("栋", "栋"),
    ],
)
def test_parts_are_compared_by_their_bare_figures(typed, plain):
    """The register and the typed one meet here."""
    assert normal(typed) == plain


def test_the_same_home_is_the_same_however_written():
    """And a missing entrance is not the same, but may fit."""
    register = UnitRef("3号楼", "二单元", "1502室")
    assert same(UnitRef("3", "2", "1502"), register)
    assert not same(UnitRef("3", "", "1502"), register)
    assert fits(UnitRef("3", "", "1502"), register)
    assert fits(UnitRef("3", "2", "1502"), register)
    assert not fits(UnitRef("3", "1", "1502"), register)
    assert not fits(UnitRef("3", "", "1503"), register)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (UnitRef("3号楼", "2", "1502室"), "3栋2单元1502"),
        (UnitRef("B", "", "1201"), "B栋1201"),
        (UnitRef("梅园", "", "1502"), "梅园1502"),
        (UnitRef("12", "", "3"), "12栋3室"),
    ],
)
def test_a_home_is_named_on_cards(ref, said):
    """Short, and as people say it."""
    assert label(ref) == said


BUILDINGS = st.from_regex(r"[A-F]?[1-9][0-9]?|[A-F]", fullmatch=True)
ENTRANCES = st.just("") | st.from_regex(r"[1-9]", fullmatch=True)
ROOMS = st.from_regex(r"[1-9][0-9]?0[1-9]", fullmatch=True)
REFS = st.builds(UnitRef, BUILDINGS, ENTRANCES, ROOMS)


@given(REFS)
def test_a_label_is_read_back(ref):
    """Round trip: what a card says can be typed."""
    assert find_units(label(ref)) == (ref,)
    assert find_units(f"您好,{label(ref)}的水管坏了,电话13800000001") == (ref,)


@given(
    REFS,
    st.sampled_from(["{b}号楼{e}单元{r}室", "{b}幢{e}单元{r}", "{b} 栋 {e} 单元 {r} 房", "{b}-{e}-{r}", "{b}#{e}-{r}"]),
)
def test_every_way_of_typing_is_the_same_home(ref, way):
    """With an entrance, in all spellings."""
    typed = UnitRef(ref.building, ref.entrance or "1", ref.room)
    assert find_units(way.format(b=typed.building, e=typed.entrance, r=typed.room)) == (typed,)


@given(st.text(alphabet="3栋2单元1502室-#号楼AB一二十零 ,.年月日元", max_size=30))
def test_anything_found_is_already_normal(text):
    """Normalising again changes nothing, whatever was typed."""
    for ref in find_units(text):
        assert normalised(ref) == ref
        assert ref.building and ref.room
