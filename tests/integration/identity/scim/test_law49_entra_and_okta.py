"""LAW-49: the requests of Microsoft Entra ID and Okta, shaped as their documentation shows them."""

from urllib.parse import urlencode

import pytest

from samverk.identity.models import Capacity, User
from samverk.identity.scim.models import PersonEmail, ProvisionedPerson
from tests.support.scim import ENTERPRISE, GROUP, USER, Directory

pytestmark = [pytest.mark.server]


def entra_body(name: str = "lisa.lundqvist@skara.se", **values: object) -> dict[str, object]:
    """What Entra's provisioning service posts with its default mappings, phone numbers and all."""
    return {
        "schemas": [USER, ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": name,
        "active": True,
        "displayName": "Lisa Lundqvist",
        "title": "Enhetschef",
        "emails": [{"type": "work", "value": name, "primary": True}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "Lisa Lundqvist", "familyName": "Lundqvist", "givenName": "Lisa"},
        "phoneNumbers": [{"type": "work", "value": "0511-320 00"}],
        "addresses": [{"type": "work", "locality": "Skara", "formatted": "Södra Kyrkogatan 2"}],
        "preferredLanguage": "sv",
        "roles": [],
        ENTERPRISE: {"employeeNumber": "701984", "department": "Hemtjänst norra"},
        **values,
    }


@pytest.fixture
def lisa(directory: Directory) -> str:
    made = directory.ask("POST", "/Users", entra_body())
    assert made.status_code == 201
    assert made["Location"] == made.json()["meta"]["location"]
    assert made["Location"].startswith("http://skara.localhost/scim/v2/Users/")
    return str(made.json()["id"])


def test_law49_entra_tests_the_connection_with_a_user_that_does_not_exist(directory: Directory) -> None:
    answer = directory.ask("GET", '/Users?filter=userName+eq+"5c2dd3e6-7e44-4a44-a2ac-d6b6e3cbb5a1"')
    assert answer.status_code == 200
    assert answer.json()["totalResults"] == 0
    assert answer.json().get("Resources", []) == []


def test_law49_entra_creates_and_only_what_is_needed_is_kept(directory: Directory, lisa: str) -> None:
    user = User.objects.get(uuid=lisa)
    assert (user.issuer, user.subject) == (
        "https://login.example.org/skara/v2.0",
        "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    )
    assert (user.display_name, user.first_name, user.title) == ("Lisa Lundqvist", "Lisa", "Enhetschef")
    assert (user.email, user.capacity) == ("lisa.lundqvist@skara.se", Capacity.EMPLOYEE)
    assert not user.has_usable_password()
    told = directory.ask("GET", f"/Users/{lisa}").content.decode()
    for secret in ("701984", "0511", "Kyrkogatan", "employeeNumber", "phoneNumbers"):
        assert secret not in told
    stored = str(ProvisionedPerson.objects.values().get()) + str(User.objects.filter(uuid=lisa).values().get())
    assert "701984" not in stored
    assert "0511" not in stored


def test_law49_entra_finds_by_name_mail_and_external_id(directory: Directory, lisa: str) -> None:
    directory.user("annan@skara.se")
    for question in (
        'userName eq "LISA.lundqvist@skara.se"',
        'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"',
        'emails[type eq "work"].value eq "lisa.lundqvist@skara.se"',
        'emails[type eq "work" and value eq "lisa.lundqvist@skara.se"]',
        'emails.value sw "lisa" and active eq true',
        f'{ENTERPRISE}:department co "norra" or title eq "finns inte"',
        f'id eq "{lisa}"',
    ):
        answer = directory.ask("GET", "/Users?" + urlencode({"filter": question}))
        assert [each["id"] for each in answer.json()["Resources"]] == [lisa], question


def test_law49_entra_updates_with_capital_operations_and_quoted_booleans(directory: Directory, lisa: str) -> None:
    answer = directory.patch(
        f"/Users/{lisa}",
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "lisa.berg@skara.se"},
        {"op": "Add", "path": "name.familyName", "value": "Berg"},
        {"op": "Replace", "path": "displayName", "value": "Lisa Berg"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Hemtjänst södra"},
        {"op": "Replace", "path": 'phoneNumbers[type eq "mobile"].value', "value": "070-174 06 05"},
    )
    assert answer.status_code in {200, 204}, answer.content
    user = User.objects.get(uuid=lisa)
    assert (user.email, user.last_name, user.display_name) == ("lisa.berg@skara.se", "Berg", "Lisa Berg")
    assert user.provisioned.department == "Hemtjänst södra"
    assert directory.patch(f"/Users/{lisa}", {"op": "Replace", "path": "active", "value": "False"}).status_code < 300
    assert not User.objects.get(uuid=lisa).is_active
    assert directory.patch(f"/Users/{lisa}", {"op": "Replace", "path": "active", "value": "True"}).status_code < 300
    assert User.objects.get(uuid=lisa).is_active


def test_law49_entra_adds_a_mail_that_was_not_there(directory: Directory) -> None:
    uuid = directory.user("ny@skara.se")
    answer = directory.patch(
        f"/Users/{uuid}", {"op": "Add", "path": 'emails[type eq "work"].value', "value": "ny@skara.se"}
    )
    assert answer.status_code < 300, answer.content
    assert PersonEmail.objects.values_list("type", "value").get(person__user__uuid=uuid) == ("work", "ny@skara.se")


@pytest.mark.parametrize("shape", ["text", "object"])
def test_law49_entra_sets_a_manager_as_text_or_object(shape: str, directory: Directory, lisa: str) -> None:
    boss = directory.user("chef@skara.se", displayName="Åke Örn")
    value: object = boss if shape == "text" else {"value": boss, "$ref": f"../Users/{boss}"}
    answer = directory.patch(f"/Users/{lisa}", {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": value})
    assert answer.status_code < 300, answer.content
    manager = directory.ask("GET", f"/Users/{lisa}").json()[ENTERPRISE]["manager"]
    assert manager["value"] == boss
    assert manager["$ref"] == f"http://skara.localhost/scim/v2/Users/{boss}"
    assert directory.patch(f"/Users/{lisa}", {"op": "Remove", "path": f"{ENTERPRISE}:manager"}).status_code < 300
    assert "manager" not in directory.ask("GET", f"/Users/{lisa}").json().get(ENTERPRISE, {})


def test_law49_entra_patches_without_a_path_with_dotted_names(directory: Directory, lisa: str) -> None:
    value = {"name.givenName": "Elisabet", "displayName": "Elisabet Lundqvist", f"{ENTERPRISE}:department": "Kansli"}
    answer = directory.patch(f"/Users/{lisa}", {"op": "Replace", "value": value})
    assert answer.status_code < 300, answer.content
    user = User.objects.get(uuid=lisa)
    assert (user.first_name, user.display_name, user.provisioned.department) == (
        "Elisabet",
        "Elisabet Lundqvist",
        "Kansli",
    )


def test_law49_entra_keeps_groups(directory: Directory, lisa: str) -> None:
    other = directory.user("annan@skara.se")
    made = directory.ask(
        "POST",
        "/Groups",
        {
            "schemas": [GROUP],
            "externalId": "8aa1a0c0",
            "displayName": "IFO-redaktör",
            "meta": {"resourceType": "Group"},
        },
    )
    group = made.json()["id"]
    add = {"op": "Add", "path": "members", "value": [{"$ref": None, "value": lisa}, {"$ref": None, "value": other}]}
    assert directory.patch(f"/Groups/{group}", add).status_code in {200, 204}
    short = directory.ask("GET", f"/Groups/{group}?excludedAttributes=members").json()
    assert "members" not in short
    whole = directory.ask("GET", f"/Groups/{group}").json()
    assert {member["value"] for member in whole["members"]} == {lisa, other}
    found = directory.ask("POST", "/Groups/.search", {"filter": f'id eq "{group}" and members eq "{lisa}"'}).json()
    assert found["totalResults"] == 1
    assert directory.ask("GET", '/Groups?filter=displayName+eq+"ifo-redaktör"').json()["totalResults"] == 1
    by_value = {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": lisa}]}
    assert directory.patch(f"/Groups/{group}", by_value).status_code < 300
    by_filter = {"op": "remove", "path": f'members[value eq "{other}"]'}
    assert directory.patch(f"/Groups/{group}", by_filter).status_code < 300
    assert "members" not in directory.ask("GET", f"/Groups/{group}").json()


def test_law49_entra_deletes_thirty_days_later(directory: Directory, lisa: str) -> None:
    directory.patch(f"/Users/{lisa}", {"op": "Replace", "path": "active", "value": False})
    assert directory.ask("DELETE", f"/Users/{lisa}").status_code == 204
    assert directory.ask("GET", f"/Users/{lisa}").status_code == 404


def test_law49_okta_tests_creates_and_updates_with_put(directory: Directory) -> None:
    assert directory.ask("GET", "/Users?startIndex=1&count=2").json()["startIndex"] == 1
    body = {
        "schemas": [USER],
        "userName": "test.user@okta.local",
        "name": {"givenName": "Test", "familyName": "User"},
        "emails": [{"primary": True, "value": "test.user@okta.local", "type": "work"}],
        "displayName": "Test User",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": True,
    }
    made = directory.ask("POST", "/Users", body)
    assert made.status_code == 201, made.content
    assert "1mz050nq" not in made.content.decode()
    uuid = made.json()["id"]
    assert not User.objects.get(uuid=uuid).check_password("1mz050nq")
    again = directory.ask("POST", "/Users", body)
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    put = directory.ask("PUT", f"/Users/{uuid}", {**body, "id": uuid, "displayName": "Test Usersson", "active": False})
    assert (put.status_code, put.json()["displayName"], put.json()["active"]) == (200, "Test Usersson", False)


def test_law49_okta_deactivates_without_a_path(directory: Directory) -> None:
    uuid = directory.user("test.user@okta.local")
    assert directory.patch(f"/Users/{uuid}", {"op": "replace", "value": {"active": False}}).status_code < 300
    assert not User.objects.get(uuid=uuid).is_active


def test_law49_okta_pushes_groups(directory: Directory) -> None:
    ann, bo = directory.user("ann@okta.local"), directory.user("bo@okta.local")
    group = directory.group("Okta-grupp", ann)
    answer = directory.patch(
        f"/Groups/{group}",
        {"op": "replace", "value": {"id": group, "displayName": "Nytt namn"}},
        {"op": "remove", "path": f'members[value eq "{ann}"]'},
        {"op": "add", "path": "members", "value": [{"value": bo, "display": "bo@okta.local"}]},
    )
    assert answer.status_code < 300, answer.content
    told = directory.ask("GET", f"/Groups/{group}").json()
    assert (told["displayName"], [member["value"] for member in told["members"]]) == ("Nytt namn", [bo])
    answer = directory.patch(f"/Groups/{group}", {"op": "replace", "path": "members", "value": [{"value": ann}]})
    assert answer.status_code < 300
    assert [m["value"] for m in directory.ask("GET", f"/Groups/{group}").json()["members"]] == [ann]


def test_law49_etags_stop_whoever_read_an_older_state(directory: Directory, lisa: str) -> None:
    version = directory.ask("GET", f"/Users/{lisa}")["ETag"]
    assert directory.ask("GET", f"/Users/{lisa}", **{"If-None-Match": version}).status_code == 304
    body = {"schemas": [USER], "userName": "lisa.lundqvist@skara.se", "title": "Chef"}
    assert directory.ask("PUT", f"/Users/{lisa}", body, **{"If-Match": version}).status_code == 200
    late = directory.ask("PUT", f"/Users/{lisa}", {**body, "title": "Sen"}, **{"If-Match": version})
    assert late.status_code == 412
    assert User.objects.get(uuid=lisa).title == "Chef"


def test_law49_pages_and_order(directory: Directory) -> None:
    for number in range(5):
        directory.user(f"person{number}@skara.se", displayName=f"Person {4 - number}")
    first = directory.ask("GET", "/Users?count=2&sortBy=displayName").json()
    assert (first["totalResults"], first["itemsPerPage"]) == (5, 2)
    assert [each["displayName"] for each in first["Resources"]] == ["Person 0", "Person 1"]
    last = directory.ask("GET", "/Users?count=2&startIndex=5&sortBy=displayName").json()
    assert [each["displayName"] for each in last["Resources"]] == ["Person 4"]
    assert directory.ask("GET", "/Users?count=0").json()["Resources"] == []


def test_law49_what_is_not_supported_is_said(directory: Directory) -> None:
    config = directory.ask("GET", "/ServiceProviderConfig").json()
    assert {name: config[name]["supported"] for name in ("patch", "bulk", "filter", "sort", "etag")} == {
        "patch": True,
        "bulk": False,
        "filter": True,
        "sort": True,
        "etag": True,
    }
    assert directory.ask("POST", "/Bulk", {}).status_code == 501
    assert directory.ask("GET", "/Me").status_code == 501
    assert directory.ask("GET", "/?sortBy=id").status_code == 501
    assert directory.ask("POST", "/ServiceProviderConfig", {}).status_code == 405
    bad = directory.ask("GET", "/Users?filter=finnsInte+eq+1")
    assert (bad.status_code, bad.json()["scimType"]) == (400, "invalidFilter")
