"""PF-08: what home says of a person reaches the sites where they act for it, and nothing goes the other way."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from samverk.identity.access import actor_for
from samverk.identity.actions.choose_preferences import choose_preferences
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.groups import PROTECTORS
from samverk.identity.models import User
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.profile.actions.take_profile import take_profile
from samverk.identity.profile.carrying import carry_everywhere
from samverk.identity.profile.models import CarriedProfile
from samverk.identity.profile.queries import profile_to_carry
from samverk.identity.profile.tasks import NotAllTook, carry
from samverk.identity.protection.actions.end_protection import end_protection
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.health import broker
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]


def member(user: User, tenant: Tenant, *, code: str) -> User:
    """The same person's row on another site."""
    with site(tenant):
        there = PersonFactory(
            issuer=user.issuer, subject=user.subject, acting_for_code=code, display_name="Gammalt namn", title="Förr"
        )
        enter_in_directory(actor=HOUSE, user=there, valid_from=clock.today())
    return there


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Somebody at home in Skara who acts for Skara in GVS12, and elsewhere for Hjo."""
    with site(sites.skara):
        home = PersonFactory(display_name="Disa Ek", title="Chef", email="disa@skara.example")
        enter_in_directory(actor=HOUSE, user=home, valid_from=clock.today())
    code = str(sites.skara.scb_code)
    return SimpleNamespace(
        home=home,
        there=member(home, sites.gvs12, code=code),
        for_hjo=member(home, sites.mall, code="1497"),
        **vars(sites),
    )


def there(world: SimpleNamespace) -> User:
    with site(world.gvs12):
        return User.objects.get(pk=world.there.pk)


def test_pf08_a_change_at_home_is_carried_by_the_worker(
    world: SimpleNamespace, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with site(world.skara), django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        choose_preferences(actor=actor_for(world.home), user=world.home, language="en")
    (message,) = broker().lrange("samverk", 0, -1)
    assert b"Disa" not in message
    assert b"_schema_name" in message
    with site(world.skara):
        carry.apply(kwargs={"user": world.home.pk}, headers={"_schema_name": "skara"}).get()
    taken = there(world)
    assert (taken.display_name, taken.title, taken.email, taken.language) == (
        "Disa Ek",
        "Chef",
        "disa@skara.example",
        "en",
    )
    with site(world.gvs12):
        assert CarriedProfile.objects.get().came_from == "skara"
        assert AuditEntry.objects.get(verb="profile.take_profile").details["from"] == "skara"
    with site(world.mall):
        assert User.objects.get(pk=world.for_hjo.pk).title == "Förr"


def test_pf08_an_older_version_never_writes_over_a_newer_and_the_same_one_is_taken_once(world: SimpleNamespace) -> None:
    with site(world.skara):
        carry_profile(actor=HOUSE, user=world.home)
        old = profile_to_carry(user=world.home, home="skara", code=world.skara.scb_code)
        world.home.display_name = "Disa Alm"
        world.home.save()
        carry_profile(actor=HOUSE, user=world.home)
        new = profile_to_carry(user=world.home, home="skara", code=world.skara.scb_code)
    assert new.version > old.version
    with site(world.gvs12):
        taken = [take_profile(actor=HOUSE, profile=each, now=clock.now()) for each in (new, old, new)]
    assert taken == [True, False, False]
    assert there(world).display_name == "Disa Alm"


def test_pf08_nothing_goes_the_other_way(world: SimpleNamespace) -> None:
    with site(world.gvs12):
        world.there.display_name = "Ändrat borta"
        world.there.save()
        assert carry_profile(actor=HOUSE, user=world.there) is None
        assert carry_everywhere(actor=HOUSE, user_pk=world.there.pk) == []
    with site(world.skara):
        assert User.objects.get(pk=world.home.pk).display_name == "Disa Ek"


def test_pf08_a_row_that_acts_for_another_municipality_is_left_alone(world: SimpleNamespace) -> None:
    with site(world.gvs12):
        User.objects.filter(pk=world.there.pk).update(acting_for_code="1497")
    with site(world.skara):
        carry_profile(actor=HOUSE, user=world.home)
        assert carry_everywhere(actor=HOUSE, user_pk=world.home.pk) == []
    assert there(world).display_name == "Gammalt namn"


def test_pf08_a_site_that_fails_is_tried_again_and_keeps_no_other_waiting(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(world.mall):
        User.objects.filter(subject=world.home.subject).update(acting_for_code=world.skara.scb_code)
    real = take_profile

    def broken(*, profile: object, **values: object) -> bool:
        from tenants.queries import active_schema

        if active_schema() == "gvs12":
            raise OSError
        return real(profile=profile, **values)  # type: ignore[arg-type]

    with site(world.skara):
        carry_profile(actor=HOUSE, user=world.home)
        monkeypatch.setattr("samverk.identity.profile.carrying.take_profile", broken)
        with pytest.raises(NotAllTook, match="gvs12"):
            carry.run(user=world.home.pk)
        monkeypatch.undo()
        carry.run(user=world.home.pk)
    assert there(world).display_name == "Disa Ek"
    with site(world.mall):
        assert User.objects.get(subject=world.home.subject).display_name == "Disa Ek"


def test_pf08_the_person_chooses_what_travels(world: SimpleNamespace, client_for: Callable[..., SiteClient]) -> None:
    browser = client_for("skara.localhost", user=world.home)
    assert world.gvs12.official_name in browser.get("/mina-uppgifter/").content.decode()
    assert browser.post("/mina-uppgifter/", {"carries_email": "on"}).status_code == 302
    with site(world.skara):
        carry_everywhere(actor=HOUSE, user_pk=world.home.pk)
        chosen = AuditEntry.objects.get(verb="profile.carry_profile")
        assert (chosen.details, chosen.right) == ({"title": False, "email": True}, "own")
    taken = there(world)
    assert (taken.title, taken.email) == ("", "disa@skara.example")
    shown = client_for("gvs12.localhost", user=taken).get("/mina-uppgifter/").content.decode()
    assert "Uppgifterna kommer från Skara kommun" in shown


def test_law24_of_somebody_protected_only_the_protected_name_travels(world: SimpleNamespace) -> None:
    with site(world.skara):
        protector = PersonFactory(group_names=(PROTECTORS,))
        told = {"actor": actor_for(protector), "protector": protector, "user": world.home}
        protect_person(**told, shown_as="Medarbetare 4", reason="Ärende 7")
        profile = profile_to_carry(
            user=User.objects.get(pk=world.home.pk), home="skara", code=str(world.skara.scb_code)
        )
        assert profile.shown == {"display_name": "Medarbetare 4"}
        carry_everywhere(actor=HOUSE, user_pk=world.home.pk)
    taken = there(world)
    assert (taken.is_protected, taken.display_name, taken.title, taken.email) == (True, "Medarbetare 4", "", "")
    assert "Gammalt" not in taken.username
    with site(world.skara):
        end_protection(**told)
        carry_everywhere(actor=HOUSE, user_pk=world.home.pk)
    assert (there(world).is_protected, there(world).display_name) == (False, "Disa Ek")
