"""TP-01, TP-07, TP-08, TP-11, TP-16: the model municipality's own pages, as people use them."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse

from shared_templates.catalogue.models import Release
from shared_templates.content.kinds import KINDS
from shared_templates.content.values import Block, content
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.choosing import shelves
from shared_templates.masters.models import Master, Review, TestCase, TestResult
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import approve, keep, process, put_in_sandbox, release, reviewers, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]

DRAFTS, NEW, RELEASES = "/mallen/utkast/", "/mallen/utkast/ny/", "/mallen/slapp/"
ONE = "/mallen/utkast/P-08/"
STEP = {"title": "Utred", "role": "Chef", "way_of_working": "Chefen utreder.", "system_step": "Klicka på Spara."}
ROUTINE = {"title": "Jour", "text": "Ring jouren."}
HEAD = {"sort": "process", "code": "P-08", "area": "avvikelser", "policy": "default", "head__title": "Avvikelse"}


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Browsers at the model: who writes and releases, who only reads and reviews, who is a guest."""
    with site(sites.mall):
        people = {
            "keeper": PersonFactory(group_names=(TEMPLATE_KEEPERS,)),
            "reader": PersonFactory(acting_for_name="Skara"),
            "second": PersonFactory(acting_for_name="Hjo"),
            "guest": PersonFactory(guest=True),
        }
    browsers = {name: SiteClient("mall.localhost").sign_in(person) for name, person in people.items()}
    return SimpleNamespace(**vars(sites), **browsers)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def block_ids(response: HttpResponse) -> list[str]:
    return re.findall(r'name="block" value="([^"]+)"', text(response))


def typed(*blocks: tuple[str, str, dict[str, str]], **more: Any) -> dict[str, Any]:
    """What a browser posts for a process with these blocks."""
    data: dict[str, Any] = {**HEAD, **more, "block": [name for name, _sort, _texts in blocks]}
    for name, sort, texts in blocks:
        data[f"kind-{name}"] = sort
        data |= {f"{name}__{field}": said for field, said in texts.items()}
    return data


def test_tp07_from_a_blank_page_to_a_withdrawn_release(world: SimpleNamespace) -> None:
    keeper = world.keeper
    assert "?sort=process" in text(keeper.get(NEW))
    blank = keeper.get(f"{NEW}?sort=process")
    assert (blank.status_code, block_ids(blank)) == (200, [])
    (step,) = block_ids(keeper.post(NEW, typed(gor="lagg-till:step")))
    shown = keeper.post(NEW, typed((step, "step", STEP), gor="lagg-till:routine"))
    assert "Chefen utreder." in text(shown)
    _step, routine = block_ids(shown)
    both = (step, "step", STEP), (routine, "routine", ROUTINE)
    moved = keeper.post(NEW, typed(*both, gor=f"upp:{routine}"))
    assert block_ids(moved) == [routine, step]
    assert block_ids(keeper.post(NEW, typed(*both, gor=f"bort:{step}"))) == [routine]
    with site(world.mall):
        assert not Master.objects.exists()
    saved = keeper.post(NEW, typed(*both[::-1]))
    assert (saved.status_code, saved["Location"]) == (302, ONE)
    with site(world.mall):
        row = Master.objects.get()
        assert [(block.id, block.kind) for block in row.said().blocks] == [(routine, "routine"), (step, "step")]
        assert row.owner is not None
    assert "2 hinder" in text(keeper.get(DRAFTS))

    for reader in (world.reader, world.second):
        review = {"text": row.content_hash, "verdict": "approved"}
        assert reader.post(f"{ONE}granska/", review)["Location"] == ONE
    case = {"title": "Rapportera", "steps": "Rapportera något påhittat.", "expected": "Det syns."}
    assert keeper.post(f"{ONE}testfall/", case).status_code == 302
    with site(world.mall):
        number = TestCase.objects.get().pk
        put_in_sandbox(row)
    tried = {f"prov{number}-passed": "ja"}
    assert keeper.post(f"{ONE}testfall/{number}/", tried).status_code == 302
    assert "Klar att släppas" in text(keeper.get(DRAFTS))
    assert "Inget står i vägen" in text(world.reader.get(ONE))

    package = {
        "keys": [str(row.key)],
        "name": "Processer",
        "step": "minor",
        "notes": "Första.",
        f"note_{row.key}": "Helt ny.",
    }
    done = keeper.post(f"{RELEASES}nytt/", package)
    assert done.status_code == 302
    page = text(world.reader.get(done["Location"]))
    assert "Processer 1.0.0" in page
    assert "Helt ny." in page
    assert "Har inte börjat" in page
    assert "Dra tillbaka" not in page
    assert "0 kommuner" in text(world.reader.get(RELEASES))
    away = f"{done['Location']}dra-tillbaka/"
    assert keeper.post(away, {"why": " "}).status_code == 422
    assert keeper.post(away, {"why": "Fel lagrum."}).status_code == 302
    assert "Fel lagrum." in text(world.reader.get(done["Location"]))
    assert "Tillbakadraget" in text(world.reader.get(RELEASES))


