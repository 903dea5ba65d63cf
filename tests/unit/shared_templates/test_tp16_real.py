"""TP-16, LAW-24: a personnummer is seen however it is written, and what only looks like one is none."""

import pytest

from samverk.identity.scim.personal_number import has_personal_number


@pytest.mark.parametrize(
    "text",
    [
        "8112189876", "811218-9876", "19811218-9876", "811218+9876", "811218 9876", "811218 - 9876", "811218\u20139876",
        "811218\u22129876", "811218\u00a09876", "811218\n9876", "8112\u200b18-9876", "811218\u00ad-9876",
        "８１１２１８－９８７６",
    ],
)  # fmt: skip
def test_tp16_a_personnummer_is_seen(text: str) -> None:
    assert has_personal_number(f"Ring {text}.")


@pytest.mark.parametrize("text", ["811218-9875", "8112189876543", "2026-11-22 08:00", "", "0812345678"])
def test_tp16_another_number_is_none(text: str) -> None:
    assert not has_personal_number(text)
