"""The command line: every command explains itself, ends with the right code, and never shows a stack trace."""

import re
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from domain.people import Role, Team
from services.account import hash_of
from store.engine import open_store
from store.lock import Lock
from store.writer import Writer
from tests.support.phones import SandboxProcess

COMMANDS = sorted(main.commands)
TOKEN = "7:token"


@pytest.fixture
def guanjia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command in an empty folder with an empty environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE_URL", "TELEGRAM_API_URL", "TIMEZONE", "LANGUAGE", "LISTEN", "WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, typed: str | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def estate(guanjia):
    """The same with a community."""
    assert guanjia("init", "--name", "梧桐苑", "--timezone", "Asia/Shanghai", "--language", "zh").exit_code == 0
    return guanjia


def in_store(function):
    store = open_store("sqlite:///guanjia.db")
    writer = Writer(store).start()
    found = writer.run_sync(function)
    writer.stop_sync()
    store.close()
    return found


def use_sandbox(url: str) -> None:
    env = Path(".env")
    said = re.sub(r"(?m)^TELEGRAM_API_URL=.*", f"TELEGRAM_API_URL={url}", env.read_text())
    env.write_text(re.sub(r"(?m)^BOT_TOKEN=.*", f"BOT_TOKEN={TOKEN}", said))


def test_the_commands_are_those_of_the_design() -> None:
    """A new one is written into the design first."""
    assert (
        sorted(
            [
                "run",
                "demo",
                "init",
                "import",
                "template",
                "export",
                "invite",
                "standards",
                "check",
                "verify",
                "backup",
                "restore",
                "forget",
                "read",
                "version",
            ]
        )
        == COMMANDS
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(guanjia, command: str) -> None:
    """What it does, its options, one line to copy."""
    result = guanjia(command, "--help")
    assert result.exit_code == 0 and f"Example: guanjia {command}" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["import"],
        ["import", "none.xlsx"],
        ["init", "--language", "fr"],
        ["invite", "--role", "king"],
        ["backup"],
        ["standards", "--what"],
    ],
)
def test_wrongly_called_is_2(guanjia, arguments: list[str]) -> None:
    """And a line says what is wrong."""
    result = guanjia(*arguments)
    assert result.exit_code == 2 and "Error" in result.output


@pytest.mark.parametrize("arguments", [["export", "out"], ["standards"], ["backup", "copy.db"]])
def test_before_init_one_line_says_so(guanjia, arguments: list[str]) -> None:
    """No database is made by accident."""
    result = guanjia(*arguments)
    assert result.exit_code == 1 and "database" in result.output
    assert not Path("guanjia.db").exists()


def test_init_asks_writes_and_can_be_repeated(guanjia) -> None:
    """The token's file is for its owner only."""
    result = guanjia("init", typed="梧桐苑\n\nzh\n")
    assert result.exit_code == 0 and "梧桐苑 is set up" in result.output and "BOT_TOKEN" in result.output
    env = Path(".env")
    assert env.stat().st_mode & 0o777 == 0o600
    assert "TIMEZONE=Asia/Shanghai\n" in env.read_text() and "# The bot's token" in env.read_text()
    again = guanjia("init", "--name", "梧桐苑", "--timezone", "Asia/Shanghai", "--language", "zh")
    assert again.exit_code == 0 and "was there already" in again.output
    assert len(in_store(lambda work: work.people.communities())) == 1


