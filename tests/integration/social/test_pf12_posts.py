"""PF-12: everybody may tell those they work with; who sees it is decided by where it is written (PF-04)."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from samverk.identity.access import actor_for
from samverk.identity.groups import MODERATORS
from samverk.identity.models import User
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import Succession
from samverk.kernel.subjects import Ref, is_visible, subject_of
from samverk.notifications.models import Event
from samverk.notifications.rounds import expand_waiting
from samverk.people.models import Unit
from samverk.social.posts.actions.answer_question import answer_question
from samverk.social.posts.actions.cast_vote import cast_vote
from samverk.social.posts.actions.delete_post import empty_deleted
from samverk.social.posts.actions.move_posts import move_back, move_posts
from samverk.social.posts.actions.publish_post import NewPoll, NewPost, publish_post
from samverk.social.posts.actions.throw_post_draft import forget_thrown_drafts, take_back_draft
from samverk.social.posts.models import Ballot, Choice, Draft, PollOption, Post
from samverk.social.posts.searching import search_posts
from samverk.social.posts.subject import readers
from samverk.social.talk.hideables import hideables
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """Two units; a writer and a head in the northern one."""
    north, south = unit("Hemtjänst norr"), unit("Hemtjänst söder")
    writer = colleague(north)
    return SimpleNamespace(
        north=north,
        south=south,
        place=f"unit:{north.uuid}",
        writer=writer,
        head=colleague(north, head=True),
        other=colleague(south),
        browser=client_for("skara.localhost", user=writer),
        as_=lambda user: client_for("skara.localhost", user=user),
    )


def sent(here: SimpleNamespace, **more: object) -> dict[str, object]:
    return {"form": str(uuid4()), "text": "Tack för i går!", "place": here.place, "kind": "post"} | more


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="social.").order_by("pk").values_list("verb", flat=True))


def test_pf12_an_employee_writes_to_the_own_unit_which_sees_it_at_once_as_not_official(here: SimpleNamespace) -> None:
    page = here.browser.get("/inlagg/").content.decode()
    assert "Alla i Hemtjänst norr, 2 personer" in page, "who will see it, in words, before it is written"
    assert here.browser.post("/inlagg/skriv/", sent(here)).status_code == 302
    post = Post.objects.get()
    assert (post.place, post.is_official, post.author) == (here.place, False, here.writer)
    assert "Tack för i går!" in here.as_(here.head).get("/inlagg/").content.decode()
    assert "Tack för i går!" in here.as_(here.head).get("/").content.decode(), "and on the start page"
    assert "Inte officiell information" in here.as_(here.head).get(f"/inlagg/{post.pk}/").content.decode()
    assert verbs() == ["social.publish_post"]
    told = Event.objects.get(kind="post.written")
    assert (told.ref_key, told.audience["everybody"]) == (str(post.pk), True)


def test_pf04_who_does_not_belong_neither_sees_nor_finds_nor_writes_there(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Om vår lunchlåda")
    stranger = here.as_(here.other)
    assert "lunchlåda" not in stranger.get("/inlagg/").content.decode()
    assert stranger.get(f"/inlagg/{post.pk}/").status_code == 403
    assert search_posts(here.other, "lunchlådor", 5) == []
    assert [hit.url for hit in search_posts(here.head, "lunchlådor", 5)] == [f"/inlagg/{post.pk}/"]
    ref = Ref("post", str(post.pk))
    assert [is_visible(user, ref) for user in (here.writer, here.head, here.other)] == [True, True, False]
    assert set(readers(ref.key)) == {here.writer, here.head}
    assert subject_of(ref).owners == (here.writer.pk,)  # type: ignore[union-attr]
    assert here.as_(here.other).post("/inlagg/skriv/", sent(here)).status_code == 422
    new = NewPost(form=uuid4(), place=here.place, text="Hej")
    with pytest.raises(Denied, match="hör hemma"):
        publish_post(actor=actor_for(here.other), author=here.other, new=new, now=clock.now())
    assert Post.objects.count() == 1
    assert here.as_(PersonFactory(guest=True)).get("/inlagg/").status_code == 403


def test_pf18_a_report_that_no_moderator_can_take_is_told_of_as_that(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Om vår lunchlåda")
    assert here.as_(here.head).post(f"/anmal/post/{post.pk}/", {"reason": "unkind"}).status_code == 302
    outside = here.as_(PersonFactory(moderator=True))
    nobodys, anothers = "ingen granskare har tillgång", "En annan granskare tar den"
    here.writer.groups.add(Group.objects.get(name=MODERATORS))
    queue = outside.get("/anmalningar/").content.decode()
    assert nobodys in queue, "who wrote it is no moderator of it"
    assert anothers not in queue
    assert "lunchlåda" not in queue
    here.head.groups.add(Group.objects.get(name=MODERATORS))
    queue = outside.get("/anmalningar/").content.decode()
    assert anothers in queue
    assert nobodys not in queue
    assert "lunchlåda" in here.as_(here.head).get("/anmalningar/").content.decode()


@pytest.mark.parametrize("path", ["andra/", "ta-bort/", "rosta/", "besvarad/", "overst/", "officiell/", "versioner/"])
def test_pf04_no_door_of_a_post_opens_for_who_does_not_belong(path: str, here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place)
    ask = here.as_(here.other)
    answer = ask.get if path == "versioner/" else ask.post
    assert answer(f"/inlagg/{post.pk}/{path}").status_code == 403


def test_pf12_the_inbox_shows_the_words_of_a_post_that_stand_now(here: SimpleNamespace) -> None:
    here.browser.post("/inlagg/skriv/", sent(here, text="Lunch kl. 11"))
    expand_waiting(actor=HOUSE, now=clock.now())
    post = Post.objects.get()
    here.browser.post(f"/inlagg/{post.pk}/andra/", {"text": "Lunch kl. 12", "version": post.version})
    inbox = here.as_(here.head).get("/inkorg/").content.decode()
    assert "kl. 12" in inbox
    assert "kl. 11" not in inbox


def test_pf12_the_same_form_twice_is_one_post_and_nobody_elses(here: SimpleNamespace) -> None:
    form = sent(here)
    for _press in range(3):
        assert here.browser.post("/inlagg/skriv/", form).status_code == 302
    assert Post.objects.count() == 1
    assert here.as_(here.head).post("/inlagg/skriv/", form).status_code == 422
    assert verbs() == ["social.publish_post"]


def test_pf12_nothing_typed_is_lost(here: SimpleNamespace) -> None:
    """After an error, between visits, and when one was signed out meanwhile."""
    wrong = here.browser.post("/inlagg/skriv/", sent(here, place="unit:fel", text="Ett långt resonemang"))
    assert wrong.status_code == 422
    assert "Ett långt resonemang" in wrong.content.decode()
    assert "Ett långt resonemang" in here.browser.get("/inlagg/").content.decode(), "a draft"
    writer = re.search(r'name="writer" value="([^"]+)"', here.browser.get("/inlagg/").content.decode())
    assert writer
    signed_out = SiteClient("skara.localhost")
    response = signed_out.post("/inlagg/skriv/", sent(here, text="Skrivet när jag var utloggad", writer=writer[1]))
    assert response["Location"].startswith("/logga-in/")
    assert Post.objects.count() == 0
    assert "Skrivet när jag var utloggad" in here.browser.get("/inlagg/").content.decode()
    signed_out.post("/inlagg/skriv/", sent(here, text="Elak", writer=writer[1][:-1] + "x"))
    assert Draft.objects.get().fields["text"] == "Skrivet när jag var utloggad", "a forged seal writes nothing"
    assert here.browser.post("/inlagg/utkast/", {"text": "Autosparat"}).status_code == 204
    assert Draft.objects.get().fields == {"text": "Autosparat"}
    here.browser.post("/inlagg/skriv/", sent(here))
    assert Draft.objects.count() == 0


def test_pf12_what_was_begun_is_thrown_away_and_comes_back(here: SimpleNamespace) -> None:
    """Without a script, without a question first, and with the way back beside what is told."""
    folded = here.browser.get("/inlagg/").content.decode()
    assert 'id="skriv"><summary>' in folded
    assert re.search(r'formaction="/inlagg/utkast/slang/"[^>]* hidden>', folded), "there is nothing to throw away"
    here.browser.post("/inlagg/utkast/", {"text": "Halva tanken", "place": here.place})
    begun = here.browser.get("/inlagg/").content.decode()
    assert 'id="skriv" open><summary>' in begun
    assert 'formaction="/inlagg/utkast/slang/">' in begun
    assert 'id="skriv"><summary>' in here.browser.get("/inlagg/?ord=demens").content.decode(), "there one reads"
    thrown = here.browser.post("/inlagg/utkast/slang/", sent(here, text="Hela tanken"), follow=True).content.decode()
    assert "Utkastet är slängt. Du kan ångra dig" in thrown
    assert 'id="skriv"><summary>' in thrown
    assert "tanken" not in thrown
    assert here.as_(here.head).post("/inlagg/utkast/tillbaka/").status_code == 302
    assert "tanken" not in here.browser.get("/inlagg/").content.decode(), "nobody else brings it back"
    here.browser.post("/inlagg/utkast/tillbaka/")
    assert "Hela tanken" in here.browser.get("/inlagg/").content.decode(), "as it stood in the form"


def test_pf12_a_thrown_draft_is_forgotten_when_it_cannot_come_back(here: SimpleNamespace) -> None:
    here.browser.post("/inlagg/utkast/slang/", sent(here))
    assert forget_thrown_drafts(actor=HOUSE, now=clock.now() + timedelta(minutes=9)) == 0
    later = clock.now() + timedelta(minutes=11)
    assert not take_back_draft(actor=HOUSE, user=here.writer.pk, now=later)
    assert forget_thrown_drafts(actor=HOUSE, now=later) == 1
    gone = here.browser.post("/inlagg/utkast/tillbaka/", follow=True).content.decode()
    assert "går inte att ta tillbaka längre" in gone
    here.browser.post("/inlagg/utkast/", {"text": "Nytt"})
    assert forget_thrown_drafts(actor=HOUSE, now=later) == 0


def test_pf12_who_may_write_to_everybody_is_the_sites_choice(here: SimpleNamespace) -> None:
    elected = here.as_(PersonFactory(elected=True))
    assert elected.post("/inlagg/skriv/", sent(here, place="site")).status_code == 302
    assert Post.objects.count() == 0, "by default employees; there is no form for who may write nowhere"
    assert here.browser.post("/inlagg/skriv/", sent(here, place="site")).status_code == 302
    assert Post.objects.get().place == "site"


def test_pf18_edit_with_history_and_two_windows(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Förste texten")
    url = f"/inlagg/{post.pk}/"
    assert here.as_(here.head).get(f"{url}andra/").status_code == 403
    assert here.browser.post(f"{url}andra/", {"text": "Andra texten", "version": 1}).status_code == 302
    late = here.browser.post(f"{url}andra/", {"text": "Tredje texten", "version": 1})
    assert late.status_code == 422
    assert "Tredje texten" in late.content.decode()
    told = here.as_(here.head).get(f"{url}versioner/").content.decode()
    assert "Förste texten" in told
    assert "Andra texten" in told
    assert "ändrat" in here.as_(here.head).get("/inlagg/").content.decode()
    assert verbs() == ["social.edit_post"]


def test_pf18_a_removed_post_can_come_back_for_ten_minutes_and_is_then_forgotten(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Hastverk")
    url = f"/inlagg/{post.pk}/"
    assert here.as_(here.head).post(f"{url}ta-bort/").status_code == 403
    assert here.browser.post(f"{url}ta-bort/").status_code == 302
    assert here.as_(here.head).get(url).status_code == 404
    assert "Hastverk" not in here.browser.get("/inlagg/").content.decode()
    assert here.as_(here.head).get(f"{url}borttaget/").status_code == 404, "only its author may take it back"
    assert here.browser.post(f"{url}borttaget/").status_code == 302
    assert here.as_(here.head).get(url).status_code == 200
    here.browser.post(f"{url}ta-bort/")
    assert empty_deleted(actor=HOUSE, now=clock.now()) == 0, "not while it can come back"
    assert empty_deleted(actor=HOUSE, now=clock.now() + timedelta(minutes=11)) == 1
    post.refresh_from_db()
    assert (post.text, post.state) == ("", "deleted")
    assert verbs() == ["social.delete_post", "social.restore_post", "social.delete_post", "social.empty_deleted"]


def test_pf18_pinned_until_a_day_by_the_units_head_or_a_moderator(here: SimpleNamespace) -> None:
    old = PostFactory(author=here.writer, place=here.place, text="Viktigt länge")
    PostFactory(author=here.writer, place=here.place, text="Nytt")
    path, until = f"/inlagg/{old.pk}/overst/", (clock.today() + timedelta(days=3)).isoformat()
    assert here.browser.post(path, {"last_day": until}).status_code == 403
    assert here.as_(here.head).post(path, {"last_day": "2020-01-01"}).status_code == 422
    assert here.as_(here.head).post(path, {"last_day": until}).status_code == 302
    page = here.browser.get("/inlagg/").content.decode()
    assert page.index("Viktigt länge") < page.index("Nytt")
    assert page.count("Viktigt länge") == 1
    Post.objects.filter(pk=old.pk).update(pinned_to=clock.today() - timedelta(days=1))
    page = here.browser.get("/inlagg/").content.decode()
    assert page.index("Nytt") < page.index("Viktigt länge"), "no longer when the day has passed"
    assert verbs() == ["social.pin_post"]


def test_pf12_official_is_a_mark_that_editors_give(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place="site")
    path = f"/inlagg/{post.pk}/officiell/"
    assert here.as_(here.head).post(path, {"officiell": "ja"}).status_code == 403
    assert here.as_(PersonFactory(editor=True)).post(path, {"officiell": "ja"}).status_code == 302
    assert "Officiell information" in here.browser.get("/inlagg/").content.decode()
    assert verbs() == ["social.mark_official"]


def test_pf18_a_hidden_post_is_for_its_author_and_the_moderators(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Olämpligt")
    assert hideables["post"].hide(str(post.pk), clock.now())
    assert "Olämpligt" not in here.as_(here.head).get("/inlagg/").content.decode()
    statuses = [here.as_(who).get(f"/inlagg/{post.pk}/").status_code for who in (here.head, here.writer)]
    assert statuses == [403, 200]
    assert here.browser.get(f"/inlagg/{post.pk}/andra/").status_code == 404, "what is judged is not rewritten"
    assert hideables["post"].restore(str(post.pk))
    assert here.as_(here.head).get(f"/inlagg/{post.pk}/").status_code == 200


def test_pf18_a_question_is_answered_by_who_asked(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, kind="question", text="Var är nyckeln?")
    unanswered = here.as_(here.head).get("/inlagg/?visa=fragor").content.decode()
    assert "Var är nyckeln?" in unanswered
    assert here.as_(colleague(here.north)).post(f"/inlagg/{post.pk}/besvarad/", {"besvarad": "ja"}).status_code == 403
    assert here.browser.post(f"/inlagg/{post.pk}/besvarad/", {"besvarad": "ja"}).status_code == 302
    assert "Var är nyckeln?" not in here.as_(here.head).get("/inlagg/?visa=fragor").content.decode()
    assert "Besvarad fråga" in here.as_(here.head).get("/inlagg/").content.decode()
    answer_question(actor=HOUSE, user=here.head, post=post, answered=False, now=clock.now())
    post.refresh_from_db()
    assert post.answered_at is None
    assert verbs() == ["social.answer_question"] * 2


def polled(author: User, place: str, **more: object) -> Post:
    poll = NewPoll(options=("Tisdag", "Onsdag"), **more)  # type: ignore[arg-type]
    new = NewPost(form=uuid4(), place=place, text="När?", poll=poll)
    return publish_post(actor=actor_for(author), author=author, new=new, now=clock.now())


@pytest.mark.parametrize("shows_names", [False, True])
def test_pf18_one_vote_a_person_and_no_way_from_the_vote_to_the_person(
    shows_names: bool, here: SimpleNamespace
) -> None:
    post = polled(here.writer, here.place, shows_names=shows_names)
    tuesday, wednesday = post.poll.options.all()
    for option in (tuesday, wednesday):
        assert here.browser.post(f"/inlagg/{post.pk}/rosta/", {"svar": option.pk}).status_code == 302
    assert (
        here.as_(here.head).post(f"/inlagg/{post.pk}/rosta/", {"svar": [tuesday.pk, wednesday.pk]}).status_code
        == 422  # too many
    )
    tuesday.refresh_from_db()
    wednesday.refresh_from_db()
    assert (tuesday.votes, wednesday.votes, Ballot.objects.count()) == (1, 0, 1)
    assert Choice.objects.count() == int(shows_names)
    page = here.as_(here.head).get(f"/inlagg/{post.pk}/").content.decode()
    assert (f'<p class="sv-meta">{here.writer.display_name}</p>' in page) == shows_names
    entries = str(list(AuditEntry.objects.filter(verb="social.cast_vote").values()))
    assert "Tisdag" not in entries
    post.poll.closes_at = clock.now()
    post.poll.save()
    with pytest.raises(ValidationError, match="stängd"):
        cast_vote(actor=HOUSE, voter=here.head, post=post, options=[tuesday.pk], now=clock.now())


def photo(side: int = 2400) -> SimpleUploadedFile:
    """A photo that knows where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Hemligt ställe"
    Image.new("RGB", (side, side // 2), "#3f7d58").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg")


def test_pf46_a_picture_needs_words_is_drawn_anew_and_served_to_readers_only(here: SimpleNamespace) -> None:
    refused = here.browser.post("/inlagg/skriv/", sent(here, picture_1=photo()))
    assert refused.status_code == 422
    assert "Beskriv bilden i en mening" in refused.content.decode()
    shown = here.browser.post("/inlagg/skriv/", sent(here, picture_1=photo(), alt_1="En grön äng"))
    assert shown.status_code == 302
    picture = Post.objects.get().attachments.get()
    path = f"/inlagg/fil/{picture.uuid}/"
    assert 'alt="En grön äng"' in here.as_(here.head).get("/inlagg/").content.decode()
    small, large = here.as_(here.head).get(f"{path}?liten"), here.as_(here.head).get(path)
    assert Image.open(io.BytesIO(small.getvalue())).width == 960
    assert Image.open(io.BytesIO(large.getvalue())).width == 1920
    assert b"Hemligt" not in large.getvalue()
    assert here.as_(here.other).get(path).status_code == 403
    assert here.as_(PersonFactory(guest=True)).get(path).status_code == 403
    assert SiteClient("skara.localhost").get(path).status_code == 302
    assert large["Content-Security-Policy"] == "default-src 'none'; sandbox"


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 pixels square."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("field", "name", "content", "told"),
    [
        ("picture_1", "bomb.png", bomb(), "för många bildpunkter"),
        ("picture_1", "fusk.png", b"<svg onload=alert(1)>", "går inte att läsa som bild"),
        ("file_1", "faktura.pdf", b"MZ\x90 program", "Filen går inte att lägga till"),
        ("file_1", "kör.exe", b"MZ", "Filen går inte att lägga till"),
    ],
)
def test_law49_what_is_not_what_it_says_is_refused_in_words(
    field: str, name: str, content: bytes, told: str, here: SimpleNamespace
) -> None:
    response = here.browser.post(
        "/inlagg/skriv/", sent(here, **{field: SimpleUploadedFile(name, content), "alt_1": "Något"})
    )
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Post.objects.count() == 0


def test_pf12_a_file_is_saved_never_shown(here: SimpleNamespace) -> None:
    upload = SimpleUploadedFile("rutin.txt", "Så här gör vi".encode())
    here.browser.post("/inlagg/skriv/", sent(here, file_1=upload, link="exempel.se/a", link_title="Läs mer"))
    post = Post.objects.get()
    answer = here.as_(here.head).get(f"/inlagg/fil/{post.attachments.get().uuid}/")
    assert answer["Content-Disposition"].startswith("attachment")
    page = here.browser.get("/inlagg/").content.decode()
    assert 'href="https://exempel.se/a"' in page
    assert "rutin.txt" in page


def test_pf12_no_post_goes_out_without_the_picture_that_was_chosen(here: SimpleNamespace) -> None:
    refused = here.browser.post("/inlagg/skriv/", sent(here, text="", picture_1=photo(), alt_1="En grön äng"))
    assert "Välj dem igen innan du publicerar" in refused.content.decode(), "no browser sends a file a second time"
    again = here.browser.post("/inlagg/skriv/", sent(here, alt_1="En grön äng"))
    assert again.status_code == 422
    assert "Välj bilden igen" in again.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "where", [{"text": "Ring 19121212-1212"}, {"link": "https://skara.se/", "link_title": "121212-1212"},
              {"kind": "poll", "options": "Ja\n121212-1212"}],
)  # fmt: skip
def test_law24_no_post_says_a_personnummer(where: dict[str, str], here: SimpleNamespace) -> None:
    answer = here.browser.post("/inlagg/skriv/", sent(here, **where))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Texten innehåller ett personnummer" in page
    assert f'href="#id_{list(where)[-1]}"' in page, "the error leads to where it was written"
    assert next(iter(where.values())).splitlines()[-1] in page, "what was typed is in the form that comes back"
    assert not Post.objects.exists()
    post = PostFactory(author=here.writer, place=here.place)
    changed = here.browser.post(f"/inlagg/{post.pk}/andra/", {"text": "121212-1212", "version": post.version})
    assert (changed.status_code, Post.objects.get().text) == (422, post.text)


