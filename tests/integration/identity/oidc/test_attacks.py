"""Every way a provider, a network or an attacker can be wrong, over real HTTP: nobody is let in, everybody is told.

A refusal is a page with a reference, a log line and an audit entry with the same reference, and no account.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.exceptions import ValidationError

from samverk.identity.models import User
from samverk.identity.oidc.fetch import ProviderDown, is_allowed
from samverk.identity.oidc.models import Provider as Row
from samverk.identity.oidc.sealing import CannotUnseal, seal, unseal
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.openid.browser import at_the_provider, come_back, is_in, link, local, register, session_of, set_out
from tests.support.openid.provider import CLIENT_SECRET, Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as running:
        running.person["kommunkod"] = "1495"
        yield running


@pytest.fixture
def entra(provider: Provider, sites: SimpleNamespace) -> SimpleNamespace:
    row = register(provider)
    return SimpleNamespace(row=row, skara=link(row, sites.skara), sites=sites)


@pytest.fixture
def browser() -> SiteClient:
    return SiteClient("skara.localhost")


@pytest.fixture
def refused(entra: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> Callable[..., str]:
    """Judge a refusal; returns its detail."""
    caplog.set_level(logging.INFO, "samverk.identity.oidc")

    def judge(response: Any, browser: SiteClient, *, code: str, status: int = 403) -> str:
        page = response.content.decode()
        assert response.status_code == status, page
        found = re.search(r'data-testid="reference">([0-9A-F]{4}-[0-9A-F]{4})<', page)
        assert found, page
        assert not is_in(browser)
        with site(entra.sites.skara):
            assert User.objects.count() == 0
            entry = AuditEntry.objects.filter(result="refused").first()
        assert entry is not None
        assert entry.details["reference"] == found[1]
        assert entry.details["code"] == code, entry.details
        line = next(record for record in reversed(caplog.records) if record.name == "samverk.identity.oidc")
        assert (vars(line)["reference"], vars(line)["code"]) == (found[1], code)
        assert vars(line)["provider"] == "entra"
        return str(entry.details["detail"])

    return judge


def forget(what: str = "keys_at") -> None:
    """Make what the provider told too old."""
    with operator_site():
        Row.objects.update(**{what: clock.now() - timedelta(days=30)})


# Tokens

now = time.time
WRONG_CLAIMS: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "wrong issuer": (lambda c: {**c, "iss": "https://evil.example"}, "iss is another issuer"),
    "issuer with a slash": (lambda c: {**c, "iss": c["iss"] + "/"}, "iss is another issuer"),
    "no issuer": (lambda c: {k: v for k, v in c.items() if k != "iss"}, "iss is another issuer"),
    "wrong audience": (lambda c: {**c, "aud": "another"}, "aud is another client"),
    "no audience": (lambda c: {k: v for k, v in c.items() if k != "aud"}, "aud is another client"),
    "audience as part": (lambda c: {**c, "aud": "samverk-2"}, "aud is another client"),
    "several audiences": (lambda c: {**c, "aud": ["samverk", "evil"]}, "several receivers and no azp"),
    "wrong azp": (lambda c: {**c, "aud": ["samverk", "evil"], "azp": "evil"}, "azp is another client"),
    "wrong azp alone": (lambda c: {**c, "azp": "evil"}, "azp is another client"),
    "wrong nonce": (lambda c: {**c, "nonce": "x" * 43}, "nonce is another attempt's"),
    "no nonce": (lambda c: {k: v for k, v in c.items() if k != "nonce"}, "nonce is another attempt's"),
    "nonce is no text": (lambda c: {**c, "nonce": ["x"]}, "nonce is another attempt's"),
    "expired": (lambda c: {**c, "exp": now() - 61}, "expired"),
    "no exp": (lambda c: {k: v for k, v in c.items() if k != "exp"}, "no exp"),
    "exp is text": (lambda c: {**c, "exp": "tomorrow"}, "exp is no time"),
    "exp is true": (lambda c: {**c, "exp": True}, "exp is no time"),
    "from the future": (lambda c: {**c, "iat": now() + 3600}, "issued in the future"),
    "no iat": (lambda c: {k: v for k, v in c.items() if k != "iat"}, "no iat"),
    "not valid yet": (lambda c: {**c, "nbf": now() + 3600}, "not valid yet"),
    "wrong at_hash": (lambda c: {**c, "at_hash": "x"}, "at_hash does not fit the access token"),
    "no sub": (lambda c: {k: v for k, v in c.items() if k != "sub"}, "no usable sub"),
    "empty sub": (lambda c: {**c, "sub": ""}, "no usable sub"),
    "sub is a number": (lambda c: {**c, "sub": 1}, "no usable sub"),
    "sub too long": (lambda c: {**c, "sub": "x" * 256}, "no usable sub"),
    "sub with a break": (lambda c: {**c, "sub": "anna\nx"}, "no usable sub"),
}


@pytest.mark.parametrize("name", WRONG_CLAIMS)
def test_a_token_with_wrong_claims(
    name: str, provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    provider.change, detail = WRONG_CLAIMS[name]
    assert refused(come_back(browser), browser, code="bad_token") == detail


SIGNATURES = {
    "alg:none": "the signature's algorithm is not one we accept",
    "alg:hs256": "the signature's algorithm is not one we accept",
    "alg:hs256-secret": "the signature's algorithm is not one we accept",
    "foreign key": "the signature does not fit",
    "tampered": "the signature does not fit",
    "typ:at": "a token of another type",
    "crit": "the header cannot be read",
}


@pytest.mark.parametrize("fault", SIGNATURES)
def test_a_token_with_a_wrong_signature(
    fault: str, provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    """Also when the provider's own list of algorithms says none and HS256, as this one's does."""
    provider.faults = {fault}
    assert refused(come_back(browser), browser, code="bad_token") == SIGNATURES[fault]


@pytest.mark.parametrize("token", [None, "", "x", "a.b", "a.b.c", 5, "e30.e30.e30", "x." * 40_000])
def test_what_is_no_token(
    token: object, provider: Provider, browser: SiteClient, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "id_token", lambda **kwargs: token)
    refused(come_back(browser), browser, code="bad_token")


def test_an_algorithm_the_provider_does_not_use_is_refused(
    provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    provider.metadata["id_token_signing_alg_values_supported"] = ["RS256"]
    forget("metadata_at")
    provider.use_elliptic()
    assert "algorithm" in refused(come_back(browser), browser, code="bad_token")


def test_a_short_key_is_refused(provider: Provider, browser: SiteClient, refused: Callable[..., str]) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    provider.keys["first"] = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    with pytest.warns(match="below the minimum"):
        response = come_back(browser)
    assert refused(response, browser, code="bad_token") == "the provider's key is too short"


def test_elliptic_signatures_are_read(entra: SimpleNamespace, provider: Provider, browser: SiteClient) -> None:
    provider.use_elliptic()
    assert come_back(browser).status_code == 302
    assert is_in(browser)


def test_a_minute_of_wrong_clock_is_forgiven(entra: SimpleNamespace, provider: Provider, browser: SiteClient) -> None:
    provider.change = lambda claims: {**claims, "iat": now() + 50, "nbf": now() + 50, "exp": now() - 50}
    assert come_back(browser).status_code == 302


# Keys


def test_a_rotated_key_is_fetched_once(entra: SimpleNamespace, provider: Provider, browser: SiteClient) -> None:
    come_back(browser)
    provider.rotate("second")
    provider.asked.clear()
    assert come_back(SiteClient("skara.localhost")).status_code == 302
    assert come_back(SiteClient("skara.localhost")).status_code == 302
    assert provider.asked.count("/keys") == 1


def test_an_unknown_key_is_refused_and_asked_for_once_a_minute(
    provider: Provider, browser: SiteClient, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.rotate("secret", publish=False)
    for _ in range(3):
        detail = refused(come_back(browser), browser, code="bad_token")
    assert detail == "signed with a key the provider does not publish"
    # Once because nothing was known, once for the unknown key; then not again within the minute.
    assert provider.asked.count("/keys") == 2
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    come_back(browser)
    assert provider.asked.count("/keys") == 3


def test_without_a_key_id_a_single_key_is_used_and_two_are_a_guess(
    entra: SimpleNamespace, provider: Provider, browser: SiteClient
) -> None:
    provider.faults = {"no:kid"}
    assert come_back(browser).status_code == 302
    provider.rotate("second")
    forget()
    assert come_back(SiteClient("skara.localhost")).status_code == 403


@pytest.mark.parametrize(("hours", "works"), [(2, True), (25, False)])
def test_old_keys_are_believed_for_a_day_while_the_provider_cannot_give_them(
    hours: int, works: bool, entra: SimpleNamespace, provider: Provider, browser: SiteClient
) -> None:
    come_back(browser)
    with operator_site():
        Row.objects.update(keys_at=clock.now() - timedelta(hours=hours))
    provider.faults = {"down:keys"}
    assert (come_back(SiteClient("skara.localhost")).status_code == 302) is works


# The answer


def answer(browser: SiteClient, **changes: str | None) -> Any:
    """The provider's answer with changes on the way."""
    parts = urlsplit(at_the_provider(set_out(browser)))
    query: dict[str, str | None] = {name: values[0] for name, values in parse_qs(parts.query).items()}
    query |= changes
    return browser.get(parts.path, {name: value for name, value in query.items() if value is not None})


