"""The launcher: who to call, how to get in and how it is doing, before one clicks (PF-16, PF-17)."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import Succession
from samverk.kernel.subjects import Ref, visible_refs
from samverk.notifications.models import Event
from samverk.people.models import Authority, Department, Placement, RoleAssignment, Unit
from samverk.portal.models import LineOfBusinessSystem, StatusChange
from samverk.portal.systems.actions.hand_over_systems import give_systems, move_systems, move_systems_back
from samverk.portal.systems.actions.keep_system import keep_system
from samverk.portal.systems.actions.set_status import set_status
from samverk.portal.systems.facts import SystemFacts
from samverk.portal.systems.queries import systems
from samverk.portal.today.queries import day_of
from samverk.social.following.actions.follow import follow
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, unit
from tests.support.portal import system_row

pytestmark = [pytest.mark.server]
FACTS = {"name": "Lön", "purpose": "Se sin lön.", "address": "https://lon.example/", "owner": "HR-chefen"}


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="portal.").order_by("pk").values_list("verb", flat=True))


def test_pf16_a_disturbance_is_shown_before_the_click_and_told_to_followers(
    skara: Tenant, signed_in: SiteClient, employee: User
) -> None:
    maintainer = PersonFactory()
    system = system_row("Lön", maintainer=maintainer)
    follow(actor=actor_for(employee), user=employee, ref=Ref("system", str(system.uuid)), now=clock.now())
    assert "Driftstörning" not in signed_in.get("/system/").content.decode()
    page = SiteClient("skara.localhost").sign_in(maintainer)
    said = {"status": "disturbed", "text": "Logga in via telefonen så länge."}
    for _twice in range(2):
        assert page.post(f"/system/{system.uuid}/", said).status_code == 302
    launcher = signed_in.get("/system/").content.decode()
    assert launcher.index("Logga in via telefonen så länge.") < launcher.index("https://lon.example.invalid/")
    start = signed_in.get("/").content.decode()
    assert "Driftstörning" in start
    assert "https://lon.example.invalid/" not in start, "the way in leads past what is wrong"
    assert StatusChange.objects.count() == 1, "said twice it is one statement"
    event = Event.objects.get(kind="system_status")
    assert event.audience["users"] == {"4": [employee.pk]}
    assert "portal.set_status" in verbs()


def test_pf16_a_disturbance_with_an_end_is_over_by_itself_and_needs_words(skara: Tenant) -> None:
    maintainer, now = PersonFactory(), clock.now()
    system = system_row("Lön", maintainer=maintainer)
    act = {"actor": actor_for(maintainer), "user": maintainer, "system": system, "now": now}
    for wrong in (
        {"status": "disturbed", "text": " "},
        {"status": "planned", "text": "Uppgradering"},
        {"status": "disturbed", "text": "x", "ends": now - timedelta(minutes=1)},
    ):
        with pytest.raises(ValidationError):
            set_status(**act, **wrong)
    assert StatusChange.objects.count() == 0
    set_status(**act, status="disturbed", text="Långsamt", ends=now + timedelta(hours=1))
    [shown] = systems()
    assert shown.state_at(now) == "disturbed"
    assert shown.state_at(now + timedelta(hours=1)) == "normal"


def test_pf16_a_planned_stop_stands_in_the_day_of_those_who_use_the_system(
    skara: Tenant, employee: User, signed_in: SiteClient
) -> None:
    noon = localtime(clock.now()).replace(hour=12, minute=0)
    stop = {
        "status": "planned",
        "status_text": "Uppgradering",
        "status_from": noon,
        "status_to": noon + timedelta(hours=1),
    }
    system_row("Lön", **stop)
    system_row("Stört", **stop | {"status": "disturbed"})
    others, chosen = (
        system_row("Möten", capacities=["elected"], **stop),
        system_row("Arkiv", capacities=["elected"], **stop),
    )
    system_row("I morgon", **stop | {"status_from": noon + timedelta(days=1), "status_to": noon + timedelta(days=2)})
    system_row("Var i går", **stop | {"status_from": noon - timedelta(days=2), "status_to": noon - timedelta(days=1)})
    signed_in.post(f"/system/{chosen.uuid}/stjarna/", {"stjarna": "1"})
    lines = day_of(employee, clock.today())
    assert [(line.label, line.begins, line.ends) for line in lines] == [
        (f"Planerat avbrott: {name}", noon, noon + timedelta(hours=1)) for name in ("Arkiv", "Lön")
    ]
    assert others.name not in str(lines)
    assert "Planerat avbrott: Lön" in signed_in.get("/").content.decode()
    assert day_of(PersonFactory(guest=True), clock.today()) == []


def test_pf16_only_the_systems_maintainer_says_how_it_is(skara: Tenant, signed_in: SiteClient) -> None:
    system = system_row("Lön", maintainer=PersonFactory())
    assert signed_in.post(f"/system/{system.uuid}/", {"status": "disturbed", "text": "Nere"}).status_code == 403
    assert "Sätt läget" not in signed_in.get(f"/system/{system.uuid}/").content.decode()
    assert StatusChange.objects.count() == 0


def test_pf16_my_stars_first_then_what_is_meant_for_me_and_nothing_hidden(
    skara: Tenant, signed_in: SiteClient, employee: User
) -> None:
    first = clock.today()
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=first)
    department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=first)
    unit = Unit.objects.create(name="Hemtjänsten", department=department, valid_from=first)
    Placement.objects.create(user=employee, unit=unit, title="Undersköterska", valid_from=first)
    star = system_row("Ö-systemet", capacities=["elected"])
    system_row("Omsorg", units=[str(department.uuid)])
    system_row("Mötesportal", capacities=["elected"])
    for _twice in range(2):
        assert signed_in.post(f"/system/{star.uuid}/stjarna/", {"stjarna": "1"}).status_code == 302
    text = signed_in.get("/system/").content.decode()
    found = [text.index(f"<h3>{name}</h3>") for name in ("Ö-systemet", "Omsorg", "Mötesportal")]
    assert found == sorted(found)
    assert text.index("För dig") < text.index("<h3>Omsorg") < text.index("Alla andra")
    assert signed_in.post(f"/system/{star.uuid}/stjarna/", {"stjarna": "0"}).status_code == 302
    assert "Dina system" not in signed_in.get("/system/").content.decode()
    assert verbs().count("portal.star_system") == 3


def test_pf16_parts_of_the_organisation_are_ticked_and_folded_until_one_is(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    part = unit("Hemtjänst norr")
    maintainer = client_for("skara.localhost", user=PersonFactory(maintainer=True))

    def shown(path: str) -> Tag:
        form = BeautifulSoup(maintainer.get(path).content, "html.parser").select_one('[data-testid="system-form"]')
        assert form is not None
        assert not form.select("select[multiple]"), "nobody holds down a key to choose several"
        return form

    new = shown("/administration/system/nytt/")
    boxes = new.select('details:not([open]) fieldset input[type="checkbox"][name="units"]')
    assert {str(part.uuid), str(part.department.uuid)} <= {box["value"] for box in boxes}
    chosen = [str(part.uuid), str(part.department.uuid)]
    maintainer.post("/administration/system/nytt/", FACTS | {"sign_in": "own", "integration": "link", "units": chosen})
    row = LineOfBusinessSystem.objects.get()
    assert sorted(row.units) == sorted(chosen)
    ticked = shown(f"/administration/system/{row.uuid}/").select('details[open] input[name="units"][checked]')
    assert sorted(box["value"] for box in ticked) == sorted(chosen)


def test_pf16_a_system_is_meant_for_those_with_a_role(
    skara: Tenant, signed_in: SiteClient, employee: User, client_for: Callable[..., SiteClient]
) -> None:
    maintainer = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    assert maintainer.post("/administration/system/nytt/", FACTS | {
        "sign_in": "own", "integration": "link", "obstacle": "", "roles": ["registrar"], "name": "Diariet",
    }).status_code == 302  # fmt: skip
    row = LineOfBusinessSystem.objects.get(name="Diariet")
    assert row.roles == ["registrar"]
    assert re.search(r'name="roles" value="registrar"[^>]* checked', maintainer.get(
        f"/administration/system/{row.uuid}/").content.decode())  # fmt: skip
    outsider = signed_in.get("/system/").content.decode()
    assert outsider.index("Alla andra") < outsider.index("<h3>Diariet"), "found by everybody, first for nobody else"
    registrar = PersonFactory()
    RoleAssignment.objects.create(user=registrar, role="registrar", valid_from=clock.today())
    assert "Alla andra" not in (mine := client_for("skara.localhost", user=registrar).get("/system/").content.decode())
    assert mine.index("För dig") < mine.index("<h3>Diariet")
    assert b"registrar" in maintainer.get("/administration/system/register.csv").content
    unknown = b"name;purpose;address;owner;roles\r\nDiariet;Se;https://d.example/;HR;pope\r\n"
    upload = SimpleUploadedFile("system.csv", unknown, content_type="text/csv")
    answer = maintainer.post("/administration/system/las-in/", {"fil": upload})
    assert (answer.status_code, "Kolumnen roles kan vara" in answer.content.decode()) == (422, True)


def test_pf17_secrecy_refuses_embedded_data_and_offers_a_link(skara: Tenant) -> None:
    maintainer = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    wanted = {**FACTS, "sign_in": "own", "integration": "embed", "obstacle": "secrecy", "alternative": "Logga in där."}
    refused = maintainer.post("/administration/system/nytt/", wanted)
    assert refused.status_code == 422
    assert "Välj länk i stället" in refused.content.decode()
    assert LineOfBusinessSystem.objects.count() == 0
    with pytest.raises(ValidationError):
        keep_system(actor=HOUSE, facts=SystemFacts(**FACTS, obstacle="secrecy", integration="data", alternative="x"))
    with pytest.raises(IntegrityError), transaction.atomic():
        system_row("Lön", obstacle="secrecy", integration="data", alternative="x")
    assert maintainer.post("/administration/system/nytt/", {**wanted, "integration": "link"}).status_code == 302
    assert "Logga in där." in maintainer.get("/system/").content.decode()
    row = LineOfBusinessSystem.objects.get()
    assert maintainer.post(f"/administration/system/{row.uuid}/ta-bort/").status_code == 302
    assert verbs() == ["portal.keep_system", "portal.remove_system"]


def test_pf16_no_address_runs_a_script(skara: Tenant) -> None:
    with pytest.raises(ValidationError):
        keep_system(actor=HOUSE, facts=SystemFacts(**{**FACTS, "address": "javascript:alert(1)"}))


def test_pf16_the_register_goes_out_and_in_as_a_file_all_or_nothing(skara: Tenant) -> None:
    client = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    system_row("Lön", purpose="=1+1")
    out = client.get("/administration/system/register.csv").content
    assert b"'=1+1" in out, "no formula leaves the house"

    def read(content: bytes) -> int:
        upload = SimpleUploadedFile("system.csv", content, content_type="text/csv")
        return client.post("/administration/system/las-in/", {"fil": upload}).status_code

    head = "name;purpose;address;owner;integration;obstacle;alternative\r\n"
    good = "Tid;Se scheman;https://tid.example/;HR;link;;\r\n"
    bad = "Vård;Läs;https://vard.example/;Socialchefen;data;secrecy;Logga in där\r\n"
    assert read((head + good + bad).encode()) == 422
    assert read(b"\0\1") == 422
    assert list(LineOfBusinessSystem.objects.values_list("name", flat=True)) == ["Lön"]
    assert read((head + good + "Lön;Ny text;https://ny.example/;HR;;;\r\n").encode()) == 302
    assert LineOfBusinessSystem.objects.get(name="Lön").purpose == "Ny text"
    assert LineOfBusinessSystem.objects.count() == 2


def test_pf16_systems_follow_people_and_units(skara: Tenant) -> None:
    old, new, other = PersonFactory(), PersonFactory(), PersonFactory()
    before, after = PersonFactory().uuid, PersonFactory().uuid
    system = system_row("Lön", maintainer=old, units=[str(before)])
    theirs = system_row("Tid", maintainer=other)
    keys = [str(system.uuid), str(theirs.uuid)]
    assert give_systems(actor=HOUSE, keys=keys, frm=old, to=new) == 1
    theirs.refresh_from_db()
    assert theirs.maintainer == other
    moved = Succession(before=(before,), after=(after,))
    assert move_systems(actor=HOUSE, moved=moved, day=clock.today()) == 1
    assert move_systems(actor=HOUSE, moved=moved, day=clock.today()) == 0
    system.refresh_from_db()
    assert set(system.units) == {str(before), str(after)}
    assert move_systems_back(actor=HOUSE, moved=moved, day=clock.today()) == 1
    assert {"portal.give_systems", "portal.move_systems"} <= set(verbs())


def test_pf16_other_sites_and_guests_see_nothing_of_it(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        system = system_row("Lön")
        guest = PersonFactory(guest=True)
        ref = Ref("system", str(system.uuid))
        assert visible_refs(guest, [ref]) == set()
        assert visible_refs(PersonFactory(), [ref]) == {ref}
    with site(sites.hjo):
        assert systems() == []


def test_performance_the_launcher_costs_the_same_for_two_systems_and_two_hundred(
    skara: Tenant, signed_in: SiteClient
) -> None:
    counts = []
    for number in (2, 200):
        for each in range(number):
            system_row(f"System {number}-{each}")
        signed_in.get("/system/")
        with assert_query_budget(9) as asked:
            signed_in.get("/system/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
