"""LAW-54: the log is a chain; whoever changes it afterwards is seen, whatever they change."""

import importlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from samverk.kernel import clock
from samverk.kernel.actions.dispose_audit import KeptLonger, dispose_audit
from samverk.kernel.actions.record_audit import HOUSE, Actor, record_audit
from samverk.kernel.chain import CANONICAL, verify_chain
from samverk.kernel.models import AuditEntry, AuditLink
from tenants.anchors.actions.anchor_logs import anchor_logs
from tenants.anchors.actions.begin_anew import begin_anew
from tenants.anchors.models import AuditAnchor
from tenants.anchors.queries import verify_log
from tenants.models import Tenant
from tenants.site_context import operator_site, site

pytestmark = [pytest.mark.server]
LISA = Actor(uuid=None, name="Lisa", capacity="employee", address="10.0.0.1")


@pytest.fixture
def skara_real(committed: str) -> Tenant:
    """Skara with ten more entries, anchored, in a database where commits are real."""
    tenant = Tenant.objects.get(slug="skara")
    with site(tenant):
        for number in range(10):
            record_audit(actor=LISA, verb="test.act", label=f"Ärende {number}", right="own", details={"n": number})
    anchor_logs(actor=HOUSE, now=clock.now())
    assert verify_log(tenant).whole
    return tenant


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def as_an_intruder(tenant: Tenant) -> Iterator[list[int]]:
    """The site's own database role with the triggers off; gives the numbers of the ten entries."""
    with site(tenant):
        for table in ("kernel_auditentry", "kernel_auditlink"):
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield list(AuditEntry.objects.filter(verb="test.act").order_by("id").values_list("id", flat=True))
        for table in ("kernel_auditentry", "kernel_auditlink"):
            sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def change(ids: list[int]) -> set[str]:
    sql("UPDATE kernel_auditentry SET actor_name = 'Någon annan' WHERE id = %s", ids[3])
    return {"changed"}


def change_a_detail(ids: list[int]) -> set[str]:
    sql("""UPDATE kernel_auditentry SET details = '{"n": 4711}' WHERE id = %s""", ids[3])
    return {"changed"}


def remove(ids: list[int]) -> set[str]:
    sql("DELETE FROM kernel_auditentry WHERE id = %s", ids[3])
    return {"missing"}


def remove_with_its_link(ids: list[int]) -> set[str]:
    sql("DELETE FROM kernel_auditentry WHERE id = %s", ids[3])
    sql("DELETE FROM kernel_auditlink WHERE entry_id = %s", ids[3])
    return {"gap", "broken"}


def insert(ids: list[int]) -> set[str]:
    sql(
        """INSERT INTO kernel_auditentry (at, site, actor_name, capacity, verb, object_type, object_id, object_label,
           "right", result, details) VALUES (now(), 'skara', 'Lisa', '', 'test.act', '', '', '', '', 'done', '{}')"""
    )
    return {"inserted"}


def insert_with_a_link(ids: list[int]) -> set[str]:
    insert(ids)
    sql(
        """INSERT INTO kernel_auditlink (seq, entry_id, entry_hash, previous, hash)
           SELECT max(seq) + 1, (SELECT max(id) FROM kernel_auditentry), repeat('a', 64), repeat('b', 64),
                  repeat('c', 64)
             FROM kernel_auditlink"""
    )
    return {"changed", "broken"}


def swap(ids: list[int]) -> set[str]:
    sql(
        """UPDATE kernel_auditentry a SET object_label = b.object_label, details = b.details
             FROM kernel_auditentry b WHERE (a.id, b.id) IN ((%s, %s), (%s, %s))""",
        ids[3], ids[4], ids[4], ids[3],
    )  # fmt: skip
    return {"changed"}


def swap_the_links(ids: list[int]) -> set[str]:
    # Through a number that is nobody's: each number stands once.
    for number, other in ((-1, ids[3]), (ids[3], ids[4]), (ids[4], -1)):
        sql("UPDATE kernel_auditlink SET entry_id = %s WHERE entry_id = %s", number, other)
    return {"changed", "broken"}


def cut_the_tail(ids: list[int]) -> set[str]:
    for number in ids[-3:]:
        remove_with_its_link([0, 0, 0, number])
    return {"truncated"}


def write_the_whole_chain_anew(ids: list[int]) -> set[str]:
    """The thorough intruder: changes a row and computes every hash after it again."""
    change(ids)
    migration = importlib.import_module("samverk.kernel.migrations.0003_audit_is_chained")
    sql("DELETE FROM kernel_auditlink")
    with connection.cursor() as cursor:
        cursor.execute(migration.LINK_OLD.split("CREATE CONSTRAINT")[0].replace("%%", "%"))
    return {"anchor"}


INTRUSIONS = (
    change, change_a_detail, remove, remove_with_its_link, insert, insert_with_a_link, swap, swap_the_links,
    cut_the_tail, write_the_whole_chain_anew,
)  # fmt: skip


