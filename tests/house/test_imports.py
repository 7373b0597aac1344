"""Imports: only downwards, each outside library in its own room, flows strangers to each other."""

import ast
import subprocess
import sys

from handlers import FLOWS
from tests.house.sources import ROOT, Module, modules

#: Where a library may be named.
ROOMS = {
    "telegram": {"bot"},
    "apscheduler": {"bot"},
    "aiohttp": {"bot", "sandbox"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "aiosqlite": {"store"},
    "psycopg": {"store"},
    "jinja2": {"messages"},
    "holidays": {"services"},
}


def _imported(module: Module) -> set[str]:
    """Full names of whatever a file imports."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


def test_contracts_hold() -> None:
    """The contracts of `pyproject.toml`, as `make lint` checks them."""
    lint = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())",
    ]
    done = subprocess.run([*lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_domain_is_the_standard_library_only() -> None:
    """And itself."""
    roots = {(m.name, name.partition(".")[0]) for m in modules("domain") for name in _imported(m)}
    assert sorted((m, root) for m, root in roots if root not in sys.stdlib_module_names | {"domain"}) == []


def test_domain_asks_no_clock_and_waits_for_nothing() -> None:
    """`now` is an argument; nothing is asynchronous."""
    for module in modules("domain", "handlers", "services"):
        for node in ast.walk(module.tree):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await), f"{module.name}:{node.lineno}"
            asks = (
                isinstance(node, ast.Attribute)
                and node.attr in ("now", "utcnow", "today")
                and isinstance(node.value, ast.Name)
            )
            assert not (asks and node.value.id in ("datetime", "date", "time")), f"{module.name}:{node.lineno}"


def test_each_library_stays_in_its_room() -> None:
    """Directly; what goes through a neighbour is the neighbour's."""
    wrong = [
        f"{module.name}: {name}"
        for package in ("bot", "handlers", "services", "domain", "store", "messages", "sandbox")
        for module in modules(package)
        for name in sorted(_imported(module))
        if package not in ROOMS.get(name.partition(".")[0], {package})
    ]
    assert wrong == []


#: One matter under two names: asking back is how a repair ends, and a fault it finds is the repair again. An incident
#: is one cause of many repairs: they are put to it, and end with it. An enquiry is answered from what we know, or adds to it.
#: What a worker takes for an order is a payment finance confirms (X-18).
#: Rent that comes in has its receipt (RCP-01).
#: What is put right after a survey is told to owners by an announcement (SUR-18).
#: The month of visits and of asking back is one report (CBK-12).
_SAME = (
    {"improvement", "announcements"},
    {"repair", "callbacks"},
    {"repair", "incidents"},
    {"enquiry", "knowledge"},
    {"visits", "callbacks"},
    {"order", "payment"},
    {"rental", "receipts"},
)


def test_public_holidays_come_from_one_place() -> None:
    """Whoever wants to know a day off asks the calendar of the community: its own days go before the published ones."""
    named = {m.name for m in modules("services") for name in _imported(m) if name.partition(".")[0] == "holidays"}
    assert named == {"services/calendar.py"}


def test_flows_do_not_import_each_other() -> None:
    """A rule two flows share lies in `domain`, a use they share in a module of `services` or `handlers` that is no flow."""
    flows = {flow.submit.__module__.split(".")[1] for flow in FLOWS.values()}
    wrong = []
    for layer in ("handlers", "services", "domain"):
        for module in modules(layer):
            own = module.name.split("/")[1].removesuffix(".py")
            reached = {name.split(".")[1] for name in _imported(module) if name.startswith(f"{layer}.")}
            if own in flows:
                own_too = {own}.union(*(same for same in _SAME if own in same))
                wrong += [f"{module.name}: {layer}.{other}" for other in sorted(reached & flows - own_too)]
    assert wrong == []
