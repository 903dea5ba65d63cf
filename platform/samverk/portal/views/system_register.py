"""The register of systems, for those who maintain the site."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.scim.csv_files import Unreadable
from samverk.portal.access import require_maintainer_of_site
from samverk.portal.systems.actions.keep_system import keep_system
from samverk.portal.systems.actions.remove_system import remove_system
from samverk.portal.systems.files import BadRow, read_register, write_register
from samverk.portal.systems.forms import SystemForm
from samverk.portal.systems.queries import maintained_systems, system_or_404, systems
from samverk.ui.trails import administration_trail


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every system, and the ways in and out of the register.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer_of_site(request)
    return _register(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """A new system, or one that is there.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: when there is none.
    """
    require_maintainer_of_site(request)
    row = system_or_404(uuid) if uuid else None
    status = 200
    if request.method == "POST":
        form = SystemForm(request.POST)
        if form.is_valid():
            try:
                kept = keep_system(actor=actor_of(request), facts=form.facts(), system=row)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("%(name)s står i registret.") % {"name": kept.name})
                return redirect("start:system_register")
        status = 422
    else:
        form = SystemForm(initial=SystemForm.initial_of(row) if row else None)
    title = row.name if row else _("Nytt system")
    trail = administration_trail((_("System"), reverse("start:system_register")), title)
    return render(
        request, "portal/system_edit.html", {"form": form, "row": row, "title": title, "trail": trail}, status=status
    )


@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a system out of the register.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: when there is none.
    """
    require_maintainer_of_site(request)
    row = system_or_404(uuid)
    remove_system(actor=actor_of(request), system=row)
    messages.success(request, _("%(name)s är borttaget ur registret.") % {"name": row.name})
    return redirect("start:system_register")


@never_cache
@require_safe
def register_file(request: HttpRequest) -> HttpResponse:
    """The register as a file for a spreadsheet.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer_of_site(request)
    headers = {"Content-Disposition": 'attachment; filename="system.csv"'}
    return HttpResponse(write_register(), content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_POST
def read_file(request: HttpRequest) -> HttpResponse:
    """Take in a file: systems are known by their names; all of its rows or none.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer_of_site(request)
    upload = request.FILES.get("fil")
    if upload is None:
        return _register(request, error=_("Välj en fil."), status=422)
    try:
        number = read_register(actor=actor_of(request), content=upload.read())
    except Unreadable:
        return _register(request, error=_("Filen går inte att läsa. Spara listan som CSV och försök igen."), status=422)
    except BadRow as bad:
        words = _("Rad %(line)s: %(why)s Ingenting i filen har sparats.") % {"line": bad.line, "why": bad.why}
        return _register(request, error=words, status=422)
    told = ngettext("%(number)d system är sparat.", "%(number)d system är sparade.", number) % {"number": number}
    messages.success(request, told)
    return redirect("start:system_register")


def _register(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    held = maintained_systems()
    context = {
        "trail": administration_trail(_("System")),
        "rows": [(system, held[system.pk]) for system in systems() if system.pk in held],
        "error": error,
    }
    return render(request, "portal/system_register.html", context, status=status)
