"""The demo's lists and texts, without a database (domain part 4)."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest

from samverk.project.demo import load, news, organisation
from samverk.project.demo.accounts import demo_accounts
from samverk.project.demo.documents import pdf, wrap
from samverk.project.demo.inbox import evening_before
from samverk.project.demo.markup import to_html
from samverk.project.demo.municipalities import COOPERATION, MUNICIPALITIES, TEMPLATE, municipalities
from samverk.project.demo.people import people_of
from samverk.project.demo.pictures import MOTIFS
from samverk.project.demo.posts import ALWAYS, SWEDEN, moment
from samverk.project.demo.texts import texts
from samverk.project.demo.words import UnknownField, Words, go_live
from samverk.social.talk.models import ReactionKind
from samverk.ui.colour import WHITE, contrast, nearest_passing, to_oklch
from tests.support.servers import CHECKOUT

DAY = date(2022, 11, 15)
FILES = ("news", "local", "template", "cooperation", "structure", "guides", "processes", "documents", "posts", "talk",
         "inbox", "proposals")  # fmt: skip
#: In the seeds' order (004): three waves of four.
WAVES = {
    1: {"grastorp", "skara", "tibro", "tidaholm"},
    2: {"hjo", "mariestad", "toreboda", "gullspang"},
    3: {"essunga", "gotene", "lidkoping", "vara"},
}
#: The contract of the issue: scripts outside the repository sign in with these.
EVERYWHERE = {
    "kommundirektor", "informationschef", "redaktor", "skribent", "registrator", "medarbetare", "nattpersonal", "gast",
    "leverantor", "ordforande", "facklig", "systemforvaltare", "lokal-projektledare",
}  # fmt: skip


def strings(value: object) -> list[str]:
    """Every text in a file."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    return [text for inner in value for text in strings(inner)] if isinstance(value, list) else []


ALL_TEXTS = [(name, text) for name in FILES for text in strings(texts(name))]


def test_twelve_municipalities_in_three_waves_of_four() -> None:
    assert {wave: {m.slug for m in MUNICIPALITIES if m.wave == wave} for wave in (1, 2, 3)} == WAVES
    assert len({m.scb_code for m in MUNICIPALITIES}) == 12
    assert {m.slug for m in municipalities("small")} == WAVES[1] | {"hjo"}
    assert municipalities("full") == municipalities("load") == MUNICIPALITIES


def test_names_are_written_as_the_municipalities_write_them() -> None:
    official = {m.slug: m.official_name for m in MUNICIPALITIES}
    assert official["skara"] == "Skara kommun"
    assert official["grastorp"] == "Grästorps kommun"
    assert official["gullspang"] == "Gullspångs kommun"
    assert official["hjo"] == "Hjo kommun"


def test_every_colour_carries_white_text_and_differs_from_the_others() -> None:
    sites = [place.as_tenant() for place in (TEMPLATE, COOPERATION, *MUNICIPALITIES)]
    for new in sites:
        assert contrast(new.brand_colour, WHITE) >= 4.5, new.slug
        assert nearest_passing(new.brand_colour) == new.brand_colour
    places = {new.slug: to_oklch(new.brand_colour) for new in sites}
    for one in sites:
        for other in sites:
            if one.slug < other.slug:
                a, b = places[one.slug], places[other.slug]
                turn = abs((a.hue - b.hue + 180) % 360 - 180)
                apart = abs(a.lightness - b.lightness) * 100 + abs(a.chroma - b.chroma) * 100 + turn / 4
                assert apart > 4, (one.slug, other.slug)


def test_marks_are_short_and_unique() -> None:
    marks = [place.mark for place in (TEMPLATE, COOPERATION, *MUNICIPALITIES)]
    assert len(set(marks)) == len(marks)
    assert all(1 <= len(mark) <= 3 for mark in marks)


@pytest.mark.parametrize(("scale", "sites"), [("small", 8), ("full", 15), ("load", 15)])
def test_accounts_are_the_same_at_every_look_and_unique_on_their_host(scale: str, sites: int) -> None:
    found = demo_accounts(scale)
    assert found == demo_accounts(scale)
    assert len({(a.host, a.username) for a in found}) == len(found)
    assert len({a.host for a in found}) == sites
    assert all(re.fullmatch(r"[a-z0-9-]+", a.username) for a in found)
    assert all(a.role for a in found)
    by_host: dict[str, set[str]] = {}
    for account in found:
        by_host.setdefault(account.host, set()).add(account.username)
    for municipality in municipalities(scale):
        assert by_host[municipality.host] >= EVERYWHERE
    assert by_host["localhost"] == {"operator"}
    assert by_host["gvs12.localhost"] >= {"redaktor", "projektledare", "leverantor", "gast"}
    assert by_host["mall.localhost"] >= {"redaktor", "projektledare", "leverantor", "gast"}


