"""TP-13: proposing, voting, talking and answering, as people meet it on both sides."""

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Policy
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.models import Master
from shared_templates.proposals.actions.comment import comment
from shared_templates.proposals.models import Comment, Decision, Proposal, Vote
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.likeness import more_municipalities, stand
from tests.support.masters import keep, process
from tests.support.proposals import adapt, draft, proposed

pytestmark = [pytest.mark.server, pytest.mark.django_db]

LIST, WRITE = "/mallen/forslag/", "/mallen/forslag/om/P-08/"
HJOS = "Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs."


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has proposed its P-08. Browsers: Skara's and Hjo's keepers, a reader in Hjo, the model's editor."""
    made = proposed(sites)
    with site(sites.skara):
        skara = PersonFactory(group_names=(TEMPLATE_KEEPERS,), title="Projektledare")
    with site(sites.hjo):
        hjo, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,), display_name="Mona"), PersonFactory()
    with site(sites.mall):
        editor, onlooker = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    made.one = f"{LIST}{made.proposal.uuid}/"
    made.people = SimpleNamespace(hjo=hjo)
    made.browser = SimpleNamespace(
        skara=SiteClient("skara.localhost").sign_in(skara),
        hjo=SiteClient("hjo.localhost").sign_in(hjo),
        reader=SiteClient("hjo.localhost").sign_in(reader),
        mall=SiteClient("mall.localhost").sign_in(editor),
        onlooker=SiteClient("mall.localhost").sign_in(onlooker),
    )
    return made


