"""TP-07: training is made for a version of a process, and everybody sees when the process has moved on."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.social.following.actions.follow import follow
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.queries import outdated
from shared_templates.adoption.subjects import item_ref
from shared_templates.adoption.told import OUTDATED as OUTDATED_HERE
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import PackedItem, manifest
from shared_templates.content.values import Block, Content, content
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.publish_release import NotReady
from shared_templates.masters.models import Master
from shared_templates.masters.queries import readiness
from shared_templates.masters.told import OUTDATED
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release

pytestmark = [pytest.mark.server, pytest.mark.django_db]
SENTENCE = "Inaktuellt: gjort för version 1 av P-08, som nu är i version 2."
WARNING = "Inaktuellt: gjort för version 1 av P-08. Hos oss gäller version 2."


def training(text: str = "Så rapporterar du.") -> Content:
    return content(
        {"title": "Avvikelser på en timme", "audience": "Alla"},
        [Block("a", "section", {"title": "Rapportera", "text": text})],
    )


def take(found: Release) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())


def told(kind: str) -> list[tuple[int, str]]:
    expand_waiting(actor=HOUSE, now=clock.now())
    rows = Notice.objects.filter(event__kind=kind).order_by("event_id", "user_id")
    return list(rows.values_list("user_id", "event__excerpt"))


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """A process and training made for its first version, released and taken in Skara; then the process moves on."""
    with site(sites.mall):
        owner = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        master = keep("P-08", process())
        first = release(master)
        lesson = keep("U-08", training(), kind="training", made_for=master.key, made_for_version=1, owner=owner)
        second = release(lesson, name="Utbildning")
    with site(sites.skara):
        keeper, learner = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
        take(first)
        take(second)
    return SimpleNamespace(
        owner=owner, master=master, lesson=lesson, keeper=keeper, learner=learner, first=first, **vars(sites)
    )


def moves_on(world: SimpleNamespace) -> Release:
    with site(world.mall):
        master = Master.objects.get(code="P-08")
        return release(keep("P-08", process(steps={"utred": "Chefen utreder i dag."}), master=master))


def browser(person: User, place: str = "skara") -> SiteClient:
    return SiteClient(f"{place}.localhost").sign_in(person)


def test_tp07_what_it_is_made_for_travels_with_the_release(world: SimpleNamespace) -> None:
    row = ReleasedItem.objects.get(code="U-08")
    assert (row.made_for, row.made_for_version) == (world.master.key, 1)
    with site(world.skara):
        here = Adopted.objects.get(code="U-08")
        assert (here.made_for, here.made_for_version) == (world.master.key, 1)
        assert not outdated()


def test_tp07_packages_without_it_are_hashed_as_before(world: SimpleNamespace) -> None:
    plain = PackedItem(world.master.key, 1, "term", "T-01", "x", "brukare", "free", training(), "0" * 64)
    (told_of,) = manifest(name="x", version="1.0.0", notes="n", items=[plain])["items"]
    assert "made_for" not in told_of
    assert "made_for_version" not in told_of


def test_tp07_learners_are_warned_where_the_newer_process_applies_and_only_there(world: SimpleNamespace) -> None:
    newer = moves_on(world)
    with site(world.skara):
        client = browser(world.learner)
        assert WARNING not in client.get("/mallen/U-08/").content.decode(), "version 1 applies here still"
        done = take(newer)
        page = client.get("/mallen/U-08/").content.decode()
        assert WARNING in page
        assert 'href="/mallen/P-08/"' in page
        assert client.get("/mallen/?sort=training").content.decode().count("Inaktuellt") == 1
        assert "Inaktuellt" not in client.get("/mallen/?sort=process").content.decode()
        undo_release(actor=HOUSE, application=done, now=clock.now())
        assert WARNING not in client.get("/mallen/U-08/").content.decode()


def test_tp07_those_who_take_releases_and_followers_hear_of_it_once(world: SimpleNamespace) -> None:
    newer = moves_on(world)
    with site(world.skara):
        row = Adopted.objects.get(code="U-08")
        follow(actor=actor_for(world.learner), user=world.learner, ref=item_ref(row.key), now=clock.now())
        for _again in range(2):
            undo_release(actor=HOUSE, application=take(newer), now=clock.now())
        words = "Gjort för version 1 av P-08. Här gäller version 2."
        assert told(OUTDATED_HERE) == [(world.keeper.pk, words), (world.learner.pk, words)]


def test_tp07_at_the_model_the_owner_hears_and_the_pages_say_so(world: SimpleNamespace) -> None:
    with site(world.mall):
        other = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        client = browser(other, "mall")
        assert "Inaktuellt" not in client.get("/mallen/utkast/").content.decode().replace("Inaktuella", "")
    moves_on(world)
    with site(world.mall):
        assert told(OUTDATED) == [(world.owner.pk, "Gjort för version 1 av P-08. Här gäller version 2.")]
        assert SENTENCE in client.get("/mallen/utkast/U-08/").content.decode()
        about = client.get("/mallen/utkast/P-08/").content.decode()
        assert "Material som lär ut den" in about
        assert "gjort för version 1" in about
        listed = client.get("/mallen/utkast/?lage=inaktuellt").content.decode()
        assert 'href="/mallen/utkast/U-08/"' in listed
        assert 'href="/mallen/utkast/P-08/"' not in listed


def test_tp07_training_for_an_old_version_is_not_released_until_somebody_says_it_fits(world: SimpleNamespace) -> None:
    moves_on(world)
    with site(world.mall):
        lesson = Master.objects.get(code="U-08")
        facts = {"kind": "training", "made_for": world.master.key, "owner": world.owner}
        changed = keep("U-08", training("Så rapporterar du i dag."), master=lesson, made_for_version=1, **facts)
        assert SENTENCE in readiness([changed])[0].lacking
        with pytest.raises(NotReady):
            release(changed, name="Utbildning")
        client = browser(world.owner, "mall")
        shown = client.get("/mallen/utkast/U-08/skriv/").content.decode()
        assert "Materialet stämmer med version 2 av P-08" in shown
        data = {
            "code": "U-08", "area": "avvikelser", "policy": "default", "made_for": "P-08", "requires": "",
            "head__title": "Avvikelser på en timme", "head__audience": "Alla", "block": "a", "kind-a": "section",
            "a__title": "Rapportera", "a__text": "Så rapporterar du i dag.", "revision": str(changed.revision),
        }  # fmt: skip
        assert client.post("/mallen/utkast/U-08/skriv/", {**data, "fits_1": "on"}).status_code == 302
        changed.refresh_from_db()
        assert changed.made_for_version == 1, "said of a version that is not the newest it says nothing"
        data["revision"] = str(changed.revision)
        assert client.post("/mallen/utkast/U-08/skriv/", {**data, "fits_2": "on"}).status_code == 302
        changed.refresh_from_db()
        assert changed.made_for_version == 2
        assert release(changed, name="Utbildning").items.get().made_for_version == 2


def test_tp07_the_same_text_made_for_a_newer_version_is_news(world: SimpleNamespace) -> None:
    newer = moves_on(world)
    with site(world.mall):
        lesson = Master.objects.get(code="U-08")
        assert not lesson.is_new
        facts = {"kind": "training", "made_for": world.master.key, "made_for_version": 2}
        again = release(keep("U-08", training(), master=lesson, **facts), name="Utbildning")
        assert not Master.objects.get(code="U-08").is_new
    with site(world.skara):
        take(newer)
        assert len(outdated()) == 1
        take(again)
        assert not outdated()


def test_performance_lists_ask_the_same_for_two_and_two_hundred(world: SimpleNamespace) -> None:
    take_path, counts = "/mallen/", []
    with site(world.skara):
        client = browser(world.learner)
        for number in (2, 200):
            row = Adopted.objects.get(code="U-08")
            Adopted.objects.bulk_create(
                Adopted(
                    key=uuid4(), kind="training", code=f"X-{number}{extra}", area="avvikelser", title="Mer",
                    policy="free", version=1, base_hash="0" * 64, content=row.content, made_for=world.master.key,
                    changed_at=clock.now(), changed_by="x",
                )
                for extra in range(number)
            )  # fmt: skip
            client.get(take_path)
            with assert_query_budget(12) as asked:
                client.get(take_path)
            counts.append(len(asked))
    assert counts[0] == counts[1]
