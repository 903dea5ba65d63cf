"""A release as a file to take away, and the keys that such files are known by (TP-06)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import actor_of
from shared_templates.catalogue.queries import release_by_uuid, source_of
from shared_templates.masters.access import require_model_site, require_reader, require_releaser
from shared_templates.packages.actions.hand_out_release import hand_out_release
from shared_templates.packages.files import file_name, fingerprint
from shared_templates.packages.queries import known_keys, own_key
from shared_templates.screens.trail import trail
from tenants.middleware import tenant_of
from tenants.queries import active_schema


@never_cache
@require_safe
def release_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The release, sealed.

    Raises:
        Http404: on a site that is no model municipality, and for what it has not released.
        Denied: for anybody but those who answer for releases.
    """
    require_model_site(request)
    require_releaser(request.user)
    row = release_by_uuid(uuid)
    if row is None or row.schema_name != active_schema():
        raise Http404
    try:
        data = hand_out_release(actor=actor_of(request), release=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("masters:release", uuid)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(row)}"'}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


@never_cache
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """This model's own fingerprint, and whose releases it takes.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    require_reader(request.user)
    here = tenant_of(request)
    context = {
        "trail": trail(request, (_("Mallens släpp"), reverse("masters:releases")), _("Släpp som filer")),
        "own": "" if source_of(here.schema_name) else fingerprint(own_key(here.schema_name)),
        "trusted": [key for key in known_keys() if key.tenant == here],
    }
    return render(request, "packages/keys.html", context)
