"""TN-04: a company's people have the feed of their own parts, and nothing of the municipality's opens to them."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, is_visible
from samverk.notifications.actions.expand_event import expand_event
from samverk.notifications.models import Event, Notice
from samverk.people.models import Placement
from samverk.social.following.models import Follow
from samverk.social.posts.actions.publish_post import NewPoll, NewPost, publish_post
from samverk.social.posts.models import Ballot, Post
from samverk.social.posts.places_here import WHOLE
from samverk.social.posts.searching import search_posts
from samverk.social.posts.subject import readers
from samverk.social.talk.actions.post_comment import post_comment
from samverk.social.talk.hideables import hideables
from samverk.social.talk.models import Comment, Reaction, Report
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.companies import organisation, works_at
from tests.support.factories import PersonFactory, PostFactory, post_picture

pytestmark = [pytest.mark.server]
WORD = "Simhallen"


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """A post to everybody with all that belongs to one; somebody of a company, and somebody who works in both."""
    parts = organisation()
    author, company, both = works_at(parts.school), works_at(parts.letting), works_at(parts.letting)
    works_at(parts.school, both)
    new = NewPost(form=uuid4(), place="site", text=f"{WORD} stänger. När städar vi?", poll=NewPoll(("Nu", "Sedan")))
    post = publish_post(actor=actor_for(author), author=author, new=new, now=clock.now())
    said = post_comment(
        actor=actor_for(author), author=author, ref=Ref("post", str(post.pk)), text=f"{WORD} öppnar igen",
        form=uuid4(), now=clock.now(),
    ).pk  # fmt: skip
    return SimpleNamespace(
        parts=parts,
        author=author,
        company=company,
        both=both,
        post=post,
        option=post.poll.options.first().pk,
        picture=post_picture(post),
        said=said,
        as_=lambda user: client_for("skara.localhost", user=user),
    )


def test_tn04_no_list_shows_what_is_written_to_the_municipality(here: SimpleNamespace) -> None:
    follows = [("post", str(here.post.pk)), ("person", str(here.author.uuid)), ("unit", str(here.parts.school.uuid))]
    for user in (here.company, here.both):
        Follow.objects.bulk_create(Follow(user=user, kind=kind, key=key, since=clock.now()) for kind, key in follows)
    PostFactory(author=here.author, place="site", kind="question", text=f"{WORD}, undrar jag")
    mine = PostFactory(author=here.both, place=f"unit:{here.parts.letting.uuid}", text="Nycklarna ligger i skåpet")
    lists = [
        "/", "/inlagg/", "/inlagg/?visa=enheten", "/inlagg/?visa=foljer", "/inlagg/?visa=fragor", "/foljer/",
        "/foljer/?slag=post", "/sok/?q=simhallen",
    ]  # fmt: skip
    company, both = here.as_(here.company), here.as_(here.both)
    for path in lists:
        answer = company.get(path)
        assert answer.status_code == 200, path
        # The search page repeats the word one looked for, as it was typed.
        assert WORD not in answer.content.decode(), path
        assert "Alla på webbplatsen" not in answer.content.decode(), path
    assert [WORD in both.get(path).content.decode() for path in lists] == [True, True, False, *[True] * 5]
    assert mine.text in company.get("/inlagg/").content.decode(), "their own parts are theirs"
    assert "Alla i Uthyrning, 2 personer" in company.get("/inlagg/").content.decode()
    fresh = [User.objects.get(pk=user.pk) for user in (here.company, here.both)]
    assert [len(search_posts(user, "simhallen", 5)) for user in fresh] == [0, 2]


def test_tn04_no_door_of_such_a_post_opens(here: SimpleNamespace) -> None:
    post, said = here.post.pk, here.said
    looks = [
        f"/inlagg/{post}/", f"/inlagg/{post}/versioner/", f"/inlagg/{post}/andra/", f"/inlagg/fil/{here.picture.uuid}/",
        f"/inlagg/fil/{here.picture.uuid}/?liten", f"/samtal/post/{post}/", f"/reaktioner/post/{post}/",
        f"/anmal/post/{post}/", f"/kommentar/{said}/", f"/kommentar/{said}/tidigare/", f"/reaktioner/comment/{said}/",
        f"/anmal/comment/{said}/", f"/samtal/comment/{said}/",
    ]  # fmt: skip
    sends: list[tuple[str, dict[str, object]]] = [
        (f"/samtal/post/{post}/", {"text": "Hej", "form": uuid4()}),
        (f"/samtal/post/{post}/", {"text": "Hej", "form": uuid4(), "svar_pa": said}),
        (f"/samtal/post/{post}/laget/", {"gor": "las", "skal": "Nu räcker det"}),
        ("/reagera/", {"vad": f"post:{post}:bra"}),
        ("/reagera/", {"vad": f"comment:{said}:bra"}),
        (f"/folj/post/{post}/", {}),
        (f"/anmal/post/{post}/", {"reason": "other"}),
        (f"/anmal/comment/{said}/", {"reason": "other"}),
        (f"/inlagg/{post}/rosta/", {"svar": here.option}),
        (f"/inlagg/{post}/besvarad/", {"besvarad": "ja", "kommentar": said}),
        (f"/inlagg/{post}/overst/", {"last_day": "2030-01-01"}),
        (f"/inlagg/{post}/officiell/", {"officiell": "ja"}),
        (f"/inlagg/{post}/ta-bort/", {}),
    ]
    company, both = here.as_(here.company), here.as_(here.both)
    assert {path: company.get(path).status_code for path in looks} == dict.fromkeys(looks, 403)
    assert [(path, company.post(path, values).status_code) for path, values in sends] == [
        (path, 403) for path, _values in sends
    ]
    assert (Comment.objects.count(), Reaction.objects.count(), Ballot.objects.count()) == (1, 0, 0)
    assert (Report.objects.count(), Follow.objects.count()) == (0, 0)
    assert both.get(looks[0]).status_code == 200, "who also works for the municipality reads it"
    assert both.post("/reagera/", {"vad": f"post:{post}:bra"}).status_code == 302


def test_tn04_nobody_of_a_company_writes_to_the_municipality(here: SimpleNamespace) -> None:
    sent = {"form": uuid4(), "text": "Till alla", "place": "site", "kind": "post"}
    company = here.as_(here.company)
    assert company.post("/inlagg/skriv/", sent).status_code == 422
    assert Post.objects.count() == 1
    own = f"unit:{here.parts.letting.uuid}"
    assert company.post("/inlagg/skriv/", sent | {"form": uuid4(), "place": own}).status_code == 302
    assert Post.objects.get(text="Till alla").place == own


def test_tn04_nobody_of_a_company_is_told_or_counted(here: SimpleNamespace) -> None:
    ref = Ref("post", str(here.post.pk))
    who = {user.pk: is_visible(User.objects.get(pk=user.pk), ref) for user in (here.author, here.company, here.both)}
    assert who == {here.author.pk: True, here.company.pk: False, here.both.pk: True}
    assert set(readers(ref.key).filter(pk__in=who).values_list("pk", flat=True)) == {here.author.pk, here.both.pk}
    assert WHOLE.counts(["site"])["site"] == WHOLE.readers("site").count()
    assert here.company not in WHOLE.readers("site")
    Follow.objects.create(user=here.company, kind="person", key=str(here.author.uuid), since=clock.now())
    new = NewPost(form=uuid4(), place="site", text=f"{WORD} igen")
    publish_post(actor=actor_for(here.author), author=here.author, new=new, now=clock.now())
    for event in Event.objects.all():
        expand_event(actor=actor_for(here.author), event_pk=event.pk, now=clock.now())
    assert Notice.objects.filter(user=here.company).count() == 0


def test_tn04_a_moderator_of_a_company_reviews_what_the_company_says(here: SimpleNamespace) -> None:
    moderator = works_at(here.parts.letting, PersonFactory(moderator=True))
    everywhere = works_at(here.parts.school, PersonFactory(moderator=True))
    own = PostFactory(author=here.both, place=f"unit:{here.parts.letting.uuid}", text="Om bolaget")
    for post in (here.post, own):
        assert hideables["post"].hide(str(post.pk), clock.now())
    paths = [f"/inlagg/{post.pk}/" for post in (here.post, own)]
    queue = [f"/anmalningar/post/{post.pk}/" for post in (here.post, own)]
    assert [here.as_(moderator).get(path).status_code for path in (*paths, *queue)] == [403, 200, 403, 200]
    assert [here.as_(everywhere).get(path).status_code for path in (*paths, *queue)] == [200] * 4


def test_tn04_the_day_somebody_begins_in_the_municipality_the_feed_opens(here: SimpleNamespace) -> None:
    path = f"/inlagg/{here.post.pk}/"
    browser = here.as_(here.company)
    assert browser.get(path).status_code == 403
    works_at(here.parts.night, here.company)
    assert browser.get(path).status_code == 200
    Placement.objects.filter(user=here.company, unit=here.parts.night).delete()
    assert browser.get(path).status_code == 403
