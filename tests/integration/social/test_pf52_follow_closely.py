"""PF-52: whatever one follows in the feed tells, at the pace one chose for it; the nearest choice counts."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.notifications.ways import Closely, Pace
from samverk.social.following.actions.follow import follow
from samverk.social.posts.models import Post
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PostFactory, colleague, unit
from tests.support.posting import writes

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """A unit with its department and its board; a reader and a writer who work there."""
    north = unit("Hemtjänst norr")
    reader = colleague(north)
    return SimpleNamespace(
        unit=Ref("unit", str(north.uuid)),
        department=Ref("unit", str(north.department.uuid)),
        board=Ref("unit", str(north.department.authority.uuid)),
        places={
            "unit": f"unit:{north.uuid}",
            "department": f"department:{north.department.uuid}",
            "board": f"authority:{north.department.authority.uuid}",
        },
        reader=reader,
        writer=colleague(north),
        browser=client_for("skara.localhost", user=reader),
    )


def posts(author: User, place: str) -> Post:
    post = writes(author, place)
    expand_waiting(actor=HOUSE, now=clock.now())
    return post


def told(here: SimpleNamespace, post: Post) -> int | None:
    """In which letter the reader hears of it; None where they do not."""
    rows = Notice.objects.filter(user=here.reader, event__ref_kind="post", event__ref_key=str(post.pk))
    return rows.values_list("pace", flat=True).first()


def follows(here: SimpleNamespace, ref: Ref) -> None:
    follow(actor=actor_for(here.reader), user=here.reader, ref=ref, now=clock.now())


@pytest.mark.parametrize("level", ["unit", "department", "board"])
def test_pf52_a_part_of_any_level_is_followed_in_inbox_and_feed_and_muted(level: str, here: SimpleNamespace) -> None:
    ref, place = getattr(here, level), here.places[level]
    PostFactory(author=here.writer, place="site", text="Till alla")
    follows(here, ref)
    post = posts(here.writer, place)
    assert told(here, post) == Pace.WEEKLY
    page = here.browser.get("/inlagg/?visa=foljer").content.decode()
    assert "Ny rutin" in page
    assert "Till alla" not in page
    assert "Ny rutin" in here.browser.get(f"/organisation/enhet/{ref.key}/").content.decode()
    choose_attention(actor=HOUSE, user=here.reader, ref=ref, muted=True)
    assert told(here, posts(here.writer, place)) is None


def test_pf52_a_person_is_followed_at_the_chosen_pace_and_muted(here: SimpleNamespace) -> None:
    ref = Ref("person", str(here.writer.uuid))
    follows(here, ref)
    assert told(here, posts(here.writer, "site")) == Pace.WEEKLY
    choose_attention(actor=HOUSE, user=here.reader, ref=ref, closely=Closely(Pace.DAILY))
    assert told(here, posts(here.writer, "site")) == Pace.DAILY
    mine = here.browser.get("/foljer/").content.decode()
    assert f'href="/mina-aviseringar/om/person/{ref.key}/"' in mine, "where one sees what one follows, one chooses how"
    assert "I dagens brev" in mine
    choose_attention(actor=HOUSE, user=here.reader, ref=ref, muted=True)
    assert told(here, posts(here.writer, "site")) is None
    assert told(here, posts(here.writer, here.places["unit"])) is None, "also where all of the unit are told"