def test_init_with_a_token_and_another_language(guanjia) -> None:
    """Everything by options, nothing is asked."""
    result = guanjia("init", "--name", "Elm Court", "--timezone", "Europe/Berlin", "--language", "en", "--token", TOKEN)
    assert result.exit_code == 0 and "Next: put the token" not in result.output
    text = Path(".env").read_text()
    assert f"BOT_TOKEN={TOKEN}\n" in text and "LANGUAGE=en\n" in text and "TIMEZONE=Europe/Berlin\n" in text
    community = in_store(lambda work: work.people.communities())[0]
    assert (community.name, community.timezone, community.language) == ("Elm Court", "Europe/Berlin", "en")
    refused = guanjia("init", "--name", "X", "--timezone", "UTC", "--language", "en", "--token", "8:other")
    assert refused.exit_code == 1 and ".env" in refused.output


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", ""])
def test_init_takes_no_zone_that_is_none(guanjia, zone: str) -> None:
    """Deadlines would be wrong for ever."""
    result = guanjia("init", "--name", "X", "--timezone", zone, "--language", "zh")
    assert result.exit_code == 2 and not Path(".env").exists()


def test_a_figure_goes_back_to_its_default_on_the_record(estate) -> None:
    """Set on the console by nobody in particular; set to what it is, nothing is written."""
    for value in ("3", "3", "default", "2"):
        assert estate("standards", "repair.small_days", value).exit_code == 0
    assert in_store(lambda work: work.standards.own(1)) == {}
    kept = in_store(lambda work: work.standards.changes(1, "repair.small_days", 10))
    assert [(c.before, c.after, c.by) for c in kept] == [(3, 2, None), (2, 3, None)]


def test_standards_are_listed_shown_set_and_refused(estate) -> None:
    """With their rule ids; a changed one is marked."""
    everything = estate("standards")
    assert everything.exit_code == 0
    assert "repair.urgent_arrive_minutes" in everything.output and "URG-01" in everything.output
    assert estate("standards", "repair.urgent_arrive_minutes", "20").output.startswith("* repair.urgent_arrive_minutes")
    assert "20 min (default 15)" in estate("standards", "repair.urgent_arrive_minutes").output
    for value in ("soon", "0", "10000"):
        result = estate("standards", "repair.urgent_arrive_minutes", value)
        assert result.exit_code == 1 and "from 1 to 240" in result.output
    assert "one of claim, lead, round_robin" in estate("standards", "repair.dispatch", "dice").output
    assert estate("standards", "no.such").exit_code == 1
    assert in_store(lambda work: work.standards.own(1)) == {"repair.urgent_arrive_minutes": 20}


def test_several_communities_are_told_apart(estate) -> None:
    """Whoever does not say which is asked."""
    assert estate("init", "--name", "桂苑", "--timezone", "Asia/Shanghai", "--language", "zh").exit_code == 0
    result = estate("standards", "repair.small_days", "3")
    assert result.exit_code == 1 and "梧桐苑, 桂苑" in result.output
    assert estate("standards", "repair.small_days", "3", "--community", "桂苑").exit_code == 0
    assert in_store(lambda work: (work.standards.own(1), work.standards.own(2))) == ({}, {"repair.small_days": 3})
    assert estate("export", "out", "--community", "没有").exit_code == 1


def test_backup_and_restore(estate) -> None:
    """There and back; a running bot is not overwritten; a bad file is named."""
    assert estate("backup", "copy.db").exit_code == 0
    assert estate("backup", "copy.db").exit_code == 1
    estate("standards", "repair.small_days", "3")
    with Lock("sqlite:///guanjia.db"):
        running = estate("restore", "copy.db", "--yes")
        assert running.exit_code == 1 and "already running" in running.output
    assert estate("restore", "copy.db", typed="n\n").exit_code == 1
    assert in_store(lambda work: work.standards.own(1)) != {}
    done = estate("restore", "copy.db", "--yes")
    assert done.exit_code == 0 and "before-restore" in done.output
    assert in_store(lambda work: work.standards.own(1)) == {}
    Path("bad.db").write_text("nothing")
    bad = estate("restore", "bad.db", "--yes")
    assert bad.exit_code == 1 and "not a backup" in bad.output and bad.output.count("\n") == 2


