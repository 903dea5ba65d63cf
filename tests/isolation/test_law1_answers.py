"""Law 1, PF-02: an answer that is kept is one the database would give now, for this site and nobody else's."""

import json
import re
from datetime import date
from importlib import import_module
from threading import Thread
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from samverk.identity.backends import PersonBackend
from samverk.identity.models import User
from samverk.identity.riders import ridden
from samverk.intranet.privacy import closed_collections, closed_pages
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.kernel.models import Stamp
from samverk.notifications.queries import UNREAD
from samverk.people.models import Absence, Placement, Profile
from samverk.portal.models import Reminder
from tenants.answers import answer, own_texts, texts
from tenants.connection import connection
from tenants.kept_queries import kept_by_standing, kept_for_person
from tenants.prepared import _Statement
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, unit
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server]
ADMINISTRATION = "/administration/"


def questions() -> list[str]:
    """Every text that is answered by standing, in whatever module it stands."""
    for root in (CHECKOUT / "platform", CHECKOUT):
        for file in root.glob("samverk/**/*.py" if root.name == "platform" else "tenants/**/*.py"):
            if re.search(r"by_standing=True|for_person=|texts\.register", file.read_text()):
                import_module(".".join(file.relative_to(root).with_suffix("").parts))
    person = PersonFactory()
    closed_pages(person), closed_collections(person)  # they make theirs when they are asked
    return sorted({query.sql for query in kept_by_standing if query.sql} | {text for _name, text in texts})


def tables_of(sql: str) -> set[str]:
    """What PostgreSQL would read for it, whatever the values."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        statement = _Statement(sql)
        cursor.cursor.execute(f"PREPARE looked_at AS {statement.text}")
        cursor.cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE looked_at{statement.call}", [None] * len(statement.names))
        (plan,) = cursor.cursor.fetchone()
        cursor.cursor.execute("DEALLOCATE looked_at")
    return set(re.findall(r'"Relation Name": "(\w+)"', json.dumps(plan)))


def own_questions() -> list[str]:
    """Every text that is answered by a person's own stamp."""
    questions()
    return sorted({query.sql for query in kept_for_person if query.sql} | {text for _name, text in own_texts})


#: What each trigger answers to, as PostgreSQL keeps it: INSERT 4, DELETE 8, UPDATE 16, TRUNCATE 32.
_ANSWERED = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = %s::regnamespace AND p.proname = ANY(%s) AND t.tgenabled = 'O'
GROUP BY 1 HAVING bit_or(t.tgtype & 60) = 60"""


def stamped(schema: str, functions: tuple[str, ...] = ("kernel_renew_stamp",)) -> set[str]:
    """Tables that renew the stamp when a row comes, changes or goes and when they are emptied."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, [schema, list(functions)])
        return {name for (name,) in cursor.fetchall()}


def stamped_for_people(schema: str) -> set[str]:
    """Tables whose rows renew the stamps of the persons they are about."""
    return stamped(schema, ("kernel_renew_stamp", "kernel_renew_own_stamps")) - stamped(schema)


def columns_of(sql: str, table: str) -> set[str]:
    """What a question reads of a table and looks it up by, as PostgreSQL notes it of a view."""
    text = re.sub(r"%s|%\(\w+\)s", "NULL", sql).replace("%%", "%")
    with connection.cursor() as cursor:
        cursor.cursor.execute(f"CREATE TEMPORARY VIEW looked_at AS SELECT EXISTS ({text}) AS found")
        cursor.execute(
            """SELECT a.attname FROM pg_depend d
               JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class = 'looked_at'::regclass
               JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
               WHERE d.refobjid = %s::regclass""",
            [table],
        )
        found = {name for (name,) in cursor.fetchall()}
        cursor.execute("DROP VIEW looked_at")
    return found


def columns_watched() -> dict[str, set[str]]:
    """Tables where only a change of some columns renews the stamp, with those."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, array_agg(a.attname::text) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
               JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(t.tgattr)
               WHERE c.relnamespace = 'skara'::regnamespace AND p.proname = 'kernel_renew_stamp' GROUP BY 1"""
        )
        return {table: set(columns) for table, columns in cursor.fetchall()}


def test_law1_where_some_columns_renew_the_stamp_a_kept_answer_reads_no_others(skara: SimpleNamespace) -> None:
    watched = columns_watched()
    assert watched.keys() == {"people_profile", "identity_user"}
    read = {(table, column) for sql in [*questions(), *own_questions()] for table in tables_of(sql) & watched.keys()
            for column in columns_of(sql, table)}  # fmt: skip
    assert {("people_profile", "workplace"), ("identity_user", "is_protected")} <= read
    assert read <= {(table, column) for table, columns in watched.items() for column in columns}


