"""`guanjia backup` and `guanjia restore`."""

from pathlib import Path

import click

from bot.commands import opening
from store import backup as copies


@click.command(epilog="Example: guanjia backup backups/guanjia-monday.db")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database into FILE, while the bot runs; beside it FILE.sha256. Photos are files in MEDIA_DIR: copy them too."""
    click.echo(f"Copying into {file} …", err=True)
    checksum = copies.backup(opening.settings().database_url, file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked, sha256 {checksum}")


@click.command(epilog="Example: guanjia restore backups/guanjia-monday.db --yes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of the database. The bot must be stopped; what was there is kept aside."""
    if not yes:
        click.confirm(f"Replace the database by {file}?", abort=True)
    click.echo("Checking and copying …", err=True)
    done = copies.restore(opening.settings().database_url, file)
    rows = sum(done.rows.values())
    click.echo(f"Restored {rows:,} rows, among them {done.rows['cases']:,} cases and {done.rows['persons']:,} people.")
    if done.forgotten:
        click.echo(f"Forgotten again, as they were in the database before: {done.forgotten} people.")
    if done.kept is not None:
        click.echo(f"What was there before is kept in {done.kept}.")
