"""TP-01, TP-03, TP-04, TP-10, TP-14: the municipality's own pages of the model, as people meet them."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted, Application, Deviation, PutOff
from shared_templates.catalogue.models import Policy, Standing
from shared_templates.content.values import Content
from shared_templates.deviations.proposing import Why
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import differently, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]

V1 = "Chefen utreder.\nInom fjorton dagar.\nBrukaren hörs."
V2 = "Chefen utreder.\nInom sju dagar.\nBrukaren hörs."
OURS = "Chefen utreder.\nInom tjugo dagar.\nBrukaren hörs."


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """P-08 and T-01 are released; Skara has taken them. `keeper` and `reader` are browsers there."""
    with site(sites.mall):
        master = keep("P-08", process(steps={"utred": V1}))
        first = release(master, keep("T-01", term("brukare"), kind="term"))
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=first.uuid, now=clock.now())
        keeper, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    return SimpleNamespace(
        master=master,
        first=first,
        person=keeper,
        keeper=SiteClient("skara.localhost").sign_in(keeper),
        reader=SiteClient("skara.localhost").sign_in(reader),
        **vars(sites),
    )


def newer(world: SimpleNamespace) -> Any:
    """The model's second version of P-08."""
    with site(world.mall):
        world.master.refresh_from_db()
        return release(keep("P-08", process(steps={"utred": V2}), master=world.master))


def adapt(world: SimpleNamespace, text: str) -> None:
    """Skara's own words, with a reason."""
    with site(world.skara):
        item = Adopted.objects.get(code="P-08")
        why = Why("organisation", "Vi är små.", clock.today() + timedelta(days=90), world.person)
        change_item(
            actor=HOUSE, item=item, content=process(steps={"utred": text}), read=item.revision, now=clock.now(), why=why
        )


def fields(html: str) -> dict[str, Any]:
    """What a browser would send of a page's text fields and hidden fields."""
    found: dict[str, Any] = dict(
        re.findall(r'<input type="(?:text|hidden)"[^>]*? name="([^"]+)" value="([^"]*)"', html)
    )
    found["block"] = re.findall(r'name="block" value="([^"]*)"', html)
    found.update(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL))
    return found


def test_tp01_everybody_reads_what_applies_and_keepers_see_what_waits(world: SimpleNamespace) -> None:
    page = world.reader.get("/mallen/").text
    assert page.index("Processer") < page.index("Termer")
    assert "P-08" in page
    assert "Ärvd" in page
    assert "nyhet" not in page.split("<main")[1].split("</main>")[0].replace("nyheter/", "")
    newer(world)
    page = world.keeper.get("/mallen/").text
    assert "En nyhet från mallen väntar" in page
    assert "En rutin är inte besvarad" in page
    assert "P-08" not in world.reader.get("/mallen/?sort=term").text.split("<main")[1]
    assert "P-08" not in world.reader.get("/mallen/?sok=brukare").text.split("<main")[1]
    assert "Inget passar" in world.reader.get("/mallen/?sok=xyz").text


def test_tp01_an_item_is_a_page_to_read_with_both_sides_of_each_step(world: SimpleNamespace) -> None:
    page = world.reader.get("/mallen/P-08/").text
    assert '<h2 id="del-utred">1. utred</h2>' in page
    assert page.index("<h3>Arbetssätt</h3>") < page.index("Chefen utreder.") < page.index("<h3>Systemsteg</h3>")
    assert "Mallens version 1, tagen" in page
    assert "Allt är mallens text." in page
    assert "/anpassa/" not in page
    assert "/anpassa/" in world.keeper.get("/mallen/P-08/").text
    assert "<dt>Definition</dt>" in world.reader.get("/mallen/T-01/").text


