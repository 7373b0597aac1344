"""Small promises about people and groups: a number that was told is kept, a lost group does not lose work."""

from domain.people import Team
from tests.support.cast import GROUP


def test_work_is_offered_in_private_once_the_group_is_lost(estate) -> None:
    """Put out of the crew's group, the card goes to everybody of the crew who is on duty."""
    estate.work(lambda w: w.staff.saw_chat(GROUP, "group", "工程", False))
    assert estate.work(lambda w: w.staff.chat_of(estate.community, Team.ENGINEERING)) is None
    estate.says("王芳", "厨房水管爆了,3栋2单元1502")
    assert "待接单" in estate.screen("李强")
