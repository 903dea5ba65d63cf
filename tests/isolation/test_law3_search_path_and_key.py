"""Law 3: `search_path` and the row-level-security key say the same site, whatever happened before.

Every test asks the server itself, never the wrapper's own memory.
"""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tenants.models import Tenant
from tenants.site_context import operator_site, site

pytestmark = [pytest.mark.server]


def in_server() -> tuple[str, str]:
    """(first schema of search_path, key) as PostgreSQL has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_setting('samverk.tenant', true)")
        schema, key = cursor.fetchone()
    return schema, key


@pytest.fixture
def two(committed: str) -> tuple[Tenant, Tenant]:
    return Tenant.objects.get(slug="skara"), Tenant.objects.get(slug="hjo")


class Boom(Exception):
    """Raised by a test in the middle of things."""


def rollback(skara: Tenant, hjo: Tenant) -> None:
    with pytest.raises(Boom), transaction.atomic():  # noqa: PT012 - what is raised after is the point
        connection.set_tenant(hjo)
        in_server()
        raise Boom


def rollback_before_any_statement(skara: Tenant, hjo: Tenant) -> None:
    with pytest.raises(Boom), transaction.atomic():  # noqa: PT012 - what is raised after is the point
        in_server()
        connection.set_tenant(hjo)
        raise Boom


def savepoint(skara: Tenant, hjo: Tenant) -> None:
    with transaction.atomic():
        in_server()
        with pytest.raises(Boom), transaction.atomic():  # noqa: PT012 - what is raised after is the point
            connection.set_tenant(hjo)
            in_server()
            raise Boom
        assert in_server() == ("hjo", "hjo")


def savepoint_before_any_statement(skara: Tenant, hjo: Tenant) -> None:
    with transaction.atomic():
        in_server()
        with pytest.raises(Boom), transaction.atomic():  # noqa: PT012 - what is raised after is the point
            connection.set_tenant(hjo)
            raise Boom
        assert in_server() == ("hjo", "hjo")


def failed_statement(skara: Tenant, hjo: Tenant) -> None:
    with transaction.atomic():
        with pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012 - what is raised after is the point
            connection.set_tenant(hjo)
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        assert in_server() == ("hjo", "hjo")


def change_inside_a_failed_transaction(skara: Tenant, hjo: Tenant) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:  # noqa: PT012 - what is raised after is the point
        try:
            cursor.execute("SELECT 1/0")
        finally:
            connection.set_tenant(hjo)


def closed_connection(skara: Tenant, hjo: Tenant) -> None:
    connection.set_tenant(hjo)
    connection.close()


def killed_backend(skara: Tenant, hjo: Tenant) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    connection.set_tenant(hjo)


def committed_change(skara: Tenant, hjo: Tenant) -> None:
    with transaction.atomic():
        in_server()
        connection.set_tenant(hjo)
        in_server()


@pytest.mark.parametrize(
    "disturb",
    [
        rollback,
        rollback_before_any_statement,
        savepoint,
        savepoint_before_any_statement,
        failed_statement,
        change_inside_a_failed_transaction,
        closed_connection,
        killed_backend,
        committed_change,
    ],
)
def test_law3_both_follow_the_site_after(disturb: Callable[[Tenant, Tenant], None], two: tuple[Tenant, Tenant]) -> None:
    skara, hjo = two
    connection.set_tenant(skara)
    assert in_server() == ("skara", "skara")
    disturb(skara, hjo)
    assert in_server() == ("hjo", "hjo")
    connection.set_tenant(skara)
    assert in_server() == ("skara", "skara")
    connection.set_schema_to_public()
    assert in_server() == ("public", "public")


def test_law3_the_context_comes_back_after_an_exception(two: tuple[Tenant, Tenant]) -> None:
    skara, hjo = two
    with site(skara):
        with pytest.raises(Boom), site(hjo), operator_site():  # noqa: PT012 - what is raised after is the point
            assert in_server() == ("public", "public")
            raise Boom
        assert in_server() == ("skara", "skara")
    assert in_server() == ("public", "public")


def test_law3_the_probe_sees_a_wrapper_that_forgets_rollbacks(
    two: tuple[Tenant, Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted leak: a wrapper that keeps its memory of the server over a rollback."""
    skara, hjo = two
    connection.set_tenant(skara)
    assert in_server() == ("skara", "skara")
    with pytest.raises(Boom), transaction.atomic():  # noqa: PT012 - what is raised after is the point
        connection.set_tenant(hjo)
        in_server()
        believed = connection._site_in_server
        raise Boom
    connection._site_in_server = believed
    assert in_server() == ("skara", "skara"), "the wrapper thinks Hjo, the server still serves Skara: seen"
    connection.close()


def test_law3_once_per_change_and_not_per_statement(two: tuple[Tenant, Tenant]) -> None:
    skara, hjo = two
    with CaptureQueriesContext(connection) as queries:
        for tenant in (skara, hjo):
            with site(tenant):
                in_server()
                in_server()
    assert len([query for query in queries if "set_config" in query["sql"]]) == 2
