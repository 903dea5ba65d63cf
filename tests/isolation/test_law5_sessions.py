"""Law 5: a session or cookie from next door opens nothing, not even in a clone."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.db import connection

from samverk.identity.models import User
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.django_db]


def is_in(client: SiteClient) -> bool:
    return client.get("/mina-webbplatser/").status_code == 200


def test_law5_a_cookie_replayed_next_door_opens_nothing(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        at_home = SiteClient("skara.localhost").sign_in(PersonFactory())
    next_door = SiteClient("hjo.localhost")
    next_door.cookies = at_home.cookies
    assert is_in(at_home)
    assert not is_in(next_door)
    assert next_door.get("/mina-webbplatser/")["Location"].startswith("/logga-in/")


def a_clones_client(sites: SimpleNamespace) -> SiteClient:
    """The worst case: Hjo holds Skara's very rows, person and session both."""
    with site(sites.skara):
        at_home = SiteClient("skara.localhost").sign_in(PersonFactory(username="klonad"))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO hjo.identity_user SELECT * FROM skara.identity_user")
        cursor.execute("INSERT INTO hjo.django_session SELECT * FROM skara.django_session")
    with site(sites.hjo):
        assert User.objects.filter(username="klonad").exists()
        assert Session.objects.exists()
    next_door = SiteClient("hjo.localhost")
    next_door.cookies = at_home.cookies
    return next_door


def test_law5_a_session_copied_to_a_clone_opens_nothing(sites: SimpleNamespace) -> None:
    assert not is_in(a_clones_client(sites))


def test_law5_the_probe_sees_hashes_without_the_site(sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted leak: Django's own session hash."""
    monkeypatch.setattr(User, "_get_session_auth_hash", AbstractBaseUser._get_session_auth_hash)
    assert is_in(a_clones_client(sites))


def test_law5_a_new_password_ends_the_other_sessions(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        person = PersonFactory()
        client = SiteClient("skara.localhost").sign_in(person)
        assert is_in(client)
        person.set_password("ett helt nytt lösenord")
        person.save()
    assert not is_in(client)


def test_law5_a_closed_account_is_out_at_once(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        person = PersonFactory()
        client = SiteClient("skara.localhost").sign_in(person)
        person.is_active = False
        person.save()
    assert not is_in(client)


def test_law5_the_session_lies_in_the_sites_own_schema(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        SiteClient("skara.localhost").sign_in(PersonFactory())
    with connection.cursor() as cursor:
        counts = {}
        for schema in ("public", "skara", "hjo"):
            cursor.execute(f"SELECT count(*) FROM {schema}.django_session")
            counts[schema] = cursor.fetchone()[0]
    assert counts == {"public": 0, "skara": 1, "hjo": 0}


def test_law5_cookies_name_no_domain(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        PersonFactory(username="anna")
    client = SiteClient("skara.localhost")
    client.get("/logga-in/")
    client.post("/logga-in/", {"username": "anna", "password": PASSWORD})
    client.post("/sprak/", {"language": "en"})
    assert set(client.cookies) == {"csrftoken", "samverk", "samverk-sprak"}
    for cookie in client.cookies.values():
        assert not cookie["domain"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