def test_tp01_every_sort_can_be_begun_and_says_what_it_is_for(world: SimpleNamespace) -> None:
    page = text(world.keeper.get(NEW))
    offered = [(kind.name, sentence) for _heading, kinds in shelves() for kind, sentence in kinds]
    assert sorted(name for name, _sentence in offered) == sorted(KINDS), "each once"
    for name, sentence in offered:
        assert f'href="?sort={name}"' in page
        assert f"<p>{sentence}</p>" in page


def test_tp07_the_list_leads_to_the_models_other_pages_and_offers_nobody_a_closed_door(world: SimpleNamespace) -> None:
    counts = {}
    for who in ("keeper", "reader"):
        browser = getattr(world, who)
        beside = text(browser.get(DRAFTS)).split('class="sv-ways-on"')[1].split("</nav>")[0]
        links = re.findall(r'href="([^"]+)"', beside)
        assert [browser.get(link).status_code for link in links] == [200] * len(links)
        counts[who] = len(links)
    assert counts == {"keeper": 6, "reader": 3}


def test_tp01_how_many_have_taken_all_of_it(world: SimpleNamespace) -> None:
    from uuid import uuid4

    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from shared_templates.adoption.actions.take_release import take_release

    with site(world.mall):
        one, two = keep("P-08", process()), keep("T-01", term("avvikelse"), kind="term")
        found = release(one, two)
    for there, keys in ((world.skara, None), (world.hjo, [one.key])):
        with site(there):
            take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now(), keys=keys)
    page = text(world.reader.get(f"{RELEASES}{found.uuid}/"))
    assert "1 av 2 delar" in page
    assert "Har tagit in allt" in page
    assert "1 kommun<" in text(world.reader.get(RELEASES))


def test_tp01_the_newest_release_stands_first(world: SimpleNamespace) -> None:
    with site(world.mall):
        for code, name in (("P-01", "Avgifter"), ("P-02", "Termer"), ("P-03", "Processer")):
            release(keep(code, process()), name=name)
    page = text(world.reader.get(RELEASES))
    assert page.index("Processer 1") < page.index("Termer 1") < page.index("Avgifter 1")


def test_tp11_a_step_with_clicks_only_is_refused_with_its_sentence(world: SimpleNamespace) -> None:
    with site(world.mall):
        clicks = Block("utred", "step", {"title": "Utred", "role": "Chef", "system_step": "Klicka."})
        master = keep("P-08", content({"title": "Avvikelse"}, [clicks, process().blocks[-1]]))
        approve(master)
    sentence = "Arbetssätt saknas i ”Utred”."
    assert sentence in text(world.keeper.get(f"{RELEASES}nytt/"))
    package = {"keys": [str(master.key)], "name": "Processer", "step": "minor", "notes": "Det här skrev jag."}
    refused = world.keeper.post(f"{RELEASES}nytt/", package)
    assert refused.status_code == 422
    assert f"P-08: {sentence}" in text(refused)
    assert "Det här skrev jag." in text(refused)
    assert re.search(rf'value="{master.key}" checked', text(refused))
    with site(world.mall):
        assert not Release.objects.exists()


