"""PF-02 and LAW-49: rights and sessions follow the directory at the next request; deactivation is not deletion."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key
from samverk.identity.groups import EDITORS, SYSTEM_MAINTAINERS
from samverk.identity.models import Capacity, User
from samverk.identity.scim.actions.map_group import map_group
from samverk.identity.scim.models import GrantedRight, PersonEmail, ProvisionedGroup, ProvisionedPerson
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.scim import ENTERPRISE, ISSUER, USER, Directory, new_token

pytestmark = [pytest.mark.server]
WRITE = "/skriv-nyhet/"


def signed_in_as(uuid: str) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(User.objects.get(uuid=uuid))


def status(client: SiteClient, path: str = WRITE) -> int:
    return int(client.get(path).status_code)


def mapped(uuid: str, name: str = EDITORS) -> None:
    group = ProvisionedGroup.objects.get(uuid=uuid)
    map_group(actor=HOUSE, group=group, house_group=Group.objects.get(name=name))


def test_pf02_an_unmapped_group_gives_nothing_a_mapped_one_at_the_next_request(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    browser = signed_in_as(lisa)
    group = directory.group("IFO-redaktör", lisa)
    assert status(browser) == 403, "deny by default"
    mapped(group)
    assert status(browser) == 302, "the same session"
    answer = directory.patch(f"/Groups/{group}", {"op": "Remove", "path": f'members[value eq "{lisa}"]'})
    assert answer.status_code < 300
    assert status(browser) == 403, "gone at the next request"
    assert browser.get("/").status_code == 200, "but still signed in"
    assert GrantedRight.objects.count() == 0


def test_pf02_a_group_called_as_one_here_gives_nothing_by_its_name(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    for name in (EDITORS, SYSTEM_MAINTAINERS, "Systemförvaltare"):
        directory.group(name, lisa)
    assert not User.objects.get(uuid=lisa).groups.exists()
    assert status(signed_in_as(lisa), "/administration/") == 403


@pytest.mark.parametrize("way", ["delete the group", "unmap", "replace the members", "delete the house group"])
def test_pf02_every_way_out_of_a_group_ends_the_right(way: str, directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    house = Group.objects.create(name="Egna redaktörer")
    house.permissions.set(Group.objects.get(name=EDITORS).permissions.all())
    group = directory.group("IFO-redaktör", lisa)
    mapped(group, house.name)
    assert User.objects.get(uuid=lisa).groups.count() == 1
    if way == "delete the group":
        assert directory.ask("DELETE", f"/Groups/{group}").status_code == 204
    elif way == "unmap":
        map_group(actor=HOUSE, group=ProvisionedGroup.objects.get(uuid=group), house_group=None)
    elif way == "replace the members":
        directory.patch(f"/Groups/{group}", {"op": "replace", "path": "members", "value": []})
    else:
        house.delete()
        assert directory.ask("GET", f"/Groups/{group}").status_code == 200, "the directory's group is its own"
    assert not User.objects.get(uuid=lisa).groups.exists()


def test_pf02_what_was_given_by_hand_stays(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    User.objects.get(uuid=lisa).groups.add(Group.objects.get(name=EDITORS))
    group = directory.group("IFO-redaktör", lisa)
    mapped(group)
    assert directory.ask("DELETE", f"/Groups/{group}").status_code == 204
    assert status(signed_in_as(lisa)) == 302


def test_pf02_two_groups_that_mean_the_same(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    first, second = directory.group("Ett", lisa), directory.group("Två", lisa)
    mapped(first)
    mapped(second)
    directory.ask("DELETE", f"/Groups/{first}")
    assert User.objects.get(uuid=lisa).groups.count() == 1
    directory.ask("DELETE", f"/Groups/{second}")
    assert User.objects.get(uuid=lisa).groups.count() == 0


def test_law49_deactivation_ends_the_session_and_it_does_not_come_back(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    group = directory.group("IFO-redaktör", lisa)
    mapped(group)
    browser = signed_in_as(lisa)
    assert browser.get("/").status_code == 200
    directory.patch(f"/Users/{lisa}", {"op": "Replace", "path": "active", "value": "False"})
    ended = browser.get("/")
    assert (ended.status_code, ended["Location"].partition("?")[0]) == (302, "/logga-in/")
    assert not User.objects.get(uuid=lisa).groups.exists()
    directory.patch(f"/Users/{lisa}", {"op": "Replace", "path": "active", "value": "True"})
    assert browser.get("/").status_code == 302, "the old session stays ended"
    assert status(signed_in_as(lisa)) == 302, "the right is back with the person"


def test_law49_a_deleted_person_keeps_name_and_what_they_wrote(directory: Directory) -> None:
    lisa = directory.user(
        "lisa@skara.se",
        displayName="Lisa Lundqvist",
        title="Enhetschef",
        emails=[{"value": "lisa@skara.se", "type": "work"}],
        **{ENTERPRISE: {"department": "Hemtjänst"}},
    )
    user = User.objects.get(uuid=lisa)
    news = NewsPageFactory(owner=user)
    browser = signed_in_as(lisa)
    assert browser.get("/").status_code == 200
    assert directory.ask("DELETE", f"/Users/{lisa}").status_code == 204
    assert browser.get("/").status_code == 302
    gone = User.objects.get(uuid=lisa)
    assert (gone.is_active, gone.display_name, gone.email, gone.title) == (False, "Lisa Lundqvist", "", "")
    news.refresh_from_db()
    assert news.owner == gone
    assert (ProvisionedPerson.objects.count(), PersonEmail.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(verb="scim.remove_person", object_id=str(gone.pk)).exists()
    assert directory.user("lisa@skara.se") == lisa, "who comes back is the same person"
    assert User.objects.get(uuid=lisa).is_active


def test_law49_the_person_who_signed_in_first_is_the_one_delivered_later(directory: Directory) -> None:
    earlier = PersonFactory(issuer=ISSUER, subject="oid-lisa@skara.se", username="lisa-fran-inloggning")
    assert directory.user("lisa@skara.se", displayName="Lisa") == str(earlier.uuid)
    earlier.refresh_from_db()
    assert (earlier.display_name, earlier.username) == ("Lisa", "lisa-fran-inloggning")


def test_law49_the_same_mail_or_name_never_makes_the_same_person(directory: Directory) -> None:
    local = PersonFactory(username="lisa@skara.se", email="lisa@skara.se", maintainer=True)
    lisa = directory.user("lisa@skara.se", emails=[{"value": "lisa@skara.se"}])
    assert lisa != str(local.uuid)
    before = User.objects.filter(pk=local.pk).values().get()
    directory.ask("DELETE", f"/Users/{lisa}")
    assert directory.ask("DELETE", f"/Users/{local.uuid}").status_code == 404
    assert User.objects.filter(pk=local.pk).values().get() == before


def test_law49_a_person_cannot_become_another_one(directory: Directory) -> None:
    lisa, omar = directory.user("lisa@skara.se"), directory.user("omar@skara.se")
    stolen = directory.patch(f"/Users/{lisa}", {"op": "replace", "path": "externalId", "value": "oid-omar@skara.se"})
    assert (stolen.status_code, stolen.json()["scimType"]) == (409, "uniqueness")
    assert User.objects.get(uuid=lisa).subject == "oid-lisa@skara.se"
    assert User.objects.get(uuid=omar).subject == "oid-omar@skara.se"


def test_law49_an_account_the_house_closed_is_not_opened_by_a_new_title(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    User.objects.filter(uuid=lisa).update(is_active=False)
    directory.patch(f"/Users/{lisa}", {"op": "replace", "path": "title", "value": "Chef"})
    assert not User.objects.get(uuid=lisa).is_active


def test_law49_the_public_directory_follows(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    entry = DirectoryEntry.objects.get(user_uuid=lisa)
    assert entry.person_key == person_key(issuer=ISSUER, subject="oid-lisa@skara.se")
    assert (entry.valid_from, entry.valid_to) == (clock.today(), None)
    yesterday = clock.today() - timedelta(days=1)
    DirectoryEntry.objects.update(valid_from=yesterday - timedelta(days=9))
    directory.patch(f"/Users/{lisa}", {"op": "replace", "value": {"active": False}})
    assert DirectoryEntry.objects.get(user_uuid=lisa).valid_to == yesterday
    directory.patch(f"/Users/{lisa}", {"op": "replace", "value": {"active": True}})
    assert DirectoryEntry.objects.get(user_uuid=lisa).valid_to is None
    directory.patch(f"/Users/{lisa}", {"op": "replace", "path": "externalId", "value": "ny"})
    assert [e.person_key for e in DirectoryEntry.objects.filter(user_uuid=lisa)] == [
        person_key(issuer=ISSUER, subject="ny")
    ], "the old identity leads nowhere"


def test_pf07_a_guest_of_the_directory_is_a_guest_here(directory: Directory) -> None:
    guest = directory.user("gast@annan.se", userType="Guest")
    assert User.objects.get(uuid=guest).capacity == Capacity.GUEST
    elected = Directory("skara.localhost", new_token(issuer="https://tro.example.org", capacity=Capacity.ELECTED))
    assert User.objects.get(uuid=elected.user("bo@skara.se")).capacity == Capacity.ELECTED


NUMBERS = ["19811218-9876", "198112189876", "8112189876", "811218-9876", "811278-9873"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("field", ["userName", "externalId", "displayName", "title"])
def test_law24_a_personnummer_is_refused_and_not_repeated(number: str, field: str, directory: Directory) -> None:
    body = {"schemas": [USER], "userName": "x@skara.se", "externalId": "x", field: f"{number}"}
    answer = directory.ask("POST", "/Users", body)
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")
    assert number not in answer.content.decode()
    assert not User.objects.filter(issuer=ISSUER).exists()


@pytest.mark.parametrize("text", ["811218-9875", "2819c223-7f76-453a-919d-413861904646", "0511320000", "99999999-9999"])
def test_law24_other_numbers_are_fine(text: str, directory: Directory) -> None:
    assert directory.user("x@skara.se", externalId=text)


def test_law24_a_protected_person_never_goes_out_and_can_still_be_deactivated(directory: Directory) -> None:
    hidden, seen = directory.user("hemlig@skara.se", displayName="Hemlig Person"), directory.user("lisa@skara.se")
    group = directory.group("Alla", hidden, seen)
    mapped(group)
    User.objects.filter(uuid=hidden).update(is_protected=True)
    for path in (
        "/Users",
        "/Users?filter=userName+eq+%22hemlig@skara.se%22",
        f"/Users/{hidden}",
        "/Groups",
        f"/Groups/{group}",
        f"/Groups?filter=members+eq+%22{hidden}%22",
        "/?filter=displayName+pr",
    ):
        told = directory.ask("GET", path).content.decode()
        assert "emlig" not in told, path
        assert hidden not in told.replace("No such", ""), path
    asked = directory.ask("GET", f"/Groups?filter=members+eq+%22{hidden}%22").json()
    assert asked["totalResults"] == 0, "not told by asking for it either"
    changed = directory.ask(
        "PATCH",
        f"/Users/{hidden}?attributes=displayName,userName,title",
        {"Operations": [{"op": "replace", "path": "title", "value": "Chef"}]},
    )
    assert changed.status_code == 200
    assert "Hemlig" not in changed.content.decode()
    directory.patch(f"/Groups/{group}", {"op": "remove", "path": f'members[value eq "{seen}"]'})
    assert User.objects.get(uuid=hidden).groups.exists(), "who is not shown is not lost"
    directory.patch(f"/Users/{hidden}", {"op": "replace", "value": {"active": False}})
    assert not User.objects.get(uuid=hidden).is_active


def test_performance_the_same_number_of_queries_for_two_and_two_hundred(directory: Directory, skara: Tenant) -> None:
    def deliver(first: int, last: int) -> list[str]:
        emails = [{"value": "a@b.se", "type": "work"}, {"value": "c@d.se", "type": "home"}]
        return [directory.user(f"p{number}@skara.se", emails=emails) for number in range(first, last)]

    def asked(path: str) -> int:
        assert directory.ask("GET", path).status_code == 200
        with assert_query_budget(8) as queries:
            assert directory.ask("GET", path).status_code == 200
        return len(queries)

    paths = ("/Users?count=200", '/Users?filter=emails[type+eq+"work"]&count=200', "/Groups?count=200")
    people = deliver(0, 2)
    for number in range(2):
        directory.group(f"G{number}", *people)
    few = {path: asked(path) for path in paths}
    people += deliver(2, 200)
    for number in range(2, 12):
        directory.group(f"G{number}", *people)
    assert {path: asked(path) for path in paths} == few


def test_law49_a_refused_request_changes_nothing(directory: Directory) -> None:
    lisa = directory.user("lisa@skara.se")
    before = ProvisionedPerson.objects.values().get()
    entries = AuditEntry.objects.count()
    answer = directory.patch(
        f"/Users/{lisa}",
        {"op": "replace", "path": "title", "value": "Chef"},
        {"op": "replace", "path": "emails", "value": [{"value": "inte en adress"}]},
    )
    assert answer.status_code == 400
    assert directory.ask("POST", "/Users", {"userName": "LISA@skara.se", "externalId": "annan"}).status_code == 409
    assert directory.ask("POST", "/Groups", {"displayName": "G", "members": [{"value": "nej"}]}).status_code == 400
    assert ProvisionedPerson.objects.values().get() == before
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b"[" * 20000, b'{"Operations": 1}', b'{"Operations": [1]}']
)
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT"])
def test_law49_nonsense_is_400(method: str, body: bytes, directory: Directory) -> None:
    path = "/Users" if method == "POST" else f"/Users/{directory.user('lisa@skara.se')}"
    headers = {"Authorization": f"Bearer {directory.token}", "host": "skara.localhost"}
    answer = directory.client.generic(
        method, "/scim/v2" + path, body, content_type="application/scim+json", headers=headers
    )
    assert answer.status_code == 400
    nested = directory.ask("GET", "/Users?filter=" + "(" * 3000 + "a+pr" + ")" * 3000)
    assert nested.status_code == 400


def test_law49_who_already_is_in_the_directory_is_entered_once(directory: Directory) -> None:
    earlier = PersonFactory(issuer=ISSUER, subject="oid-lisa@skara.se")
    enter_in_directory(actor=HOUSE, user=earlier, valid_from=clock.today())
    directory.user("lisa@skara.se")
    assert DirectoryEntry.objects.filter(user_uuid=earlier.uuid).count() == 1
