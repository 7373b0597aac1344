"""Files of a matter."""

import pytest

from domain.errors import Refused
from domain.media import check_size


def test_a_file_we_can_fetch_passes():
    """Unknown sizes too: photos often have none."""
    check_size(100, 100)
    check_size(None, 100)


def test_a_file_too_large_is_refused_with_both_sizes():
    """The person is told how large it may be."""
    with pytest.raises(Refused) as caught:
        check_size(101, 100)
    assert (caught.value.message, dict(caught.value.values)) == ("common/too_large", {"size": 101, "longest": 100})
