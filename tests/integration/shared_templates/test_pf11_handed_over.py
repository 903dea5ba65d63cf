"""PF-11: who leaves hands over the deviations and the masters they answer for, thing by thing."""

from types import SimpleNamespace

import pytest

from samverk.identity.movers.owned import owned_things
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Deviation
from shared_templates.masters.models import Master
from tenants.site_context import site
from tests.support.deviations import decided, depart, taken
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def test_pf11_deviations_pass_to_the_successor_and_the_ended_keep_their_name(sites: SimpleNamespace) -> None:
    world = taken(sites, ("P-08", "P-09"))
    with site(world.skara):
        mine, ended = depart(world.owner), depart(world.owner, code="P-09")
        Deviation.objects.filter(pk=ended.pk).update(state="closed")
        kind, to = owned_things["deviations"], PersonFactory()
        (thing,) = kind.things(world.owner)
        assert (thing.key, thing.label) == (str(mine.uuid), str(mine.item))
        assert kind.give(actor=HOUSE, keys=[thing.key, str(ended.uuid)], frm=world.owner, to=to) == 1
        row = Deviation.objects.get(pk=mine.pk)
        assert (row.owner, row.revision) == (to, mine.revision)
        assert row.steps.last().note == to.display_name  # type: ignore[union-attr]
        assert Deviation.objects.get(pk=ended.pk).owner == world.owner
        # Late, or again, nothing is taken from a third person.
        assert kind.give(actor=HOUSE, keys=[thing.key], frm=world.owner, to=world.reader) == 0
        assert AuditEntry.objects.filter(verb="templates.give_deviations").count() == 1
        decided(row, world.approver)


def test_pf11_masters_pass_to_the_successor(sites: SimpleNamespace) -> None:
    taken(sites)
    with site(sites.mall):
        owner, to = PersonFactory(), PersonFactory()
        Master.objects.update(owner=owner)
        kind = owned_things["masters"]
        (thing,) = kind.things(owner)
        assert kind.give(actor=HOUSE, keys=[thing.key], frm=owner, to=to) == 1
        assert kind.give(actor=HOUSE, keys=[thing.key], frm=owner, to=PersonFactory()) == 0
        assert Master.objects.get().owner == to
        assert AuditEntry.objects.filter(verb="templates.give_masters").count() == 1
