"""PF-18: 200 comments and as many reactions from 20 threads: none lost, none doubled, the numbers right."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from time import sleep
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction
from django.http import Http404

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Event
from samverk.social.posts.actions.answer_question import answer_question
from samverk.social.posts.models import Post
from samverk.social.talk.actions.close_thread import lock_thread
from samverk.social.talk.actions.keep_draft import keep_draft
from samverk.social.talk.actions.post_comment import Locked, post_comment
from samverk.social.talk.actions.react import react
from samverk.social.talk.actions.take_away_comment import take_away_comment
from samverk.social.talk.models import Comment, CommentDraft, Reaction, ReactionCount, Thread
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import NewsPageFactory, PersonFactory, PostFactory
from tests.support.things import thing

COMMENTS, THREADS = 200, 20


@pytest.mark.long
def test_pf18_many_at_once_lose_and_double_nothing(committed: str) -> None:
    tenant = tenant_by_slug("skara")
    with site(tenant):
        people, ref = [PersonFactory() for _each in range(THREADS)], thing(NewsPageFactory())
    # Every form is sent twice, as by a hand that presses twice or a browser that never got its answer.
    sent = [(people[number % THREADS], uuid4()) for number in range(COMMENTS)] * 2

    def say(one: tuple[User, UUID]) -> int:
        author, form = one
        try:
            with site(tenant):
                return _say(author, form, ref)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(say, sent))
    assert said[:COMMENTS] == said[COMMENTS:]
    with site(tenant):
        assert Comment.objects.count() == COMMENTS
        assert Thread.objects.get().comments == COMMENTS
        assert AuditEntry.objects.filter(verb="social.post_comment").count() == COMMENTS
        assert Event.objects.filter(kind="comment").count() == COMMENTS
        assert Reaction.objects.count() == THREADS
        assert ReactionCount.objects.get().number == THREADS


@pytest.mark.long
def test_pf18_a_comment_that_is_chosen_while_it_is_taken_away_answers_nothing(committed: str) -> None:
    tenant = tenant_by_slug("skara")
    with site(tenant):
        asker, helper = PersonFactory(), PersonFactory()
        posts = [PostFactory(author=asker, place="site", kind="question") for _each in range(20)]
        comments = [_say(helper, uuid4(), Ref("post", str(post.pk))) for post in posts]

    def choose(post: Post, comment: int) -> None:
        with suppress(Http404):
            answer_question(
                actor=actor_for(asker), user=asker, post=post, answered=True, comment=comment, now=clock.now()
            )  # fmt: skip

    def take_away(post: Post, comment: int) -> None:
        take_away_comment(actor=actor_for(helper), user=helper, pk=comment, now=clock.now())

    def do(one: tuple[Callable[[Post, int], None], Post, int]) -> None:
        try:
            with site(tenant):
                one[0](*one[1:])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for post, comment in zip(posts, comments, strict=True):
            list(pool.map(do, [(choose, post, comment), (take_away, post, comment)]))
    with site(tenant):
        assert Comment.objects.filter(deleted_at__isnull=False).count() == len(posts)
        assert Post.objects.filter(answered_at__isnull=False).count() == 0


def test_pf18_an_answer_to_a_comment_that_is_taken_away_stops_neither(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = tenant_by_slug("skara")
    with site(tenant):
        author, other, ref = PersonFactory(), PersonFactory(), thing(NewsPageFactory())
        first = _say(author, uuid4(), ref)

    def answer() -> int:
        try:
            with site(tenant):
                return post_comment(
                    actor=actor_for(other),
                    author=other,
                    ref=ref,
                    text="Nej",
                    form=uuid4(),
                    now=clock.now(),
                    parent=first,
                ).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, site(tenant):
        sent: list[Future[int]] = []

        def meanwhile(comment: Comment) -> None:
            sent.append(pool.submit(answer))
            wait(sent, timeout=3)

        monkeypatch.setattr("samverk.social.talk.actions.take_away_comment.show_words_now", meanwhile)
        take_away_comment(actor=actor_for(author), user=author, pk=first, now=clock.now())
        assert Comment.objects.get(pk=sent[0].result(20)).parent_id == first
        assert Thread.objects.get().comments == 1


@pytest.mark.long
def test_pf18_a_comment_that_waited_while_the_discussion_was_locked_is_not_written(committed: str) -> None:
    tenant = tenant_by_slug("skara")
    with site(tenant):
        writer, closer = PersonFactory(), PersonFactory(superuser=True)
        ref = thing(NewsPageFactory())
        first = _say(writer, uuid4(), ref)
        begun = uuid4()
        keep_draft(actor=HOUSE, author=writer, ref=ref, form=begun, parent=None, text="Samtidigt", now=clock.now())

    def say() -> str:
        try:
            with site(tenant):
                _say(writer, begun, ref)
        except Locked as error:
            return str(error)
        finally:
            connections.close_all()
        return "skriven"

    with ThreadPoolExecutor(1) as pool, site(tenant):
        with transaction.atomic():
            lock_thread(actor=actor_for(closer), user=closer, ref=ref, reason="Avgjort.", now=clock.now())
            waiting = pool.submit(say)
            _wait_until_somebody_waits()
        assert waiting.result(20).endswith("Avgjort.")
        assert list(Comment.objects.values_list("pk", flat=True)) == [first]
        assert Thread.objects.get().comments == 1
        assert Event.objects.filter(kind="comment").count() == 1
        assert CommentDraft.objects.get().form == begun, "what was typed is still there"


def _wait_until_somebody_waits() -> None:
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    raise AssertionError("Nobody waited for the lock")


def _say(author: User, form: UUID, ref: Ref) -> int:
    now = clock.now()
    react(actor=actor_for(author), user=author, ref=ref, reaction="bra", wanted=True, now=now)
    return post_comment(actor=actor_for(author), author=author, ref=ref, text="Samtidigt", form=form, now=now).pk
