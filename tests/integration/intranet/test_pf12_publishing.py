"""PF-12: write, send for review, publish, schedule; and who may do what."""

import re
from datetime import timedelta

import pytest
from wagtail.models import Workflow, WorkflowState

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, NewsPage, SectionPage, StartPage
from samverk.kernel import clock
from samverk.project.timers import publish_due_pages, publish_site, sites_with_due_pages
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, NewsPageFactory, PersonFactory, PictureFactory, SectionPageFactory

pytestmark = [pytest.mark.server]
WRITE = "/redaktion/pages/add/intranet/newspage/{index}/"


@pytest.fixture
def editor(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(editor=True))


@pytest.fixture
def moderator(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(moderator=True))


def fields(**changes: str) -> dict[str, str]:
    return {
        "title": "Ny rutin",
        "slug": "ny-rutin",
        "lead": "Från måndag gäller något nytt.",
        "category": "service",
        "picture": "",
        "body": '{"blocks": [{"text": "Så här.", "type": "unstyled", "key": "1", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }


def write(client: SiteClient, **changes: str):  # type: ignore[no-untyped-def]
    return client.post(WRITE.format(index=NewsIndexPage.objects.get().pk), fields(**changes))


def test_pf12_an_editors_draft_is_seen_by_nobody(editor: SiteClient, signed_in: SiteClient) -> None:
    assert write(editor).status_code == 302
    page = NewsPage.objects.get(slug="ny-rutin")
    assert not page.live
    assert signed_in.get("/nyheter/ny-rutin/").status_code == 404
    assert "Ny rutin" not in signed_in.get("/").content.decode()
    assert "Ny rutin" not in signed_in.get("/nyheter/").content.decode()
    draft = editor.get(f"/redaktion/pages/{page.pk}/view_draft/")
    assert "Ny rutin" in draft.content.decode()


def test_pf12_an_editor_cannot_publish(editor: SiteClient) -> None:
    write(editor, **{"action-publish": "1"})
    assert not NewsPage.objects.get(slug="ny-rutin").live


def test_pf12_an_editors_page_goes_to_review_and_a_moderator_publishes_it(
    editor: SiteClient, moderator: SiteClient, signed_in: SiteClient
) -> None:
    assert Workflow.objects.filter(active=True).exists(), "a new site has a way of review"
    write(editor, **{"action-submit": "1"})
    page = NewsPage.objects.get(slug="ny-rutin")
    state = page.current_workflow_state
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert not page.live
    assert "Ny rutin" in moderator.get("/redaktion/").content.decode(), "it waits on the moderator's first page"
    task = state.current_task_state
    refused = editor.post(f"/redaktion/pages/workflow/action/{page.pk}/approve/{task.pk}/", {"next": "/redaktion/"})
    assert refused.status_code == 403
    page.refresh_from_db()
    assert not page.live, "an editor does not approve their own"
    moderator.post(f"/redaktion/pages/workflow/action/{page.pk}/approve/{task.pk}/", {"next": "/redaktion/"})
    page.refresh_from_db()
    assert page.live
    assert signed_in.get("/nyheter/ny-rutin/").status_code == 200
    assert "Ny rutin" in signed_in.get("/").content.decode()


def test_pf12_a_moderator_may_send_it_back(editor: SiteClient, moderator: SiteClient) -> None:
    write(editor, **{"action-submit": "1"})
    page = NewsPage.objects.get(slug="ny-rutin")
    task = page.current_workflow_state.current_task_state
    moderator.post(f"/redaktion/pages/workflow/action/{page.pk}/reject/{task.pk}/", {"next": "/redaktion/"})
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_states.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_pf12_a_moderator_publishes_at_once_and_takes_back(moderator: SiteClient, signed_in: SiteClient) -> None:
    write(moderator, **{"action-publish": "1"})
    page = NewsPage.objects.get(slug="ny-rutin")
    assert signed_in.get("/nyheter/ny-rutin/").status_code == 200
    moderator.post(f"/redaktion/pages/{page.pk}/unpublish/", {})
    assert signed_in.get("/nyheter/ny-rutin/").status_code == 404


def test_pf12_the_shortcut_leads_to_an_empty_piece_of_news(editor: SiteClient) -> None:
    response = editor.get("/skriv-nyhet/")
    assert response["Location"] == WRITE.format(index=NewsIndexPage.objects.get().pk)
    assert editor.get(response["Location"]).status_code == 200


def test_pf12_the_form_speaks_swedish_and_wears_the_sites_colour(editor: SiteClient) -> None:
    page = editor.get(WRITE.format(index=NewsIndexPage.objects.get().pk)).content.decode()
    assert "Ingress" in page
    assert "/-/tema/" in page


@pytest.mark.parametrize("trait", ["editor", "moderator"])
def test_pf12_editors_and_moderators_see_no_people(trait: str, skara: Tenant) -> None:
    client = SiteClient("skara.localhost").sign_in(PersonFactory(**{trait: True}))
    other = PersonFactory()
    for path in ("/redaktion/users/", f"/redaktion/users/edit/{other.pk}/", "/redaktion/groups/", "/redaktion/sites/"):
        assert client.get(path).status_code == 403, path
        assert other.display_name not in client.get(path).content.decode()


@pytest.fixture
def maintainer(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))


