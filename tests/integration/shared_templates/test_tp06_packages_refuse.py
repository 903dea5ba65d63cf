"""TP-06: what a file from another deployment must not be; nothing is written then."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import hash_of_manifest
from shared_templates.catalogue.signing import sign
from shared_templates.content.hashing import canonical, hash_of
from shared_templates.content.values import from_json
from shared_templates.packages import files as form
from shared_templates.packages import opening
from shared_templates.packages.actions.receive_release import receive_release
from shared_templates.packages.files import from_file
from shared_templates.packages.parcel import parcel_of, payload_of
from tenants.models import Tenant
from tenants.site_context import operator_site, site
from tests.support.masters import keep, release, term
from tests.support.packages import THEIRS, from_elsewhere, resealed, trust

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def receive(data: bytes) -> None:
    receive_release(actor=HOUSE, data=data, now=clock.now())


@pytest.fixture
def file(sites: SimpleNamespace) -> bytes:
    """One term, from a deployment whose key is trusted here."""
    (found,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    trust(found, sites.mall)
    return found


def told(data: bytes, change: Callable[[dict[str, Any]], None], *, signed: bool = True) -> bytes:
    """The file with something else in it, sealed and, where asked for, signed by the one who holds its key."""

    def changed(payload: bytes) -> bytes:
        value = json.loads(payload)
        change(value)
        if signed:
            value["release"]["content_hash"] = hash_of_manifest(value["package"])
            with override_settings(SECRET_KEY=THEIRS):
                value["release"]["signature"] = sign("mall", value["release"]["content_hash"])
        return canonical(value)

    return resealed(data, changed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_tp06_any_flipped_bit_is_refused(file: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(file) - 1))
    flipped = bytearray(file)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValidationError):
        receive(bytes(flipped))
    assert not Release.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_tp06_a_file_cut_short_or_drawn_out_is_refused(file: bytes, data: st.DataObject) -> None:
    cut = file[: data.draw(st.integers(0, len(file) - 1))]
    for wrong in (cut, file + data.draw(st.binary(min_size=1, max_size=3))):
        with pytest.raises(ValidationError):
            receive(wrong)
    assert not Release.objects.exists()


def test_tp06_what_was_read_is_written_as_the_same_bytes(file: bytes) -> None:
    payload = from_file(file).payload
    assert payload_of(parcel_of(payload)) == payload


def _item(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole["package"]["items"][0].update({name: value})


def _release(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole["release"].update({name: value})


def _title(text: str) -> Callable[[dict[str, Any]], None]:
    def change(whole: dict[str, Any]) -> None:
        item = whole["package"]["items"][0]
        item["content"]["head"]["definition"] = text
        item["content_hash"] = hash_of(from_json(item["content"]))

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_item("kind", "hologram"), "inte känner till: hologram. Paketet är gjort med Samverk 0.1.0"),
        (_item("content", {"blocks": [], "head": {"smell": "ros", "title": "T"}}), "inte känner till: smell"),
        (_item("content", {"blocks": [{"id": "a", "kind": "", "texts": {}}], "head": {}}), "inte känner till"),
        (_item("notes", "a\x00b"), "går inte att läsa"),
        (_item("content_hash", "0" * 64), "T-01 är inte hel"),
        (_item("code", "../T"), r"\.\./T är inte hel"),
        (_item("version", 0), "T-01 är inte hel"),
        (_item("version", 2), "T-01 kommer i version 2. Läs in släppen i ordning"),
        (_item("policy", "whatever"), "T-01 är inte hel: policy"),
        (_item("area", "a b"), "T-01 är inte hel: area"),
        (_item("area", "../å"), "T-01 är inte hel: area"),
        (_item("title", "x" * 201), "T-01 är inte hel: title"),
        (_item("requires", ["00000000-0000-4000-8000-000000000000"]), "bygger på delar ur ett annat paket"),
        (_title("Ring 19121212-1212."), "giltigt personnummer"),
        (_title("Se https://skara.localhost/x."), "riktig webbplats"),
        (_title("x" * 200_001), "tecken lång"),
        (_release("released_at", "2999-01-01T00:00:00+00:00"), "från framtiden"),
        (_release("origin", "x" * 201), r"Processer 1\.0\.0 är inte hel: origin"),
        (_release("origin", ""), "vems släppet är"),
        (_release("origin", "Ring 19121212-1212."), "giltigt personnummer"),
        (lambda whole: whole["package"].update({"name": "Se https://skara.localhost/x"}), "riktig webbplats"),
        (_release("withdrawn_why", "Fel."), "varför det är tillbakadraget"),
        (_release("smell", "ros"), "går inte att läsa"),
        (_release("uuid", "x"), "går inte att läsa"),
        (_release("released_at", "2026-01-01T00:00:00"), "går inte att läsa"),
        (lambda whole: whole["package"].update({"items": []}), "tomt"),
        (lambda whole: whole["package"].update({"notes": "Ring 19121212-1212."}), "giltigt personnummer"),
        (lambda whole: whole["package"]["items"].append(whole["package"]["items"][0]), "samma del två gånger"),
    ],
)
def test_tp06_also_a_trusted_key_brings_in_only_what_fits(
    file: bytes, change: Callable[[dict[str, Any]], None], why: str
) -> None:
    wrong = told(file, change)
    with pytest.raises(ValidationError, match=why):
        receive(wrong)
    assert not ReleasedItem.objects.exists()


def test_tp06_a_seal_is_no_signature_of_the_package(file: bytes) -> None:
    with pytest.raises(ValidationError, match="Kontrollsumman eller signaturen"):
        receive(told(file, lambda whole: whole["package"].update({"notes": "Annat."}), signed=False))


def test_tp06_what_the_signature_does_not_cover_is_sealed(file: bytes) -> None:
    """Whose it is and when it was released stand beside the package: there everything else would still be right."""
    payload = from_file(file).payload
    changed = payload.replace(b"Mallkommunen", b"Mellkommunen")
    assert parcel_of(changed).origin == "Mellkommunen"
    with pytest.raises(ValidationError, match="Signaturen stämmer inte"):
        receive(file.replace(payload, changed))
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [b"[" * 100_000, b"9" * 5000, b'{"a":1,"a":1}', b"NaN", b"\xff", b'{"package":{},"release":"\\ud800"}', b""],
    ids=["deep", "digits", "twice", "nan", "no utf-8", "half a letter", "nothing"],
)
def test_tp06_what_only_looks_like_json_is_refused(file: bytes, payload: bytes) -> None:
    with pytest.raises(ValidationError, match="går inte att läsa"):
        receive(resealed(file, lambda _whole: payload))


def test_tp06_nothing_is_parsed_before_the_key_is_known(
    file: bytes, sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "parcel_of", lambda payload: pytest.fail("read"))
    monkeypatch.setattr(opening, "trusted_key", lambda key: None)
    with pytest.raises(ValidationError, match="inte litar på"):
        receive(file)


def test_tp06_a_file_may_not_be_larger_than_any_is(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST", len(file) - 1)
    with pytest.raises(ValidationError, match="för stor"):
        receive(file)


def test_tp06_a_newer_form_of_file_is_told_as_such(file: bytes) -> None:
    with pytest.raises(ValidationError, match="nyare version av Samverk"):
        receive(file.replace(b"samverk-release-file 1", b"samverk-release-file 2"))
    for other in (b"", b"{}\n", b"PK\x03\x04", b"[" * 300):
        with pytest.raises(ValidationError, match="inget släpp"):
            receive(other)


def test_tp06_the_same_version_with_other_words_is_refused(sites: SimpleNamespace) -> None:
    (first,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    (second,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("klient"), kind="term"))])
    trust(first, sites.mall)
    receive(first)
    with pytest.raises(ValidationError, match="inte samma släpp"):
        receive(second)
    with pytest.raises(ValidationError, match="med ett annat innehåll"):
        receive(told(first, lambda whole: whole["package"].update({"notes": "Annat."})))
    assert ReleasedItem.objects.get().title == "brukare"


def test_tp06_what_a_template_here_has_released_comes_from_nobody_else(sites: SimpleNamespace) -> None:
    (file,) = from_elsewhere(sites.mall, lambda: [release(keep("T-01", term("brukare"), kind="term"))])
    with operator_site():
        other = Tenant.objects.create(
            schema_name="spegel", slug="spegel", kind="template", name="Spegeln", official_name="Spegeln", mark="S",
            created_at=clock.now(),
        )  # fmt: skip
    trust(file, other)
    with site(sites.mall):
        release(keep("T-01", term("klient"), kind="term"))
    with pytest.raises(ValidationError, match="En annan mallkommun här har redan släppt T-01"):
        receive(file)