def test_trouble_is_one_line(estate) -> None:
    """A strange file, a database of tomorrow, a folder without rights."""
    with closing(sqlite3.connect("guanjia.db")) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = estate("standards")
    assert newer.exit_code == 1 and "9999" in newer.output and newer.output.count("\n") == 1
    Path("guanjia.db").write_text("no database, but long enough to be looked at " * 30)
    strange = estate("standards")
    assert strange.exit_code == 1 and "not a database" in strange.output and strange.output.count("\n") == 1
    Path(".env").write_text("DATABASE_URL=mysql://x/y\n")
    wrong = estate("standards")
    assert wrong.exit_code == 1 and wrong.output.startswith("Error: DATABASE_URL begins with")


def test_version_says_program_and_database(guanjia) -> None:
    """For a report of trouble."""
    assert re.match(r"guanjia .+, database \d{4}, Python 3", guanjia("version").output)


def test_without_a_token_the_bot_does_not_start(estate) -> None:
    """One line says where it goes."""
    for command in (["run"], ["invite"], ["check"]):
        result = estate(*command)
        assert result.exit_code == 1 and "BOT_TOKEN" in result.output


def test_an_invitation_is_a_link_whose_code_is_not_kept(estate, process: SandboxProcess) -> None:
    """Only its hash is, with role and expiry."""
    use_sandbox(process.url)
    result = estate("invite", "--role", "工程主管")
    link = re.search(r"https://t\.me/(\w+)\?start=([\w-]+)", result.output)
    assert result.exit_code == 0 and link is not None and len(link[2]) <= 64
    invite = in_store(lambda work: work.doors.find_invite(hash_of(link[2])))
    assert (invite.role, invite.team) == (Role.LEAD, Team.ENGINEERING) and invite.used_at is None
    assert link[2].encode() not in Path("guanjia.db").read_bytes()


def nowhere() -> str:
    """An address at which nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_an_invitation_while_telegram_is_out_of_reach_is_a_code_to_send(estate) -> None:
    """The bot never ran, nobody knows its name."""
    use_sandbox(nowhere())
    result = estate("invite", "--role", "director")
    code = re.search(r"(?m)^/start ([\w-]+)$", result.output)
    assert result.exit_code == 0 and code is not None and "send the line above to the bot" in result.output
    assert in_store(lambda work: work.doors.find_invite(hash_of(code[1]))).role == Role.DIRECTOR


def test_an_invitation_while_telegram_is_out_of_reach_names_the_bot_as_it_last_ran(estate) -> None:
    """It is written down at each start."""
    use_sandbox(nowhere())
    in_store(lambda work: work.marks.put("bot_name", "guanjia_bot"))
    result = estate("invite")
    assert result.exit_code == 0 and re.search(r"https://t\.me/guanjia_bot\?start=[\w-]+", result.output)


def test_check_looks_at_everything(estate, process: SandboxProcess) -> None:
    """What is well, and what to do about what is not."""
    use_sandbox(process.url)
    result = estate("check")
    assert result.exit_code == 1
    for line in ("✓ Settings", "✓ Database", "✓ Token: the bot is @", "✓ Updates come by polling", "✓ Clock"):
        assert line in result.output
    assert "✗ 梧桐苑: 0 homes, 0 staff → guanjia import FILE.xlsx" in result.output


def test_check_names_a_group_that_is_missing(estate, process: SandboxProcess) -> None:
    """A team with staff has nowhere to work."""
    use_sandbox(process.url)
    in_store(
        lambda work: work.staff.hire(
            work.people.add("赵军", work.now, phone="+8613900000006"), 1, Role.ENGINEER, Team.ENGINEERING, []
        )
    )
    assert "✗ Group of engineering in 梧桐苑: none → add the bot to the group" in estate("check").output


def test_check_without_network(estate, tmp_path: Path) -> None:
    """Nobody answers at that address."""
    use_sandbox("http://127.0.0.1:9")
    result = estate("check")
    assert result.exit_code == 1 and "✗ Telegram at http://127.0.0.1:9" in result.output
