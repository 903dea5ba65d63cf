"""PF-18: what colleagues can do with a post where they read it: react, vote, go to who wrote it."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings as own

from samverk.identity.access import actor_for
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.posts.actions.publish_post import NewPoll, NewPost, publish_post
from samverk.social.posts.models import Ballot, Choice, Post
from samverk.social.talk.actions.post_comment import post_comment
from samverk.social.talk.models import Reaction
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """Two colleagues of a unit, and a post of the first to everybody."""
    north = unit("Hemtjänst norr")
    writer, reader = colleague(north), colleague(north)
    return SimpleNamespace(
        north=north,
        writer=writer,
        reader=reader,
        post=PostFactory(author=writer, place="site", text="Bullar i köket"),
        browser=client_for("skara.localhost", user=reader),
        as_=lambda user: client_for("skara.localhost", user=user),
    )


def foot(browser: SiteClient, post: Post, path: str = "/inlagg/") -> str:
    """What stands under the post in a list."""
    found = re.search(
        rf'<div class="foot" id="post-{post.pk}">(.*?)</article>', browser.get(path).content.decode(), re.S
    )
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/inlagg/", "/"])
def test_pf18_a_post_is_reacted_to_where_it_is_read_and_the_reader_stays_there(
    path: str, here: SimpleNamespace
) -> None:
    assert f'value="post:{here.post.pk}:tack"' in foot(here.browser, here.post, path)
    page = here.browser.get(path).content.decode()
    assert page.count('id="reagera"') == 1, "the one form all buttons belong to"
    assert f'name="till" value="{path}"' in page
    answer = here.browser.post("/reagera/", {"vad": f"post:{here.post.pk}:tack", "till": path})
    assert answer["Location"] == f"{path}#post-{here.post.pk}"
    mine, theirs = foot(here.browser, here.post, path), foot(here.as_(here.writer), here.post, path)
    assert f'value="post:{here.post.pk}:tack:bort" aria-pressed="true"' in mine
    assert f'value="post:{here.post.pk}:tack" aria-pressed="false"' in theirs, "what is pressed is each reader's own"
    here.browser.post("/reagera/", {"vad": f"post:{here.post.pk}:tack:bort", "till": path})
    assert Reaction.objects.count() == 0
    own_page = here.browser.post("/reagera/", {"vad": f"post:{here.post.pk}:bra"})
    assert own_page["Location"] == f"/inlagg/{here.post.pk}/#reaktioner"


def test_pf18_comments_are_counted_under_the_post(here: SimpleNamespace) -> None:
    assert "Kommentera" in foot(here.browser, here.post)
    ref = Ref("post", str(here.post.pk))
    for _each in range(2):
        post_comment(
            actor=actor_for(here.writer), author=here.writer, ref=ref, text="Tack", form=uuid4(), now=clock.now()
        )
    assert "2 kommentarer" in foot(here.browser, here.post)


@pytest.mark.parametrize("shows_names", [False, True])
def test_pf18_a_vote_is_cast_in_the_feed_and_the_result_shows_afterwards_only(
    shows_names: bool, here: SimpleNamespace
) -> None:
    new = NewPost(form=uuid4(), place="site", text="När?", poll=NewPoll(("Tis <i>dag</i>", "Ons"), False, shows_names))
    post = publish_post(actor=actor_for(here.writer), author=here.writer, new=new, now=clock.now())
    page = here.browser.get("/inlagg/").content.decode()
    form = re.search(rf'action="/inlagg/{post.pk}/rosta/">(.*?)</form>', page, re.S)
    assert form
    assert "Tis &lt;i&gt;dag" in form[1]
    assert ("Ingen ser vad du har svarat" in form[1]) is not shows_names
    assert "progress" not in page, "what others think does not steer the vote"
    values = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form[1]))
    assert len(values.pop("csrfmiddlewaretoken")) == 64
    answer = here.browser.post(f"/inlagg/{post.pk}/rosta/", values)
    assert answer["Location"] == f"/inlagg/#inlagg-{post.pk}"
    page = here.browser.get("/inlagg/").content.decode()
    assert "rosta/" not in page
    assert "Du har röstat." in page
    assert "rosta/" in here.as_(here.writer).get("/inlagg/").content.decode(), "who has not voted still may"
    assert (Ballot.objects.count(), Choice.objects.count()) == (1, int(shows_names))
    away = here.as_(here.writer).post(f"/inlagg/{post.pk}/rosta/", values | {"till": "//elak.example/"})
    assert away["Location"] == f"/inlagg/{post.pk}/#inlagg-{post.pk}"


def test_pf22_a_name_leads_to_the_person_and_law24_never_to_who_is_protected(here: SimpleNamespace) -> None:
    ref, link = Ref("post", str(here.post.pk)), f'href="/personer/{here.writer.uuid}/"'
    post_comment(actor=actor_for(here.writer), author=here.writer, ref=ref, text="Hej", form=uuid4(), now=clock.now())
    one = f"/inlagg/{here.post.pk}/"
    assert [here.browser.get(path).content.decode().count(link) for path in ("/inlagg/", "/", one)] == [1, 1, 2]
    assert here.browser.get(f"/personer/{here.writer.uuid}/").status_code == 200
    protector = PersonFactory(superuser=True)
    protect_person(
        actor=actor_for(protector), protector=protector, user=here.writer, shown_as="Medarbetare 7", reason="Hot"
    )
    for reader in (here.browser, here.as_(protector)):
        assert all(str(here.writer.uuid) not in reader.get(path).content.decode() for path in ("/inlagg/", "/", one))


def test_performance_reactions_and_votes_cost_no_query_each(here: SimpleNamespace) -> None:
    def asked() -> int:
        here.browser.get("/inlagg/")
        with assert_query_budget(15) as queries:
            here.browser.get("/inlagg/")
        return len(queries)

    few = asked()
    for number in range(12):
        poll = NewPoll((f"Ja {number}", "Nej"), False, False) if number % 2 else None
        new = NewPost(form=uuid4(), place="site", text=f"Nummer {number}", poll=poll)
        post = publish_post(actor=actor_for(here.writer), author=here.writer, new=new, now=clock.now())
        here.browser.post("/reagera/", {"vad": f"post:{post.pk}:bra"})
    assert asked() == few


def test_law52_writing_and_searching_is_counted_and_no_hand_comes_near_the_limit(
    here: SimpleNamespace, settings
) -> None:  # type: ignore[no-untyped-def]
    doors = {"posts:write", "posts:edit", "posts:vote", "talk:write", "talk:edit", "talk:react", "search:results"}
    assert {own.SAMVERK_RATE_LIMITS[door]["account"] for door in doors} == {"600/15 minutes"}
    settings.SAMVERK_RATE_LIMITS = {door: own.SAMVERK_RATE_LIMITS[door] | {"account": "1/minute"} for door in doors}
    press = {"vad": f"post:{here.post.pk}:tack"}
    assert [here.browser.post("/reagera/", press).status_code for _press in range(2)] == [302, 429]
    assert [here.browser.get("/sok/?q=bullar").status_code for _look in range(2)] == [200, 429]
    comment = {"text": "Hej", "form": str(uuid4())}
    path = f"/samtal/post/{here.post.pk}/"
    assert here.browser.get(path).status_code == 200, "looking is not counted"
    assert [here.browser.post(path, comment).status_code for _sent in range(2)] == [302, 429]
    assert here.as_(here.writer).post("/reagera/", press).status_code == 302, "each account has its own"