def test_the_list_of_accounts_is_printed_where_nothing_runs() -> None:
    keep = ("PATH", "HOME", "PYTHONPATH", "LANG")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    command = [sys.executable, "-m", "samverk.project.cli", "demo", "accounts", "--scale", "small", "--json"]
    done = subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    listed = json.loads(done.stdout)
    assert [set(account) for account in listed[:1]] == [{"host", "username", "role", "capacity"}]
    assert len(listed) == len(demo_accounts("small"))


def test_a_full_municipality_has_the_people_the_domain_counts() -> None:
    skara = Counter(p.capacity for p in people_of("skara", "full", wave=1))
    assert skara == {"employee": 60, "elected": 12, "union": 2, "guest": 3, "supplier": 1}


def test_special_traits_of_the_municipalities() -> None:
    names = {m.slug: {p.username: p for p in people_of(m.slug, "full", wave=m.wave)} for m in MUNICIPALITIES}
    assert "bitradande-projektledare" not in names["gullspang"]
    assert "bitradande-projektledare" in names["hjo"]
    assert names["skara"]["medarbetare"].cooperates
    assert not names["hjo"]["medarbetare"].cooperates
    assert len(names["grastorp"]["lokal-projektledare"].also) == 2


def test_everybody_works_in_a_unit_that_exists() -> None:
    for municipality in MUNICIPALITIES:
        keys = {key for branch in organisation.branches_of(municipality.slug) for key in branch.units}
        for person in people_of(municipality.slug, "full", wave=municipality.wave):
            assert {person.unit, *(unit for unit, _title in person.also)} <= keys | {""}, person


def test_tn03_care_has_a_committee_of_its_own_where_the_domain_says() -> None:
    assert {"lidkoping", "mariestad"} == organisation.SPLIT
    authorities = {branch.authority for branch in organisation.branches_of("lidkoping")}
    assert {organisation.CARE, organisation.COMPANY} <= authorities
    assert organisation.unit_name("tibro", "VoO") == "Team Äldre"


def test_the_largest_load_is_the_seeds() -> None:
    wanted = load.accounts_wanted()
    assert wanted["lidkoping"] == 12_570
    assert sum(wanted.values()) == 20_000
    assert min(wanted.values()) > 200


@pytest.mark.parametrize("name", FILES)
def test_no_text_holds_anything_like_a_personal_identity_number_or_an_address(name: str) -> None:
    for text in strings(texts(name)):
        assert not re.search(r"\d{6}[-+]?\d{4}|\d{8}[-+]?\d{4}", text), text
        assert not re.search(r"[\w.]+@[\w.]+|https?://", text), text
        assert not re.search(r"lorem|TODO|xxx", text, re.IGNORECASE), text


@pytest.mark.parametrize("word", ["tenant", "databasschema", "objekt", "instans", "klient "])
def test_the_texts_use_the_users_words(word: str) -> None:
    # The term bank names the words to avoid.
    assert [text for name, text in ALL_TEXTS if name not in {"processes", "news"} and word in text.lower()] == []


@pytest.mark.parametrize("municipality", MUNICIPALITIES, ids=lambda m: m.slug)
def test_every_municipality_has_its_news(municipality: object) -> None:
    m = next(m for m in MUNICIPALITIES if m is municipality)
    words = Words.of(m, day=DAY)
    full = news.stories(m.slug, words, count=20, turn=7)
    assert len(full) == 20
    assert len({story.slug for story in full}) == 20
    assert [story.days for story in full] == sorted(story.days for story in full)
    assert {story.category for story in full} == {"service", "staff", "system", "project", "management"}
    for story in full:
        assert len(story.lead) <= 400
        assert "{" not in story.title + story.lead + story.body
    assert len(news.stories(m.slug, words, count=8, turn=7)) == 8