@pytest.mark.parametrize("intrude", INTRUSIONS, ids=lambda intrude: intrude.__name__)
def test_law54_what_an_intruder_does_to_the_log_is_seen(
    intrude: Callable[[list[int]], set[str]], skara_real: Tenant
) -> None:
    with as_an_intruder(skara_real) as ids:
        expected = intrude(ids)
    report = verify_log(skara_real)
    assert {finding.kind for finding in report.findings} == expected
    entry = report.findings[0].entry
    if intrude in {change, change_a_detail, remove}:
        assert [finding.entry for finding in report.findings] == [ids[3]], "it says which"
    elif intrude is swap:
        assert {finding.entry for finding in report.findings} == {ids[3], ids[4]}
    elif intrude is insert:
        assert entry is not None
        assert entry > ids[-1]
    with site(Tenant.objects.get(slug="hjo")):
        assert verify_chain().whole, "the neighbour's log is its own"


def test_law54_a_cut_tail_is_not_seen_without_the_anchor(skara_real: Tenant) -> None:
    """Why there is an anchor: the chain alone cannot know what came after its end."""
    with as_an_intruder(skara_real) as ids:
        cut_the_tail(ids)
    with site(skara_real):
        assert verify_chain().whole
    assert not verify_log(skara_real).whole