def test_tp16_a_personnummer_is_refused_and_nothing_typed_is_lost(world: SimpleNamespace) -> None:
    said = {**STEP, "way_of_working": "Ring 19121212-1212 och fråga."}
    refused = world.keeper.post(NEW, typed(("steg", "step", said), ("rutin", "routine", ROUTINE)))
    assert refused.status_code == 422
    assert "personnummer" in text(refused)
    assert "Ring 19121212-1212 och fråga." in text(refused)
    assert "Ring jouren." in text(refused)
    assert block_ids(refused) == ["steg", "rutin"]
    with site(world.mall):
        assert not Master.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"head__title": ""}, "Skriv en rubrik."),
        ({"code": ""}, "Skriv en kod."),
        ({"code": "ny"}, "Skriv koden med bokstäver, siffror och bindestreck"),
        ({"code": "P 08/1"}, "Skriv koden med bokstäver, siffror och bindestreck"),
        ({"code": "P-01"}, "Koden P-01 finns redan. Välj en annan."),
        ({"requires": "P-01, X-99"}, "Det finns inget utkast med koden X-99."),
    ],
)
def test_tp01_what_is_wrong_is_told_and_nothing_typed_is_lost(
    world: SimpleNamespace, wrong: dict[str, str], sentence: str
) -> None:
    with site(world.mall):
        keep("P-01", process("En annan"))
    refused = world.keeper.post(NEW, typed(("steg", "step", STEP), **wrong))
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert "Chefen utreder." in text(refused)


def test_tp01_two_at_once_lose_nothing(world: SimpleNamespace) -> None:
    with site(world.mall):
        row = keep("P-08", process())
    read = str(row.revision)
    with site(world.mall):
        keep("P-08", process(steps={"utred": "Samordnaren utreder."}), master=row)
    mine = typed(("utred", "step", STEP), ("rutin", "routine", ROUTINE), revision=read)
    refused = world.keeper.post(f"{ONE}skriv/", mine)
    assert refused.status_code == 422
    page = text(refused)
    assert "Någon annan ändrade texten" in page
    assert "Samordnaren" in page
    assert "Chefen utreder." in page
    with site(world.mall):
        assert Master.objects.get().said().texts_of("utred")["way_of_working"] == "Samordnaren utreder."
        newest = str(Master.objects.get().revision)
    assert f'value="{newest}"' in page
    assert world.keeper.post(f"{ONE}skriv/", {**mine, "revision": newest}).status_code == 302
    with site(world.mall):
        assert Master.objects.get().said().texts_of("utred")["way_of_working"] == "Chefen utreder."


def test_tp01_what_no_field_asks_stays_and_what_is_new_is_told_in_words(world: SimpleNamespace) -> None:
    with site(world.mall):
        base = keep("T-01", term("avvikelse"), kind="term")
        row = keep("P-08", process(steps={"utred": "Chefen utreder."}, own="Eget"), requires=[base.key])
        release(base, row)
        row.refresh_from_db()
    shown = text(world.keeper.get(f"{ONE}skriv/"))
    assert 'value="T-01"' in shown
    changed = typed(
        ("utred", "step", {**STEP, "way_of_working": "Samordnaren utreder."}), ("rutin", "routine", ROUTINE),
        revision=str(row.revision), requires="T-01", code="P-09",
    )  # fmt: skip
    assert world.keeper.post(f"{ONE}skriv/", changed)["Location"] == ONE, "a code that is released stays"
    with site(world.mall):
        row.refresh_from_db()
        assert (row.said().head["own"], row.requires) == ("Eget", [str(base.key)])
    page = text(world.reader.get(ONE))
    assert "Nytt sedan v1" in page
    assert re.search(r"<del>.*Chefen.*</del>", page)
    assert re.search(r"<ins>.*Samordnaren.*</ins>", page)
    assert "gäller en tidigare text" in page
    listed = text(world.reader.get(f"{DRAFTS}?lage=andrat&sort=process"))
    assert "Ändrad sedan v1" in listed
    assert "T-01" not in listed
    assert "T-01" in text(world.reader.get(f"{DRAFTS}?lage=slappt"))


def test_tp07_a_review_of_another_text_or_without_its_note_is_refused(world: SimpleNamespace) -> None:
    with site(world.mall):
        row = keep("P-08", process())
    for said, sentence in (
        ({"text": "0" * 64, "verdict": "approved", "note": "Bra."}, "Texten ändrades medan du läste."),
        ({"text": row.content_hash, "verdict": "changes"}, "Skriv vad som behöver ändras."),
    ):
        refused = world.reader.post(f"{ONE}granska/", said)
        assert refused.status_code == 422
        assert sentence in text(refused)
        assert re.search(rf'name="text" value="{row.content_hash}"', text(refused)), "the text that is shown now"
    nobody = world.keeper.post(f"{ONE}granska/", {"text": row.content_hash, "verdict": "approved"})
    assert nobody.status_code == 422
    with site(world.mall):
        assert not Review.objects.exists()