def fields(html: str) -> dict[str, Any]:
    """What a browser would send of a page's text fields and hidden fields."""
    found: dict[str, Any] = dict(
        re.findall(r'<input type="(?:text|hidden)"[^>]*? name="([^"]+)"(?: value="([^"]*)")?', html)
    )
    found.update(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', html))
    found["block"] = re.findall(r'name="block" value="([^"]*)"', html)
    found.update(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def main(page: HttpResponse) -> str:
    """Words of the page's own part."""
    return str(page.content.decode().split("<main")[1].split("</main>")[0])


def test_tp13_from_a_municipalitys_own_words_to_a_sent_proposal(world: SimpleNamespace) -> None:
    with site(world.hjo):
        adapt(HJOS)
    browser = world.browser.hjo
    assert f'href="{WRITE}"' in browser.get("/mallen/P-08/").text
    page = browser.get(WRITE)
    assert "Rektorn utreder." in page.text
    assert "läser alla kommuner och mallen texten, skälet, kommunens namn, ditt namn och din titel" in page.text
    sent = fields(page.text)
    refused = browser.post(WRITE, sent)
    assert (refused.status_code, "Skriv varför mallen borde säga så." in refused.text) == (422, True)
    real = browser.post(WRITE, sent | {"why": "Se https://hjo.localhost/rutin", "rutin__text": "Ring 811218-9876"})
    assert real.status_code == 422
    for words in ("personnummer i ", "Ring 811218-9876", "https://hjo.localhost/rutin"):
        assert words in real.text.replace("ett giltigt personnummer", "personnummer i ")
    kept = browser.post(WRITE, sent | {"why": "Rektorn är på plats."})
    one = kept["Location"]
    assert browser.post(WRITE, sent | {"why": "Rektorn är på plats."})["Location"] == one
    page = browser.get(one)
    assert "Bara ni ser utkastet." in page.text
    assert re.search(r"<del>.*Chefen</del><ins>.*Rektorn</ins>", page.text)
    assert world.browser.skara.get(one).status_code == 404
    for _time in range(2):
        assert browser.post(f"{one}skicka/")["Location"] == one
    for other in (world.browser.skara, world.browser.mall, world.browser.reader):
        assert "Rektorn är på plats." in other.get(one).text
        assert "Förslag om P-08 från Hjo" in other.get(one).text
    with site(world.hjo):
        assert Proposal.objects.filter(schema_name="hjo").count() == 1


def test_tp13_who_came_second_with_a_draft_sees_both_and_loses_nothing(world: SimpleNamespace) -> None:
    browser = world.browser.hjo
    sent = fields(browser.get(WRITE).text)
    with site(world.hjo):
        draft(HJOS, why="Från en annan.")
    late = sent | {"why": "Mitt skäl.", "utred__way_of_working": "Jag utreder."}
    page = browser.post(WRITE, late)
    assert page.status_code == 422
    for words in ("Någon annan ändrade utkastet", "Mitt skäl.", "Jag utreder.", "Från en annan.", "Rektorn"):
        assert words in page.text
    again = browser.post(WRITE, late | {"read": fields(page.text)["read"]})
    assert again.status_code == 302
    with site(world.hjo):
        assert Proposal.objects.get(schema_name="hjo").why == "Mitt skäl."


def test_tp13_a_locked_item_can_be_proposed_and_not_adapted(world: SimpleNamespace) -> None:
    with site(world.hjo):
        Adopted.objects.update(policy=Policy.LOCKED)
    assert f'href="{WRITE}"' in world.browser.hjo.get("/mallen/P-08/anpassa/").text
    sent = fields(world.browser.hjo.get(WRITE).text) | {"why": "Bättre.", "utred__way_of_working": HJOS}
    assert world.browser.hjo.post(WRITE, sent).status_code == 302


def test_tp13_the_municipalities_vote_and_the_affected_stand_first(world: SimpleNamespace) -> None:
    browser, rost = world.browser.hjo, f"{world.one}rosta/"
    assert "Ingen kommun har röstat än." in browser.get(world.one).text
    for wrong in ({}, {"stance": "x"}, {"stance": "against"}):
        assert browser.post(rost, wrong).status_code == 422
    assert "Skriv vad som talar emot." in browser.post(rost, {"stance": "against"}).text
    for stance in ("abstains", "for"):
        done = browser.post(rost, {"stance": stance, "why": "Vi gör redan så."})
        assert done["Location"] == f"{world.one}#roster"
    shown = main(world.browser.skara.get(world.one))
    assert 'rect data-stance="for" x="0" y="0" width="1"' in shown
    assert "Vi gör redan så." in shown
    assert 'data-testid="vote"' not in shown
    assert "1 för" in main(world.browser.skara.get(LIST))
    others = more_municipalities(2)
    stand(others[1], [world.master.key], "replaced")
    shown = main(browser.get(world.one))
    assert shown.index("Prov 1") < shown.index('<th scope="row"><span class="sv-cluster">Hjo')
    assert "0 av 1 berörda har röstat" in shown
    assert "har inte röstat" in shown
    with site(world.hjo):
        assert Vote.objects.get().stance == "for"
    assert world.browser.reader.post(rost, {"stance": "for"}).status_code == 403
    assert world.browser.mall.post(rost, {"stance": "for"}).status_code == 404
    assert world.browser.skara.post(rost, {"stance": "for"}).status_code == 422


def test_tp13_people_talk_and_change_their_own_words_only(world: SimpleNamespace) -> None:
    browser, say = world.browser.hjo, f"{world.one}kommentera/"
    sent = {"uuid": str(uuid4()), "text": "Vem är samordnare hos er?\n\n<b>Fråga</b>"}
    for _time in range(2):
        assert "#kommentar-" in browser.post(say, sent)["Location"]
    shown = main(world.browser.mall.get(world.one))
    assert "Vem är samordnare hos er?" in shown
    assert "<b>" not in shown
    assert "Mona" in shown
    with site(world.hjo):
        (said,) = Comment.objects.all()
    mine = f"{world.one}kommentar/{said.uuid}/"
    assert mine in main(browser.get(world.one))
    assert mine not in shown
    assert world.browser.mall.post(mine, {"text": "x"}).status_code == 404
    assert world.browser.reader.post(mine, {"text": "x"}).status_code == 403
    refused = browser.post(mine, {"text": "Ring 811218-9876"})
    assert (refused.status_code, "Ring 811218-9876" in refused.text) == (422, True)
    assert browser.post(mine, {"text": "Vem samordnar?"}).status_code == 302
    assert "ändrad" in main(world.browser.skara.get(world.one))
    assert browser.post(mine, {"gor": "bort"}).status_code == 302
    assert "Mona (Hjo) har tagit bort sin kommentar." in main(world.browser.skara.get(world.one))
    assert browser.post(mine, {"text": "Igen."}).status_code == 422
    assert world.browser.mall.post(say, {"uuid": str(uuid4()), "text": "Tack!"}).status_code == 302
    assert world.browser.onlooker.post(say, {"uuid": str(uuid4()), "text": "Tack!"}).status_code == 403


def test_tp13_withdrawn_and_brought_back_and_a_draft_thrown_away(world: SimpleNamespace) -> None:
    browser = world.browser.skara
    for _time in range(2):
        assert browser.post(f"{world.one}dra-tillbaka/")["Location"] == world.one
    assert "Ta fram förslaget igen" in browser.get(world.one).text
    assert "Ta fram" not in world.browser.hjo.get(world.one).text
    assert world.browser.hjo.post(f"{world.one}rosta/", {"stance": "for"}).status_code == 422
    assert world.browser.hjo.post(f"{world.one}ta-fram/").status_code == 404
    assert browser.post(f"{world.one}ta-fram/")["Location"] == world.one
    with site(world.skara):
        other = draft(HJOS)
    refused = browser.post(f"{LIST}{other.uuid}/skicka/")
    assert (refused.status_code, "redan ett öppet förslag om P-08" in refused.text) == (422, True)
    assert browser.post(f"{LIST}{other.uuid}/dra-tillbaka/")["Location"] == LIST
    assert browser.get(f"{LIST}{other.uuid}/").status_code == 404


def test_tp13_the_model_sees_what_its_draft_becomes_and_says_yes(world: SimpleNamespace) -> None:
    browser, svara = world.browser.mall, f"{world.one}svara/"
    assert f'href="{svara}"' in browser.get(world.one).text
    page = browser.get(svara)
    assert re.search(r"<del>.*Chefen</del><ins>.*Samordnaren</ins>", page.text)
    stale = browser.post(svara, {"read": str(uuid4()), "why": "Tack för ett bra förslag."})
    assert (stale.status_code, "Någon skrev i utkastet" in stale.text) == (422, True)
    assert "Tack för ett bra förslag." in stale.text
    sent = fields(stale.text) | {"why": "Tack för ett bra förslag."}
    assert browser.post(svara, sent)["Location"] == world.one
    assert browser.post(svara, sent)["Location"] == world.one
    shown = main(world.browser.skara.get(world.one))
    assert "Mallen har antagit förslaget" in shown
    assert "Tack för ett bra förslag." in shown
    assert "kommer med nästa släpp av P-08" in shown
    assert "<dt>Efter förslag från</dt><dd>Skara</dd>" in browser.get("/mallen/utkast/P-08/").text
    with site(world.mall):
        assert Decision.objects.count() == 1


def test_tp13_a_conflict_is_settled_on_the_models_screen(world: SimpleNamespace) -> None:
    with site(world.mall):
        newer = process(steps={"utred": "Enhetschefen utreder.\nInom sju dagar.\nBrukaren hörs."})
        keep("P-08", newer, master=Master.objects.get(code="P-08"))
    browser, svara = world.browser.mall, f"{world.one}svara/"
    page = browser.get(svara).text
    for words in ("Båda utgick från", "Förslaget säger", "Utkastet säger", "Ett ställe har ändrats både i förslaget"):
        assert words in page
    (question,) = set(re.findall(r'name="(svar-[0-9a-f]{16})"', page))
    sent = fields(page)
    refused = browser.post(svara, sent)
    assert (refused.status_code, "Välj vad som ska gälla." in refused.text) == (422, True)
    own = sent | {question: "own", f"{question}-egen": "Samordnaren eller enhetschefen utreder."}
    assert browser.post(svara, own).status_code == 302
    with site(world.mall):
        text = Master.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
        assert text.split("\n\n") == ["Samordnaren eller enhetschefen utreder.", "Inom sju dagar.", "Brukaren hörs."]


def test_tp13_a_no_is_explained_and_only_editors_answer(world: SimpleNamespace) -> None:
    assert world.browser.onlooker.get(f"{world.one}svara/").status_code == 403
    assert world.browser.onlooker.post(f"{world.one}avsla/", {"why": "Nej."}).status_code == 403
    assert world.browser.skara.get(f"{world.one}svara/").status_code == 404
    assert world.browser.mall.post(f"{world.one}avsla/", {"why": " "}).status_code == 422
    assert world.browser.mall.post(f"{world.one}avsla/", {"why": "Lagen säger chefen."}).status_code == 302
    late = world.browser.mall.post(f"{world.one}avsla/", {"why": "Nej."})
    assert (late.status_code, "har redan svarat på förslaget" in late.text) == (422, True)
    shown = main(world.browser.skara.get(world.one))
    assert "Mallen har sagt nej" in shown
    assert "Lagen säger chefen." in shown
    assert 'data-testid="comment"' not in shown


def test_tp13_the_list_is_narrowed_and_says_what_to_do_when_it_is_empty(world: SimpleNamespace) -> None:
    browser = world.browser.hjo
    assert "P-08 Avvikelse" in main(browser.get(LIST))
    assert "Här finns inget förslag" in browser.get(f"{LIST}?visa=avgjorda").text
    assert "Ni har inte lämnat något förslag" in browser.get(f"{LIST}?visa=vara").text
    assert f"{LIST}{world.proposal.uuid}/" in browser.get(f"{LIST}?kod=P-08").text
    with site(world.skara):
        Proposal.objects.all().delete()
    assert f'href="{WRITE}"' in browser.get(f"{LIST}?kod=P-08").text
    assert "Inget förslag är öppet" in browser.get(LIST).text
    with site(world.gvs12):
        stranger = SiteClient("gvs12.localhost").sign_in(PersonFactory(superuser=True))
    assert stranger.get(LIST).status_code == 404


def test_tp13_pages_ask_as_often_for_many_as_for_two(world: SimpleNamespace) -> None:
    browser = world.browser.hjo
    svara = f"{world.one}svara/"
    asked = [(browser, LIST), (browser, world.one), (world.browser.mall, world.one), (world.browser.mall, svara)]
    before = []
    for client, path in asked:
        client.get(path)
        with assert_query_budget(40) as queries:
            assert client.get(path).status_code == 200
        before.append(len(queries))
    others = more_municipalities(60)
    for each in others[:50]:
        stand(each, [world.master.key], "adapted")
        with site(each):
            Vote.objects.create(
                proposal=world.proposal, schema_name=each.schema_name, municipality=each.name, stance="for", by="x",
                at=clock.now(),
            )  # fmt: skip
    with site(world.hjo):
        for number in range(50):
            comment(
                actor=HOUSE, user=world.people.hjo, proposal=world.proposal, text=f"Ord {number}", uuid=uuid4(),
                now=clock.now(),
            )  # fmt: skip
    with site(world.skara):
        row = Proposal.objects.get()
        for _number in range(40):
            row.pk, row.uuid, row.key = None, uuid4(), uuid4()
            row.save()
    for (client, path), budget in zip(asked, before, strict=True):
        with assert_query_budget(budget):
            assert client.get(path).status_code == 200