def test_law1_every_table_that_a_kept_answer_reads_renews_the_stamp(skara: SimpleNamespace) -> None:
    asked = questions()
    read = {table for sql in asked for table in tables_of(sql)}
    assert len(asked) >= 10
    assert {"auth_permission", "people_placement", "wagtailcore_pageviewrestriction"} <= read
    # Names of model classes change with a release, which begins new processes.
    assert read - stamped("skara") <= {"django_content_type"}


def test_law1_what_is_kept_for_one_person_reads_tables_that_renew_their_stamp_or_the_sites(
    skara: SimpleNamespace,
) -> None:
    asked = own_questions()
    assert len(asked) >= 3
    theirs = stamped_for_people("skara")
    assert {"intranet_readingreceipt", "portal_desk", "portal_reminder", "people_absence"} == theirs
    assert {table for sql in asked for table in tables_of(sql)} <= stamped("skara") | theirs
    assert not {table for sql in questions() for table in tables_of(sql)} & theirs, "else others' changes go unseen"


def test_law1_a_site_made_by_clone_stamps_the_same_tables(sites: SimpleNamespace) -> None:
    assert stamped("skara") == stamped("hjo") == stamped("mall")
    assert stamped_for_people("skara") == stamped_for_people("hjo") == stamped_for_people("mall")
    assert stamped("skara") > stamped("public") > {"auth_group_permissions"}


