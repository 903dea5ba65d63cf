"""/drift/migreringar/: how the latest update of the sites went, or goes; what failed, why, and what to do."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.portal.operator.access import require_operator
from samverk.ui.render import render_component
from tenants.migrating.lagging import lagging_sites
from tenants.migrating.lock import is_migrating
from tenants.models import MigrationRunSite, RunState, SiteState
from tenants.queries import migration_runs, sites_of_run, tenants_in_use

RUNS = 10
PER_PAGE = 50
TONES = {SiteState.DONE: "success", SiteState.FAILED: "danger", SiteState.LEFT: "warning"}


@never_cache
@require_safe
def migrations(request: HttpRequest) -> HttpResponse:
    """The newest run at length, those before it in a line each. While one goes on the page asks again by itself.

    Raises:
        Denied: for anybody who does not run the sites.
    """
    require_operator(request.user)
    runs = migration_runs(RUNS)
    latest = runs[0] if runs else None
    migrating = is_migrating()
    lagging, without_tables = lagging_sites()
    page = Paginator(sites_of_run(latest), PER_PAGE).get_page(request.GET.get("sida")) if latest else None
    names = dict(tenants_in_use().values_list("schema_name", "official_name"))
    context = {
        "latest": latest,
        "earlier": runs[1:],
        # A row that says so while nobody holds the lock is of a run that was killed.
        "running": migrating and latest is not None and latest.state == RunState.RUNNING,
        "killed": not migrating and latest is not None and latest.state == RunState.RUNNING,
        "reached": sum(getattr(latest, state) for state in SiteState.values) if latest else 0,
        "lagging": len(lagging) + len(without_tables),
        "version": settings.SAMVERK_VERSION,
        "page": page,
        "columns": [
            _("Webbplats"),
            _("Läge"),
            {"label": _("Sekunder"), "numeric": True},
            {"label": _("Försök"), "numeric": True},
            _("Fel"),
        ],
        "rows": [_row(row, names) for row in page] if page else [],
    }
    return render(request, "portal/operator/migrations.html", context)


def _row(row: MigrationRunSite, names: dict[str, str]) -> tuple[object, ...]:
    badge = render_component("badge", text=row.get_state_display(), tone=TONES[SiteState(row.state)])
    seconds = number_format(row.seconds, decimal_pos=2)
    return names.get(row.schema_name, row.schema_name), badge, seconds, row.attempts, row.error or "–"