def test_no_two_start_pages_lead_with_the_same_story() -> None:
    leads = [news.stories(m.slug, Words.of(m, day=DAY), count=8, turn=0)[0].title for m in MUNICIPALITIES]
    assert len(set(leads)) == 12


def test_the_long_title_is_there_on_purpose() -> None:
    assert max(len(text.split()[0]) for _name, text in ALL_TEXTS if text.split()) > 10
    assert max(len(entry["title"]) for entry in texts("news")["news"]) > 100


def test_guides_have_four_to_seven_steps() -> None:
    guides = texts("guides")["guide"]
    assert len(guides) == 6
    assert all(4 <= len(guide["steps"]) <= 7 for guide in guides)
    assert all(len(heading) <= 120 and text for guide in guides for heading, text in guide["steps"])


def test_the_template_holds_what_the_domain_lists() -> None:
    source = texts("processes")
    assert [entry["number"] for entry in source["process"]] == [f"P-{number:02}" for number in range(1, 13)]
    assert len(source["terms"]) == 15
    assert len(source["training"]) == 10


def test_the_calendar_of_the_seeds_comes_out() -> None:
    assert [go_live(DAY, wave) for wave in (1, 2, 3)] == [date(2022, 12, 6), date(2023, 6, 13), date(2024, 1, 30)]
    assert all(go_live(date(2026, 5, 14), wave).weekday() == 1 for wave in (1, 2, 3))


def test_words_are_put_into_texts() -> None:
    words = Words(DAY, "Skara", "Skara kommun", 18_700, 1)
    text = "{name} {genitive} {inhabitants} {day:+6} {weekday:-1} {week:+7} {go} {next_year}"
    assert words.fill(text) == "Skara Skaras 18\N{NO-BREAK SPACE}700 21 november måndag 47 6 december 2022 2023"
    with pytest.raises(UnknownField):
        words.fill("{kommun}")


def test_plain_text_becomes_what_the_editor_makes() -> None:
    text = "Ett stycke\nmed **fet** text.\n\n## Rubrik\n\n- ett\n- två\n\n"
    text += "1. först\n2. sedan\n\n> Sagt.\n\n[Hit](/nyheter/) <b>"
    assert to_html(text) == (
        "<p>Ett stycke med <b>fet</b> text.</p><h2>Rubrik</h2><ul><li>ett</li><li>två</li></ul>"
        "<ol><li>först</li><li>sedan</li></ol><blockquote>Sagt.</blockquote>"
        '<p><a href="/nyheter/">Hit</a> &lt;b&gt;</p>'
    )


def test_pdfs_are_whole() -> None:
    data = pdf(["Riktlinje (utkast)", *wrap("ord " * 60)])
    assert data.startswith(b"%PDF-1.4")
    assert data.endswith(b"%%EOF\n")
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start : start + 4] == b"xref"
    table = data[start:].splitlines()[3:10]
    for number, line in enumerate(table, start=1):
        assert data[int(line.split()[0]) :].startswith(b"%d 0 obj" % number)
    assert all(len(line) <= 78 for line in wrap("ord " * 60))


def test_every_motif_says_what_it_shows() -> None:
    assert 6 <= len(MOTIFS) <= 8
    assert all(20 < len(motif.alt_text) < 250 for motif in MOTIFS)


def test_pf12_what_colleagues_tell_is_told_once_and_when_people_are_at_work() -> None:
    posts, together = texts("posts")["posts"], texts("posts")["cooperation"]
    assert len({entry["text"] for entry in posts}) == len(posts) >= 60
    said = [text for entry in (*posts, *together) for text in entry.get("said", ())]
    assert len(set(said)) == len(said) > 80
    assert [entry["days"] for entry in posts] == sorted(entry["days"] for entry in posts)
    for day in (DAY, DAY + timedelta(days=4), DAY + timedelta(days=5)):
        for entry in (*posts, *together):
            at = moment(entry, day).astimezone(SWEDEN)
            in_care = entry.get("by") in ALWAYS
            assert 7 <= at.hour < 17 or (in_care and 6 <= at.hour < 23), entry["text"]
            assert at.weekday() < 5 or in_care, entry["text"]
            assert at.date() < day
            # What comes to the inbox is written last: the feed stands in the order it was put there.
            assert at < evening_before(day), entry["text"]
    counts = [word for entry in (*posts, *together) for word in entry.get("got", "").split()[::2]]
    assert set(counts) == set(ReactionKind.values)
