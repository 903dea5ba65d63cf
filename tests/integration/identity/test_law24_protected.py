"""LAW-24: who has a protected identity is called something else wherever anybody looks."""

import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from wagtail.models import Comment, ModelLogEntry, Page

from samverk.identity.access import actor_for
from samverk.identity.delegation.here.models import Delegation
from samverk.identity.delegation.models import Invitation
from samverk.identity.groups import PROTECTORS
from samverk.identity.models import User
from samverk.identity.names import shown_name
from samverk.identity.protection.actions.end_protection import end_protection
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.identity.protection.models import SealedFacts
from samverk.identity.protection.sealed import redactor
from samverk.identity.queries import search_people, visible_people
from samverk.identity.rights.origins import Origin, groups_of
from samverk.identity.site_settings import SESSION_HOURS
from samverk.identity.support.models import SupportSession
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack
from samverk.intranet.emergency.queries import all_packs
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.kernel.models import AuditEntry
from samverk.people.actions.prepare_plan import prepare_plan
from samverk.people.models import Authority, Department, Placement, ReorganisationPlan, Unit
from tenants.models import Tenant
from tenants.profile.actions.assess_maturity import assess_maturity
from tenants.profile.models import AREAS, Assessment
from tenants.queries import active_schema, tenant_in
from tenants.settings.actions.set_setting import set_setting
from tenants.settings.models import SettingValue
from tenants.settings.queries import row_of
from tenants.settings.registry import HERE
from tenants.site_context import operator_site, site
from tests.isolation import world
from tests.isolation.table import SITE
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, DocumentFactory, NewsPageFactory, PersonFactory, SectionPageFactory
from tests.support.guests import stay_row
from tests.support.openid.rows import identity_row

pytestmark = [pytest.mark.server]
#: Nothing else on a page contains these; the initials are ÖÅ.
CANARIES = ("kanarief", "örnulfa", "åskvädersson", "ÖÅ", "gulfjäder", "013-121212")


@pytest.fixture
def protector(skara: Tenant) -> User:
    return PersonFactory(group_names=(PROTECTORS,))


def canary(**traits: object) -> User:
    return PersonFactory(
        username="kanariefagel", display_name="Örnulfa Åskvädersson", first_name="Örnulfa",
        last_name="Åskvädersson", title="Gulfjäderexpert", email="kanariefagel@example.invalid", **traits,
    )  # fmt: skip


def protect(user: User, protector: User, shown_as: str = "Medarbetare 12") -> User:
    return protect_person(
        actor=actor_for(protector), protector=protector, user=user, shown_as=shown_as, reason="Ärende 7"
    )


def plant(user: User) -> None:
    """Make the person author, owner, editor, reviewer and member of everything there is."""
    news = NewsPageFactory(title="Fjädrar", slug="fjadrar", owner=user)
    news.save_revision(user=user, log_action=True)
    news.locked, news.locked_by, news.locked_at = True, user, clock.now()
    news.save()
    draft = SectionPageFactory(title="Utkast", slug="utkast", owner=user, draft=True)
    draft.save_revision(user=user, log_action=True)
    Page.objects.filter(slug__in=["ny-vardcentral", "anstalld", "fakturor"]).update(
        owner=user, locked=True, locked_by=user, locked_at=clock.now()
    )
    page = Page.objects.get(slug="ny-vardcentral").specific
    Comment.objects.create(page=page, user=user, text="Läst", contentpath="title")
    page.save_revision(user=user, log_action=True)
    page.get_workflow().start(page, user)
    document = DocumentFactory(uploaded_by_user=user)
    document.save()
    day = date(2020, 1, 1)
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=day)
    department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=day)
    unit = Unit.objects.create(name="Enheten", department=department, valid_from=day)
    Placement.objects.create(user=user, unit=unit, title="Gulfjäderexpert", valid_from=day, is_head=True)
    user.groups.add(Group.objects.create(name="Fåglar"))
    ModelLogEntry.objects.log_action(instance=user, action="wagtail.edit", user=user, title=str(user))
    stay_row(sponsor=user)
    identity_row("entra", user)
    record_audit(actor=actor_for(user), verb="test.sing", target=user, details={"who": user.display_name})
    write_down(user)


