"""PF-18: who asked says which comment is the answer; it stands first, and who wrote it is told."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.expand_event import expand_event
from samverk.notifications.models import Event, Notice
from samverk.social.posts.models import Post
from samverk.social.talk.actions.post_comment import post_comment
from samverk.social.talk.hideables import hideables
from samverk.social.talk.models import Comment
from tenants.connection import connection
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]


@pytest.fixture
def here(skara: Tenant, client_for: Callable[..., SiteClient]) -> SimpleNamespace:
    """A question in a unit, with two comments."""
    north = unit("Hemtjänst norr")
    asker, helper, third = (colleague(north, display_name=name) for name in ("Lisa Lund", "Omar El", "Ulla Vik"))
    post = PostFactory(author=asker, place=f"unit:{north.uuid}", kind="question", text="Var är nyckeln?")

    def say(author: object, text: str, about: Post = post) -> int:
        ref = Ref("post", str(about.pk))
        values = {"ref": ref, "text": text, "form": uuid4(), "now": clock.now()}
        return post_comment(actor=actor_for(author), author=author, **values).pk  # type: ignore[arg-type]

    return SimpleNamespace(
        asker=asker,
        helper=helper,
        third=third,
        head=colleague(north, head=True),
        post=post,
        place=post.place,
        say=say,
        first=say(third, "Ingen aning"),
        answer=say(helper, "I skåpet till **vänster**"),
        url=f"/inlagg/{post.pk}/",
        as_=lambda user: client_for("skara.localhost", user=user),
    )


def choose(here: SimpleNamespace, user: object, comment: object) -> int:
    return int(here.as_(user).post(f"{here.url}besvarad/", {"kommentar": comment}).status_code)


def answer_on(page: str) -> str:
    return page.partition('data-testid="answer"')[2].partition("</section>")[0]


def test_pf18_the_chosen_comment_stands_first_with_a_badge_and_its_author_is_told(here: SimpleNamespace) -> None:
    page = here.as_(here.asker).get(here.url).content.decode()
    assert page.count("Välj som svar") == 2
    assert answer_on(page) == ""
    assert choose(here, here.asker, here.answer) == 302
    for reader in (here.asker, here.third):
        page = here.as_(reader).get(here.url).content.decode()
        assert "I skåpet till <strong>vänster</strong>" in answer_on(page)
        assert "Omar El" in answer_on(page)
        assert page.index('data-testid="answer"') < page.index('data-testid="discussion"')
        assert page.count(f'id="kommentar-{here.answer}"') == 1, "its place in the discussion is its own"
        assert "Besvarad fråga" in page
    assert "Välj som svar" not in here.as_(here.third).get(here.url).content.decode()
    assert "Var är nyckeln?" not in here.as_(here.third).get("/inlagg/?visa=fragor").content.decode()
    entry = AuditEntry.objects.get(verb="social.answer_question")
    assert entry.details == {"answered": True, "comment": here.answer}
    event = Event.objects.get(kind="post.answered")
    assert (event.by_id, event.audience["users"]) == (here.asker.pk, {"2": [here.helper.pk]})
    expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now())
    assert Notice.objects.get(event=event).user == here.helper
    assert "valde ditt svar" in here.as_(here.helper).get("/inkorg/").content.decode()


def test_pf18_another_answer_the_way_back_and_no_notice_twice(here: SimpleNamespace) -> None:
    asker = here.as_(here.asker)
    for comment in (here.answer, here.answer, here.first, here.answer):
        assert asker.post(f"{here.url}besvarad/", {"kommentar": comment}).status_code == 302
    assert AuditEntry.objects.filter(verb="social.answer_question").count() == 3, "chosen twice is chosen once"
    assert Event.objects.filter(kind="post.answered").count() == 2, "one for each who was chosen, ever"
    assert "Inte svaret längre" in asker.get(here.url).content.decode()
    assert asker.post(f"{here.url}besvarad/", {"besvarad": "nej"}).status_code == 302
    here.post.refresh_from_db()
    assert (here.post.answered_at, here.post.answer) == (None, "")
    page = asker.get(here.url).content.decode()
    assert answer_on(page) == ""
    assert "Frågan är öppen igen." in page


def test_pf18_only_who_asked_leads_or_moderates_chooses_and_only_among_what_was_said(here: SimpleNamespace) -> None:
    assert choose(here, here.helper, here.answer) == 403
    other = PostFactory(author=here.asker, place=here.place, text="Annat")
    elsewhere = here.say(here.helper, "Om annat", about=other)
    gone = here.say(here.helper, "Borttaget")
    here.as_(here.helper).post(f"/kommentar/{gone}/ta-bort/")
    assert [choose(here, here.asker, each) for each in (elsewhere, gone, 999_999)] == [404] * 3
    assert here.as_(here.asker).post(f"/inlagg/{other.pk}/besvarad/", {"kommentar": elsewhere}).status_code == 422
    assert "Välj som svar" not in here.as_(here.asker).get(f"/inlagg/{other.pk}/").content.decode()
    here.post.refresh_from_db()
    assert here.post.answer == ""
    assert AuditEntry.objects.filter(verb="social.answer_question").count() == 0
    assert choose(here, here.head, here.answer) == 302
    assert AuditEntry.objects.get(verb="social.answer_question").right == "head"
    moderator = PersonFactory(moderator=True)
    question = PostFactory(author=here.asker, place="site", kind="question")
    said = here.say(here.helper, "Så här", about=question)
    assert here.as_(moderator).post(f"/inlagg/{question.pk}/besvarad/", {"kommentar": said}).status_code == 302


def stands_as_answered(here: SimpleNamespace) -> bool:
    """In the feed, among the open questions, and on its own page: all say the same."""
    reader = here.as_(here.third)
    feed, unanswered, page = (reader.get(path).content.decode() for path in ("/inlagg/", OPEN, here.url))
    said = {"Besvarad fråga" in feed, "Var är nyckeln?" not in unanswered, "Besvarad fråga" in page}
    said.add("I skåpet" in answer_on(page))
    assert len(said) == 1, "the pages do not agree"
    return said.pop()


OPEN = "/inlagg/?visa=fragor"
HIDE = {"gor": "dolj", "reason": "unkind", "text": "Skriv om saken"}


def test_pf18_a_question_is_open_while_its_answer_is_hidden_or_taken_away(here: SimpleNamespace) -> None:
    moderator, helper = here.as_(PersonFactory(moderator=True)), here.as_(here.helper)
    Post.objects.filter(pk=here.post.pk).update(place="site")
    review, own = f"/anmalningar/comment/{here.answer}/", f"/kommentar/{here.answer}/"
    assert moderator.post(f"/anmalningar/comment/{here.first}/", HIDE).status_code == 302
    assert not stands_as_answered(here)
    assert choose(here, here.asker, here.answer) == 302
    assert stands_as_answered(here)
    assert moderator.post(f"/anmalningar/comment/{here.first}/", {"gor": "visa", "text": ""}).status_code == 302
    assert stands_as_answered(here), "what was not chosen changes nothing"
    assert moderator.post(review, HIDE).status_code == 302
    assert not stands_as_answered(here)
    assert helper.post(f"{own}ta-bort/").status_code == 302
    assert moderator.post(review, {"gor": "visa", "text": ""}).status_code == 404, "there is no text to show"
    assert hideables["comment"].restore(str(here.answer))
    assert not stands_as_answered(here), "shown again, but its author has taken it away"
    assert helper.post(f"{own}lagg-tillbaka/").status_code == 302
    assert stands_as_answered(here)
    assert helper.post(f"{own}ta-bort/").status_code == 302
    assert not stands_as_answered(here)
    assert AuditEntry.objects.filter(verb="social.take_away_comment").count() == 2


def test_pf18_who_chose_another_meanwhile_or_opened_the_question_has_the_last_word(here: SimpleNamespace) -> None:
    asker, helper = here.as_(here.asker), here.as_(here.helper)

    def after(*chosen: dict[str, object]) -> tuple[bool, str]:
        """What stands when the answer was away while these were chosen."""
        assert choose(here, here.asker, here.answer) == 302
        assert helper.post(f"/kommentar/{here.answer}/ta-bort/").status_code == 302
        assert "Markera som besvarad" in asker.get(here.url).content.decode()
        for each in chosen:
            assert asker.post(f"{here.url}besvarad/", each).status_code == 302
        assert helper.post(f"/kommentar/{here.answer}/lagg-tillbaka/").status_code == 302
        here.post.refresh_from_db()
        return here.post.answered_at is not None, here.post.answer

    assert after() == (True, str(here.answer))
    assert after({"kommentar": here.first}) == (True, str(here.first))
    assert after({"besvarad": "ja"}) == (True, "")
    assert after({"besvarad": "ja"}, {"besvarad": "nej"}) == (False, "")


def test_pf18_questions_whose_answer_went_before_are_opened_by_the_migration(here: SimpleNamespace) -> None:
    statement = import_module("samverk.social.posts.migrations.0003_questions_whose_answer_is_gone").OPEN
    gone, hidden = here.say(here.helper, "Borta"), here.say(here.helper, "Dold")
    Comment.objects.filter(pk=gone).update(deleted_at=clock.now())
    Comment.objects.filter(pk=hidden).update(hidden_at=clock.now())
    answers = [str(gone), str(hidden), str(here.answer), "", "en gammal nyckel"]
    values = {"author": here.asker, "place": here.place, "kind": "question", "answered_at": clock.now()}
    keys = [PostFactory(answer=answer, **values).pk for answer in answers]
    with connection.cursor() as cursor:
        for _again in range(2):
            cursor.execute(statement)
    posts = Post.objects.in_bulk(keys)
    assert [posts[key].answered_at is None for key in keys] == [True, True, False, False, False]
    assert [posts[key].version for key in keys] == [2, 2, 1, 1, 1]


def test_performance_the_answer_costs_at_most_one_query_however_long_the_talk(here: SimpleNamespace) -> None:
    reader = here.as_(here.third)

    def asked() -> int:
        reader.get(here.url)
        with assert_query_budget(17) as queries:
            reader.get(here.url)
        return len(queries)

    none = asked()
    Post.objects.filter(pk=here.post.pk).update(answered_at=clock.now(), answer=str(here.answer))
    assert asked() == none
    for number in range(30):
        here.say(here.helper, f"Kommentar {number}")
    last = here.say(here.helper, "Den rätta")
    Post.objects.filter(pk=here.post.pk).update(answer=str(last))
    assert "Den rätta" in answer_on(reader.get(here.url).content.decode()), "also from another page of the talk"
    assert asked() == none + 1