@pytest.mark.parametrize("state", [None, "", "x" * 43])
def test_a_wrong_state(state: str | None, browser: SiteClient, refused: Callable[..., str]) -> None:
    refused(answer(browser, state=state), browser, code="attempt")


def test_an_answer_in_another_browser(browser: SiteClient, refused: Callable[..., str]) -> None:
    """Sign-in forced on somebody: the attacker's own answer, opened by the victim."""
    path = local(at_the_provider(set_out(browser)))
    victim = SiteClient("skara.localhost")
    set_out(victim)
    refused(victim.get(path), victim, code="attempt")


def test_an_answer_counts_once(entra: SimpleNamespace, browser: SiteClient) -> None:
    path = local(at_the_provider(set_out(browser)))
    assert browser.get(path).status_code == 302
    browser.post("/logga-ut/")
    assert browser.get(path).status_code == 403
    assert not is_in(browser)


def test_a_replayed_code_in_a_new_attempt(provider: Provider, browser: SiteClient, refused: Callable[..., str]) -> None:
    stolen = parse_qs(urlsplit(at_the_provider(set_out(browser))).query)["code"][0]
    attacker = SiteClient("skara.localhost")
    assert "refuses the code" in refused(answer(attacker, code=stolen), attacker, code="attempt")
    assert refused(answer(browser, code="never issued"), browser, code="attempt")


