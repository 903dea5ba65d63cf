"""TN-15: a municipality's own people choose its colour, letters and logotype, and cannot make it unreadable."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from samverk.kernel.models import AuditEntry
from samverk.ui.colour import contrast
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.pictures import picture_file

pytestmark = [pytest.mark.server]
PAGE = "/administration/utseende/"


@pytest.fixture
def maintainer(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))


def now() -> Tenant:
    return tenant_by_slug("skara")


def test_tn15_a_colour_and_letters_are_saved_and_seen(maintainer: SiteClient) -> None:
    saved = maintainer.post(PAGE, {"brand_colour": "#7A1F3D", "mark": "Sk"})
    assert (saved.status_code, saved["Location"]) == (302, PAGE)
    assert (now().brand_colour, now().mark) == ("#7a1f3d", "Sk")
    shown = maintainer.get(PAGE).content.decode()
    assert "Utseendet är sparat" in shown
    assert 'value="#7a1f3d"' in shown
    entry = AuditEntry.objects.get(verb="tenants.set_theme")
    assert entry.actor_name.startswith("Anna"), "the log names the person"


def test_tn15_a_pale_colour_is_refused_the_nearest_offered_and_one_press_takes_it(maintainer: SiteClient) -> None:
    before = now().brand_colour
    refused = maintainer.post(PAGE, {"brand_colour": "#9bd1ff", "mark": "SK"})
    assert refused.status_code == 422
    offered = refused.context["offered"]
    assert contrast(offered, "#ffffff") >= 4.5
    text = refused.content.decode()
    assert f"Använd {offered} i stället" in text
    assert 'value="#9bd1ff"' in text, "what was written is still in the field"
    assert now().brand_colour == before
    assert maintainer.post(PAGE, {"brand_colour": offered, "mark": "SK"}).status_code == 302
    assert now().brand_colour == offered


def test_tn15_a_preview_draws_and_keeps_nothing(maintainer: SiteClient) -> None:
    before = now().brand_colour
    shown = maintainer.post(PAGE, {"brand_colour": "#123456", "mark": "XY", "preview": "1"})
    assert shown.status_code == 200
    assert 'fill="#123456"' in shown.content.decode()
    assert (now().brand_colour, AuditEntry.objects.filter(verb="tenants.set_theme").count()) == (before, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_tn15_a_logotype_is_drawn_anew_and_shown_also_before_sign_in(kind: str, maintainer: SiteClient) -> None:
    saved = maintainer.post(PAGE, {"brand_colour": "#7a1f3d", "mark": "SK", "logo": picture_file(kind)})
    assert saved.status_code == 302
    page = SiteClient("skara.localhost").get("/logga-in/").content.decode()
    address = "/-/logotyp/" + page.partition("/-/logotyp/")[2].partition('"')[0]
    answer = SiteClient("skara.localhost").get(address)
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    drawn = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (drawn.format, drawn.size) == ("WEBP", (256, 192))
    assert SiteClient("hjo.localhost").get(address).status_code == 404, "not next door"
    path = now().logo
    assert maintainer.post(PAGE, {"brand_colour": "#7a1f3d", "mark": "SK", "remove_logo": "on"}).status_code == 302
    assert now().logo == ""
    assert SiteClient("skara.localhost").get(address).status_code == 404
    assert path.startswith("site/")


def test_tn15_an_exchanged_logotype_leaves_no_file(
    maintainer: SiteClient, django_capture_on_commit_callbacks: object
) -> None:
    maintainer.post(PAGE, {"brand_colour": "#7a1f3d", "mark": "SK", "logo": picture_file()})
    first = now().logo
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        maintainer.post(PAGE, {"brand_colour": "#7a1f3d", "mark": "SK", "logo": picture_file(size=(90, 90))})
    assert not default_storage.exists(first)
    assert default_storage.exists(now().logo)


SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("vapen.svg", SCRIPT, "går inte att använda"),
        ("vapen.png", SCRIPT, "går inte att använda"),
        ("vapen.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "går inte att använda"),
        ("vapen.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "går inte att använda"),
        ("stor.png", b"\0" * 2_000_001, "större än 2 MB"),
    ],
)
def test_tn15_what_is_no_picture_is_told_and_nothing_is_saved(
    name: str, content: bytes, says: str, maintainer: SiteClient
) -> None:
    before = (now().brand_colour, now().logo)
    values = {"brand_colour": "#123456", "mark": "SK", "logo": SimpleUploadedFile(name, content)}
    refused = maintainer.post(PAGE, values)
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert (now().brand_colour, now().logo) == before, "all or nothing"


def test_tn15_too_many_pixels_are_refused_before_they_are_drawn(maintainer: SiteClient) -> None:
    values = {"brand_colour": "#123456", "mark": "SK", "logo": picture_file(size=(5000, 4000))}
    assert "bildpunkter" in maintainer.post(PAGE, values).content.decode()


@pytest.mark.parametrize("mark", ["", "SKAR", "<b>", "S K"])
def test_tn15_the_mark_is_one_to_three_letters(mark: str, maintainer: SiteClient) -> None:
    assert maintainer.post(PAGE, {"brand_colour": "#123456", "mark": mark}).status_code == 422


def test_the_administration_is_offered_to_those_who_may(maintainer: SiteClient, signed_in: SiteClient) -> None:
    assert 'href="/administration/"' in maintainer.get("/").content.decode()
    assert 'href="/administration/"' not in signed_in.get("/").content.decode()
    maintainer.get("/administration/")
    with assert_query_budget(10):
        shown = maintainer.get("/administration/").content.decode()
    assert 'href="/administration/utseende/"' in shown
