"""Documents are checked wherever they come in: one, several at once, and while a page is written."""

import json

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from wagtail.documents.models import Document
from wagtail.models import Collection

from samverk.project.demo.documents import pdf
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, PersonFactory

pytestmark = [pytest.mark.server]
RUBBISH = b"%PDF-1.4\n" + b"x" * 100
TOLD = "Innehållet i filen är inte PDF"


@pytest.fixture
def editor(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(editor=True))


def upload(editor: SiteClient, way: str, content: bytes) -> HttpResponse:
    """One PDF by one of Wagtail's three ways in."""
    root = Collection.get_first_root_node().pk
    file = ContentFile(content, name="rutin.pdf")
    if way == "multiple/add/":
        ajax = {"x-requested-with": "XMLHttpRequest"}
        return editor.post("/redaktion/documents/multiple/add/", {"files[]": file, "title": "x"}, headers=ajax)
    prefix = "document-chooser-upload-" if way == "chooser/create/" else ""
    data = {"title": "Rutin", "file": file, "collection": root, "tags": ""}
    return editor.post(f"/redaktion/documents/{way}", {prefix + name: value for name, value in data.items()})


@pytest.mark.parametrize("way", ["add/", "multiple/add/", "chooser/create/"])
def test_rubbish_with_a_good_name_is_refused_and_said_so_in_swedish(way: str, editor: SiteClient) -> None:
    response = upload(editor, way, RUBBISH)
    text = response.content.decode()
    assert TOLD in (text if way == "add/" else str(json.loads(text)))
    assert Document.objects.count() == 0


@pytest.mark.parametrize("way", ["add/", "multiple/add/", "chooser/create/"])
def test_a_real_file_is_taken(way: str, editor: SiteClient) -> None:
    whole = pdf(["Rutin", "Text"])
    upload(editor, way, whole)
    with Document.objects.get().file.open() as kept:
        assert kept.read() == whole


def test_a_document_is_not_replaced_by_something_else(editor: SiteClient) -> None:
    document = DocumentFactory()
    address = f"/redaktion/documents/edit/{document.pk}/"
    root = Collection.get_first_root_node().pk
    before = document.file.name
    data = {"title": "Nytt namn", "collection": root, "tags": ""}
    response = editor.post(address, {**data, "file": ContentFile(RUBBISH, name="rutin.pdf")})
    assert TOLD in response.content.decode()
    document.refresh_from_db()
    assert document.file.name == before
    assert editor.post(address, data).status_code == 302, "a new title needs no new file"