@pytest.mark.parametrize(
    "where", [{"text": "Ring 19121212-1212"}, {"link_title": "121212-1212"}, {"options": "Ja\n121212-1212"}],
)  # fmt: skip
def test_law24_no_draft_holds_a_personnummer(where: dict[str, str], here: SimpleNamespace) -> None:
    """Not what is refused, not what is looked at first, not what a script saves, not what somebody signed out wrote."""
    here.browser.post("/inlagg/utkast/", {"text": "Före"})
    shown = re.search(r'name="writer" value="([^"]+)"', here.browser.get("/inlagg/").content.decode())
    assert shown
    form = sent(here, **where)
    assert here.browser.post("/inlagg/skriv/", form | {"kind": "poll"}).status_code == 422
    assert "1212-1212" in here.browser.post("/inlagg/skriv/", form | {"titta": "ja"}).content.decode()
    assert here.browser.post("/inlagg/utkast/", form).status_code == 422
    signed_out = SiteClient("skara.localhost").post("/inlagg/skriv/", form | {"writer": shown[1]})
    assert signed_out.status_code == 422
    assert "1212-1212" in signed_out.content.decode(), "given back to who wrote it"
    assert Draft.objects.get().fields == {"text": "Före"}, "what was kept before is as it was"
    here.browser.post("/inlagg/utkast/slang/", form)
    assert Draft.objects.get().fields == {"text": "Före"}


