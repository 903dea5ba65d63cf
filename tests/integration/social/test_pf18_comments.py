"""PF-18: comments, answers, edit with history, take away, lock and settle, and nothing typed is lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref, subject_of
from samverk.notifications.models import Event
from samverk.notifications.rounds import expand_waiting
from samverk.social.talk.actions.edit_comment import edit_comment
from samverk.social.talk.actions.moderate import forget_taken_away
from samverk.social.talk.actions.post_comment import Locked, post_comment
from samverk.social.talk.actions.take_away_comment import put_back_comment, take_away_comment
from samverk.social.talk.context import discussion
from samverk.social.talk.hideables import hideables
from samverk.social.talk.models import Comment, CommentDraft, CommentVersion, Thread
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.guests import stay_row
from tests.support.things import KIND, thing

Say = Callable[..., int]


def drawn(user: User | AnonymousUser, ref: Ref, tenant: Tenant, address: str = "/nyheter/ny-cykelvag/") -> str:
    """The discussion as it stands on a page."""
    request = RequestFactory().get(address, headers={"host": "skara.localhost"})
    request.user, request.tenant = user, tenant  # type: ignore[attr-defined]
    subject = subject_of(ref)
    assert subject is not None
    return str(discussion(request, subject)["discussion"])


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="social.").order_by("pk").values_list("verb", flat=True))


def test_pf18_a_comment_is_written_counted_logged_told_and_shown(skara: Tenant, ref: Ref, say: Say) -> None:
    lisa, omar = PersonFactory(display_name="Lisa Lund"), PersonFactory(display_name="Omar El Amrani")
    first = say(lisa, "Bra! Se **kartan** på https://www.skara.se/karta.\n\n- en\n- två")
    answer = say(omar, "Tack <script>alert(1)</script>", parent=first)
    deep = say(lisa, "Varsågod", parent=answer)
    assert list(Comment.objects.values_list("pk", "parent", "top")) == [
        (first, None, None), (answer, first, first), (deep, answer, first),
    ]  # fmt: skip
    assert Thread.objects.get().comments == 3
    assert verbs() == ["social.post_comment"] * 3
    events = Event.objects.filter(kind="comment").order_by("pk")
    assert [event.key for event in events] == [str(first), str(answer), str(deep)]
    assert events[1].audience["users"]["1"] == [lisa.pk], "whoever is answered"
    html = drawn(omar, ref, skara)
    assert "<strong>kartan</strong>" in html
    assert '<a href="https://www.skara.se/karta" rel="noopener noreferrer nofollow">www.skara.se/karta</a>' in html
    assert "<li>två</li>" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert f'id="kommentar-{answer}" data-reply="yes"' in html
    assert "3 kommentarer" in html
    assert f"/kommentar/{answer}/andra/" in html, "one's own"
    assert f"/kommentar/{first}/andra/" not in html


def test_pf52_a_word_with_a_sign_leads_those_who_read_the_feed(skara: Tenant, say: Say, ref: Ref) -> None:
    say(PersonFactory(), "Om #Sårvård")
    assert '<a href="/inlagg/?ord=s%C3%A5rv%C3%A5rd">#Sårvård</a>' in drawn(PersonFactory(), ref, skara)
    assert "/inlagg/" not in drawn(PersonFactory(guest=True), ref, skara), "a guest would find a closed door"
    assert "Om #Sårvård" in drawn(PersonFactory(guest=True), ref, skara)


def test_law24_no_comment_says_a_personnummer(say: Say, ref: Ref) -> None:
    lisa = PersonFactory()
    said = say(lisa, "Ring 0511-320 00 om ärende 2026-11-22")
    for text in ("Det gäller 19121212-1212", "121212+1212", "1212\u00ad121212"):
        with pytest.raises(ValidationError, match="personnummer"):
            say(lisa, text)
        with pytest.raises(ValidationError, match="personnummer"):
            edit_comment(actor=actor_for(lisa), user=lisa, pk=said, text=text, now=clock.now())
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n", "x" * 10_001])
def test_pf18_nothing_and_too_much_are_refused(text: str, say: Say) -> None:
    with pytest.raises(ValidationError):
        say(PersonFactory(), text)
    assert not Comment.objects.exists()
    assert not Thread.objects.exists()


def test_pf18_the_same_form_twice_is_one_comment(ref: Ref, say: Say) -> None:
    lisa, omar, form = PersonFactory(), PersonFactory(), uuid4()
    assert say(lisa, "En gång", form=form) == say(lisa, "En gång", form=form)
    assert Thread.objects.get().comments == 1
    assert verbs() == ["social.post_comment"]
    say(omar, "Samma nyckel, en annan person", form=form)
    assert Thread.objects.get().comments == 2


def test_pf18_who_may_not_see_the_page_neither_reads_nor_writes(
    skara: Tenant, page: NewsPage, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    said = say(PersonFactory(superuser=True), "Hemligt")
    group = Group.objects.create(name="Krisledning")
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(group)
    for person in (PersonFactory(), PersonFactory(guest=True)):
        browser = client_for("skara.localhost", user=person)
        paths = (
            f"/kommentar/{said}/", f"/samtal/{KIND}/{page.pk}/", f"/kommentar/{said}/tidigare/",
            f"/reaktioner/{KIND}/{page.pk}/", f"/anmal/comment/{said}/", f"/reaktioner/comment/{said}/",
        )  # fmt: skip
        assert {browser.get(path).status_code for path in paths} == {403}
        tries = [
            browser.post(f"/samtal/{KIND}/{page.pk}/", {"text": "Hej", "form": uuid4()}),
            browser.post("/reagera/", {"vad": f"comment:{said}:tack"}),
            browser.post("/reagera/", {"vad": f"{KIND}:{page.pk}:tack"}),
            browser.post(f"/anmal/comment/{said}/", {"reason": "unkind"}),
            browser.post(f"/folj/{KIND}/{page.pk}/"),
        ]
        assert {answer.status_code for answer in tries} == {403}
    assert Comment.objects.count() == 1
    assert verbs() == ["social.post_comment"], "and nothing changed"


def test_pf07_a_guest_who_is_invited_to_the_page_takes_part_and_names_nobody(
    skara: Tenant, page: NewsPage, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    PersonFactory(display_name="Lisa Lund")
    guest = PersonFactory(guest=True, display_name="Robin Sten")
    stay_row(sponsor=PersonFactory(), user=guest, pages=(page.pk,))
    browser = client_for("skara.localhost", user=guest)
    answer = browser.post(f"/samtal/{KIND}/{page.pk}/", {"text": "Hej @Lisa Lund", "form": uuid4()})
    assert answer.status_code == 302
    assert Comment.objects.get().text == "Hej @Lisa Lund", "words stay words"
    assert "Extern" in drawn(guest, ref, skara)
    assert browser.get("/namna/?q=Lisa").json() == {"found": []}


def test_pf18_editing_keeps_what_it_said_for_its_readers(
    skara: Tenant, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    lisa, omar = PersonFactory(), PersonFactory()
    pk = say(lisa, "Kl. 14")
    before = drawn(omar, ref, skara)
    with pytest.raises(Denied):
        edit_comment(actor=actor_for(omar), user=omar, pk=pk, text="Annat", now=clock.now())
    edit_comment(actor=actor_for(lisa), user=lisa, pk=pk, text="Kl. 15", now=clock.now())
    edit_comment(actor=actor_for(lisa), user=lisa, pk=pk, text="Kl. 15", now=clock.now())
    assert list(CommentVersion.objects.values_list("version", "text")) == [(1, "Kl. 14")]
    after = drawn(omar, ref, skara)
    assert "Kl. 14" in before
    assert "Kl. 15" in after
    assert "Kl. 14" not in after, "the kept fragment is kept by version"
    assert "visa vad som stod" in after
    shown = client_for("skara.localhost", user=omar).get(f"/kommentar/{pk}/tidigare/").content.decode()
    assert "Kl. 14" in shown
    assert verbs() == ["social.post_comment", "social.edit_comment"]


def test_pf18_the_inbox_shows_the_words_that_stand_now(
    ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    lisa, omar, now = PersonFactory(), PersonFactory(), clock.now()
    say(omar, "Först")
    pk = say(lisa, "Vi ses kl. 14")
    expand_waiting(actor=HOUSE, now=now)
    browser, mine = client_for("skara.localhost", user=omar), {"actor": actor_for(lisa), "user": lisa, "pk": pk}

    def inbox() -> str:
        return browser.get("/inkorg/").content.decode()

    assert "Vi ses kl. 14" in inbox()
    edit_comment(**mine, text="Vi ses **kl. 15**", now=now)
    assert "Vi ses kl. 15" in inbox()
    assert "kl. 14" not in inbox()
    take_away_comment(**mine, now=now)
    assert "Vi ses" not in inbox()
    hideables["comment"].hide(str(pk), now)
    put_back_comment(**mine, now=now)
    assert "Vi ses" not in inbox(), "put back, but hidden"
    hideables["comment"].restore(str(pk))
    assert "Vi ses kl. 15" in inbox()
    hideables["comment"].hide(str(pk), now)
    assert "Vi ses" not in inbox()
    assert "Ny cykelväg" in inbox(), "that something was said is no secret"


def test_pf18_the_author_takes_it_away_and_may_regret_it_for_a_while(skara: Tenant, ref: Ref, say: Say) -> None:
    lisa, omar, now = PersonFactory(), PersonFactory(), clock.now()
    pk = say(lisa, "Oj då")
    with pytest.raises(Denied):
        take_away_comment(actor=actor_for(omar), user=omar, pk=pk, now=now)
    for _again in range(2):
        take_away_comment(actor=actor_for(lisa), user=lisa, pk=pk, now=now)
    assert Thread.objects.get().comments == 0
    assert Event.objects.get(kind="comment").excerpt == "", "nor is it read in an inbox"
    html = drawn(omar, ref, skara)
    assert "Oj då" not in html
    assert "Borttagen av den som skrev" in html
    assert "lagg-tillbaka" not in html
    assert "lagg-tillbaka" in drawn(lisa, ref, skara)
    put_back_comment(actor=actor_for(lisa), user=lisa, pk=pk, now=now)
    assert Thread.objects.get().comments == 1
    assert "Oj då" in drawn(omar, ref, skara)
    take_away_comment(actor=actor_for(lisa), user=lisa, pk=pk, now=now)
    assert forget_taken_away(actor=actor_for(lisa), now=now) == 0
    assert forget_taken_away(actor=actor_for(lisa), now=now + timedelta(minutes=11)) == 1
    assert Comment.objects.get().text == ""
    for verb in ("social.take_away_comment", "social.put_back_comment", "social.forget_taken_away"):
        assert verb in verbs()


def test_pf18_whoever_answers_for_the_page_locks_and_settles_with_a_reason(
    skara: Tenant, page: NewsPage, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    owner, other = PersonFactory(), PersonFactory()
    page.owner = owner
    page.save()
    say(other, "Fråga")
    address = f"/samtal/{KIND}/{page.pk}/laget/"
    assert client_for("skara.localhost", user=other).post(address, {"gor": "las", "skal": "x"}).status_code == 403
    browser = client_for("skara.localhost", user=owner)
    unsaid = browser.post(address, {"gor": "las", "skal": " ", "till": "/nyheter/?sida=2#a"})
    assert Thread.objects.get().locked_at is None, "not without a reason"
    asked = BeautifulSoup(unsaid.content, "html.parser").select_one('[data-testid="close-form"]')
    assert (unsaid.status_code, asked is not None) == (422, True)
    assert asked.select_one("#id_skal_error"), "told where the reason is written"  # type: ignore[union-attr]
    assert asked.select_one('[data-controller="error-summary"] a[href="#id_skal"]')  # type: ignore[union-attr]
    assert asked.select_one('[name="till"][value="/nyheter/?sida=2#kommentarer"]')  # type: ignore[union-attr]
    assert browser.get(address)["location"].startswith(subject_of(ref).url)  # type: ignore[union-attr]
    for way in (unsaid, browser.get(address, follow=True)):
        assert "Skriv varför diskussionen låses" not in "".join(
            each.text for each in BeautifulSoup(way.content, "html.parser").select(".sv-notice")
        ), "not far from the form"
    browser.post(address, {"gor": "klar", "skal": "Vi bygger i maj"})
    browser.post(address, {"gor": "las", "skal": "Frågan är besvarad"})
    html = drawn(other, ref, skara)
    assert "Frågan är besvarad" in html
    assert "Vi bygger i maj" in html
    assert "comment-form" not in html
    with pytest.raises(Locked):
        say(other, "En till")
    writer, form = client_for("skara.localhost", user=other), f"/samtal/{KIND}/{page.pk}/"
    for more in ({}, {"titta": "ja"}):
        lost = writer.post(form, {"text": "Det jag hade skrivit", "form": uuid4(), **more})
        assert lost.status_code == 422
        told = BeautifulSoup(lost.content, "html.parser").select_one("main")
        assert told is not None
        assert told.select_one("h1").get_text(strip=True).endswith("Diskussionen är låst")  # type: ignore[union-attr]
        assert "Frågan är besvarad" in told.text
        assert "behöver rättas" not in told.text
        assert [each.text.strip() for each in told.select("textarea[readonly]")] == ["Det jag hade skrivit"]
        assert told.select("button, form") == []
        assert told.select(f'a[href="{subject_of(ref).url}"]')  # type: ignore[union-attr]
    stale = writer.get(form).content.decode()
    assert "Diskussionen är låst" in stale
    assert "<textarea" not in stale
    assert Thread.objects.get().comments == 1, "a refused comment is not counted"
    browser.post(address, {"gor": "las-upp"})
    browser.post(address, {"gor": "inte-klar"})
    say(other, "En till")
    logged = [verb for verb in verbs() if verb.endswith("_thread")]
    assert logged == [f"social.{act}_thread" for act in ("resolve", "lock", "unlock", "reopen")]


def test_pf18_some_pages_are_read_only(say: Say) -> None:
    with pytest.raises(Denied):
        say(PersonFactory(), "Hej", ref=thing(NewsPageFactory(slug="stangd")))


def test_pf18_an_answer_belongs_to_its_page(say: Say, ref: Ref) -> None:
    from django.http import Http404

    elsewhere = say(PersonFactory(), "Där", ref=thing(NewsPageFactory()))
    with pytest.raises(Http404):
        say(PersonFactory(), "Här", parent=elsewhere)


def test_look_nothing_typed_is_lost_when_the_session_has_run_out(
    skara: Tenant, page: NewsPage, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    lisa, omar = PersonFactory(), PersonFactory()
    html = drawn(lisa, ref, skara)
    found = {name: re.findall(f'name="{name}" value="([^"]+)"', html)[0] for name in ("form", "sigill")}
    gone = client_for("skara.localhost")
    address = f"/samtal/{KIND}/{page.pk}/"
    answer = gone.post(address, {"text": "En halvtimmes arbete", **found})
    assert answer.status_code == 302
    assert answer["location"].startswith("/logga-in/?next=/samtal/")
    back = client_for("skara.localhost", user=lisa)
    shown = back.get(address).content.decode()
    assert "En halvtimmes arbete" in shown
    assert found["form"] in shown
    assert "En halvtimmes arbete" not in client_for("skara.localhost", user=omar).get(address).content.decode()
    assert back.post(address, {"text": "En halvtimmes arbete", "form": found["form"]}).status_code == 302
    assert not CommentDraft.objects.exists()
    assert "social.keep_draft" in verbs()
    for forged in ("", "x", found["sigill"][:-2] + "xx"):
        gone.post(address, {"text": "Andras ord", "form": found["form"], "sigill": forged})
    gone.post(f"/samtal/{KIND}/999/", {"text": "Andras ord", **found})
    assert not CommentDraft.objects.exists(), "nobody puts words in somebody else's draft"


def test_law24_a_personnummer_is_not_kept_for_who_was_signed_out(
    skara: Tenant, page: NewsPage, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    html = drawn(PersonFactory(), ref, skara)
    found = {name: re.findall(f'name="{name}" value="([^"]+)"', html)[0] for name in ("form", "sigill")}
    answer = client_for("skara.localhost").post(f"/samtal/{KIND}/{page.pk}/", {"text": "Om 121212-1212", **found})
    assert answer.status_code == 422
    assert "Om 121212-1212" in answer.content.decode(), "the words are given back, and a way to sign in"
    assert f"/logga-in/?next=/samtal/{KIND}/{page.pk}/" in answer.content.decode()
    assert not CommentDraft.objects.exists()
    assert "no-store" in answer["Cache-Control"]


def test_look_an_error_gives_the_text_back_and_writes_nothing(
    page: NewsPage, client_for: Callable[..., SiteClient]
) -> None:
    browser = client_for("skara.localhost", user=PersonFactory())
    long = "å" * 10_001
    answer = browser.post(f"/samtal/{KIND}/{page.pk}/", {"text": long, "form": uuid4()})
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert "no-store" in answer["Cache-Control"], "what somebody typed is in nobody's cache"
    assert "no-store" in browser.get(f"/samtal/{KIND}/{page.pk}/")["Cache-Control"]
    looked = browser.post(f"/samtal/{KIND}/{page.pk}/", {"text": "Så **här**", "form": uuid4(), "titta": "ja"})
    assert "<strong>här</strong>" in looked.content.decode()
    assert not Comment.objects.exists()


def fill(ref: Ref, people: list[User], number: int) -> None:
    """Many comments at once, answers among them."""
    thread = Thread.objects.create(kind=ref.kind, key=ref.key, comments=number, last_at=clock.now())
    made = Comment.objects.bulk_create(
        Comment(thread=thread, author=people[n % len(people)], form=uuid4(), text=f"Nummer {n}", created_at=clock.now())
        for n in range(number)
    )
    for n, each in enumerate(made):
        if n % 3:
            each.top = each.parent = made[n - n % 3]
    Comment.objects.bulk_update(made, ["top", "parent"], batch_size=1000)


@pytest.mark.parametrize("number", [2, 600])
def test_pf18_a_discussion_is_three_queries(number: int, skara: Tenant, ref: Ref) -> None:
    lisa = PersonFactory()
    fill(ref, [lisa, PersonFactory()], number)
    lisa.has_perm("x.y")
    request = RequestFactory().get("/")
    request.user, request.tenant = lisa, skara  # type: ignore[attr-defined]
    subject = subject_of(ref)
    assert subject is not None
    with assert_query_budget(3) as queries:
        discussion(request, subject)
    assert len(queries) == 3


def test_pf18_every_comment_stands_on_one_page_in_both_orders_and_a_link_finds_it(
    skara: Tenant, page: NewsPage, ref: Ref, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    fill(ref, [lisa], 50)
    everything = list(Comment.objects.values_list("pk", flat=True))
    for order in ("", "ordning=nyast"):
        seen: list[int] = []
        address = f"/nyheter/ny-cykelvag/?{order}"
        while address:
            html = drawn(lisa, ref, skara, address)
            seen += [int(pk) for pk in re.findall(r'id="kommentar-(\d+)"', html)]
            more = re.search(r'data-kind="secondary" href="([^"]+)"', html)
            address = more[1].replace("&amp;", "&") if more else ""
        assert sorted(seen) == everything
        assert seen == everything if not order else seen[0] > seen[-1]
    wanted = everything[40]
    leads = client_for("skara.localhost", user=lisa).get(f"/kommentar/{wanted}/")
    assert leads["location"] == f"/nyheter/ny-cykelvag/?kommentar={wanted}#kommentar-{wanted}"
    assert f'id="kommentar-{wanted}"' in drawn(lisa, ref, skara, leads["location"])


def test_law11_a_comment_of_the_next_municipality_is_404(sites: object, client_for: Callable[..., SiteClient]) -> None:
    from tenants.site_context import site

    with site(sites.hjo):  # type: ignore[attr-defined]
        writer = PersonFactory()
        there = thing(NewsPageFactory())
        pk = post_comment(
            actor=actor_for(writer), author=writer, ref=there, text="Hjo", form=uuid4(), now=clock.now()
        ).pk
    with site(sites.skara):  # type: ignore[attr-defined]
        browser = client_for("skara.localhost", user=PersonFactory(superuser=True))
    assert {browser.get(f"/kommentar/{pk}/{end}").status_code for end in ("", "andra/", "tidigare/")} == {404}
    assert browser.get(f"/samtal/{KIND}/999999/").status_code == 404
