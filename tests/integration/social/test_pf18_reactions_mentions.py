"""PF-18: reactions with one press; mentions of people, units and groups; LAW-24: nobody protected is found or shown."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.http import Http404

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Event
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.social.talk.actions.react import react
from samverk.social.talk.finding_mentions import as_typed, with_marks
from samverk.social.talk.marks import Mention, mark, mentions_in
from samverk.social.talk.models import Comment, Reaction, ReactionCount
from samverk.social.talk.queries import tallies_of
from tenants.models import Tenant
from tests.integration.social.test_pf18_comments import drawn
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

Say = Callable[..., int]


@pytest.fixture
def unit(skara: Tenant) -> Unit:
    """Hemtjänst norr, where nobody works yet."""
    day = date(2020, 1, 1)
    authority = Authority.objects.create(name="Vård- och omsorgsnämnden", kind="committee", valid_from=day)
    department = Department.objects.create(name="Vård och omsorg", authority=authority, valid_from=day)
    return Unit.objects.create(name="Hemtjänst norr", department=department, valid_from=day)


def press(user: User, ref: Ref, reaction: str, *, wanted: bool = True) -> None:
    react(actor=actor_for(user), user=user, ref=ref, reaction=reaction, wanted=wanted, now=clock.now())


def test_pf18_one_of_each_kind_per_person_and_the_numbers_follow(ref: Ref, say: Say) -> None:
    lisa, omar = PersonFactory(), PersonFactory()
    comment = Ref("comment", str(say(lisa, "Hej")))
    for each in (ref, comment):
        for _again in range(2):
            press(lisa, each, "tack")
        press(omar, each, "tack")
        press(omar, each, "undrar")
    told = tallies_of(viewer=omar, refs=[ref, comment])
    assert [(t.reaction, t.number, t.mine) for t in told[comment]] == [("tack", 2, True), ("undrar", 1, True)]
    assert [t.mine for t in tallies_of(viewer=lisa, refs=[ref])[ref]] == [True, False]
    for _again in range(2):
        press(omar, ref, "tack", wanted=False)
    assert ReactionCount.objects.get(kind=ref.kind, reaction="tack").number == 1
    assert Reaction.objects.count() == 5
    assert AuditEntry.objects.filter(verb="social.react").count() == 6
    assert AuditEntry.objects.filter(verb="social.take_back_reaction").count() == 1
    with pytest.raises(Http404):
        press(lisa, ref, "hurra")


def test_pf18_the_buttons_work_without_scripts_and_tell_who(
    skara: Tenant, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory(display_name="Lisa Lund")
    pk = say(lisa, "Hej")
    browser = client_for("skara.localhost", user=lisa)
    answer = browser.post("/reagera/", {"vad": f"comment:{pk}:tack", "till": "/nyheter/ny-cykelvag/?ordning=nyast#x"})
    assert answer["location"] == f"/nyheter/ny-cykelvag/?ordning=nyast#kommentar-{pk}"
    html = drawn(lisa, ref, skara)
    assert f'value="comment:{pk}:tack:bort" aria-pressed="true"' in html
    assert "Lisa Lund" in browser.get(f"/reaktioner/comment/{pk}/").content.decode()
    browser.post("/reagera/", {"vad": f"comment:{pk}:tack:bort", "till": "//elsewhere.example/"})
    assert not Reaction.objects.exists()
    assert browser.post("/reagera/", {"vad": "x", "till": "https://elsewhere.example/"}).status_code == 404
    out = browser.post("/reagera/", {"vad": f"comment:{pk}:bra", "till": "https://elsewhere.example/"})
    assert out["location"].startswith("/kommentar/"), "never to another site"


def test_pf18_mentions_are_stored_by_key_and_follow_new_names(skara: Tenant, ref: Ref, say: Say, unit: Unit) -> None:
    lisa, omar = PersonFactory(display_name="Lisa Lund"), PersonFactory(display_name="Omar El Amrani")
    group = Group.objects.create(name="Krisledning")
    Placement.objects.create(user=omar, unit=unit, title="Undersköterska", valid_from=date(2020, 1, 1))
    say(lisa, "@Omar El Amrani, kan @hemtjänst norr och @Krisledning titta? Mejla lisa@skara.se eller @Ingen Alls.")
    stored = Comment.objects.get().text
    assert "Omar" not in stored
    assert mentions_in(stored) == [
        Mention("person", omar.pk), Mention("enhet", unit.pk), Mention("grupp", group.pk),
    ]  # fmt: skip
    event = Event.objects.get()
    assert event.audience["users"]["1"] == [omar.pk]
    assert event.audience["units"] == {"1": [unit.pk]}
    assert event.audience["groups"] == {"1": [group.pk]}
    assert "Omar" not in event.excerpt, "a copy that outlives the name holds none"
    omar.display_name = "Omar Amrani Berg"
    omar.save()
    html = drawn(lisa, ref, skara)
    assert '<b class="mention">@Omar Amrani Berg</b>' in html
    assert "lisa@skara.se" in html
    assert "@Ingen Alls" in html
    text, _chosen = as_typed(stored)
    assert with_marks(viewer=lisa, text=text) == stored, "changing nothing changes nothing"


def test_law24_nobody_protected_is_offered_mentioned_or_revealed(
    skara: Tenant, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    lisa, secret = PersonFactory(display_name="Lisa Lund"), PersonFactory(display_name="Maria Hemlig")
    protector = PersonFactory(superuser=True)
    mentioned = say(lisa, "Tack @Maria Hemlig")
    own = say(secret, "Jag skrev det här")
    drawn(lisa, ref, skara)
    protect_person(
        actor=actor_for(protector), protector=protector, user=secret, shown_as="Medarbetare 3", reason="Beslut"
    )
    html = drawn(lisa, ref, skara)
    assert "Hemlig" not in html, "neither as a mention nor as an author, also from what is kept"
    assert "@Medarbetare 3" in html
    assert f'id="kommentar-{own}"' in html
    for viewer in (lisa, protector):
        browser = client_for("skara.localhost", user=viewer)
        assert browser.get("/namna/?q=Maria").json() == {"found": []}
        assert browser.get("/namna/?q=Medarb").json() == {"found": []}
        assert with_marks(viewer=viewer, text="@Medarbetare 3 @Maria Hemlig") == "@Medarbetare 3 @Maria Hemlig"
    browser = client_for("skara.localhost", user=lisa)
    assert "Hemlig" not in browser.get(f"/kommentar/{mentioned}/andra/").content.decode()


def test_law24_nobody_writes_a_mark_by_hand(skara: Tenant) -> None:
    secret = PersonFactory(display_name="Maria Hemlig", is_protected=True)
    typed = f"Se {mark(Mention('person', secret.pk))}"
    assert mentions_in(with_marks(viewer=PersonFactory(), text=typed)) == []
    chosen = [Mention("person", secret.pk)]
    assert mentions_in(with_marks(viewer=PersonFactory(), text="@Maria Hemlig", chosen=chosen)) == []


def test_pf18_two_of_the_same_name_need_the_picker(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    lisa = PersonFactory()
    first, second = (PersonFactory(display_name="Anna Berg", title=title) for title in ("Rektor", "Kock"))
    assert first.pk != second.pk
    assert with_marks(viewer=lisa, text="@Anna Berg") == "@Anna Berg"
    chosen = [Mention("person", second.pk)]
    assert with_marks(viewer=lisa, text="Hej @Anna Berg!", chosen=chosen) == f"Hej {mark(chosen[0])}!"
    found = client_for("skara.localhost", user=lisa).get("/namna/?q=anna b").json()["found"]
    assert [each["note"] for each in found] == ["Rektor", "Kock"]


def test_pf18_without_scripts_one_searches_presses_and_sees_who_is_told(
    skara: Tenant, ref: Ref, unit: Unit, client_for: Callable[..., SiteClient]
) -> None:
    lisa = PersonFactory()
    for _each in range(3):
        Placement.objects.create(user=PersonFactory(), unit=unit, title="Kock", valid_from=date(2020, 1, 1))
    browser = client_for("skara.localhost", user=lisa)
    address = f"/samtal/{ref.kind}/{ref.key}/"
    found = browser.post(address, {"text": "Hej", "sok": "ja", "sok_text": "hemtj"}).content.decode()
    assert f"enhet:{unit.pk}:Hemtjänst norr" in found
    assert "3 personer" in found
    pressed = browser.post(address, {"text": "Hej", "lagg_till": f"enhet:{unit.pk}:Hemtjänst norr"}).content.decode()
    assert "Hej @Hemtjänst norr" in pressed
    assert f'name="namn" value="enhet:{unit.pk}"' in pressed
    assert "3 personer får veta att du har skrivit." in pressed
    assert not Comment.objects.exists()
