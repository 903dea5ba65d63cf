"""PF-21: what a municipality proposes becomes a draft of the model by one button, named after whose it is."""

from types import SimpleNamespace

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.knowledge.actions.propose_article import propose_article
from shared_templates.knowledge.actions.withdraw_article import withdraw_article
from shared_templates.masters.models import Master
from tenants.models import Domain
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.knowledge import FIRST, shared, written
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara proposes an article; an editor and somebody who only reads sit at the model."""
    with site(sites.mall):
        process_here = keep("P-08", process(), area="ifo")
        editor, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    with site(sites.skara):
        page = written(
            f"{FIRST} Läs www.boken.test först.", lead="När något händer.", about=f"{process_here.key}#utred"
        )
        key = shared(page).article.key
        propose_article(actor=HOUSE, page=page, now=clock.now())
    return SimpleNamespace(
        page=page, key=key, editor=editor, one=f"/kunskapsbank/fran-andra/{key}/",
        at_editor=SiteClient("mall.localhost").sign_in(editor), at_reader=SiteClient("mall.localhost").sign_in(reader),
        **vars(sites),
    )  # fmt: skip


def test_pf21_one_button_makes_a_draft_with_the_whole_text_and_whose_it_is(world: SimpleNamespace) -> None:
    assert "Gör till utkast i mallen" in world.at_editor.get(world.one).text
    with site(world.mall):
        keep("L-04", term("Gammal lathund"), kind="guide")
    done = world.at_editor.post(f"{world.one}utkast/")
    assert done["Location"] == "/mallen/utkast/L-05/"
    page = world.at_editor.get(done["Location"]).text
    assert "Utkastet L-05 är skrivet efter artikeln." in page
    for words in (FIRST, "Lex Sarah i praktiken", "När något händer.", "Källor", "Efter förslag från"):
        assert words in page
    with site(world.mall):
        made = Master.objects.get(code="L-05")
        assert (made.kind, made.area, made.owner, made.credit) == ("guide", "ifo", world.editor, "Skara")
        assert AuditEntry.objects.filter(verb="knowledge.draft_article").count() == 1
        assert "L-05: efter förslag från Skara." in release(made).notes


def test_pf21_pressed_twice_it_is_one_draft_and_what_was_written_since_stays(world: SimpleNamespace) -> None:
    world.at_editor.post(f"{world.one}utkast/")
    with site(world.mall):
        made = Master.objects.get(kind="guide")
        keep(made.code, term("Omskriven"), kind="guide", master=made)
    again = world.at_editor.post(f"{world.one}utkast/")
    assert again["Location"] == f"/mallen/utkast/{made.code}/"
    assert f"Artikeln är redan utkastet {made.code}." in world.at_editor.get(again["Location"]).text
    with site(world.mall):
        assert Master.objects.get(kind="guide").title == "Omskriven"
        assert AuditEntry.objects.filter(verb="knowledge.draft_article").count() == 1


def test_pf21_a_code_that_another_sort_has_is_passed_over(world: SimpleNamespace) -> None:
    with site(world.mall):
        keep("L-07", term("brukare"), kind="term")
    assert world.at_editor.post(f"{world.one}utkast/")["Location"] == "/mallen/utkast/L-08/"


def test_pf21_only_editors_of_the_model_and_only_what_is_proposed(world: SimpleNamespace) -> None:
    assert "Gör till utkast i mallen" not in world.at_reader.get(world.one).text
    assert world.at_reader.post(f"{world.one}utkast/").status_code == 403
    with site(world.hjo):
        elsewhere = SiteClient("hjo.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    assert elsewhere.post(f"{world.one}utkast/").status_code == 404
    with site(world.skara):
        withdraw_article(actor=HOUSE, page=world.page, now=clock.now())
    assert world.at_editor.post(f"{world.one}utkast/").status_code == 404
    with site(world.mall):
        assert not Master.objects.filter(kind="guide").exists()


def test_tp16_what_looks_real_is_no_draft_and_says_who_can_mend_it(world: SimpleNamespace) -> None:
    """A site may have got its address after the article was shared."""
    Domain.objects.create(domain="www.boken.test", tenant=world.hjo, is_primary=False)
    refused = world.at_editor.post(f"{world.one}utkast/")
    assert refused.status_code == 422
    assert "finns en länk till en riktig webbplats (www.boken.test)" in refused.text
    assert "Be Skara ändra texten och dela den igen." in refused.text
    with site(world.mall):
        assert not Master.objects.filter(kind="guide").exists()


def test_pf21_the_list_of_what_others_share_has_pages_that_lead_on(world: SimpleNamespace) -> None:
    with site(world.skara):
        for number in range(50):
            page = written(title=f"Artikel {number}", slug=f"artikel-{number}")
            shared(page)
    with site(world.hjo):
        reader = SiteClient("hjo.localhost").sign_in(PersonFactory())
    page = reader.get("/kunskapsbank/fran-andra/").text
    assert 'href="?sida=2"' in page
    assert "Lex Sarah i praktiken" not in page
    assert "Lex Sarah i praktiken" in reader.get("/kunskapsbank/fran-andra/?sida=2").text
    assert 'href="?sok=Skara&amp;sida=2"' in reader.get("/kunskapsbank/fran-andra/?sok=Skara").text
