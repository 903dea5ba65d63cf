"""PF-63, LAW-12: the log is searched by its auditors, who say why; and nobody can ask who read."""

import csv
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from samverk.identity.groups import AUDITORS
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import administration_entries
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
WHY = {"purpose": "incident", "reason": "Incident 2026-114, någon ändrade en enhet"}
PATH = "/administration/logg/"


@pytest.fixture
def auditor(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(auditor=True, display_name="Granskare Greta"))


def act(count: int = 1, name: str = "Lisa Lind", **values: object) -> None:
    for number in range(count):
        record_audit(
            actor=Actor(uuid=None, name=name, capacity="employee", address="10.1.2.3"),
            **{"verb": "people.move_unit", "label": f"Hemtjänst {number}", **values},  # type: ignore[arg-type]
        )


def find(auditor: SiteClient, **criteria: str) -> str:
    """Search; gives the address of the result."""
    answer = auditor.post(PATH, {**WHY, **criteria})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def listed(auditor: SiteClient, **criteria: str) -> list[tuple[str, str]]:
    return [(e.actor_name, e.verb) for e in auditor.get(find(auditor, **criteria)).context["page"]]


def test_pf63_a_new_site_has_a_group_of_auditors_with_that_right_only(skara: Tenant) -> None:
    names = Group.objects.get(name=AUDITORS).permissions.values_list("content_type__app_label", "codename")
    assert list(names) == [("kernel", "view_auditentry")]


@pytest.mark.parametrize("missing", ["purpose", "reason"])
def test_law12_nobody_searches_without_saying_why(missing: str, auditor: SiteClient) -> None:
    before = AuditEntry.objects.count()
    answer = auditor.post(PATH, {**WHY, missing: ""})
    assert answer.status_code == 200
    assert missing in answer.context["form"].errors
    assert AuditEntry.objects.count() == before


def test_law12_the_search_and_its_purpose_stand_in_the_log(auditor: SiteClient) -> None:
    find(auditor, person="Lisa", since="2026-01-01")
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.actor_name, entry.right) == (
        "identity.search_log", "Granskare Greta", "kernel.view_auditentry",
    )  # fmt: skip
    assert entry.details == {**WHY, "criteria": {"person": "Lisa", "since": "2026-01-01"}}


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"person": "lisa"}, 2),
        ({"person": "lisa", "verb": "people.move_unit"}, 1),
        ({"target": "hemtjänst"}, 1),
        ({"result": "refused"}, 1),
        ({"since": "2026-01-01", "person": "lisa"}, 2),
        ({"until": "2020-01-01"}, 0),
        ({"person": "ingen alls"}, 0),
    ],
)
def test_pf63_the_search_filters(criteria: dict[str, str], expected: int, auditor: SiteClient) -> None:
    act()
    act(verb="identity.choose_preferences", label="Lisa")
    act(verb="kernel.refuse", label="/skriv-nyhet/", result="refused", name="Olle")
    assert len(listed(auditor, **criteria)) == expected


def test_pf63_days_the_wrong_way_round_are_told(auditor: SiteClient) -> None:
    answer = auditor.post(PATH, {**WHY, "since": "2026-02-01", "until": "2026-01-01"})
    assert "Byt plats på dem" in answer.content.decode()


def test_pf63_a_result_is_the_searchers_own_and_for_some_hours(
    auditor: SiteClient, skara: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = find(auditor)
    colleague = SiteClient("skara.localhost").sign_in(PersonFactory(auditor=True))
    assert colleague.get(address).status_code == 404, "the colleague has said nothing about why"
    assert auditor.get(address).status_code == 200
    from datetime import timedelta

    monkeypatch.setattr("samverk.identity.log.queries.VALID_FOR", timedelta(0))
    assert auditor.get(address).status_code == 404


@pytest.mark.parametrize("form", ["csv", "print"])
def test_pf63_what_leaves_the_house_stands_in_the_log(form: str, auditor: SiteClient) -> None:
    act()
    address = find(auditor, person="Lisa") + {"csv": "csv/", "print": "utskrift/"}[form]
    assert auditor.get(address).status_code == 200
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.details["form"]) == ("identity.export_log", form)