def test_pf18_a_removed_poll_leaves_neither_its_answers_nor_who_gave_them(here: SimpleNamespace) -> None:
    post = polled(here.writer, here.place, shows_names=True)
    here.browser.post(f"/inlagg/{post.pk}/rosta/", {"svar": post.poll.options.all()[0].pk})
    assert Choice.objects.count() == 1
    hideables["post"].hide(str(post.pk), clock.now())
    hideables["post"].forget(str(post.pk))
    assert (PollOption.objects.count(), Ballot.objects.count(), Choice.objects.count()) == (0, 0, 0)
    assert here.browser.get(f"/inlagg/{post.pk}/").status_code == 200, "who wrote it is told that it was hidden"


def test_law24_a_person_who_becomes_protected_is_gone_from_every_feed_at_once(here: SimpleNamespace) -> None:
    here.writer.display_name = "Sonja Hemlig"
    here.writer.save()
    post = PostFactory(author=here.writer, place=here.place)
    reader, pages = here.as_(here.head), ("/inlagg/", f"/inlagg/{post.pk}/", "/")
    assert all("Sonja Hemlig" in reader.get(page).content.decode() for page in pages), "the kept parts are warm"
    protector = PersonFactory(superuser=True)
    protect_person(
        actor=actor_for(protector), protector=protector, user=here.writer, shown_as="Medarbetare 7", reason="Hot"
    )
    for page in pages:
        text = reader.get(page).content.decode()
        assert "Sonja" not in text
        assert "Medarbetare 7" in text
    assert search_posts(here.head, "Inlägg", 5)[0].note == "Medarbetare 7"


