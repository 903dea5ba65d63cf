"""TP-15 in the browser: choose a template, write, look at what is new, send, download; and what is sent by hand."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from samverk.kernel import clock
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.content.values import Block, Content, content
from shared_templates.documents.actions.write_document import refill_document
from shared_templates.documents.models import Document
from shared_templates.documents.views import writing
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import depart
from tests.support.documents import begun_by, reporting, sent_by, written
from tests.support.factories import PersonFactory
from tests.support.masters import keep
from tests.support.units import unit_row

pytestmark = [pytest.mark.server, pytest.mark.django_db]
LIST, NEW = "/projektdokument/", "/projektdokument/nytt/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    return reporting(sites)


def form_of(page: str) -> dict[str, list[str]]:
    """What the browser would send of the hidden fields and texts of a page."""
    hidden = re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page)
    found: dict[str, list[str]] = {}
    for name, value in [*hidden, *texts]:
        found.setdefault(name, []).append(value)
    return found


def test_tp15_from_template_to_sent_report_without_a_script(world: SimpleNamespace) -> None:
    browser = world.at_writer
    assert "Ni har inte skrivit något dokument" in browser.get(LIST).text
    page = browser.get(NEW).text
    assert "Gallras efter två år." in page
    number = re.search(r'name="uuid" value="([^"]+)"', page)
    assert number is not None
    answer = browser.post(NEW, {"mall": "D-02", "uuid": number[1]})
    one = f"{LIST}{number[1]}/"
    assert answer["Location"] == f"{one}skriv/"
    page = browser.get(f"{one}skriv/").text
    assert "Skriv om lage." in page, "the template's guidance stands beside the text"
    assert "[[likhet]]" in page, "what can be filled in is listed"
    sent = form_of(page) | {
        "head__title": "Lägesrapport mars",
        "lage__text": "Det **går** bra.",
        "lage__title": "Läget",
    }
    sent |= {f"{name}__title": name.title() for name in ("milstolpar", "risker", "ekonomi")}
    assert browser.post(f"{one}skriv/", sent)["Location"] == one
    page = browser.get(one).text
    assert "<strong>går</strong>" in page
    assert 'data-testid="filled-milstolpar"' in page
    assert "Allt som mallen har släppt är infört." in page
    assert "Utkast" in page
    with site(world.skara):
        unit = unit_row("Hemtjänsten Norr")
        world.reader.display_name = "Rut Läser"
        world.reader.save(update_fields=["display_name"])
    page = browser.get(f"{one}skicka/").text
    revision = form_of(page)["revision"]
    found = browser.post(f"{one}skicka/", {"revision": revision, "sok": "rut", "units": [unit.uuid], "leta": "ja"}).text
    assert "Rut Läser" in found
    assert re.search(rf'value="{unit.uuid}"[^>]* checked', found), "what was ticked is kept"
    chosen = {"revision": revision, "people": [world.reader.uuid], "units": [unit.uuid], "skicka": "ja"}
    assert browser.post(f"{one}skicka/", chosen)["Location"] == one
    page = world.at_reader.get(one).text
    assert "Det går inte att ändra." in page
    assert "Hemtjänsten Norr, Rut Läser" in page
    assert "Allmän handling" in page
    assert "Lägesrapport mars" in world.at_reader.get(LIST).text


def test_tp15_a_draft_is_for_those_who_write_and_what_is_sent_for_all_who_work_here(world: SimpleNamespace) -> None:
    with site(world.skara):
        draft, sent = begun_by(world.writer), sent_by(world.writer, begun_by(world.writer), world.reader)
    assert str(draft.uuid) not in world.at_reader.get(LIST).text
    assert str(draft.uuid) in world.at_writer.get(f"{LIST}?visa=utkast").text
    assert str(sent.uuid) not in world.at_writer.get(f"{LIST}?visa=utkast").text
    for ending in ("/", ".html", ".md"):
        assert world.at_reader.get(f"{LIST}{draft.uuid}{ending}").status_code == 404
        assert world.at_reader.get(f"{LIST}{sent.uuid}{ending}").status_code == 200
    for step in ("skriv/", "uppgifter/", "skicka/"):
        assert world.at_reader.post(f"{LIST}{draft.uuid}/{step}").status_code == 403
        assert world.at_writer.post(f"{LIST}{sent.uuid}/{step}").status_code == 404


def test_tp15_another_municipality_and_a_guest_get_nothing_by_its_id(world: SimpleNamespace) -> None:
    with site(world.skara):
        sent = sent_by(world.writer, begun_by(world.writer), world.reader)
        guest = SiteClient("skara.localhost").sign_in(PersonFactory(guest=True))
    with site(world.hjo):
        keeper = SiteClient("hjo.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        assert not Document.objects.exists()
    with site(world.mall):
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    one = f"{LIST}{sent.uuid}"
    for path in (f"{one}/", f"{one}.html", f"{one}.md"):
        assert keeper.get(path).status_code == 404, path
        assert guest.get(path).status_code == 403, path
        assert "Lägesrapport" not in editor.get(path).text, path
    for path in (f"{one}/ratta/", f"{one}/skicka/", f"{one}/kasta/"):
        assert keeper.post(path, {"uuid": str(uuid4())}).status_code == 404, path
        assert editor.post(path).status_code == 404, path
    assert keeper.post(NEW, {"mall": "D-02", "uuid": str(uuid4())}).status_code == 404
    assert world.at_writer.post(NEW, {"mall": "P-08", "uuid": str(uuid4())}).status_code == 404, "no document template"
    assert world.at_writer.post(NEW, {"mall": "D-02", "uuid": "x"}).status_code == 404


def test_tp15_the_second_writer_keeps_all_that_was_typed_and_reads_who_was_first(world: SimpleNamespace) -> None:
    with site(world.skara):
        draft = begun_by(world.writer)
    sent = form_of(world.at_writer.get(f"{LIST}{draft.uuid}/skriv/").text)
    sent |= {"head__title": "Min rubrik", "lage__title": "Läget", "lage__text": "Mina ord."}
    sent |= {f"{name}__title": name.title() for name in ("milstolpar", "risker", "ekonomi")}
    with site(world.skara):
        written(draft, PersonFactory(display_name="Lo Först"), {"lage": "Kommunen hann i mål."})
    answer = world.at_writer.post(f"{LIST}{draft.uuid}/skriv/", sent)
    assert answer.status_code == 422
    for words in ("Lo Först", "Mina ord.", "Kommunen hann i mål.", "Min rubrik"):
        assert words in answer.text, words
    again = sent | {"revision": form_of(answer.text)["revision"]}
    assert world.at_writer.post(f"{LIST}{draft.uuid}/skriv/", again).status_code == 302
    with site(world.skara):
        assert Document.objects.get().title == "Min rubrik"


def test_tp15_before_anything_is_filled_in_anew_the_difference_is_shown(world: SimpleNamespace) -> None:
    with site(world.skara):
        draft = begun_by(world.writer)
        path = f"{LIST}{draft.uuid}/uppgifter/"
        assert "Inget har ändrats." in world.at_writer.get(path).text
        depart(world.writer, cost_a_year=60_000)
        page = world.at_writer.get(path).text
        assert "Inga avsteg, så inget att räkna på." in page
        assert "Avstegen kostar 60\xa0000 kr om året." in page
        # Nobody has filled in anything by looking.
        draft.refresh_from_db()
        assert "60" not in draft.fills["budget"]["told"]
        assert world.at_writer.post(path, form_of(page)).status_code == 302
        draft.refresh_from_db()
        assert draft.filled()["budget"][1].told == "Avstegen kostar 60\xa0000 kr om året."
        assert draft.filled()["budget"][0] == clock.today()


def test_tp15_what_was_sent_meanwhile_is_not_filled_in_anew(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(world.skara):
        draft = begun_by(world.writer)

    def sent_meanwhile(**facts: Any) -> None:
        sent_by(world.writer, draft, world.reader)
        refill_document(**facts)

    monkeypatch.setattr(writing, "refill_document", sent_meanwhile)
    path = f"/projektdokument/{draft.uuid}/uppgifter/"
    answer = world.at_writer.post(path, {"revision": str(draft.revision)}, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, f"/projektdokument/{draft.uuid}/")
    assert "Skriv en rättelse i stället" in answer.content.decode()


def test_tp15_the_files_say_what_was_sent_and_run_nothing(world: SimpleNamespace) -> None:
    with site(world.skara):
        depart(world.writer)
        Adopted.objects.filter(code="P-08").update(title="<script>alert(1)</script> | x")
        Deviation.objects.update(review_on=clock.today() - timedelta(days=1))
        draft = written(begun_by(world.writer), world.writer, {"lage": "<script>alert(2)</script>\n\n- ett\n- två"})
        sent = sent_by(world.writer, draft, world.reader)
    page, html = (world.at_reader.get(f"{LIST}{sent.uuid}{ending}") for ending in ("/", ".html"))
    assert html["Content-Disposition"] == 'attachment; filename="lagesrapport.html"'
    for answer in (page, html):
        assert "<script>alert" not in answer.text
        assert "<li>två</li>" in answer.text
        assert sent.content_hash in answer.text
    plain = world.at_reader.get(f"{LIST}{sent.uuid}.md")
    assert plain["Content-Disposition"] == 'attachment; filename="lagesrapport.txt"', (
        "opened without a program of its own"
    )
    text = plain.text
    assert text.startswith("# Lägesrapport\n\n- Mall: D-02 Lägesrapport, version 1\n")
    assert f"- Kontrollsumma: {sent.content_hash}\n" in text
    assert "## Lage\n\n" in text
    assert "\\| x" in text, "a line of a table stays a line"


def test_tp15_what_an_intruder_changed_in_a_sent_document_is_seen_by_its_readers(world: SimpleNamespace) -> None:
    with site(world.skara):
        sent = sent_by(world.writer, begun_by(world.writer), world.reader)
    broken = "Dokumentet är inte som det skickades"
    assert broken not in world.at_reader.get(f"{LIST}{sent.uuid}/").text
    with site(world.skara), connection.cursor() as cursor:
        # What the test itself has written must be settled before a table is altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE project_documents_document DISABLE TRIGGER project_documents_sent_stays")
        cursor.execute("UPDATE project_documents_document SET fills = '{}'")
    assert broken in world.at_reader.get(f"{LIST}{sent.uuid}/").text


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202e", "x" * 100_000])
def test_tp15_no_text_breaks_a_document(text: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        draft = begun_by(world.writer)
    sent = {
        "revision": str(draft.revision), "block": ["lage", "finns-inte", "../x"], "kind-lage": "section",
        "head__title": text.encode("utf-8", "surrogatepass"), "lage__text": text.encode("utf-8", "surrogatepass"),
    }  # fmt: skip
    for step in ("skriv/", "skicka/", "uppgifter/", "kasta/"):
        answer = world.at_writer.post(f"{LIST}{draft.uuid}/{step}", sent | {"sok": sent["head__title"], "leta": "x"})
        assert answer.status_code in (200, 302, 400, 422), step


def test_tp15_an_editor_of_a_template_reads_what_can_be_filled_in(world: SimpleNamespace) -> None:
    with site(world.mall):
        keep("B-01", application(), kind="blank_form")
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    assert "[[milstolpar]]" in editor.get("/mallen/utkast/ny/?sort=form").text
    assert "[[milstolpar]]" not in editor.get("/mallen/utkast/ny/?sort=guide").text
    assert "Blanketter" in editor.get("/mallen/utkast/").text
    page = editor.get("/mallen/utkast/B-01/").text
    assert "Vad behöver du hjälp med?" in page
    assert "Måste besvaras" in page


def application() -> Content:
    """A form with one question."""
    asked = {"title": "Vad behöver du hjälp med?", "answer": "Lång text", "required": "ja"}
    return content({"title": "Ansökan"}, [Block("behov", "question", asked)])
