"""Compiled templates are kept beside compiled modules: a help, never a need."""

from pathlib import Path

from jinja2 import DictLoader, Environment

from messages.render import Compiled


def _said(folder: Path, source: str = "{{ name }}，您好") -> str:
    made = Environment(loader=DictLoader({"hello": source}), autoescape=True, bytecode_cache=Compiled(str(folder)))
    return made.get_template("hello").render(name="王芳")


def test_what_is_kept_is_used_and_goes_with_its_text(tmp_path: Path) -> None:
    """The second start compiles nothing; a changed text is compiled anew."""
    assert _said(tmp_path) == "王芳，您好"
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    assert _said(tmp_path) == "王芳，您好"
    assert kept.stat().st_mtime_ns == written
    assert _said(tmp_path, "{{ name }}，再见") == "王芳，再见"


def test_folder_that_is_not_there_or_file_that_is_damaged_costs_no_message(tmp_path: Path) -> None:
    """Read-only installations, full disks, half a file."""
    assert _said(tmp_path / "nowhere") == "王芳，您好"
    assert _said(tmp_path) == "王芳，您好"
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2]):
        kept.write_bytes(damaged)
        assert _said(tmp_path) == "王芳，您好"
