"""Single doors, each behind a test of its own, so that taking one away is seen by name (`make defences`)."""

import pytest

from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PictureFactory

pytestmark = [pytest.mark.server]


def test_law5_a_guest_gets_no_picture(skara: Tenant) -> None:
    path = "/filer/" + PictureFactory().get_rendition("fill-320x240|format-webp").file.name
    assert SiteClient("skara.localhost").sign_in(PersonFactory()).get(path).status_code == 200
    assert SiteClient("skara.localhost").sign_in(PersonFactory(guest=True)).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/", "/organisation/", "/nyheter/", "/mina-webbplatser/", "/administration/logg/"])
def test_law11_who_is_signed_out_is_sent_to_sign_in(path: str, skara: Tenant) -> None:
    browser = SiteClient("skara.localhost")
    browser.raise_request_exception = False
    response = browser.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/logga-in/")


def test_law11_an_employee_does_not_enter_the_editors_tools(skara: Tenant) -> None:
    assert SiteClient("skara.localhost").sign_in(PersonFactory()).get("/redaktion/").status_code == 403
    assert SiteClient("skara.localhost").sign_in(PersonFactory(editor=True)).get("/redaktion/").status_code == 200
