"""The threat model and the list of defences tell the truth: tests named exist, texts stand where they are said to."""

import re

import pytest
from defended import DEFENCES

from tests.support.servers import CHECKOUT

MODEL = CHECKOUT / "docs" / "threat-model.md"
FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)")
EXISTING = {
    name
    for path in (CHECKOUT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
}


def test_law52_every_test_the_threat_model_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", MODEL.read_text()))
    assert len(named) > 25
    assert named - EXISTING == set()


def test_law52_the_threat_model_tells_of_ten_attacks() -> None:
    assert re.findall(r"^\| (\d+) \|", MODEL.read_text(), re.MULTILINE) == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_law52_a_defence_stands_where_it_is_said_to_stand(defence) -> None:  # type: ignore[no-untyped-def]
    """Or `make defences` could take nothing away, and the table would be a claim."""
    assert (CHECKOUT / defence.file).read_text().count(defence.old) == 1
    file, _, name = defence.test.partition("::")
    assert re.search(rf"^def {name}\b", (CHECKOUT / file).read_text(), re.MULTILINE)
    assert f"| {defence.name} | {defence.what} | `{defence.file}` | `{name}` |" in MODEL.read_text()


@pytest.mark.parametrize(
    "defence", [one for one in DEFENCES if "/migrations/" in one.file], ids=lambda defence: defence.name
)
def test_law52_no_later_migration_writes_a_defence_anew(defence) -> None:  # type: ignore[no-untyped-def]
    """Or what the row takes away is put back before its test has begun."""
    path = CHECKOUT / defence.file
    before, _old, after = path.read_text().partition(defence.old)
    written = FUNCTION.findall(before)[-1:] or FUNCTION.findall(after)[:1]
    later = [one for one in path.parent.glob("0*.py") if one.name > path.name]
    assert [one.name for one in later if set(written) & set(FUNCTION.findall(one.read_text()))] == []


def test_law52_there_are_enough_of_them_and_none_twice() -> None:
    names = [defence.name for defence in DEFENCES]
    assert len(set(names)) == len(names) >= 12
