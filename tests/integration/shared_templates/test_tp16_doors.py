"""TP-16: what is real does not come into the model by any door, and whoever is refused reads which item is meant."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.carry_out_order import carry_out_order
from shared_templates.adoption.actions.order_release import order_release
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import hash_of_manifest
from shared_templates.catalogue.signing import sign
from shared_templates.content.hashing import canonical, hash_of
from shared_templates.content.values import from_json
from shared_templates.masters.actions.publish_release import Step, publish_release
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.masters.models import Master
from shared_templates.packages.actions.receive_release import Outcome, receive_release
from tenants.site_context import site
from tests.support.masters import approve, differently, keep, process, release, term
from tests.support.packages import THEIRS, from_elsewhere, resealed, trust

pytestmark = [pytest.mark.server, pytest.mark.django_db]

REAL = {
    "a public site": ("Läs mer på www.skara.se.", "www.skara.se"),
    "an intranet without scheme": ("Se skara.localhost/rutin", "skara.localhost"),
    "an e-mail address": ("Mejla anna@hjo.se.", "hjo.se"),
    "a day written apart": ("Född 1981-12-18-9876.", "personnummer"),
    "with blanks": ("Född 81 12 18 9876.", "personnummer"),
}


@pytest.mark.parametrize(("text", "why"), REAL.values(), ids=REAL)
def test_tp16_what_is_real_is_refused_with_the_items_code_and_the_place_in_it(
    text: str, why: str, sites: SimpleNamespace
) -> None:
    with site(sites.mall):
        with pytest.raises(ValidationError) as refused:
            keep("P-08", process(steps={"utred": f"Chefen utreder. {text}"}))
        (sentence,) = refused.value.messages
        assert sentence.startswith("P-08: I ”utred” finns")
        assert why in sentence
        assert not Master.objects.exists()


def test_tp16_an_import_with_a_valid_personnummer_is_refused_and_nothing_of_it_is_here(sites: SimpleNamespace) -> None:
    """The requirement's own example: whoever signed the file, and wherever in it the number stands."""

    def two() -> list[Release]:
        return [release(keep("P-08", process()), keep("T-01", term("Brukare"), kind="term"))]

    (file,) = from_elsewhere(sites.mall, two)
    trust(file, sites.mall)
    with pytest.raises(ValidationError) as refused:
        receive_release(actor=HOUSE, data=resealed(file, with_a_personnummer), now=clock.now())
    (sentence,) = refused.value.messages
    assert sentence.startswith("P-08: I ”utred” finns")
    assert "personnummer" in sentence
    assert "19811218-9876" not in sentence, "what is refused is not spread by the refusal"
    assert not Release.objects.exists()
    assert not ReleasedItem.objects.exists()
    with site(sites.mall):
        assert not AuditEntry.objects.filter(verb="templates.receive_release").exists()
    assert receive_release(actor=HOUSE, data=file, now=clock.now()).outcome == Outcome.RECEIVED


def with_a_personnummer(payload: bytes) -> bytes:
    """P-08 says one more sentence, and everything else is as it must be: hashes, signature and seal."""
    whole = json.loads(payload)
    item = next(one for one in whole["package"]["items"] if one["code"] == "P-08")
    item["content"]["blocks"][0]["texts"]["way_of_working"] += "\n\nRing 19811218-9876."
    item["content_hash"] = hash_of(from_json(item["content"]))
    whole["release"]["content_hash"] = hash_of_manifest(whole["package"])
    with override_settings(SECRET_KEY=THEIRS):
        whole["release"]["signature"] = sign("mall", whole["release"]["content_hash"])
    return canonical(whole)


@pytest.mark.parametrize("field", ["name", "notes", "note"])
def test_tp16_the_words_about_a_release_are_made_up_too(field: str, sites: SimpleNamespace) -> None:
    with site(sites.mall):
        master = keep("T-01", term("Brukare"), kind="term")
        approve(master)
        said = {"name": "Termer", "notes": "Nytt.", "note": ""} | {field: "Som på www.skara.se."}
        with pytest.raises(ValidationError) as refused:
            publish_release(
                actor=HOUSE, name=said["name"], keys=[master.key], step=Step.MINOR, notes=said["notes"],
                now=clock.now(), notes_of={master.key: said["note"]},
            )  # fmt: skip
        assert list(refused.value.message_dict) == [f"note_{master.key}" if field == "note" else field]
        assert not Release.objects.exists()


def test_tp16_why_a_release_is_taken_back_is_made_up_too(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        found = release(keep("T-01", term("Brukare"), kind="term"), name="Termer")
        with pytest.raises(ValidationError, match="riktig webbplats"):
            withdraw_release(actor=HOUSE, release=found, why="Fel på hjo.localhost.", now=clock.now())
        found.refresh_from_db()
        assert found.withdrawn_at is None


def test_tp04_an_order_whose_answers_are_missing_says_in_which_items(sites: SimpleNamespace) -> None:
    """Two of three are changed by both: those are named, the third is not."""
    codes = ("P-01", "P-02", "P-03")
    with site(sites.mall):
        first = release(*[keep(code, process(steps={"utred": "Chefen utreder."})) for code in codes])
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=first.uuid, now=clock.now())
        for code in codes[:2]:
            differently(code, process(steps={"utred": "Samordnaren utreder."}))
    with site(sites.mall):
        masters = Master.objects.in_bulk(codes, field_name="code")
        second = release(
            *[keep(code, process(steps={"utred": "Enheten utreder."}), master=masters[code]) for code in codes]
        )
    with site(sites.skara):
        keys = [master.key for master in masters.values()]
        order = order_release(actor=HOUSE, uuid=uuid4(), release=second.uuid, keys=keys, now=clock.now())
        failed = carry_out_order(actor=HOUSE, order=order, now=clock.now())
        assert failed.why == "Ni och mallen har ändrat samma ställe i P-01, P-02. Välj vad som ska gälla där först."
