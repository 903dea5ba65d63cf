"""PF-46, LAW-26: a picture says what it shows, in the form and in the database."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from samverk.intranet.models import NewsPage, Picture
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory, PictureFactory, picture_file

pytestmark = [pytest.mark.server]


@pytest.fixture
def editor(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(editor=True))


def upload(editor: SiteClient, **fields: str):  # type: ignore[no-untyped-def]
    from wagtail.models import Collection

    root = Collection.get_first_root_node().pk
    data = {"title": "Ängen", "file": picture_file(), "collection": root, "tags": "", **fields}
    return editor.post("/redaktion/images/add/", data)


def test_pf46_the_form_refuses_a_picture_without_a_text(editor: SiteClient) -> None:
    response = upload(editor)
    assert response.status_code == 200
    assert "Skriv en alternativtext" in response.content.decode()
    assert Picture.objects.count() == 0


@pytest.mark.parametrize("fields", [{"alt_text": "En äng"}, {"is_decoration": "on"}])
def test_pf46_the_form_takes_a_text_or_decoration(fields: dict[str, str], editor: SiteClient) -> None:
    response = upload(editor, **fields)
    assert response.status_code == 302
    assert Picture.objects.count() == 1


def test_pf46_blanks_are_no_text(skara: Tenant) -> None:
    with pytest.raises(ValidationError, match="alternativtext"):
        Picture(title="x", file=picture_file(), alt_text="   ").full_clean()


def test_pf46_the_database_refuses_what_passes_by_the_form(skara: Tenant) -> None:
    with pytest.raises(IntegrityError, match="alternative_text"), transaction.atomic():
        PictureFactory(alt_text="")
    picture = PictureFactory()
    with pytest.raises(IntegrityError, match="alternative_text"), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(alt_text="")
    PictureFactory(alt_text="", is_decoration=True)


def test_law49_a_picture_that_says_it_is_huge_is_refused_before_it_is_unpacked(editor: SiteClient) -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    answer = upload(editor, alt_text="En äng", file=SimpleUploadedFile("bomb.png", out.getvalue(), "image/png"))
    assert answer.status_code == 200
    assert re.search(r'class="error-message"[^>]*>\s*[^<\s]', answer.content.decode()), "it says why"
    assert not Picture.objects.exists()


def test_pf46_several_at_once_are_held_to_the_same_rule(editor: SiteClient) -> None:
    response = editor.post(
        "/redaktion/images/multiple/add/",
        {"title": "Ängen", "files[]": picture_file(), "collection": ""},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code in {200, 400}
    assert not Picture.objects.filter(alt_text="", is_decoration=False).exists()


@pytest.mark.parametrize(
    ("traits", "written"),
    [
        ({"alt_text": "En äng i kvällsljus"}, 'alt="En äng i kvällsljus"'),
        ({"alt_text": "x", "is_decoration": True}, 'alt=""'),
    ],
)
def test_pf46_the_page_writes_the_text(traits: dict[str, object], written: str, signed_in: SiteClient) -> None:
    NewsPageFactory(picture=PictureFactory(**traits), slug="angen")
    assert written in signed_in.get("/nyheter/angen/").content.decode()


def test_a_removed_picture_leaves_the_news(signed_in: SiteClient) -> None:
    page = NewsPageFactory(picture=PictureFactory(), slug="angen")
    Picture.objects.all().delete()
    assert signed_in.get("/nyheter/angen/").status_code == 200
    assert NewsPage.objects.get(pk=page.pk).picture is None
