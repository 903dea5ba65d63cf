"""PF-26: telling people of something costs the same in a small municipality and in a large one."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from samverk.identity.access import actor_for
from samverk.identity.models import User, local_issuer
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.people.models import Placement
from samverk.social.talk.actions.post_comment import post_comment
from tenants.models import Tenant
from tests.support.budget import rows_read
from tests.support.factories import NewsPageFactory, PersonFactory, unit

pytestmark = [pytest.mark.server, pytest.mark.django_db]
MANY = 3_000


def measured() -> None:
    """The database knows how large its tables are, as a house in use does: by itself it looks now and then."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_pf26_a_comment_is_told_of_by_reading_as_many_rows_whatever_the_number_of_employees(skara: Tenant) -> None:
    page, writers = NewsPageFactory(), [PersonFactory() for _number in range(4)]
    ward = unit("Hemtjänst Norr")

    def told_of_one_more(by: User) -> int:
        measured()
        post_comment(
            actor=actor_for(by), author=by, ref=Ref("page", str(page.pk)), text="Tack!", form=uuid4(), now=clock.now()
        )
        return rows_read(lambda: expand_waiting(actor=HOUSE, now=clock.now()))

    for writer in writers[:3]:
        told_of_one_more(writer)
    few = told_of_one_more(writers[3])
    colleagues = User.objects.bulk_create(
        User(issuer=local_issuer("skara"), subject=f"many-{number}", username=f"many-{number}", display_name="Många")
        for number in range(MANY)
    )
    Placement.objects.bulk_create(
        Placement(user=each, unit=ward, title="Undersköterska", valid_from=date(2020, 1, 1)) for each in colleagues
    )
    before = Notice.objects.count()
    many = told_of_one_more(writers[3])
    assert Notice.objects.count() - before == 3, "the others who took part"
    assert many <= 1.5 * few, (few, many)
