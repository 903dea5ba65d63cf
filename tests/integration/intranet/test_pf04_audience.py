"""PF-04: "who may see this, and why" says what the house really does: each answer is compared with the request's."""

import random
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission, PageViewRestriction

from samverk.identity.groups import EDITORS, MODERATORS
from samverk.identity.guests.models import GuestStay
from samverk.identity.models import Capacity, User
from samverk.intranet.audience.people import CHANGE, PUBLISH, READ, those_who, ways
from samverk.intranet.audience.subject import find_at, subject_or_404
from samverk.intranet.audience.verdict import verdict
from samverk.intranet.models import StartPage
from samverk.intranet.queries import address_of
from samverk.kernel import clock
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import (
    DocumentFactory,
    GuidePageFactory,
    NewsPageFactory,
    PersonFactory,
    PictureFactory,
    SectionPageFactory,
)

pytestmark = [pytest.mark.server]
ASK = "/administration/vem-far-se/"


def random_world(dice: random.Random) -> SimpleNamespace:
    """Persons of every sort, a tree of pages and collections closed here and there, rights given here and there."""
    groups = [Group.objects.create(name=f"Grupp {number}") for number in range(3)]
    groups += list(Group.objects.filter(name__in=[EDITORS, MODERATORS]))
    people = [
        PersonFactory(capacity=dice.choice(Capacity.values), is_superuser=dice.random() < 0.1) for _number in range(5)
    ]
    for person in people:
        person.groups.set(dice.sample(groups, dice.randint(0, 3)))
    section = SectionPageFactory(slug="avsnitt")
    pages = [StartPage.objects.get(), section]
    pages += [GuidePageFactory(parent=section, owner=dice.choice(people), draft=number == 1) for number in range(2)]
    for person in people:
        if not person.is_internal and dice.random() < 0.7:
            stay = GuestStay.objects.create(
                user=person, name=str(person), email=f"{person.username}@example.se", organisation="Bygg AB",
                purpose="Badhuset", terms="", sponsor=people[0], expires_on=clock.today(), invited_at=clock.now(),
            )  # fmt: skip
            stay.places.create(kind="page", key=str(dice.choice(pages[1:]).pk))
    root = Collection.get_first_root_node()
    outer = root.add_child(name="Yttre")
    inner = outer.add_child(name="Inre")
    for page in dice.sample(pages, 2):
        closed = PageViewRestriction.objects.create(
            page=page, restriction_type=dice.choice(["groups", "groups", "login"])
        )
        if closed.restriction_type == "groups":
            closed.groups.set(dice.sample(groups, dice.randint(0, 2)))
    for collection in dice.sample([outer, inner], dice.randint(0, 2)):
        closed = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
        closed.groups.set(dice.sample(groups, dice.randint(0, 2)))
    rights = list(Permission.objects.filter(codename__in=["add_page", "change_page", "publish_page"]))
    for _number in range(3):
        GroupPagePermission.objects.get_or_create(
            group=dice.choice(groups), page=dice.choice(pages), permission=dice.choice(rights)
        )
    files = [DocumentFactory(collection=place, uploaded_by_user=dice.choice(people)) for place in (root, outer, inner)]
    pictures = [PictureFactory(collection=place) for place in (outer, inner)]
    return SimpleNamespace(people=people, pages=pages, files=files, pictures=pictures)


def answers(person: User, paths: Sequence[str]) -> list[int]:
    browser = SiteClient("skara.localhost").sign_in(person)
    return [browser.get(path).status_code for path in paths]


@pytest.mark.parametrize("seed", range(3))
def test_pf04_the_explanation_says_what_the_request_answers(seed: int, skara: Tenant) -> None:
    world = random_world(random.Random(seed))
    asked = [("sida", page.pk, address_of(page)) for page in world.pages]
    asked += [("dokument", document.pk, document.url) for document in world.files]
    asked += [
        ("bild", picture.pk, f"/filer/{picture.get_rendition('fill-320x240|format-webp').file.name}")
        for picture in world.pictures
    ]
    subjects = [subject_or_404(kind, pk) for kind, pk, _path in asked]
    forms = [f"/redaktion/pages/{page.pk}/edit/" for page in world.pages]
    forms += [f"/redaktion/documents/edit/{document.pk}/" for document in world.files]
    forms += [f"/redaktion/images/{picture.pk}/" for picture in world.pictures]
    everybody = {subject: {deed: set(those_who(subject, deed)) for deed in (READ, CHANGE)} for subject in subjects}
    for person in world.people:
        person = User.objects.get(pk=person.pk)
        got = answers(person, [path for _kind, _pk, path in asked])
        edited = answers(person, forms)
        for subject, read, change in zip(subjects, got, edited, strict=True):
            told = verdict(user=person, subject=subject)
            where = f"seed {seed}: {person} at {subject.title} ({subject.kind})"
            assert (read == 200) is told.sees, f"{where}: {read}, told {told.steps}"
            assert (change == 200) is told.changes, f"{where}: form {change}"
            assert told.sees is all(step.passed for step in told.steps), where
            assert (person in everybody[subject][READ]) is told.sees, f"{where}: the set of readers"
            assert (person in everybody[subject][CHANGE]) is told.changes, f"{where}: the set of editors"
            if subject.kind == "sida":
                assert (person in set(those_who(subject, PUBLISH))) is told.publishes, where


