"""The house's own rules (architecture.md, style.md section 3), read from the files themselves."""

import ast
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.servers import CHECKOUT

CODE = [
    path
    for root in ("platform/samverk", "tenants", "shared_templates")
    for path in sorted((CHECKOUT / root).rglob("*.py"))
    if "migrations" not in path.parts
]
ROOMS = [
    CHECKOUT / "tenants",
    CHECKOUT / "shared_templates",
    *sorted(path.parent for path in (CHECKOUT / "platform/samverk").glob("*/__init__.py")),
]
#: Doors a person does not act through, each with its reason.
WITHOUT_ACTOR = {
    "record_audit.record_audit": None,  # has one; listed to show the rule applies to the kernel too
    "sign_in.sign_in": "nobody is known before it succeeds; the person it finds is written to the log",
    "sign_in.start_session": "the actor is the person whose session begins",
    "accept_handoff.accept_handoff": "nobody is known here before it succeeds",
    "issue_handoff.digest": "a pure function",
    "furnish_site.furnish_site": "a part of create_tenant, which has the actor and writes the log",
}


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Public functions on a module's top level."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def tracked() -> list[Path]:
    """Files of the project, as git knows them, with those not yet added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return [CHECKOUT / name for name in listing.stdout.splitlines() if (CHECKOUT / name).is_file()]


def test_platform_has_no_init_and_the_standard_librarys_is_imported() -> None:
    assert not (CHECKOUT / "platform" / "__init__.py").exists()
    assert Path(platform.__file__ or "").name == "platform.py"
    assert CHECKOUT not in Path(platform.__file__ or "").parents
    assert platform.python_implementation() == "CPython"


def test_a_fresh_python_in_the_checkout_finds_the_standard_librarys_platform() -> None:
    command = [sys.executable, "-c", "import platform, uuid; print(platform.__file__)"]
    said = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert str(CHECKOUT) not in said.stdout


def test_the_storeys_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_a_room_has_a_readme_of_ten_lines_or_so(room: Path) -> None:
    readme = room / "README.md"
    assert readme.exists()
    limit = 60 if room.name == "ui" else 20  # ui's also tells how to add a component
    assert 3 <= len(readme.read_text().splitlines()) <= limit


def test_no_room_is_empty() -> None:
    assert [named(room) for room in ROOMS if len(list(room.rglob("*.py"))) < 2] == []


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 500
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module says what it is for"


def test_the_median_file_is_small() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in CODE if path.stat().st_size)
    assert lengths[len(lengths) // 2] <= 70


ACTIONS = [path for path in CODE if path.parent.name == "actions" or path.name == "actions.py"]


@pytest.mark.parametrize("path", [path for path in ACTIONS if path.name != "__init__.py"], ids=named)
def test_an_action_is_keyword_only_and_names_who_acts(path: Path) -> None:
    for function in functions(path):
        names = [argument.arg for argument in function.args.kwonlyargs]
        door = f"{path.stem}.{function.name}"
        if door in WITHOUT_ACTOR and door != "record_audit.record_audit":
            assert "actor" not in names, f"{door} stands among the exceptions for nothing"
            continue
        assert function.args.args == [], f"{door} takes arguments by position"
        assert "actor" in names, f"{door} does not say who acts"


def test_the_exceptions_exist() -> None:
    doors = {f"{path.stem}.{function.name}" for path in ACTIONS for function in functions(path)}
    assert set(WITHOUT_ACTOR) <= doors


DOORS = [
    path for path in CODE if path.name in {"queries.py", "access.py", "actions.py"} or path.parent.name == "actions"
]


@pytest.mark.parametrize("path", DOORS, ids=named)
def test_a_door_says_what_it_does(path: Path) -> None:
    assert [function.name for function in functions(path) if not ast.get_docstring(function)] == []


VIEWS = [path for path in CODE if path.parent.name == "views" or path.name == "views.py"]
#: Nothing yet; a view that must ask a manager stands here with its reason.
VIEWS_THAT_ASK: dict[str, str] = {}


def asks_a_manager(text: str) -> bool:
    """Does the code name a model's manager?"""
    return any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(ast.parse(text)))


@pytest.mark.parametrize("path", VIEWS, ids=named)
def test_a_view_never_asks_a_manager(path: Path) -> None:
    assert not asks_a_manager(path.read_text())


def test_the_probe_sees_a_view_that_does() -> None:
    assert asks_a_manager("def page(request):\n    return Page.objects.all()")


FORBIDDEN = {
    "a machine's path": re.compile("/work" + r"/(?:main|shared|\.library)|/root" + r"/|/home/[a-z]+/"),
    "a registry's address": re.compile(
        r"pypi\.o" + r"rg|python" + r"hosted|npmjs\.o" + r"rg|index-url\s+ht" + r"tp", re.IGNORECASE
    ),
}


def test_no_file_tells_of_the_machine_or_registry_it_was_written_on() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{named(path)}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []


@pytest.mark.parametrize("text", ["/work" + "/main/x", "https://pypi.o" + "rg/simple"])
def test_the_probe_sees_a_machines_trace(text: str) -> None:
    assert any(pattern.search(text) for pattern in FORBIDDEN.values())


def test_the_lock_file_has_hashes_for_everything() -> None:
    for name in ("base", "dev"):
        text = (CHECKOUT / "requirements" / f"{name}.txt").read_text()
        pinned = re.findall(r"^([a-z0-9][^=\s]*)==", text, re.MULTILINE | re.IGNORECASE)
        assert len(pinned) > 20
        for block in re.split(r"\n(?=[a-zA-Z0-9])", text.strip()):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_pf02_only_registrations_read_identitys_own_list_of_groups() -> None:
    """Others ask `identity.house_groups`, which knows the groups of every room."""
    allowed = {"platform/samverk/identity/groups.py", "platform/samverk/identity/registrations.py"}
    assert {named(path) for path in CODE if re.search(r"\bGROUP_LABELS\b", path.read_text())} == allowed


def test_no_date_is_cut_from_a_moment_in_another_zone() -> None:
    """From Swedish midnight to UTC's, `moment.date()` is yesterday; `localdate(moment)` never is."""
    counted = {
        "platform/samverk/kernel/clock.py": "where the day's midnight is counted, in Swedish time",
        "platform/samverk/project/cli/demo.py": "a day as it was written on the command line",
    }
    cut = [
        f"{named(path)}:{node.lineno}"
        for path in CODE
        if named(path) not in counted
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date"
    ]
    assert cut == []
