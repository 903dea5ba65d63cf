"""People, groups and rights as the site's own maintainers see and change them (PF-02, PF-04, LAW-24)."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.identity.devices.models import SignedIn
from samverk.identity.groups import AUDITORS, EDITORS, PROTECTORS, SYSTEM_MAINTAINERS
from samverk.identity.models import Capacity, User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.identity.oidc.here.models import ClaimRule
from samverk.identity.rights.actions.add_to_group import add_to_group
from samverk.identity.rights.actions.change_group import change_group
from samverk.identity.rights.actions.close_account import close_account
from samverk.identity.rights.actions.open_account import open_account
from samverk.identity.rights.actions.remove_from_group import remove_from_group
from samverk.identity.rights.lockout import LastMaintainer
from samverk.identity.rights.refusal import Refusal
from samverk.identity.rights.words import permission_words
from samverk.identity.scim.actions.map_group import map_group
from samverk.identity.scim.models import GroupMember, ProvisionedGroup, ProvisionedPerson
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.portal.alarms.furnish import ALARMISTS
from tenants.models import Tenant
from tenants.settings.features import group_labels
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.openid.rows import provider_row

pytestmark = [pytest.mark.server]
PEOPLE, GROUPS = "/administration/personer/", "/administration/grupper/"
REASON = "Slutade i förtid enligt ärende 12"


@pytest.fixture
def maintainer(skara: Tenant) -> User:
    return PersonFactory(maintainer=True, display_name="Siv Förvaltare", username="siv")


@pytest.fixture
def browser(maintainer: User) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(maintainer)


def provisioned(user: User, active: bool | None = True) -> ProvisionedPerson:
    return ProvisionedPerson.objects.create(
        user=user, issuer=user.issuer, user_name=user.username, active=active,
        created_at=clock.now(), changed_at=clock.now(),
    )  # fmt: skip


def place(user: User, unit: str) -> None:
    day = clock.today()
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=day)
    department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=day)
    there = Unit.objects.create(name=unit, department=department, valid_from=day)
    Placement.objects.create(user=user, unit=there, title="Ömsint handläggare", valid_from=day)


def lines(verb: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=ör", ["Gun Örn", "Åsa Ängström"]),
        ("q=ÄNG", ["Åsa Ängström"]),
        ("q=ång", []),
        ("q=asa", ["Zorro Asa"]),
        ("q=åsa+äng", ["Åsa Ängström"]),
        ("q=örebro", ["Åsa Ängström"]),
        ("q=gunorn", ["Gun Örn"]),
        ("roll=guest", ["Gun Örn"]),
        ("lage=closed", ["Zorro Asa"]),
    ],
)
def test_pf02_people_are_found_by_the_beginning_of_words(asked: str, found: list[str], browser: SiteClient) -> None:
    asa = PersonFactory(display_name="Åsa Ängström", username="u1")
    PersonFactory(display_name="Gun Örn", username="gunorn", guest=True)
    PersonFactory(display_name="Zorro Asa", username="u3", is_active=False)
    place(asa, "Kontoret i Örebro")
    response = browser.get(f"{PEOPLE}?{asked}")
    names = [row["person"].display_name for row in response.context["rows"]]
    assert names == found


def test_pf02_the_list_is_in_swedish_order_and_costs_the_same_for_many(browser: SiteClient) -> None:
    for name in ("Östen", "Zäta", "Åke", "Änna"):
        PersonFactory(display_name=name)
    rows = browser.get(f"{PEOPLE}?lage=open").context["rows"]
    assert [row["person"].display_name for row in rows] == ["Siv Förvaltare", "Zäta", "Åke", "Änna", "Östen"]
    with assert_query_budget(14) as few:
        browser.get(PEOPLE)
    User.objects.bulk_create(
        [User(username=f"m{n}", subject=f"m{n}", issuer="x", display_name=f"Många {n}") for n in range(2000)]
    )
    group = Group.objects.get(name=EDITORS)
    group.user_set.add(*User.objects.filter(issuer="x")[:200])
    with assert_query_budget(14) as many:
        assert "2 005 personer" in browser.get(PEOPLE).content.decode().replace("\xa0", " ")
    assert len(few) == len(many)
    browser.get(f"{GROUPS}{group.pk}/?q=m")
    with assert_query_budget(20):
        browser.get(f"{GROUPS}{group.pk}/?q=m")


def test_law24_a_protected_identity_is_absent_without_the_right_and_a_chosen_name_with_it(
    browser: SiteClient, maintainer: User
) -> None:
    hidden = PersonFactory(
        display_name="Handläggare 7", username="kanarie", title="Kanarietitel", email="kanarie@example.invalid",
        first_name="Kanarie", is_protected=True, editor=True,
    )  # fmt: skip
    editors = Group.objects.get(name=EDITORS)
    paths = [PEOPLE, f"{PEOPLE}?q=handl", f"{GROUPS}{editors.pk}/", f"{GROUPS}{editors.pk}/?q=Handl"]
    for path in paths:
        assert "Handläggare 7" not in browser.get(path).content.decode(), path
    assert browser.get(f"{PEOPLE}{hidden.uuid}/").status_code == 404
    assert browser.post(f"{PEOPLE}{hidden.uuid}/stang/", {"reason": REASON}).status_code == 404
    right, _made = Permission.objects.get_or_create(
        codename="protect_people",
        content_type=Permission.objects.get(codename="administer_site").content_type,
        defaults={"name": "Can protect people"},
    )
    maintainer.user_permissions.add(right)
    for path in [*paths[:3], f"{PEOPLE}{hidden.uuid}/"]:
        shown = browser.get(path).content.decode()
        assert "Handläggare 7" in shown, path
        assert "anarie" not in shown, path
    assert not browser.get(f"{PEOPLE}?q=kanarie").context["rows"], "what is hidden finds nobody"


def test_pf02_where_each_membership_comes_from_is_told_and_what_others_decide_is_locked(
    browser: SiteClient, maintainer: User
) -> None:
    link = provider_row("entra", Tenant.objects.get(slug="skara"))
    person = PersonFactory(issuer=link.provider.issuer, subject="s1", display_name="Pia Person")
    by_directory, by_rule, by_hand = (Group.objects.create(name=name) for name in ("Katalogen", "Regeln", "Handen"))
    theirs = ProvisionedGroup.objects.create(
        issuer=person.issuer, display_name="SG-IFO", created_at=clock.now(), changed_at=clock.now()
    )
    GroupMember.objects.create(group=theirs, person=provisioned(person))
    map_group(actor=HOUSE, group=theirs, house_group=by_directory)
    ClaimRule.objects.create(
        provider_key="entra", effect="group", claim="department", values=["IT"], outcome=by_rule.name
    )
    person.groups.add(by_rule)
    add_to_group(actor=actor_for(maintainer), user=person, group=by_hand)
    page = browser.get(f"{PEOPLE}{person.uuid}/").content.decode()
    for told in ("SG-IFO", "department = IT", "Av Siv Förvaltare", "Styrs av katalogen", "Styrs av inloggningen"):
        assert told in page, told
    assert "Kommunens katalog." in page
    for locked in (by_directory, by_rule):
        answer = browser.post(f"{PEOPLE}{person.uuid}/grupp/", {"grupp": locked.pk, "ta-bort": "1"}, follow=True)
        assert "Styrs av" in "".join(str(m) for m in answer.context["messages"])
        assert person.groups.filter(pk=locked.pk).exists()
    browser.post(f"{PEOPLE}{person.uuid}/grupp/", {"grupp": by_hand.pk, "ta-bort": "1"})
    assert set(person.groups.all()) == {by_directory, by_rule}
    assert [line.actor_name for line in lines("rights.remove_from_group")] == ["Siv Förvaltare"]
    answer = browser.get(f"{GROUPS}{by_directory.pk}/").content.decode()
    assert "SG-IFO" in answer
    refused = browser.post(f"{GROUPS}{by_directory.pk}/ta-bort/", follow=True)
    assert "Ta bort kopplingen först" in refused.content.decode()


def test_pf02_a_closed_account_is_out_at_the_next_request_and_comes_back(browser: SiteClient) -> None:
    person = PersonFactory(editor=True)
    theirs = SiteClient("skara.localhost").sign_in(person)
    SignedIn.objects.create(user=person, session_key=theirs.session.session_key, device="Firefox", began_at=clock.now())
    assert theirs.get("/nyheter/").status_code == 200
    assert browser.post(f"{PEOPLE}{person.uuid}/stang/", {"reason": "kort"}).status_code == 422
    assert theirs.get("/nyheter/").status_code == 200, "a refused action changes nothing"
    browser.post(f"{PEOPLE}{person.uuid}/stang/", {"reason": REASON})
    assert theirs.get("/nyheter/").status_code == 302
    (line,) = lines("rights.close_account")
    assert (line.details["reason"], line.right) == (REASON, "identity.administer_site")
    assert "Kontot är stängt" in browser.get(f"{PEOPLE}{person.uuid}/").content.decode()
    browser.post(f"{PEOPLE}{person.uuid}/oppna/")
    person.refresh_from_db()
    assert person.is_active
    assert len(lines("rights.open_account")) == 1
    assert theirs.get("/nyheter/").status_code == 302, "the old session stays dead"


def test_pf02_whom_the_directory_calls_a_leaver_is_not_opened_here(browser: SiteClient) -> None:
    person = PersonFactory(is_active=False, issuer="https://idp.example")
    provisioned(person, active=False)
    assert "Styrs av katalogen" in browser.get(f"{PEOPLE}{person.uuid}/").content.decode()
    browser.post(f"{PEOPLE}{person.uuid}/oppna/")
    person.refresh_from_db()
    assert not person.is_active
    guest = PersonFactory(is_active=False, capacity=Capacity.GUEST)
    browser.post(f"{PEOPLE}{guest.uuid}/oppna/")
    guest.refresh_from_db()
    assert not guest.is_active


def test_pf02_all_sessions_of_a_person_are_ended_but_not_the_maintainers_own(
    browser: SiteClient, maintainer: User
) -> None:
    for user in (maintainer, PersonFactory(username="annan")):
        client = browser if user == maintainer else SiteClient("skara.localhost").sign_in(user)
        key = client.session.session_key
        SignedIn.objects.create(user=user, session_key=key, device="Firefox", began_at=clock.now())
        browser.post(f"{PEOPLE}{user.uuid}/logga-ut/")
        assert (client.get("/nyheter/").status_code == 200) is (user == maintainer)
    assert {line.right for line in lines("identity.end_sessions")} == {"identity.administer_site"}


def test_pf02_the_last_maintainer_is_neither_closed_nor_taken_out(maintainer: User, browser: SiteClient) -> None:
    group = Group.objects.get(name=SYSTEM_MAINTAINERS)
    PersonFactory(maintainer=True, is_active=False)
    with pytest.raises(LastMaintainer):
        remove_from_group(actor=HOUSE, user=maintainer, group=group)
    with pytest.raises(LastMaintainer):
        close_account(actor=HOUSE, user=maintainer, reason=REASON, now=clock.now())
    maintainer.refresh_from_db()
    assert maintainer.is_active
    assert maintainer.groups.filter(pk=group.pk).exists()
    answer = browser.post(f"{GROUPS}{group.pk}/person/", {"person": maintainer.uuid, "ta-bort": "1"}, follow=True)
    assert "den sista som kan sköta webbplatsen" in answer.content.decode()
    PersonFactory(maintainer=True)
    remove_from_group(actor=HOUSE, user=maintainer, group=group)
    assert browser.get(PEOPLE).status_code == 403, "and the right is gone at the next request"


def test_tn12_who_is_here_for_support_is_no_maintainer_of_the_sites_own(maintainer: User) -> None:
    support = PersonFactory(issuer=SUPPORT_ISSUER, capacity=Capacity.SUPPLIER)
    support.user_permissions.add(Permission.objects.get(codename="administer_site"))
    browser = SiteClient("skara.localhost").sign_in(support)
    form = {"home": 1, "note": "x", "reason": REASON, "valid_to": clock.today().isoformat()}
    assert browser.post("/administration/delegerad-forvaltning/", form).status_code == 403
    with pytest.raises(LastMaintainer):
        close_account(actor=HOUSE, user=maintainer, reason=REASON, now=clock.now())
    close_account(actor=HOUSE, user=support, reason=REASON, now=clock.now())
    with pytest.raises(Refusal):
        open_account(actor=HOUSE, user=support, now=clock.now())


def test_pf02_a_mapping_that_would_leave_nobody_is_not_undone(skara: Tenant) -> None:
    group = Group.objects.get(name=SYSTEM_MAINTAINERS)
    theirs = ProvisionedGroup.objects.create(
        issuer="https://idp.example", display_name="SG-IT", created_at=clock.now(), changed_at=clock.now()
    )
    person = PersonFactory(issuer="https://idp.example")
    GroupMember.objects.create(group=theirs, person=provisioned(person))
    map_group(actor=HOUSE, group=theirs, house_group=group)
    browser = SiteClient("skara.localhost").sign_in(person)
    answer = browser.post(f"/administration/scim/grupper/{theirs.uuid}/", {"house_group": ""}, follow=True)
    assert "den sista som kan sköta webbplatsen" in answer.content.decode()
    assert person.groups.filter(pk=group.pk).exists()


def test_law12_nobody_appoints_themselves_to_read_the_log_or_protected_identities(
    browser: SiteClient, maintainer: User
) -> None:
    other = PersonFactory()
    for name in (AUDITORS, PROTECTORS):
        group = Group.objects.get(name=name)
        for person in (maintainer, other):
            browser.post(f"{GROUPS}{group.pk}/person/", {"person": person.uuid})
        assert not maintainer.groups.filter(pk=group.pk).exists(), name
        assert other.groups.filter(pk=group.pk).exists(), name
    with pytest.raises(Refusal):
        close_account(actor=actor_for(maintainer), user=maintainer, reason=REASON, now=clock.now())


def test_pf02_a_group_lives_from_making_to_removal_and_back(browser: SiteClient) -> None:
    answer = browser.post(GROUPS, {"name": "  Kris ledning ", "description": "Vid samhällsstörning"}, follow=True)
    group = Group.objects.get(name="Kris ledning")
    assert "Vid samhällsstörning" in answer.content.decode()
    for taken in ("kris LEDNING", "Redaktörer", "editors", "\u200bKris\u00a0ledning \u2060\ufeff"):
        assert browser.post(GROUPS, {"name": taken}).status_code == 422, taken
    for unseen in ("\u200b", "\u2060 \u00ad", "– –"):
        assert browser.post(GROUPS, {"name": unseen}).status_code == 422, ascii(unseen)
    person = PersonFactory(display_name="Kim Krissamordnare")
    outsider = SiteClient("skara.localhost").sign_in(PersonFactory())
    assert "Kim Krissamordnare" in browser.get(f"{GROUPS}{group.pk}/?q=kriss").content.decode()
    browser.post(f"{GROUPS}{group.pk}/person/", {"person": person.uuid})
    closed = NewsPageFactory(slug="kris")
    PageViewRestriction.objects.create(page=closed, restriction_type="groups").groups.add(group)
    member = SiteClient("skara.localhost").sign_in(person)
    assert member.get("/nyheter/kris/").status_code == 200
    undo = browser.post(f"{GROUPS}{group.pk}/person/", {"person": person.uuid, "ta-bort": "1"}, follow=True)
    assert "Kim Krissamordnare är inte längre med" in undo.content.decode()
    assert member.get("/nyheter/kris/").status_code == 403
    browser.post(f"{GROUPS}{group.pk}/person/", {"person": person.uuid})
    browser.post(f"{GROUPS}{group.pk}/", {"name": "Krisstab", "description": ""})
    group.refresh_from_db()
    assert group.name == "Krisstab"
    browser.post(f"{GROUPS}{group.pk}/ta-bort/")
    assert browser.get(f"{GROUPS}{group.pk}/").status_code == 404
    assert [member.get("/nyheter/kris/").status_code, outsider.get("/nyheter/kris/").status_code] == [403, 403]
    assert browser.post(GROUPS, {"name": "krisstab"}).status_code == 422, "its name waits for it"
    browser.post(f"{GROUPS}{group.pk}/angra/")
    assert member.get("/nyheter/kris/").status_code == 200
    verbs = ("create", "change", "remove", "restore")
    assert [len(lines(f"rights.{verb}_group")) for verb in verbs] == [1, 1, 1, 1]
    assert lines("rights.create_group")[0].object_label == "Kris ledning"
    assert len(lines("rights.change_group") + lines("rights.remove_group") + lines("rights.restore_group")) == 3
    assert len(lines("rights.add_to_group")) == 2


def test_pf02_a_group_that_rules_name_keeps_its_rules_and_the_house_keeps_its_groups(browser: SiteClient) -> None:
    group = Group.objects.create(name="Ekonomi")
    rule = ClaimRule.objects.create(provider_key="entra", effect="group", claim="dep", values=["EK"], outcome="Ekonomi")
    browser.post(f"{GROUPS}{group.pk}/", {"name": "Ekonomer", "description": "x"})
    rule.refresh_from_db()
    assert rule.outcome == "Ekonomer"
    editors = Group.objects.get(name=EDITORS)
    browser.post(f"{GROUPS}{editors.pk}/", {"name": "Annat", "description": "Skriver nyheter"})
    browser.post(f"{GROUPS}{editors.pk}/ta-bort/")
    editors.refresh_from_db()
    assert editors.name == EDITORS
    assert "Skriver nyheter" in browser.get(f"{GROUPS}{editors.pk}/").content.decode()


def test_pf02_what_a_group_may_do_is_said_in_words_and_never_in_codes(browser: SiteClient) -> None:
    group = Group.objects.get(name=SYSTEM_MAINTAINERS)
    group.permissions.add(Permission.objects.get(codename="add_placement"))
    page = browser.get(f"{GROUPS}{group.pk}/").content.decode()
    assert "Sköta webbplatsens administration" in page
    assert "Annat som rör: placements." in page
    for code in ("administer_site", "access_admin", "add_placement"):
        assert code not in page
    editors = browser.get(f"{GROUPS}{Group.objects.get(name=EDITORS).pk}/").content.decode()
    assert "Gå in i redaktionen" in editors
    assert "Skapa sidor" in editors


def test_pf02_a_group_that_another_room_declares_is_the_houses_own_on_every_page(maintainer: User) -> None:
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    group = Group.objects.get(name=ALARMISTS)
    page, person = f"{GROUPS}{group.pk}/", PersonFactory(display_name="Lova Larm")
    row = BeautifulSoup(browser.get(GROUPS).content, "html.parser").find("a", href=page).find_parent("tr")  # type: ignore[union-attr]
    assert "Larmansvariga" in row.text  # type: ignore[union-attr]
    assert "Finns på alla webbplatser" in row.text  # type: ignore[union-attr]
    assert browser.post(f"{page}person/", {"person": person.uuid}).status_code == 302
    for path in (GROUPS, page, PEOPLE, f"{PEOPLE}{person.uuid}/", "/administration/inloggning/"):
        assert ALARMISTS not in browser.get(path).content.decode(), path
    shown = browser.get(page).content.decode()
    assert "heter lika överallt" in shown
    assert "remove-group" not in shown
    assert browser.post(page, {"name": "Kris", "description": "Larmar."}).status_code == 302
    browser.post(f"{page}ta-bort/", {})
    with pytest.raises(Refusal):
        change_group(actor=HOUSE, group=Group.objects.get(pk=group.pk), name="Kris", description="")
    assert "finns redan" in browser.post(GROUPS, {"name": "larmansvariga", "description": ""}).content.decode()
    kept = Group.objects.get(pk=group.pk)
    assert (kept.name, kept.card.description, kept.card.removed_at) == (ALARMISTS, "Larmar.", None)
    assert person.groups.get() == kept


def test_law11_only_maintainers_come_in_and_nothing_happens_for_others(skara: Tenant) -> None:
    editor = PersonFactory(editor=True)
    person, group = PersonFactory(), Group.objects.create(name="Kris")
    client = SiteClient("skara.localhost").sign_in(editor)
    for path, data in (
        (f"{PEOPLE}{person.uuid}/stang/", {"reason": REASON}),
        (f"{PEOPLE}{person.uuid}/grupp/", {"grupp": group.pk}),
        (f"{GROUPS}{group.pk}/person/", {"person": person.uuid}),
        (f"{GROUPS}{group.pk}/ta-bort/", {}),
    ):
        assert client.post(path, data).status_code == 403
    person.refresh_from_db()
    assert person.is_active
    assert not person.groups.exists()
    assert not hasattr(group, "card")


def test_pf02_every_right_of_the_houses_own_groups_has_words(skara: Tenant) -> None:
    house = [name for name, _label in group_labels]
    held = Permission.objects.filter(group__name__in=house).values_list("content_type__app_label", "codename")
    keys = {".".join(pair) for pair in held}
    assert {"identity.protect_people", "identity.invite_guests"} <= keys
    assert {key for key in keys if key not in permission_words} == set()


def test_pf02_landmarks_have_names_of_their_own_and_headings_are_headings(maintainer: User) -> None:
    client = SiteClient("skara.localhost").sign_in(maintainer)
    news = NewsPageFactory()
    for path in (PEOPLE, f"/administration/vem-far-se/sida/{news.pk}/", "/administration/vem-far-se/?q=e"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        named = [each["aria-labelledby"] for each in page.select("section[aria-labelledby], [role=region]")]
        assert len(named) == len(set(named)), path
        assert page.select("h1[role], h2[role]") == []
