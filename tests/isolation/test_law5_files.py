"""Law 5: files lie under the site's own folder, and no name leads out of it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from tenants.site_context import site
from tenants.storage import NoSite, TenantStorage
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, PersonFactory, PictureFactory

pytestmark = [pytest.mark.django_db]

OUT = [
    "../hjo/hemligt.txt",
    "../../files/hjo/hemligt.txt",
    "images/../../hjo/hemligt.txt",
    "/etc/passwd",
    "..",
    "images/../../hjo",
]


@pytest.fixture
def secret(sites: SimpleNamespace) -> Path:
    """A file of Hjo's."""
    with site(sites.hjo):
        default_storage.save("hemligt.txt", ContentFile(b"Hjos hemlighet"))
        return Path(default_storage.path("hemligt.txt"))


def test_law5_a_file_lies_in_its_sites_folder(secret: Path) -> None:
    assert secret == Path(settings.MEDIA_ROOT) / "hjo" / "hemligt.txt"
    assert secret.read_bytes() == b"Hjos hemlighet"
    assert secret.stat().st_mode & 0o077 == 0, "only the house's own account may read it"


def test_law5_the_name_that_is_stored_is_the_name_that_is_found(sites: SimpleNamespace) -> None:
    """A file saved and read by its stored name: FileSystemStorage makes names relative to its own root."""
    with site(sites.skara):
        name = default_storage.save("documents/protokoll.txt", ContentFile(b"text"))
        assert name == "documents/protokoll.txt"
        with default_storage.open(name) as file:
            assert file.read() == b"text"
        document = DocumentFactory()
        assert not document.file.name.startswith("skara")
        with document.open_file() as file:
            assert file.read() == b"Handlingens text"


@pytest.mark.parametrize("name", OUT)
@pytest.mark.parametrize(
    "do",
    [
        lambda name: default_storage.open(name).close(),
        lambda name: default_storage.exists(name),
        lambda name: default_storage.delete(name),
        lambda name: default_storage.size(name),
        lambda name: default_storage.listdir(name),
        lambda name: default_storage.save(name, ContentFile(b"")),
    ],
    ids=["open", "exists", "delete", "size", "listdir", "save"],
)
def test_law5_no_name_leads_out(do: Callable[[str], object], name: str, secret: Path, sites: SimpleNamespace) -> None:
    with site(sites.skara), pytest.raises(SuspiciousFileOperation):
        do(name)
    assert secret.exists()


@pytest.mark.parametrize("do", [default_storage.exists, default_storage.path, default_storage.listdir])
def test_law5_without_a_site_there_are_no_files(do: Callable[[str], object], secret: Path) -> None:
    with pytest.raises(NoSite):
        do("hemligt.txt")


def found_from_skara(sites: SimpleNamespace) -> bool:
    with site(sites.skara):
        return default_storage.exists("hemligt.txt")


def test_law5_the_same_name_next_door_is_another_file(secret: Path, sites: SimpleNamespace) -> None:
    assert not found_from_skara(sites)


def test_law5_the_probe_sees_one_folder_for_all(
    secret: Path, sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted leak: Django's own storage, one folder for everybody."""
    for name in ("base_location", "location"):
        monkeypatch.setattr(TenantStorage, name, str(secret.parent))
    assert isinstance(default_storage, FileSystemStorage) or default_storage._wrapped is not None
    assert found_from_skara(sites)


def test_law5_two_pictures_of_one_name_in_two_sites(sites: SimpleNamespace) -> None:
    for slug in ("skara", "hjo"):
        with site(getattr(sites, slug)):
            picture = PictureFactory(title=slug)
            rendition = picture.get_rendition("fill-100x100|format-webp")
            client = SiteClient(f"{slug}.localhost").sign_in(PersonFactory())
            response = client.get(f"/filer/{rendition.file.name}")
            assert response.status_code == 200
            assert response["Content-Type"] == "image/webp"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "private" in response["Cache-Control"]
