"""The list of faults: its lines and tests exist, and its page says what it says."""

import ast

import pytest

from tests.faults.table import PAGE, ROOT, Cut, cuts, last_run, page

CUTS = cuts()


@pytest.mark.parametrize("cut", CUTS, ids=[cut.fault for cut in CUTS])
def test_line_and_test_are_there(cut: Cut) -> None:
    """The text exactly once in its file, which can still be read without it; the test by its name."""
    ast.parse(cut.without((ROOT / cut.file).read_text(encoding="utf-8")))
    file, _, name = cut.test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_page_is_up_to_date() -> None:
    """`make faults` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page(last_run())
