"""A row written by the kept INSERT is the row the model would have written."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from samverk.kernel import clock
from samverk.kernel.kept_insert import KeptInsert
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from samverk.social.posts.models import Post
from tenants.models import Tenant

pytestmark = [pytest.mark.server, pytest.mark.django_db]
ENTRY = {
    "at": clock.now(), "site": "skara", "actor_uuid": None,
    "actor_name": "Lisa \u201cÅ\u201d %s", "capacity": "employee", "verb": "test.act",
    "object_type": "", "object_id": "", "object_label": "x\'; --", "address": "2001:db8::1",
    "details": {"om": ["å", 1, None]},
}  # fmt: skip


def told(row: models.Model) -> dict[str, object]:
    """Everything a row holds but its number."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"actor_uuid": uuid4(), "verb": mark_safe("test.<act>")},
        {"actor_name": gettext_lazy("Spara"), "address": None},
    ],
    ids=["nobody", "somebody", "texts of other types"],
)
def test_the_row_is_what_the_model_would_have_written(skara: Tenant, other: dict[str, object]) -> None:
    entry = ENTRY | other
    number = KeptInsert(AuditEntry)(**entry)
    plain = AuditEntry.objects.create(**entry)
    assert told(AuditEntry.objects.get(pk=number)) == told(AuditEntry.objects.get(pk=plain.pk))
    assert AuditEntry.objects.get(pk=number).right == "", "the database's own default"


def test_what_is_left_out_gets_its_default_and_what_is_there_is_not_written_again(skara: Tenant) -> None:
    write = KeptInsert(Event, ignore_conflicts=True)
    given = {
        "kind": "comment", "key": "1", "ref_kind": "page", "ref_key": "1", "title": "Å", "excerpt": "", "url": "/",
    }  # fmt: skip
    found = Event.objects.get(pk=write(**given))
    assert (found.by_id, found.is_secret, found.audience, found.expanded_to, found.expanded_at) == (
        None, False, {}, 0, None,
    )  # fmt: skip
    assert abs(found.created_at - clock.now()) < timedelta(minutes=1), "the database's own clock"
    assert write(**given) is None
    assert write(**{**given, "key": "2", "audience": {"everybody": True}}) > found.pk
    assert Event.objects.count() == 2


def test_a_name_that_is_missing_or_unknown_is_an_error(skara: Tenant) -> None:
    with pytest.raises(TypeError, match="needs at"):
        KeptInsert(AuditEntry)(verb="x")
    with pytest.raises(TypeError, match="has no whatever"):
        KeptInsert(AuditEntry)(**ENTRY, whatever=1)


def test_a_model_that_changes_what_it_is_given_is_refused() -> None:
    class Stamped(models.Model):
        at = models.DateTimeField(auto_now=True)

        class Meta:
            app_label = "kernel_test"
            managed = False

    with pytest.raises(TypeError, match="changes at"):
        KeptInsert(Stamped)
    KeptInsert(Group)
    KeptInsert(Post)