@pytest.mark.parametrize("table", ["kernel_auditentry", "kernel_auditlink"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"], ids=["update", "delete", "truncate"]
)
def test_pf63_the_database_refuses_to_rewrite_the_log(statement: str, table: str, skara_real: Tenant) -> None:
    column = "verb" if table == "kernel_auditentry" else "hash"
    with site(skara_real):
        before = AuditEntry.objects.count(), AuditLink.objects.count()
        with pytest.raises(DatabaseError, match="never changed or removed"):
            sql(statement.format(table, column, column))
        assert (AuditEntry.objects.count(), AuditLink.objects.count()) == before


def test_law54_numbers_have_no_gap_though_transactions_roll_back(skara_real: Tenant) -> None:
    with site(skara_real):
        for number in range(6):
            with transaction.atomic():
                record_audit(actor=LISA, verb="test.act")
                if number % 2:
                    transaction.set_rollback(True)
        numbers = list(AuditLink.objects.values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify_log(skara_real).whole


def test_law54_a_long_transaction_does_not_hold_up_the_others(skara_real: Tenant) -> None:
    """The chain is linked at commit: an entry written early in a long transaction blocks nobody."""
    with site(skara_real), transaction.atomic():
        record_audit(actor=LISA, verb="test.long")
        done = threading.Event()

        def other() -> None:
            with site(skara_real):
                record_audit(actor=LISA, verb="test.short")
            connections.close_all()
            done.set()

        thread = threading.Thread(target=other)
        thread.start()
        quick = done.wait(10)
    thread.join()
    assert quick
    assert verify_log(skara_real).whole


def test_law54_four_threads_write_one_chain(skara_real: Tenant) -> None:
    def write() -> None:
        with site(skara_real):
            for _number in range(50):
                with transaction.atomic():
                    record_audit(actor=LISA, verb="test.thread")
        connections.close_all()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify_log(skara_real)
    assert report.whole
    with site(skara_real):
        assert AuditEntry.objects.filter(verb="test.thread").count() == 200


def test_law54_one_transaction_in_two_sites_links_in_each(skara_real: Tenant) -> None:
    """Row-level security stands on the operator's log, and the transaction ends while another site is active."""
    hjo = Tenant.objects.get(slug="hjo")
    with transaction.atomic():
        with operator_site():
            record_audit(actor=HOUSE, verb="test.operator")
        with site(hjo):
            record_audit(actor=HOUSE, verb="test.hjo")
        connection.set_tenant(skara_real)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('samverk.tenant')")
        assert cursor.fetchone()[0] == "skara", "the key is given back"
    for tenant in Tenant.objects.all():
        assert verify_log(tenant).whole, tenant.slug
    with operator_site():
        entry = AuditEntry.objects.get(verb="test.operator")
        assert AuditLink.objects.filter(entry_id=entry.pk).exists()


def test_law54_a_temporary_table_of_that_name_takes_no_links(skara_real: Tenant) -> None:
    """It is found before the site's own by every statement that names no schema."""
    with site(skara_real):
        sql("CREATE TEMPORARY TABLE kernel_auditlink (LIKE kernel_auditlink)")
        record_audit(actor=LISA, verb="test.hidden")
        sql("DROP TABLE pg_temp.kernel_auditlink")
    assert verify_log(skara_real).whole


def test_law54_a_new_site_starts_a_chain_of_its_own(skara_real: Tenant) -> None:
    from tenants.actions.create_tenant import NewTenant, create_tenant

    made = create_tenant(
        actor=HOUSE,
        new=NewTenant(slug="tibro", name="Tibro", kind="municipality", scb_code="1472", hosts=("tibro.localhost",)),
    )
    with site(made):
        assert AuditLink.objects.order_by("seq").first().previous == "0" * 64
    assert verify_log(made).whole


def test_law54_a_copy_of_the_schema_still_verifies(skara_real: Tenant) -> None:
    """Restore and export: the chain names no schema and no database."""
    from tenants.artifact import dump_schema

    text = re.sub(r"^(SET |SELECT pg_catalog\.set_config|\\|--).*$", "", dump_schema("skara"), flags=re.MULTILINE)
    with connection.cursor() as cursor:
        cursor.execute('DROP SCHEMA "skara" CASCADE')
        cursor.cursor.execute(text)
    report = verify_log(skara_real)
    assert report.whole
    with site(skara_real):
        record_audit(actor=LISA, verb="test.after")
    assert verify_log(skara_real).links == report.links + 1
    assert verify_log(skara_real).whole


def test_law54_a_restore_says_that_the_tail_is_gone(skara_real: Tenant) -> None:
    with as_an_intruder(skara_real) as ids:
        cut_the_tail(ids)
    with pytest.raises(ValueError, match="reason"):
        begin_anew(actor=HOUSE, tenant=skara_real, reason=" ", now=clock.now())
    begin_anew(actor=HOUSE, tenant=skara_real, reason="Återläst till kl. 09.55", now=clock.now())
    assert verify_log(skara_real).whole
    for where in (site(skara_real), operator_site()):
        with where:
            assert AuditEntry.objects.filter(verb="tenants.begin_log_anew").count() == 1


def test_law54_only_the_operator_writes_anchors_and_a_site_sees_its_own(skara_real: Tenant) -> None:
    with site(skara_real):
        assert {anchor.schema_name for anchor in AuditAnchor.objects.all()} == {"skara"}
        with pytest.raises(DatabaseError):
            AuditAnchor.objects.create(schema_name="skara", seq=1, hash="x", at=clock.now())
        assert AuditAnchor.objects.update(hash="x") == 0
        assert AuditAnchor.objects.all().delete()[0] == 0


def test_law54_anchors_are_made_only_for_logs_that_grew(skara_real: Tenant) -> None:
    assert anchor_logs(actor=HOUSE, now=clock.now()) == []
    with site(skara_real):
        record_audit(actor=LISA, verb="test.act")
    assert [anchor.schema_name for anchor in anchor_logs(actor=HOUSE, now=clock.now())] == ["skara"]


def test_law14_disposal_needs_a_decision_and_leaves_a_chain_that_verifies(skara_real: Tenant) -> None:
    today = clock.today()
    with site(skara_real):
        for number in range(5):
            record_audit(actor=LISA, verb="identity.sign_in")
            record_audit(actor=LISA, verb="people.move_unit", label=str(number))
        before = today + timedelta(days=1)
        later = today + timedelta(days=800)
        kept = dict.fromkeys(["actor", "decision"])
        with pytest.raises(KeptLonger):
            dispose_audit(actor=HOUSE, audit_class="traffic", before=before, decision="KS § 1", today=today)
        with pytest.raises(KeptLonger):
            dispose_audit(actor=HOUSE, audit_class="record", before=before, decision="KS § 1", today=later)
        total = AuditEntry.objects.count()
        kept["actor"], kept["decision"] = HOUSE, ""
        assert dispose_audit(audit_class="traffic", before=before, today=later, **kept) == 5
        assert AuditEntry.objects.count() == total, "without a decision it only counts"
        kept["decision"] = "KS 2026-11-02 § 114"
        assert dispose_audit(audit_class="traffic", before=before, today=later, **kept) == 5
        assert AuditEntry.objects.count() == total - 5 + 1
        assert not AuditEntry.objects.filter(verb="identity.sign_in").exists()
        note = AuditEntry.objects.get(verb="kernel.dispose_audit")
        assert (note.details["decision"], note.details["count"]) == ("KS 2026-11-02 § 114", 5)
    report = verify_log(skara_real)
    assert (report.whole, report.disposed) == (True, 5)
    with as_an_intruder(skara_real) as ids:
        remove(ids)
    assert [finding.kind for finding in verify_log(skara_real).findings] == ["missing"], "theft is not disposal"


def test_law54_the_verifier_and_the_migration_speak_of_the_same_text() -> None:
    migration = importlib.import_module("samverk.kernel.migrations.0003_audit_is_chained")
    assert migration.CANONICAL == CANONICAL
    columns = {field.column for field in AuditEntry._meta.concrete_fields}
    assert columns == set(re.findall(r'\{row\}\."?(\w+)', CANONICAL)), "every column is in the hash"


def test_law54_an_entry_tells_who_where_when_and_by_which_right(skara: Tenant) -> None:
    record_audit(actor=LISA, verb="test.act", right="identity.change_user")
    record_audit(actor=HOUSE, verb="test.act")
    person, house = AuditEntry.objects.order_by("id").filter(verb="test.act")
    assert (person.site, person.right, person.capacity, person.address) == (
        "skara", "identity.change_user", "employee", "10.0.0.1",
    )  # fmt: skip
    assert house.right == "house"
    assert person.at.utcoffset() == timedelta(0)
    assert date.today() - person.at.date() <= timedelta(days=1)
