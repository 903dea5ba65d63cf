"""PF-22, PF-52: from the pages of people and units one goes on to each other, follows, and reads the newest."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.people.models import RoleAssignment
from samverk.people.roles.catalogue import ROLES
from samverk.social.following.models import Follow
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]


def test_pf52_profiles_and_units_can_be_followed_where_they_are_read(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    north = unit("Hemtjänst norr")
    lisa, ake = colleague(north, head=True), colleague(north)
    browser = client_for("skara.localhost", user=ake)
    for url, kind, key in (
        (f"/personer/{lisa.uuid}/", "person", lisa.uuid),
        (f"/organisation/enhet/{north.uuid}/", "unit", north.uuid),
    ):
        assert f'action="/folj/{kind}/{key}/"' in browser.get(url).content.decode()
        assert browser.post(f"/folj/{kind}/{key}/", {"till": url})["Location"] == url
        assert "sluta följa" in browser.get(url).content.decode()
    assert set(Follow.objects.filter(user=ake).values_list("kind", "key")) == {
        ("person", str(lisa.uuid)), ("unit", str(north.uuid)),
    }  # fmt: skip
    assert "/folj/" not in browser.get(f"/personer/{ake.uuid}/").content.decode(), "nobody follows themselves"
    type(north).objects.filter(pk=north.pk).update(valid_to=clock.today() - timedelta(days=1))
    assert "/folj/" not in browser.get(f"/organisation/enhet/{north.uuid}/").content.decode(), "it is no more"


def test_pf04_the_newest_of_a_unit_stands_on_its_page_for_those_who_work_there(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    north, south = unit("Hemtjänst norr"), unit("Hemtjänst söder")
    writer, reader, other = colleague(north), colleague(north), colleague(south)
    url = f"/organisation/enhet/{north.uuid}/"
    assert "Senaste inläggen" not in client_for("skara.localhost", user=reader).get(url).content.decode()
    for number in range(4):
        PostFactory(author=writer, place=f"unit:{north.uuid}", text=f"Nyckel {number}")
    page = client_for("skara.localhost", user=reader).get(url).content.decode()
    assert "Senaste inläggen" in page
    assert [number for number in range(4) if f"Nyckel {number}" in page] == [1, 2, 3], "the newest three"
    assert "Nyckel" not in client_for("skara.localhost", user=other).get(url).content.decode()


def test_law24_people_on_units_and_in_roles_lead_to_their_pages_and_only_who_stands_in_the_directory(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    north = unit("Hemtjänst norr")
    lisa, left, hidden = (colleague(north) for _each in range(3))
    for user, name in ((lisa, "Lisa Lundqvist"), (left, "Slutat Ek"), (hidden, "Gömd Ek")):
        User.objects.filter(pk=user.pk).update(display_name=name)
        RoleAssignment.objects.create(user=user, role=ROLES[0].key, valid_from=clock.today())
    User.objects.filter(pk=left.pk).update(last_day=clock.today() - timedelta(days=1))
    User.objects.filter(pk=hidden.pk).update(is_protected=True)
    browser = client_for("skara.localhost", user=PersonFactory())
    page = browser.get(f"/organisation/enhet/{north.uuid}/").content.decode()
    assert f'href="/personer/{lisa.uuid}/">Lisa Lundqvist' in page
    assert "Slutat Ek" not in page
    assert "Gömd Ek" not in page
    who = browser.get("/organisation/roller/").content.decode()
    assert f'href="/personer/{lisa.uuid}/"' in who
    assert "Slutat Ek" in who, "the role is still said to be theirs"
    assert str(left.uuid) not in who
    assert "Gömd Ek" not in who


def test_a_units_page_asks_as_much_for_one_as_for_forty(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    north = unit("Hemtjänst norr")
    browser = client_for("skara.localhost", user=colleague(north))
    url = f"/organisation/enhet/{north.uuid}/"
    browser.get(url)
    with assert_query_budget(60) as few:
        browser.get(url)
    for _each in range(40):
        colleague(north)
    with assert_query_budget(len(few)):
        assert browser.get(url).content.decode().count('class="name"') == 41