def test_tp03_an_adapted_item_shows_whose_each_part_is_why_and_the_difference(world: SimpleNamespace) -> None:
    adapt(world, OURS)
    page = world.reader.get("/mallen/P-08/").text
    assert "Anpassad" in page
    assert page.index('id="del-utred"') < page.index("Eget</span>") < page.index('id="del-rutin"')
    assert "Mallen</span>" in page.split('id="del-rutin"')[1]
    assert "Vi är små." in page
    assert world.person.display_name in page
    page = world.reader.get("/mallen/P-08/skillnad/").text
    assert re.search(r"<del>.*fjorton</del><ins>.*tjugo</ins>", page)
    assert "Ändrad" in page


def test_tp03_adapting_asks_why_and_keeps_what_was_typed(world: SimpleNamespace) -> None:
    page = world.keeper.get("/mallen/P-08/anpassa/")
    sent = fields(page.text) | {"utred__way_of_working": OURS}
    sent = {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}
    refused = world.keeper.post("/mallen/P-08/anpassa/", sent)
    assert refused.status_code == 422
    assert "Skriv varför ni gör på ett annat sätt än mallen." in refused.text
    assert "Inom tjugo dagar." in refused.text
    day = (clock.today() + timedelta(days=400)).isoformat()
    why = {"reason": "habit", "text": "Så har vi gjort.", "review_on": day}
    assert "tolv månader" in world.keeper.post("/mallen/P-08/anpassa/", sent | why).text
    done = world.keeper.post("/mallen/P-08/anpassa/", sent | why | {"reason": "law"})
    assert done["Location"] == "/mallen/P-08/"
    with site(world.skara):
        deviation = Deviation.objects.get()
        assert (deviation.reason, deviation.owner) == ("law", world.person)
        assert AuditEntry.objects.filter(verb="templates.change_item").count() == 1
        assert Adopted.objects.get(code="P-08").said() == process(steps={"utred": OURS})


def test_tp03_who_came_second_sees_both_texts_and_loses_nothing(world: SimpleNamespace) -> None:
    sent = fields(world.keeper.get("/mallen/P-08/anpassa/").text)
    adapt(world, "Samordnaren utreder.")
    more = {"block": [*sent["block"], "eget"], "kind-eget": "step", "eget__title": "Min del"}
    late = sent | more | {"utred__way_of_working": OURS}
    page = world.keeper.post("/mallen/P-08/anpassa/", late)
    assert page.status_code == 422
    assert "Någon annan ändrade texten" in page.text
    assert "<ins>" in page.text
    assert "Samordnaren" in page.text
    for words in ("Inom tjugo dagar.", "Min del", "Så skiljer sig din text från den som är sparad nu"):
        assert words in page.text
    with site(world.skara):
        assert "tjugo" not in Adopted.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
    again = fields(page.text) | {
        "eget__role": "Chef",
        "eget__way_of_working": "Vi ringer.",
        "eget__system_step": "Klicka.",
    }
    assert world.keeper.post("/mallen/P-08/anpassa/", again).status_code == 302
    with site(world.skara):
        said = Adopted.objects.get(code="P-08").said()
        assert "tjugo" in said.texts_of("utred")["way_of_working"]
        assert said.texts_of("eget")["title"] == "Min del"