def test_pf63_the_csv_has_every_row_and_no_formulas(auditor: SiteClient) -> None:
    act(60)
    act(name="=HYPERLINK(1)")
    answer = auditor.get(find(auditor, verb="people.move_unit") + "csv/")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(body), delimiter=";"))
    assert len(rows) == 61
    assert rows[0]["actor_name"] == "'=HYPERLINK(1)"
    assert rows[1]["address"] == "10.1.2.3"


def test_pf63_the_result_is_the_same_number_of_queries_for_2_rows_and_200(auditor: SiteClient) -> None:
    counts = []
    for more in (2, 198):
        act(more)
        address = find(auditor, person="Lisa")
        auditor.get(address)
        with assert_query_budget(12) as queries:
            auditor.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pf63_the_log_of_the_neighbour_is_not_found(sites: SimpleNamespace, client_for) -> None:  # type: ignore[no-untyped-def]
    with site(sites.hjo):
        act(name="Hjos egen")
    with site(sites.skara):
        greta = SiteClient("skara.localhost").sign_in(PersonFactory(auditor=True))
        assert listed(greta, person="Hjos egen") == []


@pytest.mark.parametrize("trait", ["editor", "moderator", "maintainer", "guest", "elected"])
def test_law12_no_office_gives_the_right_to_the_log(trait: str, skara: Tenant) -> None:
    person = PersonFactory(**{trait: True})
    browser = SiteClient("skara.localhost").sign_in(person)
    assert browser.get(PATH).status_code == 403
    before = AuditEntry.objects.count()
    assert browser.post(PATH, WHY).status_code == 403
    assert list(AuditEntry.objects.values_list("verb", flat=True)[: AuditEntry.objects.count() - before]) == [
        "kernel.refuse"
    ]


def test_the_log_is_offered_to_its_auditors_only(skara: Tenant) -> None:
    entry = administration_entries["log"]
    assert entry.may_see(PersonFactory(auditor=True))
    assert not entry.may_see(PersonFactory(maintainer=True))
    assert entry.url() == PATH


def test_pf63_the_log_speaks_words(auditor: SiteClient) -> None:
    act(right="identity.administer_site")
    act(verb="later.do_something")
    form = auditor.get(PATH)
    choices = dict(form.context["form"].fields["verb"].choices)
    assert choices["people.move_unit"] == "Flyttade en enhet"
    assert choices["later.do_something"] == "later.do_something"
    assert 'href="/administration/"' in form.content.decode()
    address = find(auditor, person="Lisa")
    for end in ("", "utskrift/"):
        page = auditor.get(address + end).content.decode()
        assert "Flyttade en enhet" in page
        assert "<code>people.move_unit</code>" in page
        assert "Sköta webbplatsens administration" in page
        assert "sv-table-frame" in page, "a wide table scrolls in a frame of its own"
        assert 'href="/administration/logg/"' in page


@pytest.mark.parametrize("end", ["", "utskrift/", "csv/"])
def test_pf63_what_came_after_the_search_is_not_in_it(end: str, auditor: SiteClient) -> None:
    act(label="Före")
    address = find(auditor, person="Lisa")
    act(label="Efteråt")
    answer = auditor.get(address + end)
    body = b"".join(answer).decode()
    assert "Före" in body
    assert "Efteråt" not in body


def test_pf63_the_auditor_finds_the_administration_in_the_menu(auditor: SiteClient) -> None:
    assert 'class="row" href="/administration/"' in auditor.get("/").content.decode()
    other = SiteClient("skara.localhost").sign_in(PersonFactory())
    assert 'href="/administration/"' not in other.get("/").content.decode()