def write_down(user: User) -> None:
    """The person decides about settings, delegations, support and plans; the rows keep the name (and the log)."""
    actor, here, day = actor_for(user), active_schema(), clock.today()
    row = row_of(key=SESSION_HOURS, scope=HERE)
    set_setting(actor=actor, key=SESSION_HOURS, value=9, now=clock.now(), seen=row.revision if row else None)
    assess_maturity(actor=actor, scores=dict.fromkeys(AREAS, 3), now=clock.now())
    prepare_plan(actor=actor, title="Ny enhet", day=day)
    for ended, username in ((None, "uppdrag-a"), (clock.now(), "uppdrag-b")):
        Delegation.objects.create(
            user=PersonFactory(username=username, supplier=True), home_slug="hjo", home_name="Hjo", reason="Ledighet",
            valid_from=day, valid_to=day, granted_by=actor.name, granted_at=clock.now(), ended_at=ended,
            ended_by=actor.name if ended else "",
        )  # fmt: skip
    Invitation.objects.create(
        code_hash="c" * 64, target_schema=here, home_schema="t_annan", note="H", reason="Ledighet", valid_to=day,
        invited_by=actor.name, created_at=clock.now(), expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    with operator_site():
        SupportSession.objects.create(
            schema_name=here, user_uuid=uuid4(), opened_by_uuid=uuid4(), opened_by_name="Olle Drift", reason="Sök",
            scope="look", began_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), ended_at=clock.now(),
            ended_how="site", ended_by_name=actor.name,
        )  # fmt: skip
    group = Group.objects.create(name="Flockar")
    for one in User.objects.filter(username__startswith="uppdrag-"):
        one.groups.add(group)
        record_audit(actor=actor, verb="rights.add_to_group", target=one, details={"group_id": group.pk})
    build_emergency_pack(actor=HOUSE, tenant=tenant_in(here), now=clock.now())


def written_down() -> set[str]:
    """Every name that is kept where `write_down` wrote one."""
    delegations = Delegation.objects.values_list("granted_by", "ended_by")
    return {
        *SettingValue.objects.filter(key=SESSION_HOURS.name).values_list("set_by_name", flat=True),
        *Assessment.objects.values_list("by_name", flat=True),
        *ReorganisationPlan.objects.values_list("made_by", flat=True),
        *(name for pair in delegations for name in pair if name),
        *Invitation.objects.values_list("invited_by", flat=True),
        *SupportSession.objects.values_list("ended_by_name", flat=True),
        *(origin.by for one in User.objects.filter(username__startswith="uppdrag-") for origin in origins(one)),
    }


def origins(user: User) -> list[Origin]:
    """As a maintainer who may not know reads them."""
    return groups_of(user, redact=redactor(PersonFactory(maintainer=True)))


def packed() -> str:
    """All that the packs on the disk say."""
    found = ""
    for pack in all_packs():
        with default_storage.open(pack.name) as file, zipfile.ZipFile(file) as archive:
            found += archive.read("index.html").decode()
    return found


