"""The model's page about its sandbox: how it stands, what differs, resetting it, going there (TP-08)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.masters.access import require_editor, require_model_site
from shared_templates.sandbox.actions.order_reset import order_reset
from shared_templates.sandbox.holding import last_done
from shared_templates.sandbox.links import way_in
from shared_templates.sandbox.queries import differing, newest_reset
from shared_templates.sandbox.standing_in import PARTS
from shared_templates.screens.trail import trail
from shared_templates.site_settings import NIGHTLY
from tenants.queries import active_schema, sandbox_of
from tenants.settings.queries import value


@never_cache
@require_safe
def sandbox(request: HttpRequest) -> HttpResponse:
    """A fixed number of queries, however many drafts; asks again by itself while a reset is under way.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for anybody but those who try out the drafts.
    """
    require_model_site(request)
    require_editor(request.user)
    newest, done, found = newest_reset(), last_done(), sandbox_of(active_schema())
    ready = done is not None and found is not None
    context = {
        "trail": trail(request, _("Övningsmiljön")),
        "newest": newest,
        "done": done if ready else None,
        "differing": differing(done) if ready and done else [],
        "ways": [(label, way_in(request, found[1], part=part)) for part, (label, _groups) in PARTS.items()]
        if ready and found
        else [],
        "number": uuid4(),
        "nightly": value(NIGHTLY),
    }
    return render(request, "sandbox/page.html", context)


@never_cache
@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a reset; the page then follows it.

    Raises:
        Http404: on a site that is no model municipality, and without a number.
        Denied: for anybody but those who try out the drafts.
    """
    require_model_site(request)
    require_editor(request.user)
    try:
        number = UUID(request.POST.get("nummer", ""))
    except ValueError as error:
        raise Http404 from error
    try:
        order_reset(actor=actor_of(request), uuid=number, now=clock.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("sandbox:page")
