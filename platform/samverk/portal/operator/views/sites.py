"""/drift/: every site in one list, and a page for each."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from samverk.portal.operator.access import require_operator, site_or_404
from samverk.portal.operator.curves import STEPS, Period, curves_of, figures_of
from samverk.portal.operator.forms import StateForm
from samverk.portal.operator.listing import Listing
from samverk.portal.operator.overview import SiteFacts, facts_of, failing_sites, history_of
from samverk.portal.operator.recovery import recovery_of
from samverk.ui.render import render_component
from tenants.metering.queries import Health, curve_of, incidents_of
from tenants.models import Kind, State, Tenant
from tenants.queries import sites_found, url_on

PER_PAGE = 50


@never_cache
@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The list: kind, state, addresses, ways to sign in, version, health.

    Raises:
        Denied: for anybody who does not run the sites.
    """
    require_operator(request.user)
    listing = Listing.read(request)
    found = sites_found(text=listing.text, kind=listing.kind, state=listing.state, order=listing.order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "listing": listing,
        "page": page,
        "incidents": failing_sites(),
        "prefix": listing.page_prefix(),
        "kinds": [(kind.value, kind.label) for kind in Kind if kind != Kind.OPERATOR],
        "states": [(state.value, state.label) for state in State],
        "columns": [
            listing.column(_("Webbplats"), "name"),
            listing.column(_("Slag"), "kind"),
            listing.column(_("Läge"), "state"),
            _("Adress"),
            _("Inloggning"),
            _("Tabeller"),
            _("Hälsa, senaste timmen"),
        ],
        "rows": [_row(facts) for facts in facts_of(list(page), now=clock.now())],
    }
    return render(request, "portal/operator/sites.html", context)


def _row(facts: SiteFacts) -> tuple[object, ...]:
    tenant = facts.tenant
    return (
        format_html('<a href="{}">{}</a>', reverse("operator:site", args=[tenant.slug]), tenant.official_name),
        tenant.get_kind_display(),
        state_badge(tenant.state),
        ", ".join(facts.hosts) or "–",
        ", ".join(link.provider.name for link in facts.providers) or _("Bara lokala konton"),
        lacking_badge(len(facts.lacking)),
        format_html("{} {}", health_badge(facts.health), in_numbers(facts.health)),
    )


def state_badge(state: str) -> str:
    """Open or paused, in colour and word."""
    tone = "success" if state == State.ACTIVE else "warning"
    return render_component("badge", text=State(state).label, tone=tone)


def lacking_badge(count: int) -> str:
    """Up to date, or how many updates it lacks."""
    if not count:
        return render_component("badge", text=_("Uppdaterad"), tone="success")
    text = ngettext("Saknar %(count)s uppdatering", "Saknar %(count)s uppdateringar", count) % {"count": count}
    return render_component("badge", text=text, tone="warning", icon="clock")


def health_badge(health: Health) -> str:
    """Fine, failing or unknown, in colour, symbol and word."""
    if health.incident is not None:
        return render_component("badge", text=_("Många fel"), tone="danger", icon="danger")
    if not health.requests:
        return render_component("badge", text=_("Inget mätt"))
    return render_component("badge", text=_("Mår bra"), tone="success", icon="check")


def in_numbers(health: Health) -> str:
    """Rate, the time that 95 of 100 pages stay under, the share that failed; empty without requests."""
    if not health.requests or health.p95 is None:
        return ""
    return _("%(rate)s sidor/min, p95 %(p95)s ms, %(errors)s %% fel") % {
        "rate": number_format(round(health.rate, 1)),
        "p95": number_format(round(health.p95)),
        "errors": number_format(round(health.error_share * 100, 1)),
    }


@never_cache
@require_safe
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One site: addresses, ways to sign in, version, what was done with it as a whole.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    return show_site(request, site_or_404(slug), StateForm())


def show_site(request: HttpRequest, found: Tenant, state_form: StateForm) -> HttpResponse:
    """The page of a site, with the form as it stands."""
    now = clock.now()
    facts = facts_of([found], now=now)[0]
    tenant = facts.tenant
    period = Period.read(request)
    steps = curve_of(tenant.schema_name, now=now, period=period.length, steps=STEPS)
    context = {
        "trail": trail(tenant.official_name),
        "facts": facts,
        "tenant": tenant,
        "state_form": state_form,
        "links": [url_on(request=request, host=host, path="/") for host in facts.hosts],
        "state": state_badge(tenant.state),
        "version": settings.SAMVERK_VERSION,
        "about": _about(facts),
        "history": history_of(tenant),
        "recovery": recovery_of(tenant, now=now),
        "incident": facts.health.incident,
        "incidents": list(incidents_of(tenant.schema_name)[:10]),
        "period": period,
        "periods": [(one, one.label) for one in Period],
        "curves": curves_of(steps),
        "figures": figures_of(steps),
        "since": timezone.localdate(now - period.length),
        "until": timezone.localdate(now),
    }
    return render(request, "portal/operator/site.html", context, status=422 if state_form.errors else 200)


def _about(facts: SiteFacts) -> list[tuple[str, object]]:
    tenant = facts.tenant
    return [
        (_("Slag"), tenant.get_kind_display()),
        (_("Läge"), state_badge(tenant.state)),
        (_("Kortnamn"), tenant.slug),
        (_("Kommunkod"), tenant.scb_code or "–"),
        (_("Språk"), ", ".join(tenant.languages)),
        (_("Skapad"), f"{tenant.created_at:%Y-%m-%d}"),
        (_("Senaste timmen"), in_numbers(facts.health) or "–"),
        (_("Äldsta jobbet i kön"), _("%(seconds)s s") % {"seconds": number_format(facts.health.queue_seconds)}),
        *_storage(facts.health),
    ]


def _storage(health: Health) -> list[tuple[str, object]]:
    found = health.storage
    if found is None:
        return []
    files = ngettext("%(size)s i %(count)s fil", "%(size)s i %(count)s filer", found.files)
    return [
        (_("Databas"), filesizeformat(found.database_bytes)),
        (_("Filer"), files % {"size": filesizeformat(found.file_bytes), "count": number_format(found.files)}),
        (_("Mätt"), f"{found.day:%Y-%m-%d}"),
    ]


def trail(*steps: tuple[str, str] | str) -> list[dict[str, str]]:
    """The way back from a page below the list."""
    above = [{"label": _("Webbplatser i drift"), "url": reverse("operator:sites")}]
    for step in steps:
        label, url = (step, "") if isinstance(step, str) else step
        above.append({"label": label, "url": url})
    return above