def test_tn09_posts_follow_a_unit_to_its_successor_and_back(here: SimpleNamespace) -> None:
    post = PostFactory(author=here.writer, place=here.place, text="Från norr")
    moved = Succession(before=(here.north.uuid,), after=(here.south.uuid,))
    assert move_posts(actor=HOUSE, moved=moved, day=clock.today()) == 1
    newer = PostFactory(author=here.other, place=f"unit:{here.south.uuid}", text="Skrivet i söder")
    assert "Från norr" in here.as_(here.other).get("/inlagg/").content.decode()
    assert move_back(actor=HOUSE, moved=moved, day=clock.today()) == 1
    post.refresh_from_db()
    newer.refresh_from_db()
    assert (post.place, newer.place) == (here.place, f"unit:{here.south.uuid}")
    assert verbs() == ["social.move_posts", "social.move_posts_back"]


def test_tn03_a_unit_placed_under_another_authority_reads_that_ones_posts(here: SimpleNamespace) -> None:
    from samverk.people.models.unit import UnitAuthority

    own, other = here.north.department.authority, here.south.department.authority
    PostFactory(place=f"authority:{other.uuid}", text="Till nämnden")
    assert "Till nämnden" not in here.browser.get("/inlagg/").content.decode()
    UnitAuthority.objects.create(unit=here.north, authority=other, valid_from=clock.today())
    assert "Till nämnden" in here.browser.get("/inlagg/").content.decode()
    assert here.writer in readers(str(Post.objects.get().pk))
    PostFactory(place=f"authority:{own.uuid}", text="Till den gamla nämnden")
    assert "Till den gamla nämnden" not in here.browser.get("/inlagg/").content.decode()