def test_an_answer_after_ten_minutes(
    browser: SiteClient, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = local(at_the_provider(set_out(browser)))
    later = clock.now() + timedelta(seconds=601)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert refused(browser.get(path), browser, code="attempt") == "the attempt is too old"


def test_a_browser_remembers_a_few_attempts_and_no_more(entra: SimpleNamespace, browser: SiteClient) -> None:
    first = set_out(browser)
    for _ in range(9):
        last = set_out(browser)
    assert len(session_of(browser)["oidc_attempts"]) == 8
    assert browser.get(local(at_the_provider(first))).status_code == 403
    assert browser.get(local(at_the_provider(last))).status_code == 302


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        ("access_denied", "cancelled", 403),
        ("login_required", "cancelled", 403),
        ("server_error", "provider_down", 502),
        ("<script>850709-9805", "provider_down", 502),
        ("unmet_authentication_requirements", "too_low", 403),
    ],
)
def test_the_provider_says_no(
    error: str, code: str, status: int, browser: SiteClient, refused: Callable[..., str]
) -> None:
    response = answer(browser, code=None, error=error, error_description="850709-9805 <b>")
    assert "<script>" not in refused(response, browser, code=code, status=status)
    assert "850709" not in response.content.decode()


def test_an_answer_without_code_or_error(browser: SiteClient, refused: Callable[..., str]) -> None:
    refused(answer(browser, code=None), browser, code="attempt")


def test_mix_up_an_answer_at_another_providers_address(
    entra: SimpleNamespace, provider: Provider, browser: SiteClient
) -> None:
    """The person chose the evil provider, which sent the browser on to the honest one with its own state."""
    with Provider() as evil:
        link(register(evil, "evil"), entra.sites.skara)
        asked = parse_qs(urlsplit(set_out(browser, "evil")).query)
        honest = parse_qs(urlsplit(set_out(SiteClient("skara.localhost"))).query)
        # The honest provider answers at its own registered address, with the evil attempt's state.
        forged = f"{provider.issuer}/authorize?" + urlencode(
            {name: asked[name][0] if name == "state" else honest[name][0] for name in honest}
        )
        response = browser.get(local(at_the_provider(forged)))
        assert response.status_code == 403
        assert "Svaret kom från fel inloggning" in response.content.decode()
        assert "/token" not in provider.asked + evil.asked, "no code is shown to anybody"
    assert not is_in(browser)


