"""TP-07, TP-08, TP-11, TP-16: what stands between a master and a release, through the doors."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.catalogue.models import Release
from shared_templates.content.values import Block, content
from shared_templates.masters.actions.publish_release import NotReady
from shared_templates.masters.actions.review_master import review_master
from shared_templates.masters.actions.test_master import record_result
from shared_templates.masters.models import Master
from shared_templates.masters.queries import readiness
from tenants.site_context import site
from tests.support.masters import approve, keep, process, release, reviewers, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def test_tp11_a_step_with_clicks_only_is_not_released(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        clicks = Block("utred", "step", {"title": "Utred", "role": "Chef", "system_step": "Klicka."})
        master = keep("P-08", content({"title": "Avvikelse"}, [clicks, process().blocks[-1]]))
        with pytest.raises(NotReady) as refused:
            release(master)
    assert refused.value.lacking[0].lacking == ["Arbetssätt saknas i ”Utred”."]


def test_tp07_two_municipalities_approve_exactly_this_text(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        master = keep("T-01", term("brukare"), kind="term")
        skara, hjo = reviewers()
        approve(master, [skara])
        assert readiness([master])[0].lacking == ["1 av 2 kommuner har godkänt texten."]
        approve(master, [skara, hjo])
        assert readiness([master])[0].is_ready
        master = keep("T-01", term("brukare", note="Nytt."), kind="term", master=master)
        assert readiness([master])[0].lacking == ["0 av 2 kommuner har godkänt texten."]
        review_master(
            actor=HOUSE,
            user=skara,
            master=master,
            text=master.content_hash,
            verdict="changes",
            now=clock.now(),
            note="Källa?",
        )
        assert readiness([master])[0].lacking[0] == "Skara vill att texten ändras."
        with pytest.raises(ValidationError, match="ändrades"):
            review_master(actor=HOUSE, user=hjo, master=master, text="0" * 64, verdict="approved", now=clock.now())


def test_tp08_a_failed_test_stops_the_release(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        master = keep("P-08", process())
        people = reviewers()
        approve(master, people)
        assert readiness([master])[0].is_ready
        case = master.cases.get()
        record_result(
            actor=HOUSE,
            user=people[0],
            case=case,
            passed=False,
            now=clock.now(),
            note="Stannade.",
        )
        assert readiness([master])[0].lacking == ["Testfallet ”Rapportera” gick inte bra."]
        with pytest.raises(NotReady):
            release(master, approved=False)
        assert not Release.objects.exists()


def test_tp16_only_made_up_content_in_the_template(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        with pytest.raises(ValidationError, match="personnummer"):
            keep("P-08", process(steps={"utred": "Till exempel 19811218-9876."}))
        with pytest.raises(ValidationError, match="skara"):
            keep("P-08", process(steps={"utred": "Läs på https://skara.localhost/nyheter/."}))
        assert not Master.objects.exists()