def test_tp04_a_municipality_adds_moves_and_removes_parts_before_it_saves(world: SimpleNamespace) -> None:
    address = "/mallen/P-08/anpassa/"
    sent = fields(world.keeper.get(address).text)
    page = world.keeper.post(address, sent | {"gor": "lagg-till:step", "utred__role": "Rektor"}).text
    assert "Inget är sparat än" in page
    assert 'value="Rektor"' in page
    *before, added = fields(page)["block"]
    assert before == ["utred", "rutin"]
    page = world.keeper.post(address, fields(page) | {"gor": f"upp:{added}"}).text
    page = world.keeper.post(address, fields(page) | {"gor": "bort:rutin"}).text
    assert fields(page)["block"] == ["utred", added]
    with site(world.skara):
        assert Adopted.objects.get(code="P-08").said() == process(steps={"utred": V1})
    refused = world.keeper.post(address, fields(page))
    assert (refused.status_code, "Skriv texten. Den behövs" in refused.text) == (422, True)
    whole = {
        f"{added}__title": "Följ upp",
        f"{added}__role": "Chef",
        f"{added}__way_of_working": "Vi ses.",
        f"{added}__system_step": "Klicka.",
    }
    why = {"reason": "law", "text": "Lagen.", "review_on": (clock.today() + timedelta(days=90)).isoformat()}
    assert world.keeper.post(address, fields(refused.text) | whole | why).status_code == 302
    with site(world.skara):
        assert [block.id for block in Adopted.objects.get(code="P-08").said().blocks] == ["utred", added]
    assert "Följ upp" in world.reader.get("/mallen/P-08/skillnad/").text


def test_tp01_a_locked_item_is_explained_and_has_no_form(world: SimpleNamespace) -> None:
    with site(world.skara):
        Adopted.objects.filter(code="T-01").update(policy=Policy.LOCKED)
    page = world.keeper.get("/mallen/T-01/anpassa/")
    assert (page.status_code, "Mallen har låst texten" in page.text, "data-testid=\"adapt\"" in page.text) == (
        200, True, False,
    )  # fmt: skip
    assert world.keeper.post("/mallen/T-01/anpassa/", {"head__title": "x"}).status_code == 422


def test_tp04_a_conflict_is_settled_on_the_screen(world: SimpleNamespace) -> None:
    adapt(world, OURS)
    found = newer(world)
    address = f"/mallen/nytt/{found.uuid}/"
    page = world.keeper.get(address).text
    for words in ("Vi utgick från", "Mallen säger nu", "Ni har", "Egen formulering", "1 med val att göra"):
        assert words in page
    (question,) = set(re.findall(r'name="(svar-[0-9a-f]{16})"', page))
    sent = fields(page) | {"ta": str(world.master.key)}
    sent.pop(f"{question}-egen")
    assert "checked" not in page.split("<main")[1]
    refused = world.keeper.post(address, sent)
    assert refused.status_code == 422
    assert f'<a href="#id_{question}_0">' in refused.text
    own = {question: "own", f"{question}-egen": ""}
    refused = world.keeper.post(address, sent | own)
    assert "Skriv er egen formulering." in refused.text
    assert re.search(r'value="own"[^>]*checked', refused.text)
    for _time in range(2):
        done = world.keeper.post(address, sent | own | {f"{question}-egen": "Inom tio dagar."})
        assert done["Location"] == "/mallen/nytt/"
    with site(world.skara):
        item = Adopted.objects.get(code="P-08")
        assert item.version == 2
        assert "Inom tio dagar." in item.said().texts_of("utred")["way_of_working"]
        assert Application.objects.count() == 2


def test_tp04_each_step_is_answered_by_itself_and_its_provenance_is_kept(world: SimpleNamespace) -> None:
    """The requirement's own example: both have changed both steps; the model's is taken in one, ours in the other."""

    def two(first: str, second: str) -> Content:
        return process("Tvåstegs", {"utred": first, "avsluta": second})

    with site(world.mall):
        master = keep("P-09", two("Chefen utreder.", "Chefen avslutar."))
        first = release(master, name="Två")
    with site(world.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=first.uuid, now=clock.now())
        differently("P-09", two("Rektorn utreder.", "Rektorn avslutar."))
    with site(world.mall):
        master.refresh_from_db()
        newer = release(keep("P-09", two("Enheten utreder.", "Enheten avslutar."), master=master), name="Två")
    address = f"/mallen/nytt/{newer.uuid}/"
    page = world.keeper.get(address).text
    for words in ("Chefen utreder.", "Enheten utreder.", "Rektorn utreder."):
        assert words in re.sub(r"<[^>]+>", "", page), "base, theirs and ours"
    theirs, own = dict.fromkeys(re.findall(r'name="(svar-[0-9a-f]{16})"', page))
    sent = fields(page) | {"ta": str(master.key), theirs: "theirs", own: "mine"}
    assert world.keeper.post(address, sent)["Location"] == "/mallen/nytt/"
    with site(world.skara):
        item = Adopted.objects.get(code="P-09")
        assert (item.version, item.likeness) == (2, "adapted")
        assert item.said() == two("Enheten utreder.", "Rektorn avslutar.")
        assert item.began_from() == two("Enheten utreder.", "Enheten avslutar.")
    shown = world.reader.get("/mallen/P-09/").text
    taken, ours = (shown.split(f'id="del-{block}"')[1].split('id="del-')[0] for block in ("utred", "avsluta"))
    assert ("Mallen</span>" in taken, "Eget</span>" in taken) == (True, False)
    assert ("Mallen</span>" in ours, "Eget</span>" in ours) == (False, True)


