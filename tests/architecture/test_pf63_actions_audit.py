"""PF-63: every action of every room writes to the log. Read from the code; tests/integration/kernel drives them."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.test_house import ACTIONS, functions, named
from tests.support.servers import CHECKOUT

#: Actions without an entry of their own, each with its reason.
WITHOUT_ENTRY = {
    "roll_up_minutes.roll_up_minutes": "numbers of what happened, every minute; nothing a person decides or is told of",
    "measure_storage.measure_storage": "the same",
    "record_audit.record_audit": "is the entry",
    "record_audit.line_of_new": "the same",
    "save_post_draft.save_post_draft": "what somebody has begun to write, read by nobody else",
    "throw_post_draft.throw_post_draft": "the same",
    "throw_post_draft.take_back_draft": "the same",
    "throw_post_draft.forget_thrown_drafts": "the same",
    "tell.tell": "a part of the act it tells of, which writes it",
    "expand_event.expand_event": "who was told of what is the ledger itself; in the log it would be a list of readers",
    "look_for_new.look_for_new": "the same, of what somebody looks for",
    "tell_shared_alarms.tell_shared_alarms": "a part of raise_alarm_everywhere, which writes it",
    "claim_letters.claim_letters": "the same: the letters are rows of their own",
    "send_push.send_push": "the same",
    "mark_read.mark_read": "LAW-12: no log of who has read what",
    "mark_read.mark_seen": "the same",
    "mark_read.unread_again": "the same",
    "issue_handoff.digest": "a pure function",
    "furnish_site.furnish_site": "a part of create_tenant, which writes it",
    "note_sign_in.note_sign_in": "a part of starting a session, which writes it",
    "report_missing.report_missing": "the log has a name and a time, and nobody shall know what somebody looked for",
    "anchor_logs.anchor_logs": "would make every log grow at every round; it writes a line in the process's log",
}
#: What writes an entry: by itself, or with the statement that makes what it tells of.
ENTRIES = {"record_audit", "line_of_new"}
FILES = [path for path in ACTIONS if path.name != "__init__.py"]


def called(function: ast.AST) -> set[str]:
    """Names of the functions called inside."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            names.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return names


@cache
def calls() -> dict[str, set[str]]:
    """Name of each function in an actions module, private ones too → what it calls."""
    found: dict[str, set[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, set()).update(called(node))
    return found


def audits(function: ast.FunctionDef, graph: dict[str, set[str]]) -> bool:
    """Does the function reach an entry, itself or through other actions?"""
    seen: set[str] = set()
    todo = called(function)
    while todo:
        name = todo.pop()
        if name in ENTRIES:
            return True
        if name not in seen:
            seen.add(name)
            todo |= graph.get(name, set())
    return False


@pytest.mark.parametrize("path", FILES, ids=named)
def test_pf63_an_action_writes_to_the_log(path: Path) -> None:
    for function in functions(path):
        door = f"{path.stem}.{function.name}"
        if door in WITHOUT_ENTRY:
            continue
        assert audits(function, calls()), f"{door} writes nothing to the log: call record_audit"


def test_pf63_the_exceptions_exist() -> None:
    doors = {f"{path.stem}.{function.name}" for path in FILES for function in functions(path)}
    assert set(WITHOUT_ENTRY) <= doors


def test_pf63_the_probe_sees_an_action_that_does_not() -> None:
    silent, loud, through = (
        ast.parse(text).body[0]
        for text in (
            "def rename_unit(*, actor, unit):\n    unit.save()",
            "def rename_unit(*, actor, unit):\n    record_audit(actor=actor, verb='x')",
            "def rename_unit(*, actor, unit):\n    start_session(actor)",
        )
    )
    assert isinstance(silent, ast.FunctionDef)
    assert isinstance(loud, ast.FunctionDef)
    assert isinstance(through, ast.FunctionDef)
    assert not audits(silent, calls())
    assert audits(loud, calls())
    assert audits(through, calls())


def verbs() -> dict[str, str]:
    """Every verb written in the code → where; a verb made of parts is known by its beginning."""
    found = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ENTRIES):
                continue
            for keyword in node.keywords:
                if keyword.arg != "verb":
                    continue
                if isinstance(keyword.value, ast.Constant):
                    found[str(keyword.value.value)] = named(path)
                elif isinstance(keyword.value, ast.JoinedStr) and isinstance(keyword.value.values[0], ast.Constant):
                    found[str(keyword.value.values[0].value)] = named(path)
    return found


def test_pf63_every_verb_is_expected_by_a_test_that_drives_its_action() -> None:
    """A verb nobody expects is a line nobody would miss: name it in a test that goes through the door."""
    tests = "\n".join(
        path.read_text() for path in (CHECKOUT / "tests").rglob("test_*.py") if path != Path(__file__).resolve()
    )
    assert {verb: where for verb, where in verbs().items() if verb not in tests} == {}


def test_pf63_verbs_are_a_room_and_what_was_done() -> None:
    assert [verb for verb in verbs() if not re.fullmatch(r"[a-z_]+\.[a-z_]*", verb)] == []


@pytest.mark.parametrize("words", ["view", "read", "open_page", "visit", "download"])
def test_law12_no_verb_tells_who_read_what(words: str) -> None:
    """LAW-12: there is no data for a report on who read; a log of reading would be one."""
    everywhere = set(verbs())
    for path in (CHECKOUT / "platform").rglob("*.py"):
        everywhere |= set(re.findall(r'verb="([a-z_.]+)"', path.read_text()))
    assert [verb for verb in everywhere if verb.partition(".")[2].startswith(words)] == []
