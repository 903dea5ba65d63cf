"""PF-26: the feed of a large municipality costs what the feed of a small one does; many at once lose nothing."""

import json
import threading
from uuid import uuid4

import pytest
from django.db import connection, connections

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.posts.actions.publish_post import NewPost, publish_post
from samverk.social.posts.feed import Line, read_feed, read_followed, read_tagged
from samverk.social.posts.models import Post
from samverk.social.posts.searching import search_posts
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.long]
MANY = 100_000


def fill(count: int) -> User:
    """So many posts, in 400 places and the whole site, in the active site."""
    author = PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO social_posts_post (form, author_id, place, place_before, kind, state, text, link, link_title,
                media, version, created_at, is_official, answer, pinned_to, tags)
            SELECT gen_random_uuid(), %s, CASE WHEN n %% 10 = 0 THEN 'site' ELSE 'unit:' || n %% 400 END, '',
                CASE WHEN n %% 50 = 0 THEN 'question' ELSE 'post' END, 'published', 'Inlägg nummer ' || n, '', '', '[]',
                1, now() - (%s - n) * interval '1 minute', false, '',
                CASE WHEN n %% 20000 = 0 THEN current_date + 3 END,
                CASE WHEN n %% 100 = 0 THEN ARRAY['rutin'] ELSE '{}' END
            FROM generate_series(1, %s) AS n
            """,
            [author.pk, count, count],
        )
        # As the database does by itself after a while.
        cursor.execute("VACUUM ANALYZE social_posts_post")
    return author


TAG = Ref("tag", "rutin")
PLACES = ["unit:7", "unit:11", "department:1", "authority:1", "site"]


def reads(author: User) -> list[list[Line]]:
    today, middle = clock.today(), Post.objects.order_by("pk")[MANY // 2].pk
    return [
        read_feed(places=PLACES, day=today),
        read_feed(places=PLACES, day=today, before=middle),
        read_feed(places=PLACES, day=today, unanswered=True),
        read_followed(places=PLACES, refs=[], people=[author.pk]),
    ]


def buffers(sql: str) -> tuple[set[str], int]:
    """Kinds of scans in a plan, and how many pages of the posts' table and indexes were touched."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        raw = cursor.fetchone()[0]
    top = (json.loads(raw) if isinstance(raw, str) else raw)[0]["Plan"]
    kinds: set[str] = set()

    def walk(node: dict[str, object]) -> None:
        if node.get("Relation Name") == "social_posts_post":
            kinds.add(str(node["Node Type"]))
        for below in node.get("Plans", ()):  # type: ignore[attr-defined]
            walk(below)

    walk(top)
    return kinds, int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])


def test_pf26_the_feed_reads_by_index_only_and_touches_few_pages_of_a_hundred_thousand(committed: str) -> None:
    from django.test.utils import CaptureQueriesContext

    with site(tenant_by_slug("skara")):
        author = fill(MANY)
        for _often in range(7):
            # So often that PostgreSQL has made up its mind about the plan it keeps.
            reads(author)
        with CaptureQueriesContext(connection) as asked:
            pages = reads(author)
        assert [len([line for line in page if not line.pinned]) for page in pages] == [10, 10, 10, 10]
        newest = list(
            Post.objects.filter(place__in=PLACES, pinned_to=None).order_by("-pk").values_list("pk", flat=True)[:10]
        )
        assert [line.pk for line in pages[0] if not line.pinned] == newest
        seen = {}
        for query in asked.captured_queries:
            if query["sql"].startswith(("EXECUTE kept_social_posts_post", "EXECUTE kept_unnest")):
                kinds, touched = buffers(query["sql"])
                assert kinds <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}, query["sql"]
                seen[len(seen)] = touched
        assert len(seen) == 4
        waiting = Post.objects.filter(place__in=PLACES, kind="question", answered_at=None).count()
        # Unanswered questions are read by their own index: as many as wait, never the posts around them.
        assert seen.pop(2) <= waiting + 100
        assert max(seen.values()) < 500, "a page of the feed touches few pages of a table of many thousand"
        with CaptureQueriesContext(connection) as asked:
            tagged = [read_tagged(places=PLACES, tag="rutin"), read_followed(places=PLACES, refs=[TAG], people=[])]
        assert [len(lines) for lines in tagged] == [10, 10]
        questions = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("EXECUTE kept_")]
        assert len(questions) == 2
        for question in questions:
            kinds, touched = buffers(question)
            assert kinds <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}, question
            assert touched <= MANY // 100 + 300, "as many as hold the word, never those around them"
        with CaptureQueriesContext(connection) as asked:
            assert [hit.title for hit in search_posts(author, "73510", 5)] == ["Inlägg nummer 73510"]
        sql = next(q["sql"] for q in asked.captured_queries if q["sql"].startswith("EXECUTE kept_social_posts_post"))
        kinds, touched = buffers(sql)
        assert (kinds, touched < 500) == ({"Bitmap Heap Scan"}, True), "words are found by their index"


def test_pf26_five_hundred_posts_by_twenty_at_once_none_lost_none_doubled(committed: str) -> None:
    skara = tenant_by_slug("skara")
    with site(skara):
        people = [PersonFactory() for _each in range(20)]
    errors: list[BaseException] = []

    def write(author: User) -> None:
        try:
            with site(skara):
                for number in range(25):
                    new = NewPost(form=uuid4(), place="site", text=f"{author.pk}/{number}")
                    for _press in range(1 + number % 2):
                        publish_post(actor=actor_for(author), author=author, new=new, now=clock.now())
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(author,)) for author in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with site(skara):
        texts = list(Post.objects.values_list("text", flat=True))
    assert sorted(texts) == sorted(f"{author.pk}/{number}" for author in people for number in range(25))


def test_pf12_the_same_form_from_twenty_hands_at_once_is_one_post(committed: str) -> None:
    skara, form = tenant_by_slug("skara"), uuid4()
    with site(skara):
        author = PersonFactory()
    gate, found = threading.Barrier(20), []

    def press() -> None:
        with site(skara):
            gate.wait()
            new = NewPost(form=form, place="site", text="En gång")
            found.append(publish_post(actor=actor_for(author), author=author, new=new, now=clock.now()).pk)
        connections.close_all()

    threads = [threading.Thread(target=press) for _hand in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len(set(found)) == 1
    with site(skara):
        assert Post.objects.count() == 1