def test_tp04_an_answer_to_a_text_that_changed_meanwhile_is_asked_again(world: SimpleNamespace) -> None:
    adapt(world, OURS)
    address = f"/mallen/nytt/{newer(world).uuid}/"
    page = world.keeper.get(address).text
    (question,) = set(re.findall(r'name="(svar-[0-9a-f]{16})"', page))
    adapt(world, "Chefen utreder.\nInom trettio dagar.\nBrukaren hörs.")
    late = world.keeper.post(address, fields(page) | {"ta": str(world.master.key), question: "theirs"})
    assert late.status_code == 422
    assert "P-08 ändrades hos er medan du läste." in late.text


def test_tp14_quiet_news_is_ticked_taken_and_undone(world: SimpleNamespace) -> None:
    address = f"/mallen/nytt/{newer(world).uuid}/"
    page = world.keeper.get(address).text
    assert re.search(rf'name="ta" value="{world.master.key}"[^>]*checked', page)
    assert "1 uppdaterad" in page
    assert world.keeper.post(address, fields(page)).status_code == 422
    assert world.keeper.post(address, fields(page) | {"ta": str(world.master.key)}).status_code == 302
    page = world.keeper.get("/mallen/nytt/").text
    assert "Ni har allt" in page
    undo = re.findall(r'action="(/mallen/inforda/[^"]+)"', page)
    assert world.keeper.post(undo[0])["Location"] == "/mallen/nytt/"
    with site(world.skara):
        assert Adopted.objects.get(code="P-08").version == 1
        assert AuditEntry.objects.filter(verb="templates.undo_release").count() == 1
    adapt(world, OURS)
    refused = world.keeper.post(undo[1])
    assert refused.status_code == 422
    assert "P-08 har ändrats sedan dess" in refused.text


def test_tp14_an_item_waits_or_is_not_taken_with_a_reason(world: SimpleNamespace) -> None:
    address = f"/mallen/nytt/{newer(world).uuid}/"
    key = str(world.master.key)
    waits, never = {"gor": f"vanta:{key}"}, {"gor": f"inte:{key}"}
    for wrong in (waits, never, waits | {f"{key}-until": "2020-01-01"}):
        refused = world.keeper.post(f"{address}skjut-upp/", wrong)
        assert refused.status_code == 422
        assert f'href="#id_{key}-' in refused.text
    day = clock.today() + timedelta(days=30)
    assert world.keeper.post(f"{address}skjut-upp/", waits | {f"{key}-until": day.isoformat()}).status_code == 302
    with site(world.skara):
        assert PutOff.objects.get().until == day
        assert AuditEntry.objects.filter(verb="templates.put_off").count() == 1
    page = world.keeper.get(address).text
    assert "Ni väntar till" in page
    assert "checked" not in page.split("<main")[1]
    assert world.keeper.post(f"{address}skjut-upp/", never | {f"{key}-why": "Avtalet."}).status_code == 302
    assert "Ni tar inte in den: Avtalet." in world.keeper.get(address).text


