"""`guanjia`: the command line. Exit codes: 0 done, 1 could not be done (one line says why), 2 wrongly called."""

import os
from typing import Any

import click

from bot.commands.access import invite
from bot.commands.checking import check
from bot.commands.copies import backup, restore
from bot.commands.figures import standards
from bot.commands.forgetting import forget
from bot.commands.opening import Failed, sentence
from bot.commands.reading import read_
from bot.commands.register import export, import_, template
from bot.commands.running import demo, run, version
from bot.commands.setup import init
from bot.commands.verifying import verify_
from bot.settings import SettingsProblem
from bot.workbook_file import BadFile
from store.engine import StoreError


class _Commands(click.Group):
    """Whatever goes wrong ends as one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            raise Failed(sentence(error)) from None
        except (SettingsProblem, BadFile) as problem:
            raise Failed(str(problem)) from None
        except BrokenPipeError:  # `guanjia … | head`
            raise
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            raise Failed(f"{error.strerror or error}{where}.") from None
        except Exception as error:
            if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort) or ctx.params["trace"]:
                raise
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            raise Failed(f"Something unforeseen happened ({said}). `guanjia --trace …` shows where.") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--trace", is_flag=True, help="Show where an unforeseen error happened.")
def main(trace: bool) -> None:
    """Guanjia (管家): the chat front end of residential property management. Settings are in .env."""
    os.umask(0o077)  # names, numbers and photos of residents: whatever we write is for the user who runs us only


for _command in (
    init,
    check,
    verify_,
    import_,
    template,
    export,
    invite,
    standards,
    backup,
    restore,
    forget,
    read_,
    run,
    demo,
    version,
):
    main.add_command(_command)
