"""TP-06: the pages of the model's people: a release as a file, and the keys."""

from types import SimpleNamespace

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.catalogue.models import Release, TrustedKey
from shared_templates.catalogue.signing import public_key
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.packages.actions.hand_out_release import hand_out_release
from shared_templates.packages.actions.receive_release import receive_release
from shared_templates.packages.files import file_name, fingerprint, from_file
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, release, term
from tests.support.packages import from_elsewhere, trust

pytestmark = [pytest.mark.server, pytest.mark.django_db]

BUDGET = 10
KEYS, RELEASES = "/mallen/slapp/nycklar/", "/mallen/slapp/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Browsers at the model: who releases, who only reads, who is a guest."""
    with site(sites.mall):
        people = {
            "keeper": PersonFactory(group_names=(TEMPLATE_KEEPERS,)),
            "reader": PersonFactory(acting_for_name="Skara"),
            "guest": PersonFactory(guest=True),
        }
    browsers = {name: SiteClient("mall.localhost").sign_in(person) for name, person in people.items()}
    return SimpleNamespace(**vars(sites), **browsers, person=people["keeper"])


def released(world: SimpleNamespace) -> Release:
    with site(world.mall):
        return release(keep("T-01", term("brukare"), kind="term"))


def test_tp06_whoever_releases_takes_the_file_from_its_page(world: SimpleNamespace) -> None:
    row = released(world)
    address = f"{RELEASES}{row.uuid}/fil/"
    assert address in world.keeper.get(f"{RELEASES}{row.uuid}/").content.decode()
    assert address not in world.reader.get(f"{RELEASES}{row.uuid}/").content.decode()
    assert (world.reader.get(address).status_code, world.guest.get(address).status_code) == (403, 403)
    got = world.keeper.get(address)
    assert got["Content-Disposition"] == f'attachment; filename="{file_name(row)}"'
    assert file_name(row) == f"processer-1.0.0-{row.content_hash[:8]}.slapp"
    with site(world.mall):
        entry = AuditEntry.objects.get(verb="templates.hand_out_release")
        assert (entry.object_label, entry.actor_uuid) == ("Processer 1.0.0", world.person.uuid)
        assert hand_out_release(actor=HOUSE, release=row) == got.content
    assert from_file(got.content).key == public_key("mall")
    assert str(world.person.display_name) not in got.content.decode()
    assert world.keeper.get(f"{RELEASES}{world.person.uuid}/fil/").status_code == 404


def test_tp06_a_file_is_taken_so_often_and_no_more(world: SimpleNamespace, settings: object) -> None:
    row = released(world)
    settings.SAMVERK_RATE_LIMITS = {"packages:file": {"account": "2/15 minutes"}}  # type: ignore[attr-defined]
    codes = [world.keeper.get(f"{RELEASES}{row.uuid}/fil/").status_code for _time in range(3)]
    assert codes == [200, 200, 429]


def test_tp06_rows_that_are_not_what_was_signed_are_not_handed_out(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = released(world)
    monkeypatch.setattr("shared_templates.packages.actions.hand_out_release.hash_of_manifest", lambda told: "0")
    refused = world.keeper.get(f"{RELEASES}{row.uuid}/fil/", follow=True)
    assert "stämmer inte med sin kontrollsumma" in refused.content.decode()
    with site(world.mall):
        assert not AuditEntry.objects.filter(verb="templates.hand_out_release").exists()


def test_tp06_the_keys_are_shown_to_be_read_aloud(world: SimpleNamespace) -> None:
    own = fingerprint(public_key("mall"))
    assert [len(group) for group in own.split()] == [5] * 8
    page = world.reader.get(KEYS).content.decode()
    assert own in page
    assert "Inga. Mallen skrivs här och tar inte emot släpp från andra." in page
    assert world.guest.get(KEYS).status_code == 403


def test_tp06_a_site_that_takes_anothers_releases_says_whose(world: SimpleNamespace) -> None:
    (file,) = from_elsewhere(world.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    trust(file, world.mall)
    row = receive_release(actor=HOUSE, data=file, now=clock.now()).release
    page = world.keeper.get(KEYS).content.decode()
    assert "Demolänets mallkommun" in page
    assert fingerprint(from_file(file).key) in page
    assert fingerprint(public_key("mall")) not in page
    listing = world.keeper.get(RELEASES).content.decode()
    assert "Mallen kommer från Demolänets mallkommun och ändras där." in listing
    assert f"{RELEASES}nytt/" not in listing
    one = world.keeper.get(f"{RELEASES}{row.uuid}/").content.decode()
    assert "withdraw-form" not in one
    assert "Kommer från" in one
    assert world.keeper.get(f"{RELEASES}{row.uuid}/fil/").content == file


@pytest.mark.parametrize("count", [2, 200])
def test_tp06_the_page_of_keys_costs_the_same_for_many(world: SimpleNamespace, count: int) -> None:
    rows = [
        TrustedKey(key=f"{number:064x}", name="Demo", tenant=world.mall, trusted_at=clock.now())
        for number in range(count)
    ]
    with operator_site():
        TrustedKey.objects.bulk_create(rows)
    world.keeper.get(KEYS)
    with assert_query_budget(BUDGET):
        page = world.keeper.get(KEYS).content.decode()
    assert page.count("<strong>Demo</strong>") == count
