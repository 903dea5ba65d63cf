"""The whole way against a certified OpenID Provider that none of us wrote: in, fresher, out, and the other way out."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from samverk.identity.models import User
from samverk.identity.oidc.actions.register_provider import register_provider
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.openid.browser import is_in, link, local, session_of, set_out
from tests.support.openid.certified_provider import Person, certified_provider

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("node")]
HOME = "http://skara.localhost/"
CLIENT = {
    "client_id": "samverk",
    "client_secret": "en hemlighet:+/ %",
    "redirect_uris": [f"{HOME}logga-in/via/node/svar/"],
    "post_logout_redirect_uris": [f"{HOME}logga-in/"],
    "backchannel_logout_session_required": True,
}


class Ear:
    """Hears what the provider's server says behind the browser's back, on a real port."""

    def __enter__(self) -> "Ear":
        heard: list[str] = []
        self.heard = heard

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                heard.extend(parse_qs(body)["logout_token"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def world(sites: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Skara with the certified provider."""
    with (
        Ear() as ear,
        certified_provider({**CLIENT, "backchannel_logout_uri": ear.url}) as issuer,
        Person("anna") as anna,
    ):
        row = register_provider(
            actor=HOUSE,
            key="node",
            name="Certifierad",
            issuer=issuer,
            client_id=str(CLIENT["client_id"]),
            client_secret=str(CLIENT["client_secret"]),
            now=clock.now(),
        )
        link(row, sites.skara)
        yield SimpleNamespace(sites=sites, ear=ear, issuer=issuer, anna=anna)


def test_pf01_in_fresher_and_out_at_a_certified_provider(world: SimpleNamespace) -> None:
    browser = SiteClient("skara.localhost")
    response = browser.get(local(world.anna.walk(set_out(browser, "node"), HOME)))
    assert response.status_code == 302, response.content.decode()
    with site(world.sites.skara):
        person = User.objects.get()
        assert (person.issuer, person.subject, person.display_name) == (world.issuer, "anna", "anna Andersson")

    # A second site visit needs no password: the provider knows the browser.
    second = SiteClient("skara.localhost")
    assert second.get(local(world.anna.walk(set_out(second, "node"), HOME))).status_code == 302

    # Fresher: the provider asks anew and says when (max_age, auth_time).
    address = browser.get("/logga-in/starkare/?niva=1&hogst=0&next=/nyheter/")["Location"]
    assert parse_qs(urlsplit(address).query)["max_age"] == ["0"]
    response = browser.get(local(world.anna.walk(address, HOME)))
    assert (response.status_code, response["Location"]) == (302, "/nyheter/")
    assert session_of(browser)["oidc"]["auth_time"] > 0

    # Out there: its server tells ours, and both browsers are out.
    page = SiteClient("skara.localhost").get("/logga-in/via/node/utloggad/").content.decode()
    out = next(part for part in page.split('"') if part.startswith(f"{world.issuer}/session/end"))
    home = world.anna.walk(out.replace("&amp;", "&"), HOME)
    assert home.startswith(f"{HOME}logga-in/")
    assert world.ear.heard, "the provider said that the session ended"
    assert is_in(browser)
    for token in world.ear.heard:
        response = SiteClient("skara.localhost").post("/logga-in/via/node/utloggning/", {"logout_token": token})
        assert response.status_code == 200, response.content
    assert (is_in(browser), is_in(second)) == (False, False)


def test_pf01_a_code_of_the_certified_provider_counts_once(world: SimpleNamespace) -> None:
    browser = SiteClient("skara.localhost")
    path = world.anna.walk(set_out(browser, "node"), HOME)
    stolen = parse_qs(urlsplit(path).query)["code"][0]
    assert browser.get(local(path)).status_code == 302
    attacker = SiteClient("skara.localhost")
    state = parse_qs(urlsplit(set_out(attacker, "node")).query)["state"][0]
    answer = {"code": stolen, "state": state, "iss": world.issuer}
    assert attacker.get("/logga-in/via/node/svar/", answer).status_code == 403
    assert not is_in(attacker)


def test_pf01_the_person_says_no_at_the_certified_provider(world: SimpleNamespace) -> None:
    browser = SiteClient("skara.localhost")
    set_out(browser, "node")
    state = next(iter(session_of(browser)["oidc_attempts"]))
    response = browser.get("/logga-in/via/node/svar/", {"error": "access_denied", "state": state, "iss": world.issuer})
    assert response.status_code == 403
    assert "Inloggningen avbröts" in response.content.decode()