def test_law24_names_written_down_beside_what_somebody_did_follow(
    skara: Tenant,
    protector: User,
    client_for: Callable[..., SiteClient],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    user = canary()
    unit = Unit.objects.create(
        name="Enheten", valid_from=date(2020, 1, 1),
        department=Department.objects.create(
            name="F", valid_from=date(2020, 1, 1),
            authority=Authority.objects.create(name="N", kind="committee", valid_from=date(2020, 1, 1)),
        ),
    )  # fmt: skip
    Placement.objects.create(user=user, unit=unit, title="Chef", valid_from=date(2020, 1, 1), is_head=True)
    write_down(user)
    assert written_down() == {"Örnulfa Åskvädersson"}
    assert "Örnulfa" in packed()
    with django_capture_on_commit_callbacks(execute=True):
        protect(user, protector)
    assert written_down() == {"Medarbetare 12"}
    assert len(all_packs()) == 1
    assert "Örnulfa" not in packed()
    browser = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    shown = browser.get(f"/administration/installningar/{SESSION_HOURS.name}/").content.decode()
    assert "Medarbetare 12" in shown
    assert "Örnulfa" not in shown
    protect(user, protector, "Medarbetare 13")
    namesake = PersonFactory(display_name="Medarbetare 13")
    end_protection(actor=actor_for(protector), protector=protector, user=user)
    by_id = SettingValue.objects.get(key=SESSION_HOURS.name).set_by_name
    assert (by_id, ReorganisationPlan.objects.get().made_by) == ("Örnulfa Åskvädersson", namesake.display_name)


@pytest.mark.long
def test_law24_no_page_tells_who_it_is(sites: SimpleNamespace) -> None:
    """Every address of the site, asked by a system maintainer and by an employee who may not know."""
    here = world.build(sites)
    with site(sites.skara):
        user = canary()
        protector = PersonFactory(group_names=(PROTECTORS,))
        plant(user)
        here.values["person"], here.values["person_uuid"] = user.pk, user.uuid
        here.values["page"] = Page.objects.get(slug="ny-vardcentral").pk
        protect(user, protector)
        askers = {
            "maintainer": PersonFactory(maintainer=True, group_names=("System maintainers", "Auditors", "Editors")),
            "employee": PersonFactory(),
        }
    for name, person in askers.items():
        here.browsers[name] = SiteClient("skara.localhost").sign_in(person)
    told, answered = [], 0
    for row in SITE:
        if row.method != "GET":
            continue
        for name in askers:
            if name == "employee" and row.path.startswith("/redaktion/"):
                continue
            response = here.knock(name, row.path)
            content = b"".join(response) if response.streaming else response.content
            text = content.decode(errors="replace").casefold()
            answered += response.status_code == 200
            told += [f"{row.path} tells {name} {sign}" for sign in CANARIES if sign.casefold() in text]
    assert told == []
    assert answered > 100, "pages were really drawn"
    for path in ("/nyheter/fjadrar/", "/redaktion/users/?q=medarbetare", "/redaktion/reports/site-history/"):
        text = here.knock("maintainer", path).content.decode().casefold()
        assert [sign for sign in CANARIES if sign.casefold() in text] == [], path


def test_law24_the_probe_sees_a_row_that_was_not_emptied(
    skara: Tenant, client_for: Callable[..., SiteClient], protector: User
) -> None:
    """The planted leak: protected by a flag alone."""
    user = canary(is_protected=True)
    NewsPageFactory(slug="fjadrar", owner=user)
    browser = client_for("skara.localhost", user=PersonFactory())
    assert "Örnulfa" in browser.get("/nyheter/fjadrar/").content.decode()
    protect(user, protector)
    shown = browser.get("/nyheter/fjadrar/").content.decode()
    assert "Örnulfa" not in shown
    assert "Medarbetare 12" in shown


def test_law24_protection_is_set_changed_and_ended(
    protector: User, client_for: Callable[..., SiteClient], skara: Tenant
) -> None:
    user = canary(maintainer=True)
    before = {name: getattr(user, name) for name in ("username", "display_name", "title", "email")}
    browser = client_for("skara.localhost", user=protector)
    path = f"/administration/skyddade-personuppgifter/{user.uuid}/"
    found = browser.get("/administration/skyddade-personuppgifter/?q=örnulfa").content.decode()
    assert path in found
    for wrong in ("Örnulfa A", "  ", "Fru åskvädersson"):
        assert browser.post(path, {"shown_as": wrong, "reason": "Ärende 7"}).status_code == 422
    assert browser.post(path, {"shown_as": "Medarbetare 12", "reason": "Ärende 7"}).status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.title, user.email) == ("Medarbetare 12", "", "")
    entry = AuditEntry.objects.get(verb="identity.protect_person")
    assert (entry.object_label, entry.details, entry.right) == ("Medarbetare 12", {}, "identity.protect_people")
    assert "Örnulfa" in browser.get("/administration/skyddade-personuppgifter/").content.decode()

    own = client_for("skara.localhost")
    assert own.post("/logga-in/", {"username": "kanariefagel", "password": PASSWORD}).status_code == 302
    assert own.get("/administration/skyddade-personuppgifter/").status_code == 403, "not by being a maintainer"

    assert browser.post(path, {"shown_as": "Örnulfa 13", "reason": "Ärende 7"}).status_code == 422, "nor later"
    assert browser.post(path, {"shown_as": "Medarbetare 13", "reason": "Ärende 7"}).status_code == 302
    assert browser.post(path + "hav/").status_code == 302
    user.refresh_from_db()
    assert {name: getattr(user, name) for name in before} == before
    assert SealedFacts.objects.count() == 0
    assert AuditEntry.objects.get(verb="identity.end_protection").object_label == "Medarbetare 13"