def test_tp08_a_failure_without_what_happened_is_refused(world: SimpleNamespace) -> None:
    with site(world.mall):
        row = keep("P-08", process())
        approve(row)
        number = TestCase.objects.get().pk
    tried = {f"prov{number}-passed": "nej"}
    refused = world.keeper.post(f"{ONE}testfall/{number}/", tried)
    assert refused.status_code == 422
    assert "Skriv vad som hände i stället." in text(refused)
    noted = {**tried, f"prov{number}-note": "Den syntes inte."}
    assert world.keeper.post(f"{ONE}testfall/{number}/", noted).status_code == 302
    assert "gick inte bra" in text(world.reader.get(ONE))
    with site(world.mall):
        keep("P-08", process("En annan text"), master=row)
    late = world.keeper.post(f"{ONE}testfall/{number}/", {f"prov{number}-passed": "ja"})
    assert late.status_code == 422
    assert "Återställ övningsmiljön först." in text(late)
    with site(world.mall):
        assert TestResult.objects.count() == 2


def test_tp07_rights_at_the_model_and_nothing_elsewhere(world: SimpleNamespace) -> None:
    with site(world.mall):
        row = keep("P-08", process())
        found = release(row)
        number = TestCase.objects.get().pk
    given = f"{RELEASES}{found.uuid}/"
    read = [("GET", path) for path in (DRAFTS, ONE, RELEASES, given)] + [("POST", f"{ONE}granska/")]
    wrote = [(verb, path) for verb in ("GET", "POST") for path in (NEW, f"{ONE}skriv/", f"{RELEASES}nytt/")]
    wrote += [("POST", path) for path in (f"{ONE}testfall/", f"{ONE}testfall/{number}/", f"{given}dra-tillbaka/")]
    for verb, path in [*read, *wrote]:
        fine = 200 if verb == "GET" else 422
        at = {name: getattr(world, name).generic(verb, path).status_code for name in ("guest", "reader", "keeper")}
        reader = fine if (verb, path) in read else 403
        assert at == {"guest": 403, "reader": reader, "keeper": fine}, (verb, path)
    for path in (f"{DRAFTS}X-1/", f"{DRAFTS}X-1/skriv/", f"{RELEASES}{row.key}/"):
        assert world.keeper.get(path).status_code == 404
    with site(world.skara):
        keeper = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    assert {keeper.generic(verb, path).status_code for verb, path in [*read, *wrote]} == {404}


def test_tp07_pages_are_a_fixed_number_of_queries(world: SimpleNamespace) -> None:
    def asked(path: str) -> int:
        world.keeper.get(path)
        # Two of them: which text the sandbox holds, and where it is (TP-08).
        with assert_query_budget(24) as queries:
            assert world.keeper.get(path).status_code == 200
        return len(queries)

    with site(world.mall):
        base = [keep(f"T-{number}", term(f"ord {number}"), kind="term") for number in range(2)]
        row = keep("P-08", process(), requires=[base[0].key])
        found = release(*base, row)
        row.refresh_from_db()
        row = keep("P-08", process(steps={"utred": "Ny text."}), master=row, requires=[base[0].key])
        approve(row)
        keep("P-09", process("Ny"))
    pages = DRAFTS, ONE, f"{ONE}skriv/", RELEASES, f"{RELEASES}nytt/", f"{RELEASES}{found.uuid}/"
    before = {path: asked(path) for path in pages}
    with site(world.mall):
        more = [keep(f"T-{number}", term(f"ord {number}"), kind="term") for number in range(2, 42)]
        people = reviewers(4)
        for each in more[:3]:
            approve(each, people)
            release(each, name=each.code)
        steps = {f"steg-{number}": "Text." for number in range(20)}
        row = keep("P-08", process(steps=steps), master=row, requires=[each.key for each in more[:20]])
        approve(row, people)
        approve(row, reviewers(3))
    after = {path: asked(path) for path in pages}
    assert after == before
