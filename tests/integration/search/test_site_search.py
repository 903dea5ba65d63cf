"""The site's search: every room with its own rights, one that fails breaks nothing, nobody is remembered (LAW-12)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.searching import Hit, Searchable, as_cut, searchables
from samverk.search.actions.report_missing import forget_missing, report_missing
from samverk.search.marking import marking
from samverk.search.models import Missing
from samverk.search.queries import search
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory, PostFactory

pytestmark = [pytest.mark.server]
SKARA = "skara.localhost"


def broken(viewer: object, text: str, count: int) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT finns_inte")
    return []


def many(viewer: object, text: str, count: int) -> list[Hit]:
    return [Hit(title=f"<b>Rutin</b> {number}", url=f"/{number}/", excerpt="en rutin & mer") for number in range(45)][
        :count
    ]


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"trasig": Searchable("Trasigt", broken, 1), "prov": Searchable("Prov", many, 2)}
    monkeypatch.setattr(searchables, "_entries", searchables._entries | kinds)


def test_pf22_a_room_that_fails_leaves_the_others_standing(skara: Tenant, signed_in: SiteClient, rooms: None) -> None:
    PersonFactory(display_name="Rutger Rutin")
    shown = signed_in.get("/sok/?q=rutin").content.decode()
    assert "gick inte att söka i just nu" in shown
    assert "Rutger <mark>Rutin</mark>" in shown
    assert "&lt;b&gt;<mark>Rutin</mark>&lt;/b&gt; 4" in shown
    assert "<b>Rutin" not in shown
    assert "Rutin</mark>&lt;/b&gt; 5" not in shown, "five of each"
    everything = signed_in.get("/sok/?q=rutin&typ=prov").content.decode()
    assert "&lt;/b&gt; 19" in everything
    assert "&lt;/b&gt; 20<" not in everything
    assert "&lt;/b&gt; 44" in signed_in.get("/sok/?q=rutin&typ=prov&sida=3").content.decode()
    assert signed_in.get("/sok/?q=rutin&typ=prov&sida=99999").status_code == 200


def test_law12_what_is_missing_is_counted_without_who(skara: Tenant, signed_in: SiteClient) -> None:
    before = AuditEntry.objects.count()
    assert "Säg till att det saknas" in signed_in.get("/sok/?q=Visselbl%C3%A5sning").content.decode()
    for _time in range(2):
        signed_in.post("/sok/saknas/", {"q": " Visselblåsning "})
    assert AuditEntry.objects.count() == before, "the log has names and times"
    assert list(Missing.objects.values_list("words", "times")) == [("visselblåsning", 2)]
    assert {field.name for field in Missing._meta.fields} == {"id", "words", "day", "times"}
    assert not report_missing(actor=HOUSE, text="19121212-1212", day=clock.today())
    Missing.objects.update(day=clock.today() - timedelta(days=400))
    assert forget_missing(actor=HOUSE, day=clock.today()) == 1
    assert AuditEntry.objects.filter(verb="search.forget_missing").count() == 1


@pytest.mark.parametrize("page", ["/sok/", "/personer/"])
def test_law24_nobody_is_looked_for_by_personnummer(page: str, skara: Tenant, signed_in: SiteClient) -> None:
    answer = signed_in.get(page, {"q": "anna 19121212-1212"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "Det går inte att söka på personnummer" in signed_in.get(page).content.decode()
    assert signed_in.get(page, {"q": "0511-320 00"}).status_code == 200


def test_pf07_a_guest_has_no_search(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    guest = client_for(SKARA, user=PersonFactory(guest=True))
    assert guest.get("/sok/?q=anna").status_code == 403
    assert 'action="/sok/"' not in guest.get("/").content.decode()
    assert 'action="/sok/"' in client_for(SKARA, user=PersonFactory()).get("/").content.decode()
    maintainer = client_for(SKARA, user=PersonFactory(maintainer=True))
    report_missing(actor=HOUSE, text="parkering", day=clock.today())
    assert "parkering" in maintainer.get("/administration/sokningar/").content.decode()


def test_the_marks_escape_everything_else() -> None:
    assert marking("åke co")("<i>å</i> Åke & co") == "&lt;i&gt;å&lt;/i&gt; <mark>Åke</mark> &amp; <mark>co</mark>"
    assert marking("")("a<b") == "a&lt;b"
    assert marking("( [")("x") == "x"
    assert marking("<b>")("a <b>") == "a <mark>&lt;b&gt;</mark>"


def test_pf19_what_is_cut_out_of_a_text_says_so_and_nothing_is_said_twice(skara: Tenant) -> None:
    viewer = PersonFactory()
    around = "Något annat står här. " * 40
    NewsPageFactory(title="Lång", lead="", body=f"<p>{around}Visselpipan blåser. {around}</p>")
    NewsPageFactory(title="Kort", lead="", body="<p>Visselpipan blåser.</p>")
    PostFactory(author=viewer, text="Visselpipan **blåser**")
    PostFactory(author=viewer, text=f"Visselpipan blåser. {around}")
    said = {group.key: {hit.excerpt for hit in group.hits} for group in search(viewer=viewer, text="visselpipan")}
    (cut,) = said["pages"] - {"Visselpipan blåser."}
    assert len(said["pages"]) == 2
    assert cut.startswith("… ")
    assert "Visselpipan blåser" in cut
    assert cut.endswith(" …")
    (whole,) = said["posts"] - {""}
    assert len(said["posts"]) == 2, "a short post is its own title"
    assert whole.startswith("Visselpipan blåser. Något")
    assert as_cut("", "", "") == ""