def test_law24_only_those_appointed_protect_or_see(skara: Tenant, protector: User) -> None:
    user, maintainer = protect(canary(), protector), PersonFactory(maintainer=True)
    for refused in (maintainer, PersonFactory(editor=True), PersonFactory(guest=True, group_names=(PROTECTORS,))):
        with pytest.raises(Denied):
            protect(PersonFactory(), refused)
        with pytest.raises(Denied):
            end_protection(actor=actor_for(refused), protector=refused, user=user)
    assert shown_name(user, maintainer) == "Medarbetare 12"
    assert shown_name(user, protector) == "Örnulfa Åskvädersson (skyddad, visas som Medarbetare 12)"
    assert user not in visible_people(maintainer)
    assert user in visible_people(protector)
    assert user in visible_people(user)
    assert (
        search_people(viewer=maintainer, text="örnulfa")
        == search_people(viewer=maintainer, text="Medarbetare 12")
        == []
    )
    assert search_people(viewer=protector, text="örnulfa") == [user]


def test_law24_the_log_shows_the_protected_name_and_a_real_name_finds_nothing(
    skara: Tenant, protector: User, client_for: Callable[..., SiteClient]
) -> None:
    user = canary()
    record_audit(actor=actor_for(user), verb="test.sing", target=user, details={"mail": user.email})
    protect(user, protector)
    text = {}
    for name, person in (
        ("auditor", PersonFactory(auditor=True)),
        ("both", PersonFactory(group_names=("Auditors", PROTECTORS))),
    ):
        browser = client_for("skara.localhost", user=person)
        for wanted in ("", "Örnulfa", "Medarbetare 12"):
            asked = {"purpose": "supervision", "reason": "Tillsyn av loggen", "verb": "test.sing", "person": wanted}
            number = browser.post("/administration/logg/", asked)["Location"].split("/")[-2]
            pages = [browser.get(f"/administration/logg/{number}/{end}") for end in ("", "utskrift/", "csv/")]
            text[name, wanted] = "".join(
                (b"".join(page) if page.streaming else page.content).decode() for page in pages
            ).replace('value="Örnulfa"', "")
    assert "Medarbetare 12" in text["auditor", ""]
    assert not [sign for sign in ("Åskvädersson", "kanariefagel") if sign in text["auditor", ""]]
    assert "test.sing" not in text["auditor", "Örnulfa"], "or a search would tell who is behind the name"
    assert "Åskvädersson" in text["both", ""]
    assert "test.sing" in text["both", "Örnulfa"]


def test_law24_what_a_directory_says_of_somebody_protected_goes_behind_the_seal(skara: Tenant, protector: User) -> None:
    from samverk.identity.scim.actions.provision_person import change_person, provision_person
    from samverk.identity.scim.facts import PersonFacts

    facts = PersonFacts(user_name="fagel@skara.example", external_id="7", display_name="Örnulfa Åskvädersson")
    person = provision_person(
        actor=actor_for(protector), issuer="https://idp.example", capacity="employee", facts=facts, now=clock.now()
    )
    protect(person.user, protector)
    married = PersonFacts(user_name="fagel@skara.example", external_id="7", display_name="Örnulfa Kanariefågel")
    change_person(actor=actor_for(protector), person=person, capacity="employee", facts=married, now=clock.now())
    user = User.objects.get(pk=person.user_id)
    assert user.display_name == "Medarbetare 12"
    end_protection(actor=actor_for(protector), protector=protector, user=user)
    assert User.objects.get(pk=user.pk).display_name == "Örnulfa Kanariefågel"