def test_pf19_the_feed_goes_on_below_and_can_be_narrowed(here: SimpleNamespace) -> None:
    posts = [PostFactory(author=here.writer, place=here.place if n % 2 else "site") for n in range(23)]
    seen: list[str] = []
    path = "/inlagg/"
    for _page in range(3):
        text = here.browser.get(path).content.decode()
        seen += re.findall(r'<li id="inlagg-(\d+)"', text)
        older = re.search(r'href="(\?fore=\d+)"', text)
        path = f"/inlagg/{older[1]}" if older else ""
    assert seen == [str(post.pk) for post in reversed(posts)]
    assert path == ""
    tones = re.findall(r'class="sv-avatar" data-tone="(\d)"', here.browser.get("/inlagg/").content.decode())
    assert len(set(tones)) == 1, "the writer has one tone, above the form and on the posts"
    assert len(tones) == len(re.findall('class="sv-avatar"', here.browser.get("/inlagg/").content.decode())) > 1
    mine = here.browser.get("/inlagg/min-enhet/", follow=True).content.decode()
    assert set(re.findall(r'<li id="inlagg-(\d+)"', mine)) == {
        str(p.pk) for p in sorted(posts, key=lambda p: -p.pk) if p.place == here.place
    } - {str(posts[1].pk)}, "ten of eleven"
    assert isinstance(here.north, Unit)


