"""TN-06: each key changes what the house does; the site's choice is seen at the next request."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverk.identity.models import User
from samverk.identity.site_settings import PASSWORD_FORM, SIGN_IN_HELP, TRAFFIC_DAYS
from samverk.intranet.document_form import CheckedDocumentForm
from samverk.intranet.models import NewsIndexPage, NewsPage
from samverk.intranet.site_settings import DOCUMENT_MB, EDITORS_PUBLISH, NEWS_DAYS, NEWS_ON_START
from samverk.kernel import clock
from samverk.kernel.actions.dispose_audit import KeptLonger, dispose_audit
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.people.site_settings import DEPARTMENT, DIRECTORY_FOR, EMPLOYEES, SUPPORT
from tenants.models import Tenant
from tenants.settings.languages import NAMES, OFFERED
from tenants.settings.registry import Scope, setting_keys
from tests.integration.settings.test_tn06_levels import choose
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.openid.rows import provider_row

Clients = Callable[..., SiteClient]


def test_tn06_every_key_has_its_default_within_its_own_limits() -> None:
    for name, key in setting_keys:
        assert key.kind.clean(key.default) == key.default, name
        assert key.kind.words(key.default)
        assert key.name == name


def test_tn06_password_fields_can_be_hidden_but_never_the_only_door(skara: Tenant, client_for: Clients) -> None:
    choose(False, PASSWORD_FORM)
    client = client_for("skara.localhost")
    assert "sign-in-form" in client.get("/logga-in/").content.decode(), "the only door"
    provider_row("entra", skara)
    page = client.get("/logga-in/").content.decode()
    assert "sign-in-form" not in page
    assert "reservkonto" in page
    assert "sign-in-form" in client.get("/logga-in/?reservkonto").content.decode()


def test_tn06_help_and_support_on_the_way_in_and_where_something_is_wrong(
    skara: Tenant, client_for: Clients, employee: User
) -> None:
    first = date(2020, 1, 1)
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=first)
    care = Department.objects.create(name="Social omsorg", authority=board, valid_from=first)
    unit = Unit.objects.create(name="Hemtjänst", department=care, valid_from=first)
    Placement.objects.create(user=employee, unit=unit, title="Undersköterska", valid_from=first)
    choose("Skriv som i datorn <b>", SIGN_IN_HELP)
    choose("Servicecenter\n0511-320 00", SUPPORT)
    choose("Omsorgens support", SUPPORT, scope=Scope(DEPARTMENT, str(care.pk)))
    sign_in = client_for("skara.localhost").get("/logga-in/").content.decode()
    assert "Skriv som i datorn &lt;b&gt;" in sign_in
    assert "Servicecenter<br>0511-320 00" in sign_in
    assert "Omsorgens support" in client_for("skara.localhost", user=employee).get("/finns-inte/").content.decode()
    other = client_for("skara.localhost", user=PersonFactory()).get("/administration/")
    assert other.status_code == 403
    assert "Servicecenter" in other.content.decode()


def test_tn06_the_organisation_can_be_kept_to_employees(skara: Tenant, client_for: Clients, employee: User) -> None:
    elected = client_for("skara.localhost", user=PersonFactory(elected=True))
    assert elected.get("/organisation/").status_code == 200
    choose(EMPLOYEES, DIRECTORY_FOR)
    assert elected.get("/organisation/").status_code == 403
    assert client_for("skara.localhost", user=employee).get("/organisation/").status_code == 200


def test_tn06_news_are_taken_down_when_the_site_says(skara: Tenant) -> None:
    assert NewsPageFactory().expire_at is None
    choose(30, NEWS_DAYS)
    day = clock.now() + timedelta(days=3)
    assert NewsPageFactory(expire_at=day).expire_at == day
    made = NewsPageFactory()
    assert abs(made.expire_at - clock.now() - timedelta(days=30)) < timedelta(minutes=1)
    made.save()
    assert NewsPage.objects.get(pk=made.pk).expire_at == made.expire_at


def test_tn06_so_many_news_on_the_start_page(skara: Tenant, signed_in: SiteClient) -> None:
    for _number in range(6):
        NewsPageFactory()
    choose(3, NEWS_ON_START)
    page = signed_in.get("/").content.decode()
    assert page.count("sv-news-row") + page.count("sv-news-lead") == 3


def _publish(client: SiteClient, title: str) -> Any:
    index = NewsIndexPage.objects.get()
    address = reverse(
        "wagtailadmin_pages:add", args=["intranet", "newspage", index.pk], urlconf="samverk.project.urls.site"
    )
    form = {
        "title": title, "slug": title.lower(), "category": "service", "lead": "", "picture": "",
        "body": '{"blocks": [{"key": "a", "type": "unstyled", "text": "Text", "depth": 0, "inlineStyleRanges": [], '
        '"entityRanges": []}], "entityMap": {}}',
        "action-publish": "1", "go_live_at": "", "expire_at": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    return client.post(address, form)


def test_tn06_editors_publish_news_without_review_where_the_site_says_so(skara: Tenant, client_for: Clients) -> None:
    editor = PersonFactory(editor=True)
    client = client_for("skara.localhost", user=editor)
    _publish(client, "Utkast")
    assert not NewsPage.objects.get(title="Utkast").live
    choose(True, EDITORS_PUBLISH)
    _publish(client, "Klar")
    assert NewsPage.objects.get(title="Klar").live
    page = NewsPage.objects.get(title="Klar")
    assert page.permissions_for_user(editor).can_unpublish()
    assert not page.permissions_for_user(editor).can_set_view_restrictions(), "who may read is not the editor's to say"
    assert not NewsIndexPage.objects.get().permissions_for_user(PersonFactory()).can_publish()
    assert page.permissions_for_user(PersonFactory(moderator=True)).can_set_view_restrictions()


def test_tn06_documents_up_to_the_sites_limit_within_the_deployments(skara: Tenant) -> None:
    assert DOCUMENT_MB.kind.field().max_value == 50  # type: ignore[attr-defined]
    choose(1, DOCUMENT_MB)

    def errors(size: int) -> str:
        from wagtail.documents.forms import get_document_form
        from wagtail.documents.models import Document

        upload = SimpleUploadedFile("text.txt", b"a" * size)
        form = get_document_form(Document)({"title": "Text"}, {"file": upload}, user=PersonFactory(superuser=True))
        assert isinstance(form, CheckedDocumentForm)
        form.is_valid()
        return str(form.errors.get("file", ""))

    assert "högst 1 MB" in errors(1024 * 1024 + 1)
    assert errors(1024 * 1024) == ""


def test_tn06_the_log_is_kept_longer_where_the_site_says_never_shorter(skara: Tenant) -> None:
    from django.core.exceptions import ValidationError

    today = clock.today()
    old = {"actor": HOUSE, "audit_class": "traffic", "decision": "", "today": today}
    dispose_audit(before=today - timedelta(days=731), **old)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        choose(365, TRAFFIC_DAYS)
    choose(1000, TRAFFIC_DAYS)
    with pytest.raises(KeptLonger):
        dispose_audit(before=today - timedelta(days=731), **old)  # type: ignore[arg-type]
    dispose_audit(before=today - timedelta(days=1001), **old)  # type: ignore[arg-type]


def test_tn15_only_offered_languages_are_offered(skara: Tenant, client_for: Clients, employee: User) -> None:
    client = client_for("skara.localhost", user=employee)
    choose("Skara Municipality", NAMES["en"])
    assert client.post("/sprak/", {"language": "en"}).status_code == 302
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "<strong>Skara Municipality</strong>" in page
    choose([], OFFERED)
    page = client.get("/").content.decode()
    assert '<html lang="sv"' in page, "the person's own choice rests while the site does not offer it"
    assert "<strong>Skara kommun</strong>" in page
    assert 'name="language"' not in page
    assert client.post("/sprak/", {"language": "en"}).status_code == 400