def test_law24_wagtails_log_keeps_the_name_of_now(skara: Tenant, protector: User) -> None:
    user = canary()
    ModelLogEntry.objects.log_action(instance=user, action="wagtail.edit", user=user, title=str(user))
    protect(user, protector)
    kind = ContentType.objects.get_for_model(User)
    assert ModelLogEntry.objects.get(content_type=kind, object_id=str(user.pk)).label == "Medarbetare 12"


def test_law24_a_name_to_show_without_a_reason_is_refused(skara: Tenant, protector: User) -> None:
    with pytest.raises(ValidationError):
        protect_person(actor=actor_for(protector), protector=protector, user=canary(), shown_as="M", reason=" ")


def test_law24_a_name_behind_the_seal_is_not_free(skara: Tenant, protector: User) -> None:
    """Whoever comes meanwhile is called something else, so that the name can be given back."""
    from samverk.identity.actions.create_local_account import UsernameTaken, create_local_account
    from samverk.identity.guests.actions.accept_invitation import accept_invitation
    from samverk.identity.guests.queries import link_digest
    from samverk.identity.scim.actions.provision_person import provision_person
    from samverk.identity.scim.facts import PersonFacts

    user = PersonFactory(username="fagel@skara.example", display_name="Örnulfa Åskvädersson")
    protect(user, protector)
    facts = PersonFacts(user_name="Fagel@skara.example", external_id="8", display_name="Bo Ek")
    person = provision_person(
        actor=HOUSE, issuer="https://idp.example", capacity="employee", facts=facts, now=clock.now()
    )
    assert person.user.username == str(person.user.uuid)
    stay = stay_row(
        sponsor=protector, email="Fagel@skara.example", link_hash=link_digest("x"),
        link_expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    guest = accept_invitation(actor=HOUSE, token="x", password="tre gröna äpplen", now=clock.now())
    assert guest.username == f"gast-{stay.pk}"
    with pytest.raises(UsernameTaken):
        create_local_account(actor=HOUSE, username="fagel@skara.example")
    end_protection(actor=actor_for(protector), protector=protector, user=user)
    assert User.objects.get(pk=user.pk).username == "fagel@skara.example"


def test_law24_ending_protection_never_fails_for_a_user_name(skara: Tenant, protector: User) -> None:
    user = protect(canary(), protector)
    PersonFactory(username="Kanariefagel", display_name="Bo Ek")
    shown = end_protection(actor=actor_for(protector), protector=protector, user=user)
    assert (shown.display_name, shown.username[:7]) == ("Örnulfa Åskvädersson", "person-")


def test_law24_texts_that_people_wrote_about_the_person_lose_the_name(skara: Tenant, protector: User) -> None:
    person = PersonFactory(display_name="Kim Kanariefågel", username="kim.kanarie", email="kim@skara.se")
    text = "Efter samtal med KIM KANARIEFÅGELS chef, se kim@skara.se. Kimono är något annat."
    stay = stay_row(sponsor=person, purpose=text)
    chosen = set_setting(actor=HOUSE, key=SESSION_HOURS, value=8, now=clock.now(), reason=text)
    other = PersonFactory()
    today = clock.today()
    given = Delegation.objects.create(
        user=other, home_slug="hjo", home_name="Hjo", reason=text, valid_from=today, valid_to=today,
        granted_by="x", granted_at=clock.now(),
    )  # fmt: skip
    with operator_site():
        session = SupportSession.objects.create(
            schema_name="skara", user_uuid=uuid4(), opened_by_uuid=uuid4(), opened_by_name="Olle", reason=text,
            scope="look", began_at=clock.now(), ends_at=clock.now() + timedelta(hours=1),
        )  # fmt: skip
    protect_person(actor=HOUSE, protector=protector, user=person, shown_as="Medarbetare 12", reason="Beslut 7")
    for row, field in ((stay, "purpose"), (given, "reason"), (chosen, "reason"), (session, "reason")):
        row.refresh_from_db()
        now = getattr(row, field)
        assert "kanarie" not in now.casefold(), field
        assert "kim@skara.se" not in now, field
        assert "Medarbetare 12" in now, field
        assert "Kimono" in now, "only what is theirs"
