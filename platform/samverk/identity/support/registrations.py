"""What support keeps in `public`, who sees it, where it shows and what becomes of it when a site moves or leaves."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_maintainer
from samverk.identity.protection.sealed import followers
from samverk.identity.support.models import SupportSession
from samverk.identity.support.names import follow_name
from samverk.identity.support.widgets import running_notice
from samverk.kernel.registries import (
    AdministrationEntry,
    AdministrationPart,
    Widget,
    WidgetPlace,
    administration_entries,
    start_widgets,
)
from tenants.actions.delete_tenant import site_erasers
from tenants.life.rules import PublicPart, public_parts
from tenants.policies import OPERATOR_ONLY, SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.site_context import operator_site

# Only the operator's site writes: a site that could would let somebody in, or hide that somebody had been there.
public_tables.register(
    "support_supportsession", Policy(sees=f"schema_name = {SITE} OR {OPERATOR_ONLY}", writes=OPERATOR_ONLY)
)


def _erase() -> None:
    here = active_schema()
    with operator_site():
        SupportSession.objects.filter(schema_name=here).delete()


def _load(rows: Iterable[dict[str, Any]]) -> None:
    here = active_schema()
    with operator_site():
        SupportSession.objects.filter(schema_name=here).delete()
        for row in rows:
            SupportSession.objects.create(schema_name=here, **row)


site_erasers.register("support", _erase)
followers.register("support", follow_name)
public_parts.register(
    "support",
    PublicPart(
        query="""SELECT to_jsonb(s) - 'id' - 'schema_name' FROM public.support_supportsession s
                  WHERE schema_name = current_setting('samverk.tenant') ORDER BY uuid""",
        load=_load,
    ),
)
start_widgets.register(
    "support", Widget(template="support/running.html", context=running_notice, order=0, place=WidgetPlace.TOP)
)
administration_entries.register(
    "support",
    AdministrationEntry(
        part=AdministrationPart.INSIGHT,
        label=_("Support"),
        description=_("Vem från driften som har varit här, varför och när. Avsluta en support som pågår."),
        url=lambda: reverse("support:sessions"),
        may_see=is_maintainer,
        order=80,
        icon="info",
    ),
)
