"""PF-18: people, units and groups mentioned in posts; who will be told, before it is published; LAW-24 in all of it."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref, subject_of
from samverk.notifications.actions.expand_event import expand_event
from samverk.notifications.models import Event, Notice
from samverk.social.posts.models import Draft, Post
from samverk.social.posts.searching import search_posts
from samverk.social.talk.marks import Mention, mark, mentions_in
from samverk.social.talk.models import Comment
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """Two units; a writer with a colleague in one, two people in the other."""
    north, south = unit("Hemtjänst norr"), unit("Hemtjänst söder")
    writer = colleague(north, display_name="Lisa Lund")
    return SimpleNamespace(
        north=north,
        south=south,
        writer=writer,
        near=colleague(north, display_name="Omar El Amrani"),
        far=colleague(south, display_name="Eva Berg"),
        far_too=colleague(south, display_name="Åke Öst"),
        place=f"unit:{north.uuid}",
        browser=client_for("skara.localhost", user=writer),
        as_=lambda user: client_for("skara.localhost", user=user),
    )


def sent(here: SimpleNamespace, text: str, **more: object) -> dict[str, object]:
    return {"form": str(uuid4()), "text": text, "place": "site", "kind": "post"} | more


def publish(here: SimpleNamespace, text: str, **more: object) -> Post:
    assert here.browser.post("/inlagg/skriv/", sent(here, text, **more)).status_code == 302
    return Post.objects.latest("pk")


def told(post: Post) -> dict[str, int]:
    """Name → role of everybody who has a notice of the post."""
    event = Event.objects.get(kind="post.written", ref_key=str(post.pk))
    expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now())
    rows = Notice.objects.filter(event=event).values_list("user__display_name", "my_role")
    return dict(rows)


def test_pf18_people_units_and_groups_are_stored_by_key_told_and_follow_new_names(here: SimpleNamespace) -> None:
    group = Group.objects.create(name="Krisledning")
    member = colleague(here.north, display_name="Ulla Vik")
    member.groups.add(group)
    post = publish(here, "@Omar El Amrani, kan @hemtjänst söder och @Krisledning titta? Mejla lisa@skara.se.")
    assert mentions_in(post.text) == [
        Mention("person", here.near.pk), Mention("enhet", here.south.pk), Mention("grupp", group.pk),
    ]  # fmt: skip
    assert "Omar" not in post.text
    assert told(post) == {"Omar El Amrani": 1, "Eva Berg": 1, "Åke Öst": 1, "Ulla Vik": 1}
    event = Event.objects.get(kind="post.written")
    assert "Omar" not in event.title + event.excerpt, "a copy that outlives the name holds none"
    reader = here.as_(here.far)
    assert "nämnde dig" in reader.get("/inkorg/").content.decode()
    User.objects.filter(pk=here.near.pk).update(display_name="Omar Amrani Berg")
    for path in ("/", "/inlagg/", f"/inlagg/{post.pk}/", "/sok/?q=titta", f"/inlagg/{post.pk}/versioner/"):
        page = reader.get(path).content.decode()
        assert "@Omar Amrani Berg" in page, path
        assert "@Hemtjänst söder" in page, path
        assert "lisa@skara.se" in page, path
        assert "\ue000" not in page, path


def test_pf18_the_edited_post_keeps_its_mentions_and_shouts_to_nobody(here: SimpleNamespace) -> None:
    post = publish(here, "Tack @Omar El Amrani")
    url = f"/inlagg/{post.pk}/andra/"
    page = here.browser.get(url).content.decode()
    assert "Tack @Omar El Amrani</textarea>" in page
    assert f'name="namn" value="person:{here.near.pk}"' in page
    same = here.browser.post(url, {"text": "Tack @Omar El Amrani", "version": 1})
    assert same.status_code == 302
    assert Post.objects.get().version == 1, "changing nothing changes nothing"
    here.browser.post(url, {"text": "Tack @Omar El Amrani och @Eva Berg", "version": 1})
    assert mentions_in(Post.objects.get().text) == [Mention("person", here.near.pk), Mention("person", here.far.pk)]
    assert Event.objects.filter(kind="post.written").count() == 1
    assert told(post) == {"Omar El Amrani": 1}


def test_law24_nobody_protected_is_mentioned_or_revealed(here: SimpleNamespace) -> None:
    post = publish(here, "Tack @Eva Berg för i går")
    reader = here.as_(here.near)
    paths = ["/", "/inlagg/", f"/inlagg/{post.pk}/", f"/inlagg/{post.pk}/versioner/", "/sok/?q=tack"]
    assert all("Eva Berg" in reader.get(path).content.decode() for path in paths)
    here.browser.post(f"/samtal/post/{post.pk}/", {"text": "Instämmer", "form": uuid4()})
    protector = PersonFactory(superuser=True)
    protect_person(
        actor=actor_for(protector), protector=protector, user=here.far, shown_as="Medarbetare 3", reason="Beslut"
    )
    for path in paths:
        page = reader.get(path).content.decode()
        assert "Eva Berg" not in page, f"{path}: also from what is kept"
        assert "@Medarbetare 3" in page, path
    again = publish(here, "Hej @Eva Berg")
    assert mentions_in(again.text) == [], "the words stay words"
    kept = [
        subject_of(Ref("post", str(post.pk))),
        *Event.objects.values_list("title", "excerpt").filter(ref_key=post.pk),
    ]
    assert "Eva Berg" not in str(kept)
    assert "Eva Berg" not in str(list(AuditEntry.objects.filter(verb__startswith="social.").values()))


def test_pf18_who_is_mentioned_where_they_may_not_read_is_not_told(here: SimpleNamespace) -> None:
    post = publish(here, "Vi väntar på @Eva Berg", place=here.place)
    assert told(post) == {"Omar El Amrani": 5}, "the unit's own people, and nobody else"
    assert here.as_(here.far).get(f"/inlagg/{post.pk}/").status_code == 403


def test_pf18_a_look_before_publishing_says_how_many_will_be_told(here: SimpleNamespace) -> None:
    text = "Hej @Eva Berg och @Hemtjänst söder, **titta**"
    look = here.browser.post("/inlagg/skriv/", sent(here, text, titta="ja"))
    page = look.content.decode()
    assert look.status_code == 200
    assert "Så här blir det" in page
    assert '<b class="mention">@Eva Berg</b>' in page
    assert "<strong>titta</strong>" in page
    assert "2 personer får veta att du har skrivit." in page
    form = re.search(r'name="form" value="([^"]+)"', page)
    assert form, "and the same form goes on"
    assert (Post.objects.count(), Event.objects.count()) == (0, 0)
    assert Draft.objects.get(user=here.writer).fields["text"] == text, "nothing typed is lost"
    unit_page = here.browser.post("/inlagg/skriv/", sent(here, "Hej @Eva Berg", place=here.place, titta="ja"))
    assert "1 person får veta" in unit_page.content.decode(), "the colleague in the unit; Eva does not read there"
    wrong = here.browser.post("/inlagg/skriv/", sent(here, "", titta="ja"))
    assert wrong.status_code == 422
    assert "Så här blir det" not in wrong.content.decode()
    post = publish(here, text)
    assert len(told(post)) == 2, "as was said"


def test_pf18_without_a_script_a_name_is_searched_and_put_in(here: SimpleNamespace) -> None:
    twin = colleague(here.south, display_name="Omar El Amrani")
    searched = here.browser.post("/inlagg/skriv/", sent(here, "Hej", sok="ja", sok_text="omar"))
    page = searched.content.decode()
    assert searched.status_code == 200
    assert f'name="lagg_till" value="person:{twin.pk}:Omar El Amrani"' in page
    by_enter = here.browser.post("/inlagg/skriv/", sent(here, "Hej", enter="ja", sok_text="omar"))
    assert "lagg_till" in by_enter.content.decode(), "Enter in the field searches, and publishes nothing"
    added = here.browser.post(
        "/inlagg/skriv/", sent(here, "Hej", lagg_till=f"person:{twin.pk}:Omar El Amrani", sok_text="omar")
    )
    page = added.content.decode()
    assert "Hej @Omar El Amrani </textarea>" in page
    assert f'name="namn" value="person:{twin.pk}"' in page
    assert Post.objects.count() == 0
    assert mentions_in(publish(here, "Hej @Omar El Amrani").text) == [], "two of that name: nobody is guessed"
    chosen = publish(here, "Hej @Omar El Amrani", namn=f"person:{twin.pk}")
    assert mentions_in(chosen.text) == [Mention("person", twin.pk)]
    assert publish(here, "Med Enter", enter="ja").text == "Med Enter"


def test_pf18_enter_in_the_search_for_a_name_sends_no_comment(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.near)
    path = f"/samtal/post/{post.pk}/"
    values = {"text": "Hej", "form": str(uuid4()), "enter": "ja", "sok_text": "eva"}
    assert "Eva Berg" in here.browser.post(path, values).content.decode()
    assert Comment.objects.count() == 0
    assert here.browser.post(path, values | {"sok_text": ""}).status_code == 302


def test_pf18_a_mark_written_by_hand_is_no_mention(here: SimpleNamespace) -> None:
    forged = mark(Mention("person", here.far.pk))
    post = publish(here, f"Hej {forged}", link="https://skara.se", link_title=f"Om {forged}")
    assert mentions_in(post.text + post.link_title) == []
    assert "Eva Berg" not in here.as_(here.near).get("/inlagg/").content.decode()


def test_pf18_marks_are_no_words_one_finds(here: SimpleNamespace) -> None:
    post = publish(here, "Tack @Omar El Amrani för hjälpen")
    reader = User.objects.get(pk=here.near.pk)
    assert search_posts(reader, "person", 5) == []
    assert search_posts(reader, str(here.near.pk), 5) == []
    assert [hit.url for hit in search_posts(reader, "hjälp", 5)] == [f"/inlagg/{post.pk}/"]


def test_pf18_a_long_text_without_blanks_is_never_cut_in_a_mention(here: SimpleNamespace) -> None:
    text = "x" * 494 + mark(Mention("person", here.near.pk)) + "y" * 600
    PostFactory(author=here.writer, text=text)
    page = here.as_(here.near).get("/inlagg/").content.decode()
    assert "person:" not in page.partition('data-testid="feed"')[2].partition('class="foot"')[0]


@pytest.mark.parametrize("path", ["/", "/inlagg/"])
def test_performance_mentions_cost_no_query_however_many(path: str, here: SimpleNamespace) -> None:
    reader = here.as_(here.near)
    PostFactory(author=here.writer, text="Utan")

    def asked() -> int:
        reader.get(path)
        with assert_query_budget(18) as queries:
            reader.get(path)
        return len(queries)

    none = asked()
    for number in range(9):
        people = " ".join(mark(Mention("person", user.pk)) for user in (here.far, here.far_too)[: number % 2 + 1])
        PostFactory(author=here.writer, text=f"{people} {mark(Mention('enhet', here.south.pk))}")
    assert asked() == none
