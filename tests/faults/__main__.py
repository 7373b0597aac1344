"""`python -m tests.faults`: each handling is cut out of a copy of the tree and its test must fail. Prints the table.

`python -m tests.faults WORD` does so only for faults with that word. With all of them it writes `docs/proof/faults.md`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.table import PAGE, ROOT, Cut, cuts, page

#: Seconds a test may take; one that hangs without its handling fails too.
PATIENCE_S = 60


def main(words: list[str]) -> int:
    """0 when every test passes as the tree is and fails without its line."""
    chosen = [cut for cut in cuts() if all(word in cut.fault for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\n")
        for name in filter(None, listed):
            if (ROOT / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, tree / name)
        if not _passes(tree, *(cut.test for cut in chosen)):
            print("some of these tests fail as the tree is", file=sys.stderr)
            return 1
        began = time.monotonic()
        survived = [cut for cut in chosen if not _noticed(tree, cut)]
    for cut in survived:
        print(f"NOBODY NOTICES: {cut.fault} ({cut.file})", file=sys.stderr)
    if not words and not survived:
        PAGE.write_text(page(_last(len(chosen), time.monotonic() - began)), encoding="utf-8")
    return 1 if survived else 0


def _noticed(tree: Path, cut: Cut) -> bool:
    file = tree / cut.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(cut.without(whole), encoding="utf-8")
    try:
        noticed = not _passes(tree, cut.test)
    finally:
        file.write_text(whole, encoding="utf-8")
    print(f"{'fails without it' if noticed else 'SURVIVES':16} {cut.fault}", flush=True)
    return noticed


def _passes(tree: Path, *tests: str) -> bool:
    """Nothing compiled is kept: a line changed within one second would not be seen."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"--timeout={PATIENCE_S}", *tests],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode not in (0, 1):  # 2 and above: interrupted, internal, wrongly called, nothing collected
        timed_out = "Timeout" in run.stdout + run.stderr
        if not timed_out:
            sys.exit(f"pytest could not run {tests}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.returncode == 0


def _last(number: int, seconds: float) -> str:
    day = datetime.now(UTC).date().isoformat()
    return f"{number} of {number} tests failed without their line on {day}; the run took {seconds / 60:.0f} minutes."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
