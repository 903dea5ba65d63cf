"""PF-52: a word with # is followed, by inbox and in the feed, within what one may read."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref, is_visible
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.social.following.models import Follow
from samverk.social.posts.actions.edit_post import edit_post
from samverk.social.posts.models import Post
from samverk.social.tags import tags_in
from samverk.social.talk.actions.edit_comment import edit_comment
from samverk.social.talk.actions.post_comment import post_comment
from samverk.social.talk.actions.take_away_comment import take_away_comment
from samverk.social.talk.models import Comment
from samverk.social.text import as_html
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit
from tests.support.posting import writes

pytestmark = [pytest.mark.server]


def says(author: User, post: Post, text: str) -> int:
    """A comment on a post."""
    made = post_comment(
        actor=actor_for(author), author=author, ref=Ref("post", str(post.pk)), text=text, form=uuid4(), now=clock.now()
    )
    return made.pk


WORD = Ref("tag", "sårvård")


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """Two units, a writer in one of them, and a reader in the other."""
    north, south = unit("Hemtjänst norr"), unit("Hemtjänst söder")
    reader = colleague(south)
    return SimpleNamespace(
        closed=f"unit:{north.uuid}",
        writer=colleague(north),
        reader=reader,
        browser=client_for("skara.localhost", user=reader),
    )


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Läs om #Sårvård och #sårvård!", ["sårvård"]),
        ("#e-arkiv, (#GDPR) och #vård_2030.", ["e-arkiv", "gdpr", "vård_2030"]),
        ("https://skara.se/sida#avsnitt &#169; #12 #a nr#fem", []),
        (" ".join(f"#ord{number}" for number in range(20)), [f"ord{number}" for number in range(10)]),
    ],
)
def test_pf52_what_is_a_word_with_a_sign(text: str, tags: list[str]) -> None:
    assert tags_in(text) == tags


def test_pf52_a_word_leads_to_the_others_and_an_address_stays_one() -> None:
    html = as_html("Om #Sårvård, se https://skara.se/a#b och [#här](/x/) <b>", tags_at="/inlagg/?ord=")
    assert '<a href="/inlagg/?ord=s%C3%A5rv%C3%A5rd">#Sårvård</a>, se <a href="https://skara.se/a#b"' in html
    assert html.count("?ord=") == 1
    assert "<b>" not in html
    assert "?ord=" not in as_html("Om #sårvård"), "where they lead nowhere they are words"


def test_pf52_followed_it_tells_and_stands_in_the_feed_within_ones_rights(here: SimpleNamespace) -> None:
    closed = writes(here.writer, here.closed, "Bara för oss: #sårvård")
    assert not is_visible(here.reader, WORD), "that somebody uses it is theirs alone"
    assert here.browser.post("/folj/tag/sårvård/").status_code == 403
    first = writes(here.writer, "site", "Kurs i #Sårvård på tisdag")
    page = here.browser.get("/inlagg/?ord=S%C3%A5rv%C3%A5rd").content.decode()
    assert "Inlägg med #sårvård" in page
    assert f'id="inlagg-{first.pk}"' in page
    assert f'id="inlagg-{closed.pk}"' not in page
    assert 'href="/inlagg/?ord=s%C3%A5rv%C3%A5rd">#Sårvård</a>' in page
    assert 'action="/folj/tag/s%C3%A5rv%C3%A5rd/"' in page
    assert here.browser.post("/folj/tag/sårvård/").status_code == 302
    assert "#sårvård" in here.browser.get("/foljer/").content.decode()
    second = writes(here.writer, "site", "Tack för #sårvård")
    writes(here.writer, here.closed, "Åter till #sårvård")
    writes(here.writer, "site", "Om annat")
    expand_waiting(actor=HOUSE, now=clock.now())
    assert list(Notice.objects.filter(user=here.reader).values_list("event__ref_key", flat=True)) == [str(second.pk)]
    followed = here.browser.get("/inlagg/?visa=foljer").content.decode()
    assert [post.pk for post in Post.objects.order_by("pk") if f'id="inlagg-{post.pk}"' in followed] == [
        first.pk, second.pk,
    ]  # fmt: skip
    choose_attention(actor=HOUSE, user=here.reader, ref=WORD, muted=True)
    writes(here.writer, "site", "Mer om #sårvård")
    expand_waiting(actor=HOUSE, now=clock.now())
    assert Notice.objects.filter(user=here.reader).count() == 1


def test_pf52_an_edited_post_goes_by_what_it_says_now(here: SimpleNamespace) -> None:
    post = writes(here.writer, "site", "Kurs i #sårvård")
    edit_post(
        actor=actor_for(here.writer), author=here.writer, post=post, text="Kurs i #demens", version=1, now=clock.now()
    )
    assert Post.objects.get().tags == ["demens"]
    assert here.browser.get("/inlagg/?ord=s%C3%A5rv%C3%A5rd").content.decode().count("<article>") == 0


def test_pf52_posts_written_before_have_their_words(here: SimpleNamespace) -> None:
    texts = ["Om #Sårvård, #e-arkiv och #e-arkiv", "Se https://skara.se/a#b, #12", "#åldrande"]
    posts = [PostFactory(text=text) for text in texts]
    migration = import_module("samverk.social.posts.migrations.0005_words_written_before")
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)
    assert [sorted(Post.objects.get(pk=post.pk).tags) for post in posts] == [sorted(tags_in(text)) for text in texts]


def test_pf52_a_word_in_a_comment_leads_is_found_and_tells_within_ones_rights(here: SimpleNamespace) -> None:
    shut = writes(here.writer, here.closed, "Vår lista")
    says(here.writer, shut, "Bara för oss: #sårvård")
    open_to_all = writes(here.writer, "site", "Kurs på tisdag")
    assert not is_visible(here.reader, WORD), "that somebody says it is theirs alone"
    assert "Bara för oss" not in here.browser.get("/inlagg/?ord=s%C3%A5rv%C3%A5rd").content.decode()
    first = says(here.writer, open_to_all, "Den handlar om #Sårvård")
    assert (
        'href="/inlagg/?ord=s%C3%A5rv%C3%A5rd">#Sårvård</a>'
        in here.browser.get(f"/inlagg/{open_to_all.pk}/").content.decode()
    )
    page = here.browser.get("/inlagg/?ord=s%C3%A5rv%C3%A5rd").content.decode()
    assert f'href="/kommentar/{first}/"' in page
    assert "Den handlar om #Sårvård" in page
    assert "Bara för oss" not in page
    expand_waiting(actor=HOUSE, now=clock.now())
    assert here.browser.post("/folj/tag/sårvård/").status_code == 302
    second = says(here.writer, open_to_all, "Mer om #sårvård")
    says(here.writer, open_to_all, "Om annat")
    says(here.writer, shut, "Åter till #sårvård")
    expand_waiting(actor=HOUSE, now=clock.now())
    told = Notice.objects.filter(user=here.reader).values_list("event__key", flat=True)
    assert list(told) == [str(second)], "of that comment, not of those beside it"
    edit_comment(actor=HOUSE, user=here.writer, pk=first, text="Den handlar om #demens", now=clock.now())
    take_away_comment(actor=HOUSE, user=here.writer, pk=second, now=clock.now())
    gone = here.browser.get("/inlagg/?ord=s%C3%A5rv%C3%A5rd").content.decode()
    assert 'data-testid="said"' not in gone
    assert "Den handlar om" in here.browser.get("/inlagg/?ord=demens").content.decode()


def test_pf52_a_word_that_many_say_hides_none_that_few_say(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverk.social.talk.tagged.MOST", 2)
    post = writes(here.writer, "site", "Kurs")
    for word in ("#sällan", "#ofta", "#ofta", "#ofta"):
        says(here.writer, post, f"Om {word}")
    for word in ("sällan", "ofta"):
        Follow.objects.create(user=here.reader, kind="tag", key=word, since=clock.now())
    followed = here.browser.get("/foljer/").content.decode()
    assert ">#ofta</a>" in followed
    assert ">#sällan</a>" in followed


def test_pf52_comments_written_before_have_their_words(here: SimpleNamespace) -> None:
    post = writes(here.writer, "site", "Kurs")
    texts = ["Om #Sårvård, #e-arkiv och #e-arkiv", "Se https://skara.se/a#b, #12", "#åldrande"]
    said = [says(here.writer, post, text) for text in texts]
    Comment.objects.update(tags=[])
    migration = import_module("samverk.social.talk.migrations.0003_words_said_before")
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)
    assert [sorted(Comment.objects.get(pk=pk).tags) for pk in said] == [sorted(tags_in(text)) for text in texts]


def test_performance_a_word_of_two_posts_asks_as_much_as_one_of_two_hundred(here: SimpleNamespace) -> None:
    Follow.objects.create(user=here.reader, kind="tag", key="sårvård", since=clock.now())

    def asked(path: str) -> int:
        here.browser.get(path)
        with assert_query_budget(16) as queries:
            assert here.browser.get(path).status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for post in PostFactory.create_batch(number, text="#sårvård", tags=["sårvård"]):
            says(here.writer, post, "Om #sårvård")

    paths = ("/inlagg/?ord=s%C3%A5rv%C3%A5rd", "/inlagg/?visa=foljer", "/foljer/")
    fill(2)
    few = [asked(path) for path in paths]
    fill(198)
    assert [asked(path) for path in paths] == few
    assert not is_visible(PersonFactory(guest=True), WORD)
