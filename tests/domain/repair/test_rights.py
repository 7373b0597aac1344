"""Who may do what (REP-06, REP-17, REP-18, X-13)."""

import pytest

from domain.errors import Refused
from domain.repair import MAY, Action, Who, check_may, may

#: Action → hats, written out once more by hand: a change here is a change of the rules.
TABLE = {
    "accept": "assignee member_of_team lead",
    "assign": "lead supervisor manager director",
    "go": "assignee",
    "arrive": "assignee",
    "quote": "assignee",
    "agree": "owner_of_case reporter desk supervisor manager director",
    "decline": "owner_of_case reporter desk supervisor manager director",
    "hold": "assignee lead",
    "transfer": "assignee lead supervisor manager director",
    "finish": "assignee",
    "cannot": "assignee",
    "sign": "owner_of_case reporter",
    "send_back": "owner_of_case reporter lead desk supervisor manager director",
    "close": "supervisor manager director",
    "cancel": "owner_of_case reporter desk supervisor manager director",
    "reopen": "owner_of_case reporter desk supervisor manager director",
    "add": "owner_of_case reporter tenant assignee lead desk supervisor manager director",
    "urge": "owner_of_case reporter tenant desk supervisor manager director",
    "talk": "owner_of_case reporter tenant assignee lead desk supervisor manager director",
    "history": "owner_of_case reporter tenant assignee lead desk supervisor manager director",
    "reveal": "assignee lead desk supervisor manager director",
}


def test_every_action_has_its_line():
    """No action is open by oversight."""
    assert set(TABLE) == set(MAY) == set(Action)


@pytest.mark.parametrize(("action", "hats"), TABLE.items())
def test_the_hats_of_each_action(action, hats):
    """Exactly these may, all others are refused."""
    allowed = set(hats.split())
    for who in Who:
        assert may(Action(action), {who}) == (who in allowed)
        if who in allowed:
            check_may(Action(action), {who})
        else:
            with pytest.raises(Refused) as caught:
                check_may(Action(action), [who])
            assert caught.value.message == "common/not_yours"
            assert caught.value.values == {"action": action}


def test_somebody_without_a_hat_may_nothing():
    """A stranger who guesses a button."""
    assert not any(may(action, ()) for action in Action)


def test_one_of_several_hats_is_enough():
    """A worker who lives here reports as a neighbour and signs as one."""
    check_may(Action.SIGN, {Who.MEMBER_OF_TEAM, Who.REPORTER})
