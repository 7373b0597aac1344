"""`guanjia import` and `guanjia export`: the register as a workbook, and the duty register beside it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot import template_file, workbook_file
from bot.commands.opening import Failed, community_option, database, in_one_work, the_community, writing
from domain import workbook
from domain.workbook import BadWorkbook, Book
from services import Work
from services.register import Outcome, give_out, take_in
from services.rota import book
from store.writer import Writer

_LINES = 50
FILE_NAME = "register.xlsx"
DUTY_NAME = "duty.xlsx"


@click.command("import", epilog="Example: guanjia import register.xlsx --dry-run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and say what would change; change nothing.")
@community_option
def import_(file: Path, dry_run: bool, community: str | None) -> None:
    """Take homes (房屋), residents (住户), staff (员工) and bills made elsewhere (账单) in from a workbook.

    All or nothing: a workbook with errors changes nothing, and every bad cell is named. Taken in again, it updates;
    an empty cell leaves what is there, and nobody is removed for being absent. A bill that is there already stays as it
    is; with another amount it is named, and nothing is taken in.
    """
    click.echo(f"Reading {file.name} …", err=True)
    book = workbook.read(workbook_file.read(file))
    try:
        with database() as store, writing(store) as writer:
            outcome = _take_in(writer, book, community, dry_run)
    except BadWorkbook as bad:
        for problem in bad.problems:
            click.echo(str(problem), err=True)
        count = len(bad.problems)
        raise Failed(
            f"{count} {'cell does' if count == 1 else 'cells do'} not fit (above); nothing was changed."
        ) from None
    _report(outcome, book.notes)
    if dry_run:
        click.echo("Only tried: nothing was changed.")


@click.command(epilog="Example: guanjia export backup-folder")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help=f"Overwrite {FILE_NAME} and {DUTY_NAME} if they are there.")
@community_option
def export(directory: Path, force: bool, community: str | None) -> None:
    """Write the register into DIRECTORY as the workbook that `guanjia import` reads.

    Beside it the duty register (值班登记) of the last year and the rota (排班), with handover notes and signatures.
    """
    for target in (directory / FILE_NAME, directory / DUTY_NAME):
        if target.exists() and not force:
            raise Failed(f"{target} exists already; --force overwrites it.")
    with database() as store:
        sheets = in_one_work(store, lambda work: give_out(work, the_community(work, community).id))
        duty = in_one_work(store, lambda work: book.sheets(work, the_community(work, community)))
    directory.mkdir(parents=True, exist_ok=True)
    for target, written in ((directory / FILE_NAME, sheets), (directory / DUTY_NAME, duty)):
        click.echo(f"Writing {target} …", err=True)
        workbook_file.write(target, written)
        click.echo(f"{target}: " + ", ".join(f"{name} {len(rows) - 1}" for name, rows in written.items()))


@click.command(epilog="Example: guanjia template register.xlsx --lang zh")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the help in it.")
def template(file: Path, lang: str) -> None:
    """Write an empty register into FILE, to be filled in and given to `guanjia import`.

    A sheet each for homes, residents, staff and bills, with examples (they are passed over), lists to choose from and a line of
    help for each column.
    """
    if file.exists():
        raise Failed(f"{file} exists already; choose another name.")
    template_file.write(file, lang)
    click.echo(f"{file}: {', '.join(workbook.COLUMNS)}. Fill it in, then: guanjia import {file} --dry-run")


def import_workbook(writer: Writer, file: Path, community: str | None = None) -> Outcome:
    """As the command does, for a writer that runs already. Raises `BadWorkbook`."""
    return _take_in(writer, workbook.read(workbook_file.read(file)), community, False)


def _take_in(writer: Writer, book: Book, community: str | None, dry: bool) -> Outcome:
    # Each row is counted once when it is compared or written; persons once more.
    steps = max(1, len(book.units) + 2 * len(book.residents) + 2 * len(book.staff) + len(book.bills))
    with click.progressbar(length=steps, label="Comparing and writing", file=sys.stderr) as bar:

        def function(work: Work) -> Outcome:
            return take_in(work, the_community(work, community).id, book, dry=dry, tick=bar.update)

        outcome = writer.run_sync(function)
        bar.update(max(0, steps - bar.pos))
    return outcome


def _report(outcome: Outcome, notes: Sequence[str]) -> None:
    for sheet, counts in outcome.counts.items():
        click.echo(f"{sheet}: {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged")
    _some("Changed:", outcome.changes)
    for sheet, absent in outcome.absent.items():
        _some(f"{sheet}: on the register but not in the workbook, left as they are ({len(absent)}):", absent)
    _some("Not used:", notes)


def _some(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(title)
        for line in lines[:_LINES]:
            click.echo(f"  {line}")
        if len(lines) > _LINES:
            click.echo(f"  … and {len(lines) - _LINES} more")
