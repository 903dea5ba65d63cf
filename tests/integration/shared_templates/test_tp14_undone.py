"""TP-14: what is undone takes nothing with it that somebody has written or that others build on."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.decide_text import decide_text
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Answer, Application, Deviation
from shared_templates.catalogue.models import Release
from shared_templates.deviations.actions.propose_deviation import propose_deviation
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.models import Master
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import OURS, because, decided, depart, taken
from tests.support.factories import PersonFactory, unit
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def take(found: Release) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())


def undo(done: Application) -> list[str]:
    return undo_release(actor=HOUSE, application=done, now=clock.now())


@pytest.mark.parametrize("reason", ["organisation", "habit"])
def test_tp14_why_somebody_departs_is_not_removed_with_what_they_depart_from(
    sites: SimpleNamespace, reason: str
) -> None:
    """A school's deviation changes no word of the item, and the template board reads a habit."""
    world = taken(sites)
    with site(sites.skara):
        decided(depart(world.owner, unit=unit("Skola G").uuid, reason=reason), world.approver)
        with pytest.raises(ValidationError, match="avsteg från P-08"):
            undo(Application.objects.get())
        assert (Adopted.objects.count(), Deviation.objects.get().state) == (1, "approved")
        assert Application.objects.get().state == "done"


def test_tp06_what_others_here_build_on_is_not_undone_before_them(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        base = keep("T-01", term("brukare"), kind="term")
        built = keep("P-08", process(), requires=[base.key])
        below = release(base, name="Termer")
        above = release(built)
    with site(sites.skara):
        first, second = take(below), take(above)
        with pytest.raises(ValidationError, match="P-08 bygger på"):
            undo(first)
        assert set(Adopted.objects.values_list("code", flat=True)) == {"P-08", "T-01"}
        undo(second)
        undo(first)
        assert not Adopted.objects.exists()


def test_tp06_what_was_taken_together_is_undone_together(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        base = keep("T-01", term("brukare"), kind="term")
        built = keep("P-08", process(), requires=[base.key])
        release(base, name="Termer")
        above = release(built)
    with site(sites.skara):
        undo(take(above))
        assert not Adopted.objects.exists()


def test_tp03_whoever_undoes_is_told_which_deviation_ended_with_what_was_taken(sites: SimpleNamespace) -> None:
    """The text differs again, and nothing explains it."""
    world = taken(sites)
    with site(sites.skara):
        decided(depart(world.owner), world.approver)
    with site(sites.mall):
        newer = release(keep("P-08", process(steps={"utred": OURS}), master=Master.objects.get(code="P-08")))
    with site(sites.skara):
        done = take(newer)
        assert Deviation.objects.get().state == "closed"
        keeper = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    page = keeper.post(f"/mallen/inforda/{done.uuid}/angra/", follow=True).text
    assert "Avsteget från P-08 avslutades" in page
    assert "Allt är som det var innan" not in page


def test_tp14_writing_in_what_was_undone_meanwhile_is_told_so(sites: SimpleNamespace) -> None:
    """The page was open, and a colleague undid the release before the form was sent: no such item any more."""
    world = taken(sites)
    with site(sites.skara):
        item, now = Adopted.objects.get(), clock.now()
        undo(Application.objects.get())
        with pytest.raises(Http404):
            change_item(actor=HOUSE, item=item, content=item.said(), read=item.revision, now=now)
        with pytest.raises(Http404):
            answer_routine(actor=HOUSE, item=item, answer=Answer.ADOPT, now=now)
        with pytest.raises(Http404):
            decide_text(
                actor=HOUSE, item=item, read=item.revision, decided_on=clock.today(), reference="KS § 1", now=now
            )
        with pytest.raises(Http404):
            propose_deviation(actor=HOUSE, item=item, why=because(world.owner), now=now)
