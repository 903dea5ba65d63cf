"""TP-06: a release as a file, sealed by one deployment and taken by another that trusts it."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.planning import Effect, plan
from shared_templates.adoption.unfinished import PATIENCE, REACH, Left, unfinished
from shared_templates.catalogue.models import Release, ReleasedItem, TrustedKey
from shared_templates.catalogue.queries import source_of
from shared_templates.content.hashing import canonical
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.packages.actions.hand_out_release import hand_out_release
from shared_templates.packages.actions.receive_release import Outcome, Received, receive_release
from shared_templates.packages.actions.untrust_key import untrust_key
from shared_templates.packages.files import fingerprint, from_file
from tenants.site_context import operator_site, site
from tests.support.masters import differently, keep, process, release, term
from tests.support.packages import from_elsewhere, resealed, trust
from tests.support.proposals import take

pytestmark = [pytest.mark.server, pytest.mark.django_db]

FIRST = {"utred": "Chefen utreder.\nInom fjorton dagar.", "avsluta": "Chefen avslutar."}


def receive(data: bytes) -> Received:
    return receive_release(actor=HOUSE, data=data, now=clock.now())


def chain() -> list[Release]:
    """P-08 and a term it needs; a new version of P-08; and one that is withdrawn."""
    needed = keep("T-01", term("brukare"), kind="term")
    master = keep("P-08", process(steps=FIRST), requires=[needed.key])
    first = release(master, needed)
    master = keep("P-08", process(steps=FIRST | {"utred": "Chefen utreder.\nInom sju dagar."}), master=master)
    second = release(master)
    master = keep("P-08", process(steps=FIRST | {"avsluta": "Vd avslutar."}), master=master)
    third = release(master)
    withdraw_release(actor=HOUSE, release=third, why="Fel person.", now=clock.now())
    third.refresh_from_db()
    return [first, second, third]


@pytest.fixture
def files(sites: SimpleNamespace) -> list[bytes]:
    """The chain, from a deployment whose key is trusted here for Mallkommunen."""
    found = from_elsewhere(sites.mall, chain)
    assert not Release.objects.exists()
    trust(found[0], sites.mall)
    return found


def test_tp06_another_deployments_release_is_taken_like_ones_own(files: list[bytes], sites: SimpleNamespace) -> None:
    made = receive(files[0])
    assert (made.outcome, str(made.release), made.release.origin) == ("received", "Processer 1.0.0", "Mallkommunen")
    assert source_of("mall") == "Demolänets mallkommun"
    with site(sites.mall):
        entry = AuditEntry.objects.get(verb="templates.receive_release")
        assert (entry.object_label, entry.details["items"]) == ("Processer 1.0.0", 2)
        assert entry.details["key"] == fingerprint(from_file(files[0]).key)
    with site(sites.skara):
        take(made.release)
        assert set(Adopted.objects.values_list("code", flat=True)) == {"P-08", "T-01"}
        differently("P-08", process(steps=FIRST | {"avsluta": "Samordnaren avslutar."}))
    second = receive(files[1]).release
    with site(sites.skara):
        (planned,) = plan(second.items.all())
        assert planned.effect == Effect.MERGED
        take(second)
        steps = {
            block.id: block.texts["way_of_working"] for block in Adopted.objects.get(code="P-08").said().blocks[:2]
        }
    assert steps == {"utred": "Chefen utreder.\n\nInom sju dagar.", "avsluta": "Samordnaren avslutar."}


def test_tp06_what_both_changed_is_a_conflict_across_deployments_too(
    files: list[bytes], sites: SimpleNamespace
) -> None:
    first = receive(files[0]).release
    with site(sites.skara):
        take(first)
        differently("P-08", process(steps=FIRST | {"utred": "Chefen utreder.\nInom tre dagar."}))
    second = receive(files[1]).release
    with site(sites.skara):
        assert [planned.effect for planned in plan(second.items.all())] == [Effect.CONFLICT]


def test_tp06_a_file_is_the_same_bytes_each_time_and_when_it_is_handed_on(
    files: list[bytes], sites: SimpleNamespace
) -> None:
    made = [receive(data).release for data in files]
    with site(sites.mall):
        assert [hand_out_release(actor=HOUSE, release=one) for one in made] == files
        assert AuditEntry.objects.filter(verb="templates.hand_out_release").count() == 3


def test_tp06_sent_again_nothing_is_written(files: list[bytes], sites: SimpleNamespace) -> None:
    receive(files[0])
    with site(sites.mall):
        before = AuditEntry.objects.count()
    assert receive(files[0]).outcome == Outcome.ALREADY
    with site(sites.mall):
        assert AuditEntry.objects.count() == before
    assert (Release.objects.count(), ReleasedItem.objects.count()) == (1, 2)


def released_a_month_ago(payload: bytes) -> bytes:
    told = json.loads(payload)
    told["release"]["released_at"] = (clock.now() - timedelta(days=30)).isoformat()
    return canonical(told)


def test_tp06_an_old_release_whose_message_was_lost_is_found_for_a_week_from_the_day_it_came(
    files: list[bytes], sites: SimpleNamespace
) -> None:
    """Also by municipalities that were made between its release elsewhere and that day."""
    release = receive(resealed(files[0], released_a_month_ago)).release
    sites.hjo.created_at = clock.now() - timedelta(days=10)
    found = [Left(sites.hjo, [], [release.uuid])]
    assert release.released_at < sites.hjo.created_at
    assert unfinished([sites.hjo], now=clock.now() + PATIENCE) == found
    assert unfinished([sites.hjo], now=clock.now() + PATIENCE + REACH) == []


def test_tp06_a_withdrawal_comes_in_a_file_too(sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice() -> list[Release]:
        made = release(keep("T-01", term("brukare"), kind="term"))
        open_file.append(hand_out_release(actor=HOUSE, release=made))
        withdraw_release(actor=HOUSE, release=made, why="Fel ord.", now=clock.now())
        made.refresh_from_db()
        return [made]

    open_file: list[bytes] = []
    (withdrawn,) = from_elsewhere(sites.mall, twice)
    trust(withdrawn, sites.mall)
    assert receive(open_file[0]).release.withdrawn_at is None
    made = receive(withdrawn)
    assert (made.outcome, made.release.withdrawn_why) == ("withdrawn", "Fel ord.")
    with site(sites.mall):
        assert AuditEntry.objects.filter(verb="templates.receive_withdrawal").count() == 1
        assert hand_out_release(actor=HOUSE, release=made.release) == withdrawn
    assert receive(open_file[0]).outcome == Outcome.ALREADY
    assert Release.objects.get().withdrawn_at is not None
    heard: list[Release] = []
    monkeypatch.setattr("shared_templates.packages.actions.receive_release.after_withdrawal", heard.append)
    assert receive(withdrawn).outcome == Outcome.ALREADY
    assert heard == [made.release], "sent again it is told anew: the message may have been lost"


def test_tp06_releases_come_in_order(files: list[bytes]) -> None:
    with pytest.raises(ValidationError, match=r"1\.1\.0 kommer efter version 1\.0\.0\. Läs in"):
        receive(files[1])
    receive(files[0])
    with pytest.raises(ValidationError, match=r"1\.2\.0 kommer efter version 1\.1\.0\. Läs in"):
        receive(files[2])
    receive(files[1])
    receive(files[2])
    assert list(Release.objects.order_by("minor").values_list("minor", "withdrawn_why")) == [
        (0, ""), (1, ""), (2, "Fel person."),
    ]  # fmt: skip


def test_tp06_what_is_skipped_is_missed_also_where_nothing_in_the_next_was_there_before(sites: SimpleNamespace) -> None:
    def two() -> list[Release]:
        return [release(keep(code, term(code), kind="term")) for code in ("T-01", "T-02")]

    first, second = from_elsewhere(sites.mall, two)
    trust(first, sites.mall)
    with pytest.raises(ValidationError, match=r"1\.1\.0 kommer efter version 1\.0\.0\. Läs in"):
        receive(second)
    assert not Release.objects.exists()
    assert [receive(data).outcome for data in (first, second)] == [Outcome.RECEIVED] * 2


def test_tp06_only_a_trusted_key_opens_a_file(files: list[bytes], sites: SimpleNamespace) -> None:
    with operator_site():
        trusted = TrustedKey.objects.get()
        assert AuditEntry.objects.filter(verb="templates.trust_key").count() == 1
        untrust_key(actor=HOUSE, trusted=trusted)
        assert AuditEntry.objects.filter(verb="templates.untrust_key").count() == 1
    with pytest.raises(ValidationError, match="inte litar på"):
        receive(files[0])
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"said": "0" * 40}, "Fingeravtrycket är ett annat"),
        ({"said": ""}, "Fingeravtrycket är ett annat"),
        ({"name": " "}, "vems nyckeln är"),
    ],
)
def test_tp06_a_key_is_trusted_by_its_fingerprint_only(sites: SimpleNamespace, facts: dict[str, str], why: str) -> None:
    (data,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    with pytest.raises(ValidationError, match=why):
        trust(data, sites.mall, **facts)
    assert not TrustedKey.objects.exists()


def test_tp06_a_site_that_takes_anothers_releases_writes_none_of_its_own(
    files: list[bytes], sites: SimpleNamespace
) -> None:
    received = receive(files[0]).release
    with site(sites.mall):
        with pytest.raises(ValidationError, match="kommer från Demolänets mallkommun"):
            keep("P-99", process())
        with pytest.raises(ValidationError, match="som drar tillbaka det"):
            withdraw_release(actor=HOUSE, release=received, why="Vi vill inte.", now=clock.now())
    with operator_site():
        untrust_key(actor=HOUSE, trusted=TrustedKey.objects.get())
    with site(sites.mall), pytest.raises(ValidationError, match="kommer från Mallkommunen"):
        keep("P-99", process())


def test_tp06_a_site_with_releases_of_its_own_takes_nobody_elses(sites: SimpleNamespace) -> None:
    (data,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    with site(sites.mall):
        release(keep("T-02", term("klient"), kind="term"))
    with pytest.raises(ValidationError, match="släpper egna mallar"):
        trust(data, sites.mall)
    with pytest.raises(ValidationError, match="ingen mallkommun"):
        trust(data, sites.skara)


def test_tp06_the_database_lets_a_received_release_be_withdrawn_and_nothing_else(
    files: list[bytes], sites: SimpleNamespace
) -> None:
    receive(files[0])
    with site(sites.mall):
        for change in (
            {"origin": "Vi"},
            {"seal": "0"},
            {"notes": "x", "withdrawn_at": clock.now(), "withdrawn_why": "x"},
        ):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                Release.objects.update(**change)
