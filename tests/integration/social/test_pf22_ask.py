"""PF-22: from a person's page to a question that mentions them, where they have said that one may ask."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.models import Notice
from samverk.notifications.rounds import expand_waiting
from samverk.people.models import Audience, PersonSkill, Profile, Skill
from samverk.people.profiles.asking import can_be_asked
from samverk.social.posts.models import Draft, Post
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.companies import organisation, works_at
from tests.support.factories import PersonFactory, colleague, unit

pytestmark = [pytest.mark.server]
ASK = "Ställ en fråga"


def knows(user: User, audience: str) -> None:
    skill, _new = Skill.objects.get_or_create(key="sårvård", defaults={"name": "Sårvård"})
    PersonSkill.objects.create(user=user, skill=skill, audience=audience)


def test_pf22_who_has_said_so_is_asked_in_the_feed_and_told(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    lisa, per = PersonFactory(display_name="Lisa Lund"), PersonFactory()
    browser = client_for("skara.localhost", user=per)
    page = f"/personer/{lisa.uuid}/"
    assert ASK not in browser.get(page).content.decode(), "she has told of nothing"
    Profile.objects.create(user=lisa, ask_about="delegering")
    shown = browser.get(page).content.decode()
    assert f"/inlagg/?fraga={lisa.uuid}#skriv" in shown
    form = browser.get(f"/inlagg/?fraga={lisa.uuid}").content.decode()
    assert "@Lisa Lund" in form
    assert "Skriv din fråga till Lisa Lund" in form
    assert re.search(r'value="question"[^>]*checked', form), "it is a question"
    sent = {"form": str(uuid4()), "text": "@Lisa Lund hur gör man?", "place": "site", "kind": "question"}
    browser.post("/inlagg/skriv/", sent)
    assert Post.objects.get().kind == "question"
    expand_waiting(actor=HOUSE, now=clock.now())
    assert list(Notice.objects.values_list("user", flat=True)) == [lisa.pk]
    assert ASK not in client_for("skara.localhost", user=lisa).get(page).content.decode(), "nobody asks themselves"


def test_pf22_a_skill_is_asked_about_by_those_it_was_given_to(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    north = unit("Hemtjänst norr")
    lisa, near, far = colleague(north), colleague(north), PersonFactory()
    knows(lisa, Audience.UNIT)
    near_browser, far_browser = (client_for("skara.localhost", user=user) for user in (near, far))
    assert ASK in near_browser.get(f"/personer/{lisa.uuid}/").content.decode()
    assert ASK not in far_browser.get(f"/personer/{lisa.uuid}/").content.decode()
    assert f"@{lisa.display_name}" not in far_browser.get(f"/inlagg/?fraga={lisa.uuid}").content.decode()
    User.objects.filter(pk=lisa.pk).update(is_protected=True)
    assert not can_be_asked(viewer=near, user=lisa.pk, day=clock.today())
    for key in (lisa.uuid, uuid4(), "nonsens", "x" * 500):
        page = near_browser.get(f"/inlagg/?fraga={key}")
        assert page.status_code == 200
        assert lisa.display_name not in page.content.decode(), "nobody learns a name from the address (LAW-24)"


def test_tn04_nobody_is_asked_where_they_would_not_read_it(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    town = organisation()
    lisa, per, other = works_at(town.home_care), works_at(town.letting), works_at(town.letting)
    for user in (lisa, other):
        Profile.objects.create(user=user, ask_about="nycklar")
    browser = client_for("skara.localhost", user=per)
    assert ASK not in browser.get(f"/personer/{lisa.uuid}/").content.decode(), (
        "a company's person and the municipality's"
    )
    assert f"@{lisa.display_name}" not in browser.get(f"/inlagg/?fraga={lisa.uuid}").content.decode()
    assert ASK in browser.get(f"/personer/{other.uuid}/").content.decode(), "they share a unit"


def test_pf22_what_one_had_begun_to_write_stays(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    lisa, per = PersonFactory(display_name="Lisa Lund"), PersonFactory()
    Profile.objects.create(user=lisa, ask_about="delegering")
    browser = client_for("skara.localhost", user=per)
    browser.post("/inlagg/utkast/", {"text": "Min påbörjade text", "kind": "post", "place": "site"})
    form = browser.get(f"/inlagg/?fraga={lisa.uuid}").content.decode()
    assert "Min påbörjade text\n\n@Lisa Lund" in form
    assert Draft.objects.get(user=per).fields["text"] == "Min påbörjade text", "to look changes nothing"
    with assert_query_budget(60) as asked:
        browser.get(f"/inlagg/?fraga={lisa.uuid}")
    with assert_query_budget(60) as plain:
        browser.get("/inlagg/")
    assert len(asked) - len(plain) <= 4