def test_pf52_what_one_follows(here: SimpleNamespace) -> None:
    from samverk.social.following.models import Follow

    theirs = PostFactory(author=here.head, place="site", text="Av chefen")
    PostFactory(author=here.other, place="site", text="Av en annan")
    secret = PostFactory(author=here.head, place=f"unit:{here.south.uuid}", text="Där jag inte hör hemma")
    for key in (str(here.head.uuid),):
        Follow.objects.create(user=here.writer, kind="person", key=key, since=clock.now())
    Follow.objects.create(user=here.writer, kind="post", key=str(secret.pk), since=clock.now())
    page = here.browser.get("/inlagg/?visa=foljer").content.decode()
    assert re.findall(r'<li id="inlagg-(\d+)"', page) == [str(theirs.pk)]


def test_performance_the_feed_asks_as_much_for_two_posts_as_for_two_hundred(here: SimpleNamespace) -> None:
    from tests.support.budget import assert_query_budget

    def asked(path: str) -> int:
        here.browser.get(path)
        with assert_query_budget(16) as queries:
            assert here.browser.get(path).status_code == 200
        return len(queries)

    PostFactory.create_batch(2, place="site", kind="question")
    few = {path: asked(path) for path in ("/inlagg/", "/", "/inlagg/?visa=foljer", "/inlagg/?visa=fragor")}
    PostFactory.create_batch(200, place="site", kind="question")
    assert {path: asked(path) for path in few} == few
