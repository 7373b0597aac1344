"""A PostgreSQL server for the tests: a given one (`POSTGRES_URL`), else one of our own in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql", "/Library/PostgreSQL")
_QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 -c shared_buffers=32MB"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, None when PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    hits = [p for folder in _FOLDERS for p in Path(folder).glob("**/bin/initdb")]
    return max(hits).parent if hits else None


def available() -> bool:
    """Whether tests can have a server."""
    return bool(os.environ.get("POSTGRES_URL")) or programs() is not None


class Server:
    """A running server; `database()` makes an empty database on it."""

    def __init__(self, admin_url: str, folder: Path | None = None) -> None:
        self.admin_url = admin_url
        self._folder = folder
        self._made: list[str] = []
        #: The address of a database with all tables; whoever starts the server makes it.
        self.ready = ""

    @classmethod
    def start(cls) -> "Server":
        """The given server, or one of our own: reached by a socket file, so that no port is taken."""
        given = os.environ.get("POSTGRES_URL")
        if given:
            return cls(given)
        folder = Path(tempfile.mkdtemp(prefix="guanjia-pg-"))
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        server = cls(f"postgresql://postgres@/postgres?host={folder}", folder)
        server._run(
            "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale"
        )
        server._control("start", "-l", f"{folder}/log", "-o", f"-c listen_addresses='' -k {folder} {_QUICK}")
        return server

    def stop(self) -> None:
        """Nothing is left: neither databases nor the server, where it was ours."""
        if self._folder is None:
            for name in self._made:
                self.admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        self._control("stop", "-m", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"guanjia_{uuid.uuid4().hex[:12]}"
        self.admin(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return (
            urlsplit(self.admin_url)
            ._replace(path=f"/{name}")
            .geturl()
            .replace("postgresql:/guanjia", "postgresql:///guanjia")
        )

    def drop(self, url: str) -> None:
        """The database is gone, whoever is still connected; on a server of our own it goes with the server."""
        if self._folder is None:
            self.admin(f'DROP DATABASE IF EXISTS "{urlsplit(url).path.lstrip("/")}" WITH (FORCE)')

    def empty(self, url: str, tables: list[str]) -> None:
        """No rows are left, ids begin anew; whoever is still connected is cut off."""
        self.cut_connections(url)
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")

    def admin(self, statement: str) -> None:
        """One statement outside any transaction."""
        with psycopg.connect(self.admin_url, autocommit=True) as conn:
            conn.execute(statement)

    def cut_connections(self, url: str) -> None:
        """Ends every connection to the database, as a restart of the server would."""
        name = urlsplit(url).path.lstrip("/")
        self.admin(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        folder = programs()
        assert folder is not None
        command = [str(folder / program), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}")