def test_accounts_and_groups_are_changed_in_the_administration_only(maintainer: SiteClient) -> None:
    """There somebody is always left who can administer the site; here they are looked at."""
    from django.contrib.auth.models import Group

    person = PersonFactory(display_name="Bertil Ek")
    editors = Group.objects.get(name="Editors")
    path = f"/redaktion/users/edit/{person.pk}/"
    assert maintainer.get(path).status_code == 200
    maintainer.post(path, {"groups": [editors.pk]})
    for action in ("assign_role", "set_active_state", "delete"):
        bulk = f"/redaktion/bulk/identity/user/{action}/?id={person.pk}"
        assert maintainer.post(bulk, {"role": editors.pk, "mark_as_active": ""}).status_code == 404
    person.refresh_from_db()
    assert not person.groups.exists()
    assert (person.display_name, person.is_active) == ("Bertil Ek", True)


def test_a_maintainer_makes_nobody_a_superuser(maintainer: SiteClient) -> None:
    person = PersonFactory()
    path = f"/redaktion/users/edit/{person.pk}/"
    assert "is_superuser" not in maintainer.get(path).content.decode()
    maintainer.post(path, {"is_active": "on", "is_superuser": "on", "username": "annat", "email": "x@example.invalid"})
    before = (person.username, person.email)
    person.refresh_from_db()
    assert not person.is_superuser
    assert (person.username, person.email) == before, "who somebody is comes from elsewhere"


@pytest.mark.parametrize("path", ["add/", "new/", "delete/{pk}/", "copy/{pk}/"])
def test_people_are_not_made_or_removed_here(path: str, skara: Tenant) -> None:
    client = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    person = PersonFactory()
    assert client.post("/redaktion/users/" + path.format(pk=person.pk), {}).status_code == 404
    assert User.objects.filter(pk=person.pk).exists()


@pytest.fixture
def scheduled(skara: Tenant) -> NewsPage:
    """Approved, to appear in an hour."""
    page: NewsPage = NewsPageFactory(draft=True, slug="i-morgon", go_live_at=clock.now() + timedelta(hours=1))
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def an_hour_passes(page: NewsPage) -> None:
    then = clock.now() - timedelta(seconds=1)
    NewsPage.objects.filter(pk=page.pk).update(go_live_at=then)
    page.revisions.update(approved_go_live_at=then)
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = then.isoformat()
    revision.save(update_fields=["content"])


def test_pf12_a_scheduled_page_waits_and_is_then_published(
    scheduled: NewsPage, skara: Tenant, signed_in: SiteClient
) -> None:
    assert skara not in sites_with_due_pages()
    publish_site.apply(headers={"_schema_name": "skara"})
    assert signed_in.get("/nyheter/i-morgon/").status_code == 404
    an_hour_passes(scheduled)
    assert [tenant.slug for tenant in sites_with_due_pages()] == ["skara"], "and only the site that has one"
    publish_site.apply(headers={"_schema_name": "skara"}).get()
    assert signed_in.get("/nyheter/i-morgon/").status_code == 200
    assert sites_with_due_pages() == []
    publish_site.apply(headers={"_schema_name": "skara"}).get()
    assert NewsPage.objects.get(slug="i-morgon").live, "running it twice changes nothing more"


def test_pf12_a_page_is_taken_down_when_its_time_is_over(skara: Tenant, signed_in: SiteClient) -> None:
    NewsPageFactory(slug="tillfallig", expire_at=clock.now() - timedelta(seconds=1))
    assert [tenant.slug for tenant in sites_with_due_pages()] == ["skara"]
    publish_site.apply(headers={"_schema_name": "skara"}).get()
    assert signed_in.get("/nyheter/tillfallig/").status_code == 404
    assert sites_with_due_pages() == []


def test_pf12_one_task_for_each_site_that_has_something(scheduled: NewsPage, sites) -> None:  # type: ignore[no-untyped-def]
    """The clock's task queues real messages, which name their site."""
    import json

    from django.db import connection

    from samverk.project.health import broker

    an_hour_passes(scheduled)
    before = connection.tenant
    connection.set_schema_to_public()
    publish_due_pages.apply().get()
    connection.set_tenant(before)
    messages = [json.loads(message)["headers"] for message in broker().lrange("samverk", 0, -1)]
    assert [(m["task"], m["_schema_name"]) for m in messages] == [("samverk.project.timers.publish_site", "skara")]


