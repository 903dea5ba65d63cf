"""Give a new site its first pages, collections and rights."""

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupApprovalTask, Page, Site, Workflow

from samverk.intranet.cms_log import part_of_a_greater_act
from samverk.intranet.models import NewsIndexPage, StartPage
from tenants.models import Tenant
from tenants.queries import primary_hosts


def furnish_site(*, tenant: Tenant) -> StartPage:
    """Replace Wagtail's welcome page with a start page and a news page, in the site's first language.

    Runs inside the creation of the site, with the site active.
    """
    language = tenant.languages[0] if tenant.languages else "sv"
    with translation.override(language), part_of_a_greater_act():
        Site.objects.all().delete()
        for page in Page.objects.filter(depth=2):
            page.delete()
        _name_what_wagtail_made()
        root = Page.objects.get(depth=1)
        start = StartPage(title=tenant.official_name, slug="start")
        root.add_child(instance=start)
        start.add_child(instance=NewsIndexPage(title=_("Nyheter"), slug="nyheter", show_in_menus=False))
        Site.objects.create(
            hostname=primary_hosts([tenant.schema_name]).get(tenant.schema_name, "localhost"),
            site_name=tenant.official_name,
            root_page=start,
            is_default_site=True,
        )
    return start


def _name_what_wagtail_made() -> None:
    """Wagtail's first migration names its own in English: the way of review, its step, and two roots."""
    Workflow.objects.update(name=_("Granskning"))
    GroupApprovalTask.objects.update(name=_("Granskning"))
    Collection.objects.filter(depth=1).update(name=_("Gemensamt"))
    pages = _("Webbplatsens sidor")
    Page.objects.filter(depth=1).update(title=pages, draft_title=pages)
