"""Law 3: web processes outlive their connections; each request gets a living one, and no visitor notices.

Asked through the WSGI application itself: Django's test client disconnects what ends old connections.
"""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import psycopg2
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

from samverk.identity.models import User
from samverk.project.celery import MOST_SITES, leave_the_connection
from tenants import middleware
from tenants.connection import connection
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support import wsgi
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
#: After so many requests every question of the page is prepared.
WARM = 6


def cookie_of(slug: str) -> str:
    with site(tenant_by_slug(slug)):
        client = SiteClient(f"{slug}.localhost").sign_in(PersonFactory())
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@pytest.fixture
def visit(committed: str) -> Iterator[Callable[[str], str]]:
    """(site) → status of its start page, for somebody signed in there."""
    with override_settings(TENANT_PREPARE_AFTER=2):
        application, cookies = WSGIHandler(), {slug: cookie_of(slug) for slug in ("skara", "hjo")}

        def ask(slug: str) -> str:
            return wsgi.ask(application, f"{slug}.localhost", "/", cookie=cookies[slug])

        for _again in range(WARM):
            assert [ask("skara"), ask("hjo")] == ["200", "200"]
        yield ask


def kill() -> None:
    """End the connection of this thread from outside, as an operator or a restart does."""
    own = connection.connection.info.backend_pid
    parameters = {name: value for name, value in connection.get_connection_params().items() if name != "context"}
    parameters.pop("cursor_factory", None)
    other = psycopg2.connect(**parameters)
    other.autocommit = True
    other.cursor().execute("SELECT pg_terminate_backend(%s)", [own])
    other.close()
    time.sleep(0.2)


def test_law3_a_connection_as_old_as_it_may_be_is_changed_without_a_word(visit: Callable[[str], str]) -> None:
    connection.close_at = time.monotonic() - 1
    assert [visit("skara") for _again in range(3)] == ["200"] * 3


def test_law3_a_connection_that_was_ended_between_two_requests_is_made_anew(visit: Callable[[str], str]) -> None:
    for _again in range(2):
        kill()
        assert [visit("skara"), visit("hjo"), visit("skara")] == ["200"] * 3


def test_law3_a_connection_that_is_ended_in_the_middle_of_a_request_harms_no_later_one(
    visit: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = middleware.tenant_for_host

    def find_and_lose(host: str) -> object:
        monkeypatch.setattr(middleware, "tenant_for_host", find)
        found = find(host)
        kill()
        return found

    monkeypatch.setattr(middleware, "tenant_for_host", find_and_lose)
    assert visit("skara") == "200", "nothing had been written: it is asked again on a new connection"
    assert [visit("skara"), visit("hjo")] == ["200", "200"]


def test_law3_a_connection_whose_questions_were_let_go_of_asks_the_long_way(visit: Callable[[str], str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert [visit("skara") for _again in range(3)] == ["200"] * 3


def test_law10_the_worker_leaves_a_connection_that_has_seen_many_sites(committed: str) -> None:
    """What PostgreSQL keeps of the catalogue for a connection grows with the sites it has served."""

    def seen() -> tuple[int, set[str]]:
        connection.ensure_connection()
        return connection.connection.info.backend_pid, connection.sites_seen

    def task_ends() -> None:
        leave_the_connection(task=SimpleNamespace(request=SimpleNamespace(is_eager=False)), state="SUCCESS")

    for slug in ("skara", "hjo"):
        with site(tenant_by_slug(slug)):
            User.objects.exists()
    before, sites = seen()
    assert {"skara", "hjo"} <= sites
    task_ends()
    assert seen()[0] == before, "two are few"
    sites |= {f"kommun{number}" for number in range(MOST_SITES)}
    task_ends()
    after, fresh = seen()
    assert after != before
    assert not fresh
