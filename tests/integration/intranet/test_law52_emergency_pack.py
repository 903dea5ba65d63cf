"""LAW-52: when everything is dark, the guides and the contacts can still be read; nothing closed is among them."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack, pack_files
from samverk.intranet.emergency.actions.fetch_emergency_pack import fetch_emergency_pack
from samverk.intranet.emergency.queries import all_packs, left_out, offline_html
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.people.site_settings import DEPARTMENT, SUPPORT
from tenants.models import Tenant
from tenants.settings.registry import Scope
from tenants.site_context import site
from tests.integration.settings.test_tn06_levels import choose
from tests.support.clients import SiteClient
from tests.support.factories import GuidePageFactory, PersonFactory, SectionPageFactory

NOW = clock.now()
pytestmark = pytest.mark.django_db


def pack(tenant: Tenant) -> str:
    """The page of a pack made now."""
    return pack_files(actor=HOUSE, tenant=tenant, now=NOW)["index.html"].decode()


@pytest.fixture
def furnished(skara: Tenant) -> SimpleNamespace:
    """A marked guide, others that must not be in the pack, heads of three kinds, support on two levels."""
    GuidePageFactory(title="Stäng av ventilationen", slug="ventilation", in_emergency_pack=True)
    GuidePageFactory(title="Vanlig lathund")
    GuidePageFactory(title="Utkastet", in_emergency_pack=True, draft=True)
    closed = GuidePageFactory(title="Krisledningens lathund", in_emergency_pack=True)
    PageViewRestriction.objects.create(page=closed, restriction_type="groups").groups.add(
        Group.objects.create(name="Krisledning")
    )
    section = SectionPageFactory(title="Stängt avsnitt")
    GuidePageFactory(title="Under stängt avsnitt", parent=section, in_emergency_pack=True)
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    first = date(2020, 1, 1)
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=first)
    care = Department.objects.create(name="Social omsorg", authority=board, valid_from=first)
    for name, traits in {
        "Öppen chef": {}, "Skyddad chef": {"is_protected": True}, "Slutat": {"is_active": False},
        "Konsulten": {"supplier": True},
    }.items():  # fmt: skip
        unit = Unit.objects.create(name=f"Enhet {name}", department=care, valid_from=first)
        person = PersonFactory(display_name=name, **traits)
        Placement.objects.create(user=person, unit=unit, title="Enhetschef", valid_from=first, is_head=True)
    gone = Unit.objects.create(name="Nedlagd enhet", department=care, valid_from=first, valid_to=date(2021, 1, 1))
    former = PersonFactory(display_name="Före detta")
    Placement.objects.create(user=former, unit=gone, title="Chef", valid_from=first, is_head=True)
    choose("Servicecenter 0511-320 00", SUPPORT)
    choose("Omsorgens jour", SUPPORT, scope=Scope(DEPARTMENT, str(care.pk)))
    return SimpleNamespace(tenant=skara)


def test_law52_the_pack_has_what_everybody_may_see_and_nothing_else(furnished: SimpleNamespace) -> None:
    page = pack(furnished.tenant)
    for there in ("Stäng av ventilationen", "Öppna", "Servicecenter 0511-320 00", "Omsorgens jour", "Öppen chef"):
        assert there in page, there
    for not_there in (
        "Vanlig lathund", "Utkastet", "Krisledningens lathund", "Under stängt avsnitt", "Skyddad chef", "Slutat",
        "Konsulten", "Före detta",
    ):  # fmt: skip
        assert not_there not in page, not_there
    assert {guide.title for guide in left_out()} == {"Utkastet", "Krisledningens lathund", "Under stängt avsnitt"}


def test_law52_the_page_needs_nothing_but_itself(furnished: SimpleNamespace) -> None:
    tree = BeautifulSoup(pack(furnished.tenant), "html.parser")
    assert tree.find_all(["script", "img", "link", "iframe", "object", "form"]) == []
    addresses = [str(tag[name]) for name in ("href", "src", "action") for tag in tree.find_all(attrs={name: True})]
    assert all(each.startswith(("#", "mailto:")) for each in addresses), addresses
    ids = [str(tag["id"]) for tag in tree.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in addresses if each.startswith("#")} <= set(ids)
    assert tree.find("html", lang="sv")
    assert len(tree.find_all("h1")) == 1


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('<p>Se <a linktype="page" id="3">rutinen</a>.</p>', "<p>Se rutinen.</p>"),
        ('<p><a id="3" linktype="document">Blanketten</a></p>', "<p>Blanketten</p>"),
        ('<p><a href="/nyheter/">Nyheter</a></p>', "<p>Nyheter</p>"),
        ('<p><a href="tel:112">112</a></p>', '<p><a href="tel:112">112</a></p>'),
        ('<p><a href="https://www.krisinformation.se/">Kris</a></p>',
         '<p><a href="https://www.krisinformation.se/">Kris</a></p>'),
    ],
)  # fmt: skip
def test_law52_links_into_the_house_become_words(source: str, shown: str, skara: Tenant) -> None:
    assert offline_html(source) == shown


def test_law52_the_newest_pack_stays_and_can_be_checked(furnished: SimpleNamespace, client_for) -> None:  # type: ignore[no-untyped-def]
    build_emergency_pack(actor=HOUSE, tenant=furnished.tenant, now=NOW - timedelta(days=1))
    made = build_emergency_pack(actor=HOUSE, tenant=furnished.tenant, now=NOW)
    assert [each.name for each in all_packs()] == [made.name]
    client = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    overview = client.get("/administration/nodpaket/").content.decode()
    assert "Stäng av ventilationen" in overview
    assert "Krisledningens lathund" in overview.split('data-testid="left-out"')[1]
    answer = client.get("/administration/nodpaket/hamta/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["guides"] == ["ventilation"]
    assert manifest["files"]["index.html"] == sums["index.html"]
    assert AuditEntry.objects.filter(verb="intranet.build_emergency_pack").count() == 2
    assert AuditEntry.objects.get(verb="intranet.fetch_emergency_pack").object_label == made.name.split("/")[1]
    assert client.post("/administration/nodpaket/").status_code == 302


def test_tn12_support_without_content_and_a_delegated_maintainer_get_no_pack(furnished: SimpleNamespace) -> None:
    pack = build_emergency_pack(actor=HOUSE, tenant=furnished.tenant, now=NOW)
    support = PersonFactory(supplier=True, issuer=SUPPORT_ISSUER)
    for refused in (support, PersonFactory(supplier=True)):
        with pytest.raises(Denied):
            fetch_emergency_pack(actor=actor_for(refused), user=refused, pack=pack)
    assert not AuditEntry.objects.filter(verb="intranet.fetch_emergency_pack").exists()
    support.reads_as_internal = True
    assert fetch_emergency_pack(actor=actor_for(support), user=support, pack=pack) == pack


def test_law52_a_pack_lies_with_its_own_site(sites: SimpleNamespace, client_for: Callable[..., SiteClient]) -> None:
    with site(sites.skara):
        made = build_emergency_pack(actor=HOUSE, tenant=sites.skara, now=NOW)
    with site(sites.hjo):
        assert all_packs() == []
        assert not default_storage.exists(made.name)
        client = client_for("hjo.localhost", user=PersonFactory(maintainer=True))
        assert client.get("/administration/nodpaket/hamta/").status_code == 404
        assert client.get(f"/filer/{made.name}").status_code == 404


def test_law52_the_night_makes_one_for_each_open_site(sites: SimpleNamespace) -> None:
    from samverk.project.health import broker
    from samverk.project.timers import build_emergency_packs

    build_emergency_packs.apply(headers={"_schema_name": "public"})

    queued = [json.loads(message)["headers"] for message in broker().lrange("samverk", 0, -1)]
    assert {each["task"] for each in queued} == {"samverk.project.timers.build_pack_of_site"}
    assert {each["_schema_name"] for each in queued} == {"skara", "hjo", "mall", "gvs12"}


def test_law52_with_the_database_gone_the_pack_opens(furnished: SimpleNamespace, tmp_path: Path) -> None:
    """A process that has never heard of us, with nothing to connect to, reads the guide out of the folder."""
    for name, data in pack_files(actor=HOUSE, tenant=furnished.tenant, now=NOW).items():
        (tmp_path / name).write_bytes(data)
    program = (
        "import pathlib, socket, sys\n"
        "from html.parser import HTMLParser\n"
        "socket.socket = None\n"
        "class Reader(HTMLParser):\n"
        "    said = ''\n"
        "    def handle_data(self, data): self.said += data\n"
        "reader = Reader()\n"
        "reader.feed(pathlib.Path(sys.argv[1]).read_text())\n"
        "print(reader.said)\n"
    )
    page = str(tmp_path / "index.html")
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, page], env={}, capture_output=True, text=True, check=True
    )
    assert "Stäng av ventilationen" in done.stdout
    assert "Servicecenter 0511-320 00" in done.stdout


def test_law52_missing_support_leads_to_where_it_is_written(skara: Tenant, client_for) -> None:  # type: ignore[no-untyped-def]
    client = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    address = "/administration/installningar/people.support_contact/"
    assert f'href="{address}"' in client.get("/administration/nodpaket/").content.decode()
    assert client.get(address).status_code == 200