def test_pf02_a_right_is_gone_at_the_next_request_though_it_was_kept(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        person = PersonFactory()
        group = Group.objects.create(name="Förvaltare för en stund")
        group.permissions.add(Permission.objects.get(codename="administer_site"))
        client = SiteClient("skara.localhost").sign_in(person)
        assert client.get(ADMINISTRATION).status_code == 403
        for _again in range(2):
            person.groups.add(group)
            assert [client.get(ADMINISTRATION).status_code for _more in range(3)] == [200, 200, 200]
            person.groups.remove(group)
            assert [client.get(ADMINISTRATION).status_code for _more in range(2)] == [403, 403]
        person.groups.add(group)
        assert client.get(ADMINISTRATION).status_code == 200
        group.permissions.clear()
        assert client.get(ADMINISTRATION).status_code == 403


def test_law1_what_was_answered_is_not_asked_again_until_the_stamp_is_another(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        person = PersonFactory()
        client = SiteClient("skara.localhost").sign_in(person)

        def asked(table: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/").status_code == 200
            return sum(table in query["sql"] for query in queries)

        client.get("/")
        assert [asked("kept_people_roleassignment"), asked("kept_people_roleassignment")] == [0, 0]
        Placement.objects.create(user=person, unit=unit(), title="Vikarie", valid_from=date(2020, 1, 1))
        assert [asked("kept_people_roleassignment"), asked("kept_people_roleassignment")] == [1, 0]
        assert asked("django_session") == 1, "whose request it is is asked each time"


def test_law1_the_same_question_on_another_site_is_another(committed: str) -> None:
    """Even were their stamps the same number."""
    question = "SELECT name FROM auth_group WHERE name LIKE %s"
    for slug in ("skara", "hjo"):
        with site(tenant_by_slug(slug)):
            Group.objects.create(name=f"Bara {slug}")
    for slug in ("skara", "hjo", "skara"):
        with site(tenant_by_slug(slug)):
            assert connection.standing is None, "a stamp is never taken along to another site"
            connection.stand_by(4711)
            assert answer(question, ["Bara %"]) == [(f"Bara {slug}",)]


def test_law1_nothing_uncommitted_is_kept(committed: str) -> None:
    question = "SELECT count(*) FROM auth_group WHERE name = %s"
    with site(tenant_by_slug("skara")):
        connection.stand_by(4712)
        with transaction.atomic():
            connection.stand_by(4712)
            Group.objects.create(name="Aldrig")
            assert answer(question, ["Aldrig"]) == [(1,)]
            transaction.set_rollback(True)
        connection.stand_by(4712)
        assert answer(question, ["Aldrig"]) == [(0,)]


def test_law1_a_transaction_that_changes_nothing_of_it_renews_nothing(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        person = PersonFactory()
        group = Group.objects.create(name="En")

        def stamp() -> int:
            return Stamp.objects.get(name="standing").value

        before = stamp()
        type(person).objects.filter(pk=person.pk).update(title="Annan")
        assert stamp() == before
        profile = Profile.objects.create(user=person)
        assert stamp() > before
        before = stamp()
        Profile.objects.filter(pk=profile.pk).update(phone="0511-320 00", digits="051132000")
        assert stamp() == before, "a line of a profile that no kept answer reads"
        Profile.objects.filter(pk=profile.pk).update(workplace="Stadshuset")
        assert stamp() > before
        before = stamp()
        with transaction.atomic():
            person.groups.add(group)
            person.groups.remove(group)
            assert stamp() == before, "as it ends, not before"
        assert stamp() > before


def own_stamp(person: User) -> int | None:
    return Stamp.objects.filter(name=f"own:{person.pk}").values_list("value", flat=True).first()


def test_law1_a_row_about_two_people_renews_the_stamps_of_both_and_nobody_elses(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        away, first, second, other = (PersonFactory() for _number in range(4))
        standing = Stamp.objects.get(name="standing").value
        row = Absence.objects.create(user=away, stand_in=first, first=date(2026, 1, 1), last=date(2030, 1, 1))
        assert own_stamp(away) == own_stamp(first) is not None
        assert own_stamp(second) is own_stamp(other) is None
        before = own_stamp(first)
        Absence.objects.filter(pk=row.pk).update(stand_in=second)
        assert own_stamp(first) == own_stamp(second) == own_stamp(away) != before, "who had it, who has it, whose it is"
        row.delete()
        assert own_stamp(away) == own_stamp(second) != own_stamp(first)
        assert own_stamp(other) is None
        assert Stamp.objects.get(name="standing").value == standing


def test_law1_what_is_ones_own_is_not_asked_again_until_it_changes(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        person, other = PersonFactory(), PersonFactory()
        client = SiteClient("skara.localhost").sign_in(person)

        def asked(table: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/").status_code == 200
            return sum(table in query["sql"] for query in queries)

        client.get("/")
        assert [asked("portal_reminder"), asked("people_absence")] == [0, 0]
        for whose, times in ((other, 0), (person, 1)):
            Reminder.objects.create(user=whose, text="Ring Lisa", due=date(2020, 1, 1), created_at=clock.now())
            Absence.objects.create(user=whose, first=date(2020, 1, 1), last=date(2099, 1, 1))
            assert asked("portal_reminder") == times, "the reminders of others are others'"
        assert "Ring Lisa" in client.get("/").text
        Reminder.objects.filter(user=person).delete()
        assert "Ring Lisa" not in client.get("/").text


def test_law1_who_asks_about_somebody_else_is_answered_by_the_database(committed: str) -> None:
    question = "SELECT count(*) FROM portal_reminder WHERE user_id = %s"
    with site(tenant_by_slug("skara")):
        person, other = PersonFactory(), PersonFactory()
        connection.stand_by(4713, (person.pk, 1))
        for count in (0, 1, 2):
            assert answer(question, [other.pk], person=other.pk) == [(count,)]
            assert answer(question, [person.pk], person=person.pk) == [(0,)], "kept: nothing was read since"
            Reminder.objects.create(user=other, text="En till", due=date(2020, 1, 1), created_at=clock.now())
            connection.stand_by(4713, (person.pk, 1))
        connection.stand_by(4713, (other.pk, 1))
        assert answer(question, [person.pk], person=person.pk) == [(0,)]
        assert answer(question, [other.pk], person=other.pk) == [(3,)], (
            "another's stamp is another, were it the same number"
        )


def test_law24_who_becomes_protected_is_named_to_nobody_at_the_next_request(committed: str) -> None:
    """The line of a stand-in is kept by their own stamp; what the one who is away is called is not theirs."""
    with site(tenant_by_slug("skara")):
        person, away = PersonFactory(), PersonFactory(display_name="Stina Bortrest")
        client = SiteClient("skara.localhost").sign_in(person)
        Absence.objects.create(user=away, stand_in=person, first=date(2020, 1, 1), last=date(2099, 1, 1))
        for _again in range(2):
            assert "Stina Bortrest" in client.get("/").text
        type(away).objects.filter(pk=away.pk).update(is_protected=True)
        assert "Stina Bortrest" not in client.get("/").text


def test_law1_the_badge_is_not_what_it_was_when_the_request_has_written(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        person = PersonFactory()
        user = PersonBackend().get_user(person.pk)
        assert user is not None
        assert ridden(user, UNREAD) == 0
        with transaction.atomic():
            assert ridden(user, UNREAD) is None
        assert ridden(user, UNREAD) is None, "nor after it"


def test_law54_who_logs_first_and_who_changes_first_never_wait_for_each_other(committed: str) -> None:
    """Both write the stamp and the log's chain as they end, in the order they did things."""
    with site(tenant_by_slug("skara")):
        people = [PersonFactory() for _number in range(4)]
        group = Group.objects.create(name="Ofta ändrad")
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            with site(tenant_by_slug("skara")):
                for _again in range(40):
                    with transaction.atomic():
                        if number % 2:
                            record_audit(actor=HOUSE, verb="tests.first")
                        people[number].groups.set([group] if _again % 2 else [])
                        if not number % 2:
                            record_audit(actor=HOUSE, verb="tests.after")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
