"""A row and what is written with it stand together or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samverk.kernel.actions.record_audit import HOUSE, Line, line_of_new, record_audit
from samverk.kernel.kept_insert import KeptInsert, WithKey
from samverk.kernel.models import AuditEntry
from samverk.kernel.one_statement import write_with
from samverk.notifications.models import Event
from samverk.social.talk.models import Thread
from tenants.models import Tenant

pytestmark = [pytest.mark.server, pytest.mark.django_db]
_THREAD = """
made AS (
    INSERT INTO social_talk_thread (kind, key, comments, locked_reason, resolved_reason)
    SELECT 'test', %(key)s, 0, '', '' WHERE %(wanted)s RETURNING id
)
"""
EVENT = {"kind": "comment", "ref_kind": "page", "ref_key": "1", "title": "{key}", "excerpt": ""}
_event = KeptInsert(Event)


def line(label: str = "Å") -> Line:
    return line_of_new(actor=HOUSE, verb="test.make", model=Thread, label=label, details={"about": "å"}, right="own")


def written(*, key: str = "1", wanted: bool = True, event: str = "{key}") -> int | None:
    rows = [
        line().row,
        _event.row(**EVENT, key=WithKey(event), url=WithKey("/x/{key}/?om={key}")),
    ]
    return write_with(_THREAD, {"key": key, "wanted": wanted}, rows)


def test_the_key_of_what_is_made_stands_where_the_others_name_it_and_nowhere_else(skara: Tenant) -> None:
    with CaptureQueriesContext(connection) as asked:
        made = written()
    assert len([each for each in asked if "set_config" not in each["sql"]]) == 1
    assert Thread.objects.get().pk == made
    event = Event.objects.get()
    assert (event.key, event.url, event.title) == (str(made), f"/x/{made}/?om={made}", "{key}")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.object_type, entry.object_id) == ("social_talk.thread", str(made))


def test_the_entry_is_the_one_that_an_act_of_its_own_writes(skara: Tenant) -> None:
    made = written()
    together = AuditEntry.objects.latest("pk")
    thread = Thread.objects.get(pk=made)
    record_audit(actor=HOUSE, verb="test.make", target=thread, label="Å", details={"about": "å"}, right="own")
    alone = AuditEntry.objects.latest("pk")
    assert alone.pk != together.pk
    for field in AuditEntry._meta.concrete_fields:
        if field.attname not in {"id", "at"}:
            assert getattr(together, field.attname) == getattr(alone, field.attname), field.attname
    assert abs(together.at - alone.at) < timedelta(minutes=1)


def test_where_the_first_is_not_written_nothing_is(skara: Tenant) -> None:
    entries = AuditEntry.objects.count()
    assert written(wanted=False) is None
    assert (Event.objects.count(), AuditEntry.objects.count() - entries) == (0, 0)


def test_where_one_of_the_others_is_refused_nothing_is_written(skara: Tenant) -> None:
    taken = written(event="samma")
    entries = AuditEntry.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        written(key="2", event="samma")
    assert Thread.objects.get().pk == taken
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("times", [1, 8])
def test_prepared_and_not_prepared_write_the_same(skara: Tenant, times: int) -> None:
    made = [written(key=str(uuid4()), event="{key}") for _time in range(times)]
    assert sorted(Event.objects.values_list("key", flat=True)) == sorted(map(str, made))
    assert Thread.objects.count() == times


def test_what_the_request_reads_afterwards_is_asked_anew(skara: Tenant) -> None:
    connection.stand_by(1, (1, 1))
    written()
    assert (connection.standing, connection.has_only_read) == (None, False)


def test_the_mirror_names_what_was_made(skara: Tenant, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "samverk.audit"):
        line("{key}").mirror(7)
    assert (caplog.records[-1].message, caplog.records[-1].object) == ("test.make", "social_talk.thread:7")  # type: ignore[attr-defined]