def test_tp10_a_routine_is_answered_and_what_does_not_apply_is_not_counted(world: SimpleNamespace) -> None:
    assert world.keeper.post("/mallen/P-08/svar/", {"answer": "x"}).status_code == 422
    assert world.keeper.post("/mallen/T-01/svar/", {"answer": "adopt"}).status_code == 422
    for answer, likeness in (("not_applicable", "not_applicable"), ("adopt", "inherited"), ("adopt", "inherited")):
        assert world.keeper.post("/mallen/P-08/svar/", {"answer": answer}).status_code == 302
        with site(world.skara):
            assert Adopted.objects.get(code="P-08").likeness == likeness
            fact = Standing.objects.get(schema_name="skara", key=world.master.key)
            assert (fact.likeness, fact.answer) == (likeness, answer)
    with site(world.skara):
        assert AuditEntry.objects.filter(verb="templates.answer_routine").count() == 2
    assert "inte besvarad" not in world.keeper.get("/mallen/").text


def test_tp01_a_reader_reads_and_a_guest_does_not(world: SimpleNamespace) -> None:
    for path in ("nytt/", f"nytt/{world.first.uuid}/", "P-08/anpassa/"):
        assert world.reader.get(f"/mallen/{path}").status_code == 403
    assert world.reader.post("/mallen/P-08/svar/", {"answer": "adopt"}).status_code == 403
    with site(world.skara):
        guest = SiteClient("skara.localhost").sign_in(PersonFactory(guest=True))
    assert guest.get("/mallen/").status_code == 403
    assert "Så arbetar vi" in world.reader.get("/").text
    assert "Så arbetar vi" not in guest.get("/").text


def test_tp01_the_model_itself_leads_to_its_drafts(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        writer = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    assert 'href="/mallen/utkast/"' in writer.get("/mallen/").text
    assert writer.post("/mallen/P-08/svar/", {"answer": "adopt"}).status_code == 404


def test_tp01_pages_ask_as_often_for_many_items_as_for_two(world: SimpleNamespace) -> None:
    address = f"/mallen/nytt/{newer(world).uuid}/"
    paths = ("/mallen/", "/mallen/P-08/", "/mallen/P-08/skillnad/", "/mallen/P-08/anpassa/", "/mallen/nytt/")
    for path in (*paths, address):
        world.keeper.get(path)
    before = {}
    for path in (*paths, address):
        with assert_query_budget(40) as queries:
            world.keeper.get(path)
        before[path] = len(queries)
    with site(world.mall):
        terms = [keep(f"T-{number}", term(f"ord {number}"), kind="term") for number in range(10, 50)]
        more = release(*terms, name="Termer")
    many = f"/mallen/nytt/{more.uuid}/"
    world.keeper.get(many)
    with assert_query_budget(before[address]):
        world.keeper.get(many)
    with site(world.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=more.uuid, now=clock.now())
    for path in paths:
        with assert_query_budget(before[path]):
            assert world.keeper.get(path).status_code == 200


def test_tp04_a_text_too_long_to_be_found_is_refused_and_kept_on_the_page(world: SimpleNamespace) -> None:
    sent = fields(world.keeper.get("/mallen/P-08/anpassa/").text)
    sent["block"] = [*sent["block"], *(f"del{number}" for number in range(15))]
    for number in range(15):
        words = " ".join(f"ord{number}x{each}" for each in range(1500))
        sent |= {f"kind-del{number}": "routine", f"del{number}__title": "Del", f"del{number}__text": words}
    refused = world.keeper.post("/mallen/P-08/anpassa/", sent)
    assert refused.status_code == 422
    assert "Högst 200 000 går att spara" in refused.text.replace("\xa0", " ")
    assert "ord14x1499" in refused.text
