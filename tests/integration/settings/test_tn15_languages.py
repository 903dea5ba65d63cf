"""TN-15: the languages a site offers, chosen on a page that says what is missing."""

from collections.abc import Callable
from pathlib import Path

from samverk.portal.catalogues import _texts, catalogues
from tenants.models import Tenant
from tenants.settings.languages import OFFERED
from tenants.settings.queries import value
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory


def test_tn15_choose_languages_and_see_what_is_missing(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    client = client_for("skara.localhost", user=PersonFactory(maintainer=True, language="en"))
    assert '<html lang="en"' in client.get("/").content.decode()
    page = client.get("/administration/sprak/")
    lines = {line["catalogue"].code: line for line in page.context["lines"]}
    assert [code for code, line in lines.items() if line["offered"]] == ["sv", "en"]
    assert lines["fi"]["catalogue"].translated == 0 < lines["fi"]["catalogue"].texts
    wrong = client.post("/administration/sprak/", {"value": ["fi"], "reason": "", "seen": ""})
    assert wrong.status_code == 422, "a language without a catalogue cannot be offered"
    assert client.post("/administration/sprak/", {"value": [], "reason": "Bara svenska", "seen": ""}).status_code == 302
    assert value(OFFERED) == ["sv"], "Swedish is always there"
    assert '<html lang="sv"' in client.get("/").content.decode()


def test_tn15_swedish_and_english_are_whole() -> None:
    assert [each.code for each in catalogues() if each.whole] == ["sv", "en"]


def test_tn15_a_damaged_catalogue_counts_as_no_texts(tmp_path: Path) -> None:
    for number, content in enumerate(
        (b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40, b"not a catalogue")
    ):
        damaged = tmp_path / f"{number}.mo"
        damaged.write_bytes(content)
        assert _texts(damaged) == 0
