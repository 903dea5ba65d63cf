"""Law 11 on the operator's site: every address below /drift/ × five persons; on all other sites they are not there."""

from copy import copy
from types import SimpleNamespace

import pytest
from django.db import transaction

from tenants.site_context import site
from tests.isolation.resolver import patterns
from tests.isolation.table_operator import OPERATOR
from tests.isolation.world import PERSONS
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def browsers(sites: SimpleNamespace) -> dict[str, SiteClient]:
    with site(sites.hjo):
        stranger = PersonFactory(superuser=True)
    persons = {
        "guest": PersonFactory(guest=True),
        "no_right": PersonFactory(),
        "right": PersonFactory(operator=True),
    }
    found = {name: SiteClient("localhost").sign_in(person) for name, person in persons.items()}
    found["signed_out"] = SiteClient("localhost")
    found["other_municipality"] = SiteClient("localhost")
    found["other_municipality"].cookies = SiteClient("hjo.localhost").sign_in(stranger).cookies
    return found


def test_law11_every_address_of_the_operator_answers_each_person_as_the_table_says(
    browsers: dict[str, SiteClient],
) -> None:
    wrong = []
    for pattern, path, *expected, method, leads in OPERATOR:
        for person, status in zip(PERSONS, expected, strict=True):
            browser = SiteClient("localhost")
            browser.cookies = copy(browsers[person].cookies)
            browser.raise_request_exception = False
            undo = transaction.savepoint()
            response = browser.generic(method, path)
            transaction.savepoint_rollback(undo)
            to = response.headers.get("Location", "")
            wanted = leads if person == "right" else "/logga-in/"
            if response.status_code != status or (status == 302 and not to.startswith(wanted)):
                wrong.append(f"{method} {path} ({pattern}) as {person}: {response.status_code} {to}, expected {status}")
    assert wrong == []


def test_law11_the_operators_addresses_are_nowhere_else(sites: SimpleNamespace) -> None:
    """A system maintainer of a municipality, with every right there is, finds none of them."""
    assert not [pattern for pattern in patterns("samverk.project.urls.site") if pattern.startswith("drift/")]
    with site(sites.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    for path in ("/drift/", "/drift/skara/", "/drift/hjo/"):
        assert client.get(path).status_code == 404