@pytest.mark.parametrize("issuer", [None, "", "https://evil.example"])
def test_mix_up_an_answer_that_names_another_issuer(
    issuer: str | None, provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    """RFC 9207; a missing name counts when the provider said it always gives one."""
    refused(answer(browser, iss=issuer), browser, code="mix_up")
    assert "/token" not in provider.asked


def test_a_provider_that_does_not_name_itself_is_let_be(
    entra: SimpleNamespace, provider: Provider, browser: SiteClient
) -> None:
    provider.metadata["authorization_response_iss_parameter_supported"] = None
    forget("metadata_at")
    assert answer(browser, iss=None).status_code == 302


# The provider down, slow, too large, elsewhere

PARTS = ("discovery", "keys", "token")
KINDS = ("down", "redirect", "huge", "html", "list")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_provider_that_does_not_answer_properly(
    kind: str, part: str, provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    forget("metadata_at")
    provider.faults = {f"{kind}:{part}"}
    response = browser.get("/logga-in/via/entra/")
    if part != "discovery":
        response = browser.get(local(at_the_provider(response["Location"])))
    refused(response, browser, code="provider_down", status=502)
    assert "Felet är inte ditt" in response.content.decode()
    assert "/elsewhere" not in provider.asked


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_a_slow_provider_holds_nobody_long(
    kind: str, part: str, provider: Provider, browser: SiteClient, refused: Callable[..., str], settings: Any
) -> None:
    settings.SAMVERK_OIDC = {**settings.SAMVERK_OIDC, "read_seconds": 0.3, "total_seconds": 0.6}
    forget("metadata_at")
    provider.faults, provider.delay = {f"{kind}:{part}"}, 2.0
    began = time.monotonic()
    response = browser.get("/logga-in/via/entra/")
    if part != "discovery":
        response = browser.get(local(at_the_provider(response["Location"])))
    assert time.monotonic() - began < 1.9
    refused(response, browser, code="provider_down", status=502)


def test_a_provider_that_is_gone(provider: Provider, browser: SiteClient, refused: Callable[..., str]) -> None:
    forget("metadata_at")
    provider.stop()
    refused(browser.get("/logga-in/via/entra/"), browser, code="provider_down", status=502)


def test_a_provider_that_cannot_be_asked_today_is_believed_for_a_week(
    entra: SimpleNamespace, provider: Provider, browser: SiteClient
) -> None:
    with operator_site():
        Row.objects.update(metadata_at=clock.now() - timedelta(days=6))
    provider.faults = {"down:discovery"}
    assert come_back(browser).status_code == 302


def test_discovery_of_another_issuer_is_refused(
    provider: Provider, browser: SiteClient, refused: Callable[..., str]
) -> None:
    forget("metadata_at")
    provider.metadata["issuer"] = "https://evil.example"
    assert (
        refused(browser.get("/logga-in/via/entra/"), browser, code="provider_down", status=502)
        == "discovery is another issuer's"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"token_endpoint": "http://elsewhere.example/token"},
        {"token_endpoint": "ftp://127.0.0.1/"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
        {"jwks_uri": ["x"]},
        {"response_types_supported": ["id_token"]},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_discovery_document_that_cannot_be_used_is_not_registered(
    wrong: dict[str, Any], provider: Provider, sites: SimpleNamespace
) -> None:
    provider.metadata = wrong
    with pytest.raises(ProviderDown):
        register(provider)
    with operator_site():
        assert Row.objects.count() == 0


@pytest.mark.parametrize(
    "url", ["http://login.skara.se", "ftp://x", "https://u:p@x/", "https://", "x", "http://127.0.0.1.evil.example", ""]
)
def test_an_issuer_without_https_is_not_registered(url: str, sites: SimpleNamespace, provider: Provider) -> None:
    provider.issuer = url
    with pytest.raises(ValidationError):
        register(provider)


def test_not_even_this_machine_without_https_in_production(settings: Any) -> None:
    assert is_allowed("http://127.0.0.1:1/")
    settings.SAMVERK_HTTPS = True
    assert not is_allowed("http://127.0.0.1:1/")
    assert is_allowed("https://login.skara.se/")


def test_a_wrong_client_secret_is_the_operators_business(
    entra: SimpleNamespace, browser: SiteClient, refused: Callable[..., str]
) -> None:
    from samverk.identity.oidc.actions.change_provider import change_provider
    from samverk.kernel.actions.record_audit import HOUSE

    change_provider(actor=HOUSE, provider=entra.row, client_secret="fel")
    detail = refused(come_back(browser), browser, code="provider_down", status=502)
    assert detail == "the token endpoint answers 401 invalid_client"


# The client secret


def test_the_client_secret_is_sealed_to_its_provider_and_deployment(entra: SimpleNamespace, settings: Any) -> None:
    row = entra.row
    assert "hemlig" not in row.sealed_secret
    assert unseal(row.sealed_secret, bound_to=str(row.uuid)) == CLIENT_SECRET
    with pytest.raises(CannotUnseal):
        unseal(row.sealed_secret, bound_to="another")
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of the deployment"
    with pytest.raises(CannotUnseal):
        unseal(row.sealed_secret, bound_to=str(row.uuid))
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(row.sealed_secret, bound_to=str(row.uuid)) == CLIENT_SECRET
    assert seal("", bound_to="x") == ""
    assert seal("x", bound_to="y") != seal("x", bound_to="y")


def test_the_client_secret_is_never_in_the_log(entra: SimpleNamespace) -> None:
    with operator_site():
        assert CLIENT_SECRET not in "".join(str(entry.details) for entry in AuditEntry.objects.all())
