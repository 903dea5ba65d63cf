"""Law 1, law 3: a prepared question answers for the site that asks, whatever site it was prepared for."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import NotSupportedError, transaction

from samverk.identity.models import User
from tenants.connection import connection
from tenants.kept_queries import KeptQuery
from tenants.prepared import MOST, ask
from tenants.site_context import site
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
NAMES = "SELECT display_name FROM identity_user WHERE display_name = ANY(%(wanted)s::text[]) ORDER BY 1"


def prepared() -> dict[str, str]:
    """Name → text of what is prepared on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements")
        return dict(cursor.fetchall())


def names(text: str) -> list[str]:
    return [name for name, statement in prepared().items() if text in statement]


def test_law1_each_site_has_its_own_and_gets_its_own_rows(sites: SimpleNamespace) -> None:
    for tenant in (sites.skara, sites.hjo):
        with site(tenant):
            PersonFactory(display_name=f"Här {tenant.slug}")
    wanted = {"wanted": ["Här skara", "Här hjo"]}
    for _again in range(3):
        for tenant in (sites.skara, sites.hjo):
            with site(tenant):
                assert ask(f"{NAMES} LIMIT 66", wanted) == [(f"Här {tenant.slug}",)]
    assert len(names("LIMIT 66")) == 2


def test_law1_a_name_of_another_site_still_answers_for_the_site_that_asks(sites: SimpleNamespace) -> None:
    """Were the names mixed up, nothing would leak: PostgreSQL sees that the search path is another."""
    for tenant in (sites.skara, sites.hjo):
        with site(tenant):
            PersonFactory(display_name=f"Här {tenant.slug}")
    with site(sites.skara):
        ask(f"{NAMES} LIMIT 77", {"wanted": []})
        (mine,) = names("LIMIT 77")
    for _again in range(8):
        with site(sites.hjo), connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {mine}(%s)", [["Här skara", "Här hjo"]])
            assert cursor.fetchall() == [("Här hjo",)]


def test_law3_a_prepared_question_reads_shared_tables_with_the_key_of_the_moment(sites: SimpleNamespace) -> None:
    question = "SELECT count(*) FROM oidc_providersite WHERE schema_name <> %s"
    for tenant in (sites.skara, sites.hjo):
        with site(tenant):
            for _again in range(7):
                assert ask(question, [tenant.schema_name]) == [(0,)], "no other site's rows"


def test_law1_not_before_it_has_been_asked_a_few_times(skara: SimpleNamespace, settings: SimpleNamespace) -> None:
    settings.TENANT_PREPARE_AFTER = 2
    question = "SELECT count(*) FROM auth_group WHERE name <> %s"
    for prepared_now in (0, 0, 1, 1):
        ask(question, ["x"])
        assert len(names("count(*) FROM auth_group WHERE name <> $1")) == prepared_now


def test_law1_the_oldest_is_let_go(skara: SimpleNamespace) -> None:
    for number in range(MOST + 20):
        assert ask(f"SELECT {number} + %s::int", [1]) == [(number + 1,)]
    assert len(prepared()) <= MOST


def test_law9_a_column_that_was_widened_meanwhile_is_asked_for_anew(committed: str, settings: SimpleNamespace) -> None:
    """A migration runs while web workers hold prepared questions (law 9)."""
    settings.TENANT_PREPARE_IN_TRANSACTIONS = False
    from tenants.queries import tenant_by_slug

    question = "SELECT name FROM auth_group WHERE name = %s"
    with site(tenant_by_slug("skara")):
        Group.objects.create(name="Bredast")
        assert ask(question, ["Bredast"]) == [("Bredast",)]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE auth_group ALTER COLUMN name TYPE varchar(151)")
        assert ask(question, ["Bredast"]) == [("Bredast",)]
        settings.TENANT_PREPARE_IN_TRANSACTIONS = True
        assert ask(question, ["Bredast"]) == [("Bredast",)]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE auth_group ALTER COLUMN name TYPE varchar(152)")
        with pytest.raises(NotSupportedError), transaction.atomic():
            ask(question, ["Bredast"])
        settings.TENANT_PREPARE_IN_TRANSACTIONS = False
        with transaction.atomic():
            assert ask(question, ["Bredast"]) == [("Bredast",)], "in a transaction nothing prepared is used"


def test_law9_what_comes_back_from_a_steady_question_is_no_migrations_business(
    committed: str, settings: SimpleNamespace
) -> None:
    """A comment is written with statements that are prepared, inside the transaction of its writer."""
    settings.TENANT_PREPARE_IN_TRANSACTIONS = False
    from tenants.queries import tenant_by_slug

    question = "INSERT INTO auth_group (name) VALUES (%s) RETURNING name::text"
    with site(tenant_by_slug("skara")):
        for width in (151, 152):
            with transaction.atomic():
                assert ask(question, [f"Så bred som {width}"], steady=True) == [(f"Så bred som {width}",)]
            assert names("RETURNING name::text"), "prepared in a transaction too"
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE auth_group ALTER COLUMN name TYPE varchar({width})")
        with transaction.atomic():
            assert ask(question, ["Ännu bredare"], steady=True) == [("Ännu bredare",)]


def test_law9_a_question_that_was_not_steady_fails_once(committed: str, settings: SimpleNamespace) -> None:
    settings.TENANT_PREPARE_IN_TRANSACTIONS = False
    from tenants.queries import tenant_by_slug

    question = "SELECT name FROM auth_group WHERE name = %s"
    with site(tenant_by_slug("skara")):
        ask(question, ["Ingen"], steady=True)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE auth_group ALTER COLUMN name TYPE varchar(154)")
        with pytest.raises(NotSupportedError), transaction.atomic():
            ask(question, ["Ingen"], steady=True)
        with transaction.atomic():
            assert ask(question, ["Ingen"], steady=True) == [], "its name is not used again"


def test_law1_a_connection_that_has_answered_is_not_asked_whether_it_lives(
    committed: str, settings: SimpleNamespace
) -> None:
    from tenants.queries import tenant_by_slug

    with site(tenant_by_slug("skara")):
        ask("SELECT 31")
        connection.health_check_enabled, connection.health_check_done = True, False
        ask("SELECT 31")
        assert connection.health_check_done


def test_law1_a_new_connection_begins_with_nothing_prepared(committed: str) -> None:
    from tenants.queries import tenant_by_slug

    kept = KeptQuery(lambda name: User.objects.filter(username=name).order_by(), name=str)
    with site(tenant_by_slug("skara")):
        kept(name="ingen")
        assert names("username")
        connection.close()
        assert not names("username")
        assert kept(name="ingen") == []