def test_pf04_a_closed_account_and_a_draft_are_told_first(skara: Tenant) -> None:
    gone, here = PersonFactory(is_active=False, superuser=True), PersonFactory()
    draft = subject_or_404("sida", NewsPageFactory(draft=True).pk)
    shown = subject_or_404("sida", NewsPageFactory().pk)
    assert [verdict(user=person, subject=shown).sees for person in (gone, here)] == [False, True]
    assert not verdict(user=here, subject=draft).sees
    assert gone not in those_who(shown, READ)
    assert "Kontot är stängt" in verdict(user=gone, subject=shown).steps[0].told


@pytest.fixture
def closed(skara: Tenant) -> SimpleNamespace:
    crisis = Group.objects.create(name="Krisledning")
    section = SectionPageFactory(title="Krisrummet", slug="krisrummet")
    page = GuidePageFactory(title="Larmlista", slug="larmlista", parent=section)
    PageViewRestriction.objects.create(page=section, restriction_type="groups").groups.add(crisis)
    inside, outside = PersonFactory(display_name="Inga Inne"), PersonFactory(display_name="Ulla Ute")
    inside.groups.add(crisis)
    maintainer = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    return SimpleNamespace(page=page, inside=inside, outside=outside, maintainer=maintainer, group=crisis)


def test_pf04_the_page_tells_by_which_rule_with_counts_and_names(closed: SimpleNamespace) -> None:
    path = f"{ASK}sida/{closed.page.pk}/"
    page = closed.maintainer.get(path).content.decode()
    assert "Får se: 1 person" in page
    assert "”Krisrummet” visas bara för vissa grupper." in page
    names = closed.maintainer.get(f"{path}?visa=se&hur={closed.group.pk}").content.decode()
    assert "Inga Inne" in names
    assert "Ulla Ute" not in names
    yes = closed.maintainer.get(f"{path}?person={closed.inside.uuid}").content.decode()
    assert "Ja, Inga Inne får se det här" in yes
    assert "personen är med i Krisledning" in yes
    no = closed.maintainer.get(f"{path}?person={closed.outside.uuid}").content.decode()
    assert "Nej, Ulla Ute får inte se det här" in no
    assert "visas bara för Krisledning, och personen är inte med där" in no
    assert "Ulla Ute" in closed.maintainer.get(f"{path}?q=ull").content.decode()


def test_pf04_an_address_or_a_word_leads_there(closed: SimpleNamespace) -> None:
    address = "http://skara.localhost/krisrummet/larmlista/"
    answer = closed.maintainer.get(ASK, {"q": address})
    assert answer["Location"] == f"{ASK}sida/{closed.page.pk}/"
    assert f"{ASK}sida/{closed.page.pk}/" in closed.maintainer.get(ASK, {"q": "larml"}).content.decode()
    assert "Vi hittar inget" in closed.maintainer.get(ASK, {"q": "/finns-inte/"}).content.decode()
    document, picture = DocumentFactory(), PictureFactory()
    rendition = picture.get_rendition("fill-320x240|format-webp").file.name
    assert find_at(document.url) == ("dokument", document.pk)
    assert find_at(f"/filer/{rendition}") == ("bild", picture.pk)
    assert find_at("http://[trasig/") is None


def test_pf04_who_may_change_a_page_may_ask_and_others_learn_nothing(closed: SimpleNamespace) -> None:
    editor = PersonFactory(editor=True)
    browser = SiteClient("skara.localhost").sign_in(editor)
    news = NewsPageFactory(slug="min", owner=editor)
    assert browser.get(f"{ASK}sida/{news.pk}/").status_code == 200
    assert f"{ASK}sida/{news.pk}/" in browser.get("/nyheter/min/").content.decode(), "the link in the page's foot"
    reader = SiteClient("skara.localhost").sign_in(closed.inside)
    refused = reader.get(f"{ASK}sida/{closed.page.pk}/")
    assert refused.status_code == 403
    assert "Larmlista" not in refused.content.decode()
    assert ASK not in reader.get("/krisrummet/larmlista/").content.decode()
    assert browser.get(ASK).status_code == 403


def test_law24_a_protected_identity_is_counted_but_not_named(closed: SimpleNamespace) -> None:
    hidden = PersonFactory(display_name="Kanarie Fågel", is_protected=True)
    hidden.groups.add(closed.group)
    path = f"{ASK}sida/{closed.page.pk}/"
    shown = closed.maintainer.get(f"{path}?visa=se&hur={closed.group.pk}").content.decode()
    assert "Får se: 2 personer" in shown
    for query in (f"?visa=se&hur={closed.group.pk}", "?q=kanarie", "?visa=se"):
        assert "Kanarie" not in closed.maintainer.get(path + query).content.decode().replace('value="kanarie"', "")
    assert closed.maintainer.get(f"{path}?person={hidden.uuid}").status_code == 404


def test_pf04_the_answer_costs_the_same_for_many(closed: SimpleNamespace) -> None:
    path = f"{ASK}sida/{closed.page.pk}/?visa=se"
    closed.maintainer.get(path)
    with assert_query_budget(40) as few:
        closed.maintainer.get(path)
    more = [PersonFactory() for _number in range(60)]
    closed.group.user_set.add(*more)
    with assert_query_budget(40) as many:
        closed.maintainer.get(path)
    assert len(few) == len(many)
    subject = subject_or_404("sida", closed.page.pk)
    assert [way.count for way in ways(subject, READ)] == [61, 0]
