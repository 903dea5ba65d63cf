"""TN-04, PF-60: a company's people read what is for the whole group, and nothing of the municipality's own."""

import xml.etree.ElementTree as ET  # nosec B405 - our own feed
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from samverk.identity.models import User
from samverk.intranet.audience.people import READ, those_who
from samverk.intranet.audience.subject import subject_or_404
from samverk.intranet.audience.verdict import verdict
from samverk.intranet.models import FeedSubscriber, NewsScope
from samverk.intranet.searching import search_pages
from samverk.intranet.subjects import readers, visible
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.people.models import Placement
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.companies import FIRST, organisation, works_at
from tests.support.factories import (
    DocumentFactory,
    NewsPageFactory,
    PersonFactory,
    PictureFactory,
    SectionPageFactory,
)

pytestmark = [pytest.mark.server]
ATOM = "{http://www.w3.org/2005/Atom}"
OVERVIEW = "/administration/koncernnyheter/"


def test_tn04_a_companys_people_read_group_news_only(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    here = organisation()
    shared_picture, own_picture = PictureFactory(), PictureFactory()
    group = NewsPageFactory(
        title="Koncernens dag", slug="koncernens-dag", scope=NewsScope.GROUP, picture=shared_picture
    )
    own = NewsPageFactory(title="Kommunens egen", slug="kommunens-egen", picture=own_picture)
    section = SectionPageFactory(title="Avsnittet", slug="avsnittet")
    document = DocumentFactory()
    tenant_person, both = works_at(here.letting), works_at(here.letting)
    works_at(here.school, both)
    sizes = [each.get_rendition("fill-320x240|format-webp").file.name for each in (shared_picture, own_picture)]
    paths = [
        "/", "/nyheter/", "/nyheter/koncernens-dag/", "/nyheter/kommunens-egen/", "/avsnittet/", "/innehall/",
        f"/filer/{sizes[0]}", f"/filer/{sizes[1]}", f"/dokument/{document.pk}/{document.filename}",
    ]  # fmt: skip
    browser = client_for("skara.localhost", user=tenant_person)
    assert [browser.get(path).status_code for path in paths] == [200, 200, 200, 403, 403, 403, 200, 403, 403]
    said = browser.get("/avsnittet/").content.decode()
    assert "Du arbetar i ett kommunalt bolag" in said
    for path in ("/", "/nyheter/", "/nyheter/?visa=koncern", "/nyheter/koncernens-dag/"):
        text = browser.get(path).content.decode()
        assert "Koncernens dag" in text
        assert "Kommunens egen" not in text
        assert "Avsnittet" not in text
        assert 'href="/innehall/"' not in text
    other = client_for("skara.localhost", user=both)
    assert [other.get(path).status_code for path in paths] == [200] * 9, "who also works for the municipality reads all"

    fresh = User.objects.get(pk=tenant_person.pk)
    assert [hit.title for hit in search_pages(fresh, "viktigaste mening", 9)] == ["Koncernens dag"]
    keys = [str(page.pk) for page in (group, own, section)]
    assert visible(fresh, keys) == {str(group.pk)}
    for page in (group, own, section):
        told = set(readers(str(page.pk)).values_list("pk", flat=True))
        assert (tenant_person.pk in told) == (page == group)
        assert both.pk in told
        subject = subject_or_404("sida", page.pk)
        assert verdict(user=User.objects.get(pk=tenant_person.pk), subject=subject).sees == (page == group)
        assert (tenant_person in those_who(subject, READ)) == (page == group)
    assert any("bolag" in step.told for step in verdict(user=User.objects.get(pk=both.pk), subject=subject).steps)


def test_tn04_who_begins_in_the_municipality_reads_from_that_day(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    here = organisation()
    NewsPageFactory(slug="kommunens-egen")
    person = works_at(here.letting)
    later = Placement.objects.create(
        user=person, unit=here.school, title="Lärare", valid_from=clock.today() + timedelta(days=1)
    )
    browser = client_for("skara.localhost", user=person)
    assert browser.get("/nyheter/kommunens-egen/").status_code == 403
    Placement.objects.filter(pk=later.pk).update(valid_from=clock.today())
    assert browser.get("/nyheter/kommunens-egen/").status_code == 200


def test_pf60_a_company_fetches_the_groups_news_by_an_address_of_its_own(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    for number in range(2):
        NewsPageFactory(
            title=f"Koncern {number} & <b>", slug=f"koncern-{number}", scope=NewsScope.GROUP,
            body='<p>Läs <a href="/anstalld/">här</a>.</p>',
        )  # fmt: skip
    NewsPageFactory(title="Bara kommunen")
    closed = NewsPageFactory(title="Stängd", scope=NewsScope.GROUP)
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Krisledning"))
    maintainer = client_for("skara.localhost", user=PersonFactory(maintainer=True))
    assert maintainer.post(OVERVIEW, {"name": ""}).status_code == 422
    made = maintainer.post(OVERVIEW, {"name": "Demobostäders intranät"}).content.decode()
    url = (
        made.split('data-testid="address"')[1].split('value="')[1].split('"')[0].removeprefix("http://skara.localhost")
    )
    assert url.split("/")[2] not in maintainer.get(OVERVIEW).content.decode(), "it is shown once"
    outside = client_for("skara.localhost")
    answer = outside.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # nosec B314 - our own feed
    assert all(feed.find(ATOM + name) is not None for name in ("id", "title", "updated", "author"))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(ATOM + "title") for entry in entries] == ["Koncern 1 & <b>", "Koncern 0 & <b>"]
    assert all(entry.findtext(ATOM + name) for entry in entries for name in ("id", "updated", "published", "summary"))
    assert 'href="http://skara.localhost/anstalld/"' in entries[0].findtext(ATOM + "summary", "")
    assert b"kommunen" not in answer.content
    assert client_for("hjo.localhost").get(url).status_code == 404, "the address is this site's only"

    subscriber = FeedSubscriber.objects.get()
    assert subscriber.used_on == clock.today()
    assert url.split("/")[2] not in subscriber.token_hash
    maintainer.post(f"{OVERVIEW}{subscriber.pk}/stang/")
    assert outside.get(url).status_code == 404
    verbs = list(AuditEntry.objects.filter(verb__endswith="subscriber").values_list("verb", flat=True))
    assert sorted(verbs) == ["intranet.add_subscriber", "intranet.revoke_subscriber"]
    assert AuditEntry.objects.filter(verb="intranet.fetch_group_news").count() == 1, "once a day"


def test_pf60_guesses_are_counted(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    outside = client_for("skara.localhost")
    answers = [outside.get("/koncernnyheter/gissning/atom.xml").status_code for _number in range(61)]
    assert answers == [404] * 60 + [429]


def test_tn04_the_placements_day_counts_and_not_the_rows_age(skara: Tenant) -> None:
    here = organisation()
    person = works_at(here.letting)
    Placement.objects.filter(user=person).update(valid_to=FIRST + timedelta(days=1))
    own = NewsPageFactory()
    assert visible(User.objects.get(pk=person.pk), [str(own.pk)]) == {str(own.pk)}
