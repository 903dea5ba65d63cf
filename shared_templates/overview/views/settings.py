"""The model's settings and roles, seen from here: its word on each, what applies and where that comes from (TN-06)."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.scim.csv_files import write_rows
from shared_templates.overview.access import may_maintain, require_keeper
from shared_templates.overview.model_settings import WORD, setting_lines
from shared_templates.overview.roles import role_lines
from shared_templates.screens.trail import trail
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.models import Mode


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every setting, those of one word of the model's where one is chosen, and every role.

    Raises:
        Denied: for anybody but those who see to the templates or to the site.
    """
    user = require_keeper(request.user)
    at_the_model = tenant_of(request).kind == Kind.TEMPLATE
    lines = setting_lines(at_the_model=at_the_model)
    wanted = request.GET.get("ord", "")
    wanted = wanted if wanted in WORD else ""
    shown = [line for line in lines if not wanted or line.state == wanted]
    context = {
        "trail": trail(request, _("Mallens inställningar")),
        "at_the_model": at_the_model,
        "maintains": may_maintain(user),
        "words": [(value, told.word, sum(line.state == value for line in lines)) for value, told in WORD.items()],
        "count": len(lines),
        "wanted": wanted,
        "groups": [(name, list(rows)) for name, rows in groupby(shown, key=lambda line: line.group)],
        "own": sum(line.own for line in lines),
        "locked": sum(line.state == Mode.LOCKED for line in lines),
        "roles": role_lines(viewer=user, at_the_model=at_the_model),
    }
    return render(request, "likeness/settings.html", context)


@never_cache
@require_safe
def overview_file(request: HttpRequest) -> HttpResponse:
    """A row a setting, for a spreadsheet.

    Raises:
        Denied: for anybody but those who see to the templates or to the site.
    """
    require_keeper(request.user)
    headings = [
        _("Grupp"), _("Inställning"), _("Mallen säger"), _("Mallens värde"), _("Skäl"), _("Sedan"), _("Gäller här"),
        _("Varifrån det kommer"),
    ]  # fmt: skip
    rows = (
        [
            line.group, line.label, str(line.word.word), line.model, line.reason,
            localdate(line.since) if line.since else "", line.here, line.source,
        ]
        for line in setting_lines(at_the_model=tenant_of(request).kind == Kind.TEMPLATE)
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="mallens-installningar.csv"'}
    return HttpResponse(write_rows(headings, rows), content_type="text/csv; charset=utf-8", headers=headers)
