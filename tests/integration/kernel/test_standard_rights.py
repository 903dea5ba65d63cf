"""Rights that the code gives the house's own groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverk.identity.groups import AUDITORS, MODERATORS, SYSTEM_MAINTAINERS
from samverk.kernel.standard_rights import give_standard_rights
from tenants.models import Tenant


def rights_of(group: str) -> set[str]:
    return {f"{p.content_type.app_label}.{p.codename}" for p in Group.objects.get(name=group).permissions.all()}


@pytest.mark.django_db
def test_what_a_group_lacks_is_given_and_nothing_is_taken_away(skara: Tenant) -> None:
    Group.objects.get(name=AUDITORS).delete()
    maintainers = Group.objects.get(name=SYSTEM_MAINTAINERS)
    before = rights_of(SYSTEM_MAINTAINERS)
    maintainers.permissions.clear()
    extra = Permission.objects.get(content_type__app_label="sessions", codename="view_session")
    maintainers.permissions.add(extra)

    give_standard_rights()

    assert rights_of(AUDITORS) == {"kernel.view_auditentry"}
    assert before - rights_of(SYSTEM_MAINTAINERS) == set()
    assert rights_of(MODERATORS) < rights_of(SYSTEM_MAINTAINERS)
    assert "sessions.view_session" in rights_of(SYSTEM_MAINTAINERS)


@pytest.mark.django_db
def test_where_nothing_is_missing_one_round_trip_writes_nothing(skara: Tenant) -> None:
    def written() -> list[tuple[object, ...]]:
        return [
            *Group.objects.order_by("pk").values_list("pk", "name"),
            *Group.permissions.through.objects.order_by("pk").values_list("pk", "group", "permission"),
        ]

    before = written()
    with CaptureQueriesContext(connection) as asked:
        give_standard_rights()
    assert len(asked) == 1
    assert written() == before
