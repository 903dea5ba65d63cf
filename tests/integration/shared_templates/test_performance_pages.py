"""Pages that had no budget in their own room's tests: as many queries for two hundred rows as for two (section 6)."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.kernel import clock
from shared_templates.adoption.models import Adopted, Application, Deviation, DeviationStep
from shared_templates.board.models import Submission
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.proposals.models import Proposal
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.deviations import depart, taken
from tests.support.factories import PersonFactory, unit
from tests.support.likeness import more_municipalities, stand
from tests.support.proposals import draft, send

pytestmark = [pytest.mark.server, pytest.mark.django_db]
MANY = 200


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara departs from P-08 by habit, two schools do too, and P-08 is proposed back; a keeper sits at the model."""
    made = taken(sites)
    with site(sites.skara):
        made.habit = depart(made.owner, reason="habit")
        for name in ("Skola G", "Skola H"):
            depart(made.owner, unit=unit(name).uuid)
        send(draft())
        made.application = Application.objects.get()
    with site(sites.mall):
        keeper = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
    made.at_model = SiteClient("mall.localhost").sign_in(keeper)
    return made


def many(world: SimpleNamespace) -> None:
    """Two hundred items taken at once, each departed from, with as many units, steps, habits and proposals."""
    now, today = clock.now(), clock.today()
    with site(world.skara):
        item, habit = Adopted.objects.get(), world.habit
        facts = {field.name: getattr(item, field.name) for field in Adopted._meta.fields if field.name != "id"}
        items = Adopted.objects.bulk_create(
            Adopted(**facts | {"key": uuid4(), "code": f"X-{number}"}) for number in range(MANY)
        )
        units = [unit(f"Skola {number}") for number in range(20)]
        said = {"reason": "law", "text": "Vi är små.", "owner": world.owner, "review_on": today, "proposed_at": now}
        Deviation.objects.bulk_create(
            Deviation(item=each, unit=units[number % 20].uuid if number % 2 else None, **said)
            for number, each in enumerate([item, *items])
        )
        DeviationStep.objects.bulk_create(
            DeviationStep(deviation=habit, step="changed", at=now, by="X") for _number in range(MANY)
        )
        told = Submission.objects.get()
        Submission.objects.bulk_create(
            Submission(
                deviation=uuid4(), schema_name=told.schema_name, template_schema=told.template_schema, key=each.key,
                code=each.code, title=each.title, text=told.text, since=today, submitted_at=now,
            )
            for each in items
        )  # fmt: skip
        world.application.wanted = [str(each.key) for each in items]
        world.application.counts = {"new": MANY}
        world.application.save()
        proposal = Proposal.objects.get()
        for _number in range(20):
            proposal.pk, proposal.uuid = None, uuid4()
            proposal.save()
    for each in more_municipalities(MANY):
        stand(each, [item.key], "adapted", reasons=["law"])


def test_performance_every_page_asks_as_often_for_two_hundred_as_for_two(world: SimpleNamespace) -> None:
    one = f"/mallen/avsteg/{world.habit.uuid}/"
    pages = [
        (world.at_owner, one),
        (world.at_approver, one),
        (world.at_owner, f"{one}skriv/"),
        (world.at_owner, "/mallen/P-08/avsteg/"),
        (world.at_owner, "/mallen/P-08/enhet/"),
        (world.at_owner, "/mallen/forslag/om/P-08/"),
        (world.at_owner, f"/mallen/inforda/{world.application.uuid}/"),
        (world.at_reader, "/mallen/avsteg/enheter/"),
        (world.at_reader, "/mallen/avsteg/enheter.csv"),
        (world.at_reader, "/mallen/avsteg/kostnad.csv"),
        (world.at_model, "/mallen/avsteg/"),
        (world.at_model, f"/mallen/radet/{world.habit.uuid}/"),
        (world.at_model, "/mallen/utkast/ny/?sort=process"),
        (world.at_model, "/mallen/slapp/nytt/verkan.csv"),
    ]
    before = [asked(client, path) for client, path in pages]
    many(world)
    after = [asked(client, path) for client, path in pages]
    grown = {path: (few, lots) for (_client, path), few, lots in zip(pages, before, after, strict=True) if few != lots}
    assert grown == {}


def asked(client: SiteClient, path: str) -> int:
    """Queries of the second visit."""
    client.get(path)
    with assert_query_budget(40) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)
