"""LAW-24: every personnummer is seen, whatever stands around it, and nothing that can be no one's is taken for one."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverk.identity.scim.personal_number import has_personal_number

SIGNS = st.sampled_from(["", "-", "+", " ", " - ", "–", "\u2212", "\u00a0", "  ", "\u200b-"])
AROUND = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=6)
BEFORE = AROUND.filter(lambda text: not text.rstrip().endswith("+"))

#: Ten digits that are often a day, with months and days just outside the calendar among them.
ALMOST = st.builds(
    "{:02}{:02}{:02}{:04}".format, st.integers(0, 99), st.integers(0, 14), st.integers(0, 94), st.integers(0, 9999)
)


def luhn(digits: str) -> int:
    """The sum by Luhn's rule, worked out otherwise than in the code."""
    return sum(sum(map(int, str(int(digit) * (2, 1)[place % 2]))) for place, digit in enumerate(digits))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str, str]:
    """Century, day and last four digits of somebody; some are coordination numbers, some of a day nobody knows."""
    born = draw(st.dates(date(1895, 1, 1), date(2030, 12, 31)))
    month, day = f"{born:%m}", born.day
    if draw(st.booleans()):
        day += 60
        if draw(st.booleans()):
            month, day = draw(st.sampled_from([(month, 60), ("00", 60)]))
    nine = f"{born:%y}{month}{day:02}{draw(st.integers(1, 999)):03}"
    return f"{born:%Y}"[:2], nine[:6], f"{nine[6:]}{-luhn(nine) % 10}"


@given(numbers(), st.booleans(), SIGNS, BEFORE, AROUND)
def test_law24_every_one_is_seen_whatever_stands_around_it(
    number: tuple[str, str, str], whole: bool, sign: str, before: str, after: str
) -> None:
    century, day, tail = number
    assert has_personal_number(f"{before}{century if whole else ''}{day}{sign}{tail}{after}")


@settings(max_examples=1000)
@given(ALMOST)
def test_law24_ten_digits_are_one_exactly_where_day_number_and_control_digit_fit(digits: str) -> None:
    year, month, day = (int(digits[at : at + 2]) for at in (0, 2, 4))
    coordinated = day >= 60
    first = 0 if coordinated else 1
    is_day = first <= month <= 12 and first <= day - 60 * coordinated <= monthrange(2000 + year, month or 1)[1]
    fits = is_day and digits[6:9] != "000" and luhn(digits) % 10 == 0
    assert has_personal_number(f"Se {digits}.") is fits


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.sampled_from(["070", "073", "08", "010", "0511"]))
def test_law24_a_telephone_number_written_as_we_ask_is_none(digits: str, area: str) -> None:
    first, second, third = digits[:3], digits[3:5], digits[5:]
    for text in (
        f"{area}-{first} {second} {third}", f"{area} {first} {second} {third}", f"{area}-{digits}",
        f"+46 {area[1:]} {first} {second} {third}", f"+46{area[1:]}{digits}", f"0046{area[1:]}{digits}",
    ):  # fmt: skip
        assert not has_personal_number(f"Ring {text}."), text


@pytest.mark.parametrize("text", ["-811218-9876", "pnr811218-9876", "811218-9876-", "_8112189876_", "8112189876kr"])
def test_law24_a_sign_or_a_word_right_beside_it_hides_none(text: str) -> None:
    assert has_personal_number(text)


@pytest.mark.parametrize("text", ["18112189876", "81121898761", "556036-0793", "811218-0008", "+46 0701740607"])
def test_law24_more_digits_a_company_and_a_number_nobody_is_given_are_none(text: str) -> None:
    assert not has_personal_number(text)
