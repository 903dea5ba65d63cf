"""TP-16: what is real is found however it is written, and dates, telephone numbers and laws are not taken for it."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_templates.content.fiction import Real, holds_personal_number, not_made_up
from shared_templates.content.kinds import KINDS
from shared_templates.content.values import HEAD, Block, content
from tests.support.servers import CHECKOUT

HOSTS = {"skara.localhost", "skara.se", "intranat.hjo.example", "kommunen"}
DEMO = CHECKOUT / "platform" / "samverk" / "project" / "demo" / "texts" / "masters"
SIGNS = st.sampled_from(["-", "–", "\u2212", "/", ".", " ", "\u00a0"])
JOINTS = st.sampled_from(["-", " - ", " -", "+", "–", " "])


def with_control_digit(nine: str) -> str:
    """Nine digits and the tenth by Luhn's rule, worked out otherwise than in the code."""
    total = sum(sum(map(int, str(int(digit) * (2, 1)[place % 2]))) for place, digit in enumerate(nine))
    return f"{nine}{-total % 10}"


@st.composite
def personal_numbers(draw: st.DrawFn) -> tuple[str, str, str, str, str]:
    """Century, year, month, day and the last four digits of somebody born, some with a coordination number."""
    born = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    digits = with_control_digit(f"{born:%y%m}{day:02}{draw(st.integers(1, 999)):03}")
    return f"{born:%Y}"[:2], digits[:2], digits[2:4], digits[4:6], digits[6:]


def finds(text: str) -> list[Real]:
    return list(not_made_up(content({"title": text}), HOSTS))


@given(personal_numbers(), st.booleans(), SIGNS)
def test_tp16_a_personnummer_is_found_with_its_day_written_apart(
    number: tuple[str, str, str, str, str], whole: bool, sign: str
) -> None:
    century, year, month, day, tail = number
    written = f"{century if whole else ''}{year}{sign}{month}{sign}{day}-{tail}"
    assert holds_personal_number(f"Ring {written}, det är hon.")
    assert holds_personal_number(f"({century}{year}{month}{day}{tail})")


@given(personal_numbers(), JOINTS)
def test_tp16_the_joint_before_the_last_four_may_be_any_but_for_a_time_and_a_year(
    number: tuple[str, str, str, str, str], joint: str
) -> None:
    century, year, month, day, tail = number
    is_hour = int(tail[:2]) < 24 and int(tail[2:]) < 60
    mistaken = " " in joint and (is_hour or tail[:2] in {"19", "20"})
    assert holds_personal_number(f"{century}{year}-{month}-{day}{joint}{tail}") is not mistaken
    assert holds_personal_number(f"{year} {month} {day}{joint}{tail}")


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MADE_UP = st.one_of(
    st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)).flatmap(
        lambda at: st.sampled_from(
            [f"{at:%Y-%m-%d %H:%M}", f"{at:%Y-%m-%d %H%M}", f"{at:%Y-%m-%d}", f"{at:%Y-%m-%d - %Y}", f"{at:%d/%m %Y}"]
        )
    ),
    st.tuples(DAYS, DAYS).map(lambda two: f"{two[0]} – {two[1]}"),
    st.tuples(st.integers(1900, 2099), st.integers(1, 99999)).flatmap(
        lambda pair: st.sampled_from(
            [
                f"SN {pair[0]}-{pair[1]:05}", f"KS/{pair[0]}:{pair[1]}", f"KSN-{pair[0]}-{pair[1]:04}",
                f"SFS {pair[0]}:{pair[1]}",
            ]
        )
    ),
    st.tuples(st.integers(0, 10**7 - 1), st.sampled_from(["070{}{}{}", "070-{} {} {}", "+46 70 {} {} {}"])).map(
        lambda two: two[1].format(f"{two[0]:07}"[:3], f"{two[0]:07}"[3:5], f"{two[0]:07}"[5:])
    ),
    # A legal person's third digit is two at least, so that it is no month.
    st.tuples(st.sampled_from(["", "16"]), st.integers(2, 9), st.integers(2, 9), st.integers(0, 10**7 - 1)).map(
        lambda n: f"{n[0]}{n[1]}1{n[2]}{f'{n[3]:07}'[:3]}-{f'{n[3]:07}'[3:]}"
    ),
)  # fmt: skip