def test_news_are_shown_newest_first_and_twenty_a_page(signed_in: SiteClient) -> None:
    for number in range(23):
        NewsPageFactory(title=f"Nyhet nummer {number:02}")
    first = signed_in.get("/nyheter/").content.decode()
    further = re.search(r'href="([?]fore=[^"]+)"', first)
    assert further is not None
    second = signed_in.get(f"/nyheter/{further[1]}").content.decode()
    assert first.index("nummer 22") < first.index("nummer 21")
    assert "nummer 03" in first
    assert "nummer 02" not in first
    assert "nummer 02" in second
    assert "nummer 03" not in second
    for odd in ("x", "999", "1-", "-1", "9" * 40 + "-1"):
        assert signed_in.get(f"/nyheter/?fore={odd}").status_code == 200


def test_news_of_one_subject(signed_in: SiteClient) -> None:
    NewsPageFactory(title="Om lönen", category="staff")
    NewsPageFactory(title="Om systemet", category="system")
    page = signed_in.get("/nyheter/?amne=staff").content.decode()
    assert "Om lönen" in page
    assert "Om systemet" not in page
    assert "Om systemet" in signed_in.get("/nyheter/?amne=finns-inte").content.decode()


def test_a_section_shows_its_pages_and_the_way_back(signed_in: SiteClient) -> None:
    above = SectionPageFactory(title="Anställd", slug="anstalld")
    SectionPageFactory(title="Lön och ersättning", slug="lon", parent=above)
    SectionPageFactory(title="Inte klar", parent=above, draft=True)
    page = signed_in.get("/anstalld/").content.decode()
    assert 'href="/anstalld/lon/"' in page
    assert "Inte klar" not in page
    below = signed_in.get("/anstalld/lon/").content.decode()
    assert 'href="/anstalld/"' in below
    assert signed_in.get("/anstalld").status_code == 301


def test_the_structure_lists_sections_and_no_news(signed_in: SiteClient) -> None:
    above = SectionPageFactory(title="Anställd")
    SectionPageFactory(title="Lön och ersättning", parent=above)
    NewsPageFactory(title="Dagens nyhet")
    page = signed_in.get("/innehall/").content.decode()
    assert page.index("Anställd") < page.index("Lön och ersättning")
    assert "Dagens nyhet" not in page


def test_pf07_a_guest_has_a_start_page_without_news(skara: Tenant) -> None:
    NewsPageFactory(title="Bara för anställda")
    for trait in ("guest", "supplier"):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(**{trait: True}))
        page = client.get("/").content.decode()
        assert "Bara för anställda" not in page
        assert "/nyheter/" not in page
        assert "/innehall/" not in page


def test_a_document_is_sent_as_a_download_that_runs_nothing(signed_in: SiteClient) -> None:
    document = DocumentFactory()
    response = signed_in.get(f"/dokument/{document.pk}/{document.filename}")
    assert response.getvalue() == b"Handlingens text"
    assert response["Content-Disposition"].startswith("attachment")
    assert signed_in.get(f"/dokument/{document.pk}/annat-namn.txt").status_code == 404


@pytest.mark.parametrize("name", ["skript.html", "bild.svg", "program.exe", "sida.php"])
def test_a_file_of_a_dangerous_sort_is_refused(name: str, editor: SiteClient) -> None:
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document
    from wagtail.models import Collection

    data = {
        "title": "x",
        "file": ContentFile(b"<script>", name=name),
        "tags": "",
        "collection": Collection.get_first_root_node().pk,
    }
    editor.post("/redaktion/documents/add/", data)
    assert Document.objects.count() == 0


def test_what_an_editor_writes_runs_no_script(signed_in: SiteClient) -> None:
    NewsPageFactory(
        title="<script>alert(1)</script>", slug="farlig", lead="<img src=x onerror=alert(1)>", body="<p>ok</p>"
    )
    for path in ("/", "/nyheter/", "/nyheter/farlig/"):
        page = signed_in.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_pictures_of_one_site_are_made_once(signed_in: SiteClient) -> None:
    picture = PictureFactory()
    NewsPageFactory(picture=picture)
    signed_in.get("/")
    made = picture.renditions.count()
    signed_in.get("/")
    assert picture.renditions.count() == made > 0


def test_a_new_site_has_its_first_pages(sites) -> None:  # type: ignore[no-untyped-def]
    for slug in ("skara", "hjo", "mall", "gvs12"):
        with site(getattr(sites, slug)):
            assert StartPage.objects.get().url_path == "/start/"
            assert NewsIndexPage.objects.get().url_path == "/start/nyheter/"
            assert SectionPage.objects.count() == 0
