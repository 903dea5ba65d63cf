"""PF-52: web push (RFC 8030, 8291, 8292) to a real server that opens the message as a browser does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.actions.choose_preferences import pause
from samverk.notifications.actions.mark_read import mark_read
from samverk.notifications.actions.send_push import send_push
from samverk.notifications.actions.subscribe_push import subscribe_push
from samverk.notifications.events import MyRole
from samverk.notifications.models import Notice, PushDevice
from samverk.notifications.push.encryption import b64, encrypt, unb64
from samverk.notifications.push.sender import application_server_key, is_push_service
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.push import Browser, PushService, push_service
from tests.support.telling import Things, say

pytestmark = [pytest.mark.server]


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service the house trusts."""
    settings.SAMVERK_PUSH_SERVICES = ["http://127.0.0.1"]
    with push_service() as found:
        yield found


def subscribe(person: User, service: PushService, browser: Browser) -> PushDevice:
    return subscribe_push(
        actor=HOUSE, user=person, endpoint=f"{service.url}/p/{person.pk}", public_key=browser.p256dh,
        auth_secret=b64(browser.auth), device="Firefox, Windows", now=clock.now(),
    )  # fmt: skip


def mention(person: User, **values: object) -> None:
    by = PersonFactory(display_name="Lisa Lund")
    say(by=by, recipients={MyRole.ADDRESSED: [person.pk]}, **values)  # type: ignore[arg-type]


def test_rfc8291_the_standards_own_example() -> None:
    """Appendix A."""
    private = ec.derive_private_key(
        int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        browser_key=unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth_secret=unb64("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"),
        private=private,
    )
    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_pf52_a_browser_is_told_once_and_only_it_can_read_it(
    skara: Tenant, things: Things, service: PushService
) -> None:
    person, browser = PersonFactory(language="sv"), Browser()
    subscribe(person, service, browser)
    mention(person, thing="7")
    assert send_push(actor=HOUSE, now=clock.now()) == 1
    assert send_push(actor=HOUSE, now=clock.now()) == 0
    notice = Notice.objects.get(user=person)
    (told,) = service.told(browser)
    assert told == {
        "title": "Skara kommun", "body": "Lisa Lund nämnde dig i Sak 7",
        "url": f"/inkorg/{notice.pk}/", "tag": f"n{notice.pk}",
    }  # fmt: skip
    claims = service.claims()
    assert claims["key"] == application_server_key()
    assert str(claims["sub"]).startswith("mailto:")
    headers = service.taken[0][1]
    assert (headers["ttl"], headers["topic"]) == ("86400", f"n{notice.pk}")
    assert b"Lisa" not in service.taken[0][2]


def test_pf52_a_secret_is_not_told_and_what_may_not_be_seen_is_not_sent(
    skara: Tenant, things: Things, service: PushService
) -> None:
    person, browser = PersonFactory(language="sv"), Browser()
    subscribe(person, service, browser)
    mention(person, thing="8", title="Orosanmälan", excerpt="namn", secret=True)
    mention(person, thing="9")
    things.shut_out["9"] = {person.pk}
    assert send_push(actor=HOUSE, now=clock.now()) == 1
    (told,) = service.told(browser)
    assert told["body"] == "Du har en ny avisering på Skara"


def test_pf52_pause_and_what_was_read_are_quiet(skara: Tenant, things: Things, service: PushService) -> None:
    person, away = PersonFactory(), PersonFactory()
    for each in (person, away):
        subscribe(each, service, Browser())
        mention(each)
    mark_read(actor=HOUSE, user=person, now=clock.now())
    pause(actor=HOUSE, user=away, until=clock.today())
    assert send_push(actor=HOUSE, now=clock.now()) == 0
    assert service.taken == []


@pytest.mark.parametrize("status", [404, 410, 403])
def test_pf52_a_browser_that_is_gone_is_forgotten(
    status: int, skara: Tenant, things: Things, service: PushService
) -> None:
    person = PersonFactory()
    subscribe(person, service, Browser())
    mention(person)
    service.status = status
    assert send_push(actor=HOUSE, now=clock.now()) == 0
    assert PushDevice.objects.count() == 0


def test_pf52_a_service_that_is_away_is_tried_again_for_an_hour(
    skara: Tenant, things: Things, service: PushService
) -> None:
    person = PersonFactory()
    subscribe(person, service, Browser())
    mention(person)
    service.status = 503
    assert send_push(actor=HOUSE, now=clock.now()) == 0
    assert PushDevice.objects.get().failures == 1
    service.status = 201
    assert send_push(actor=HOUSE, now=clock.now()) == 1
    assert PushDevice.objects.get().failures == 0
    mention(person, thing="2")
    assert send_push(actor=HOUSE, now=clock.now() + timedelta(hours=2)) == 0


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com@127.0.0.1/x", False),
        ("https://evilpush.services.mozilla.com.example/x", False),
        ("https://127.0.0.1/x", False),
        ("http://169.254.169.254/latest", False),
        ("https://[::1]/", False),
        ("https://[x", False),
        ("", False),
    ],
)
def test_pf52_only_known_push_services_are_ever_posted_to(endpoint: str, known: bool) -> None:
    assert is_push_service(endpoint) is known


def test_pf52_a_page_subscribes_and_lets_go(skara: Tenant, signed_in: SiteClient, service: PushService) -> None:
    browser = Browser()
    form = {"endpoint": f"{service.url}/p/1", "p256dh": browser.p256dh, "auth": b64(browser.auth)}
    assert signed_in.post("/mina-aviseringar/webblasare/", {**form, "endpoint": "http://10.0.0.1/"}).status_code == 422
    assert signed_in.post("/mina-aviseringar/webblasare/", form).status_code == 302
    device = PushDevice.objects.get()
    other = SiteClient("skara.localhost").sign_in(PersonFactory())
    other.post("/mina-aviseringar/webblasare/", {"gone": device.pk})
    assert PushDevice.objects.count() == 1, "another's browser stays"
    page = signed_in.get("/mina-aviseringar/").content.decode()
    assert application_server_key() in page
    signed_in.post("/mina-aviseringar/webblasare/", {"gone": device.pk})
    assert PushDevice.objects.count() == 0
    verbs = AuditEntry.objects.filter(verb__startswith="notifications.").values_list("verb", flat=True)
    assert set(verbs) == {"notifications.subscribe_push", "notifications.unsubscribe_push"}


def test_pf52_each_site_has_a_key_of_its_own(skara: Tenant, sites: object) -> None:
    from tenants.site_context import site

    here = application_server_key()
    with site(sites.hjo):  # type: ignore[attr-defined]
        assert application_server_key() != here


def test_pf52_what_is_no_subscription_is_refused(skara: Tenant, service: PushService) -> None:
    person = PersonFactory()
    with pytest.raises(ValidationError):
        subscribe_push(
            actor=HOUSE, user=person, endpoint=f"{service.url}/1", public_key="%%%", auth_secret="x", device="",
            now=clock.now(),
        )  # fmt: skip