@given(MADE_UP)
def test_tp16_days_telephones_case_numbers_laws_and_companies_are_no_personnummer(text: str) -> None:
    assert not holds_personal_number(f"Se {text}.")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Läs på skara.localhost.", "skara.localhost"),
        ("www.skara.localhost/blankett", "www.skara.localhost"),
        ("Fyll i WWW.Skara.SE", "www.skara.se"),
        ("(blankett.skara.se)", "blankett.skara.se"),
        ("mejla anna@skara.se", "skara.se"),
        ("https://anna:hemligt@intranat.hjo.example:8443/sida", "intranat.hjo.example"),
        ("\\\\skara.se\\delat", "skara.se"),
        ("www.ska\u00adra.se", "www.skara.se"),
        ("http://kommunen/start", "kommunen"),
    ],
)
def test_tp16_an_address_of_a_municipality_is_found_with_and_without_scheme(text: str, host: str) -> None:
    assert [real.host for real in finds(text)] == [host]


@pytest.mark.parametrize(
    "text",
    [
        "www.riksdagen.se",
        "info@kommun.example",
        "oskara.se",
        "skara.seende",
        "Skara. Se bilagan.",
        "Ring kommunen.",
        "1.2.3",
    ],
)
def test_tp16_other_addresses_and_words_are_left_alone(text: str) -> None:
    assert finds(text) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_tp16_every_text_of_every_kind_is_read(kind: Any) -> None:
    number = with_control_digit("811218987")
    heads = [(HEAD, field.name) for field in kind.head]
    blocks = [(part.name, field.name) for part in kind.parts for field in part.fields]
    for block, name in [*heads, *blocks]:
        texts = {name: f"Se {number[:6]}-{number[6:]} och www.skara.se"}
        said = content(texts) if block == HEAD else content({}, [Block(block, block, texts)])
        assert list(not_made_up(said, HOSTS)) == [Real(block, name), Real(block, name, "www.skara.se")]


def told(value: Any) -> list[str]:
    """Every text in what a file says."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in told(each)]


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.toml")), ids=lambda path: path.stem)
def test_tp16_the_demos_model_is_made_up(path: Path) -> None:
    names = {
        "essunga", "falkoping", "grastorp", "gullspang", "gotene", "hjo", "karlsborg", "mariestad", "skara", "tibro",
        "toreboda", "vara",
    }  # fmt: skip
    hosts = {f"{name}.{end}" for name in names for end in ("se", "localhost")}
    found = [list(not_made_up(content({"text": text}), hosts)) for text in told(tomllib.loads(path.read_text()))]
    assert found
    assert not any(found)


@pytest.mark.parametrize(
    "written",
    [
        "**19850228**-1234", "198502*28*-1234", r"19850228\-1234", "1985022&#56;-1234", "19850228&#45;1234",
        "19850228[-](https://exempel.test)1234", "[19850228](https://exempel.test)-1234", "1985`0228`-1234",
        "1985022[8](https://exempel.test)*-1234*", "19850228[*-*](https://exempel.test)1234",
    ],
)  # fmt: skip
def test_tp16_markup_within_a_personnummer_hides_it_from_nobody(written: str) -> None:
    assert finds(f"Ring {written} nu.") == [Real(HEAD, "title")]


@pytest.mark.parametrize(
    "written",
    [
        r"www\.skara\.se", "www.**skara**.se", "www.skar&#97;.se", "[här](<https://www.sk&#97;ra.se>)",
        r"[här](https://www\.skara\.se)", "[här](https://%77ww.skara.se)", "[www](https://exempel.test).skara.se",
    ],
)  # fmt: skip
def test_tp16_markup_within_a_link_hides_it_from_nobody(written: str) -> None:
    assert Real(HEAD, "title", "www.skara.se") in finds(f"Läs {written} först.")
