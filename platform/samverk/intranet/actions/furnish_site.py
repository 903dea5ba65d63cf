"""Give a new site its first pages, collections and rights."""

from django.contrib.auth.models import Group, Permission
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from samverk.identity.groups import MODERATORS, SYSTEM_MAINTAINERS
from samverk.intranet.models import NewsIndexPage, StartPage
from tenants.models import Tenant
from tenants.queries import primary_hosts


def furnish_site(*, tenant: Tenant) -> StartPage:
    """Replace Wagtail's welcome page with a start page and a news page, in the site's first language.

    Runs inside the creation of the site, with the site active.
    """
    with translation.override(tenant.languages[0] if tenant.languages else "sv"):
        Site.objects.all().delete()
        for page in Page.objects.filter(depth=2):
            page.delete()
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
    maintainers, _created = Group.objects.get_or_create(name=SYSTEM_MAINTAINERS)
    maintainers.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="identity", codename__in=["view_user", "change_user", "administer_site"]
        ),
        *Group.objects.get(name=MODERATORS).permissions.all(),
    )
    return start
