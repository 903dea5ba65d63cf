"""LAW-52: whoever has no network can still call: numbers in a text are links, and nothing else becomes one."""

import re

import pytest

from samverk.portal.offline.numbers import with_numbers


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Servicecenter, 0511-320 00, vardagar 8–16", ["051132000"]),
        ("Ring 08-123 45 67 8 till 16", ["081234567"]),
        ("+46 511 320 00 eller 070-123 45 67.", ["+4651132000", "0701234567"]),
        ("Vid fara för liv: 112. Vård: 1177. Polis 114 14.", ["112", "1177", "11414"]),
        ("<b>010-123 45 67</b>", ["0101234567"]),
        ("2026-11-21 08.00–16.00, rum 0112, ärende 2026/0511-1, 11.12, sida 1121", []),
    ],
)
def test_law52_numbers_can_be_called(text: str, called: list[str]) -> None:
    shown = with_numbers(text)
    assert re.findall(r'href="tel:([^"]+)"', shown) == called
    assert "<b>" not in shown
