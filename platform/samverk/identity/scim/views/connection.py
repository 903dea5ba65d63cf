"""Keys for directory services, and what their groups mean here."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.house_groups import label_of
from samverk.identity.rights.lockout import LastMaintainer
from samverk.identity.scim.actions.create_token import create_token
from samverk.identity.scim.actions.map_group import map_group
from samverk.identity.scim.actions.revoke_token import revoke_token
from samverk.identity.scim.forms import MapForm, TokenForm
from samverk.identity.scim.models import ProvisionedGroup, ScimToken
from samverk.identity.scim.queries import directory_groups, group_by_uuid, house_groups, token_by_key, tokens
from samverk.identity.scim.views.common import maintainer_of
from samverk.identity.scim.views.endpoint import ROOT
from samverk.kernel import clock
from samverk.ui.trails import administration_trail


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: HttpRequest) -> HttpResponse:
    """Show the keys and groups; a POST makes a key and shows it, this once.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    maintainer_of(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    made, secret = create_token(actor=actor_of(request), now=clock.now(), **form.cleaned_data)
    return _page(request, TokenForm(), secret=secret, made=made)


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Take a key away.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a key that is not this site's.
    """
    maintainer_of(request)
    token = token_by_key(key)
    if token is None:
        raise Http404
    revoke_token(actor=actor_of(request), token=token, now=clock.now())
    messages.success(request, _("Nyckeln %(label)s gäller inte längre.") % {"label": token.label})
    return redirect("scim:connection")


@require_POST
def map_to(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what a group of the directory means here.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a group that is not this site's.
    """
    maintainer_of(request)
    group = group_by_uuid(uuid)
    if group is None:
        raise Http404
    form = MapForm(request.POST)
    if form.is_valid():
        try:
            map_group(actor=actor_of(request), group=group, house_group=form.cleaned_data["house_group"])
        except LastMaintainer as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Behörigheterna för %(group)s är ändrade.") % {"group": group.display_name})
    else:
        messages.error(request, _("Gruppen finns inte. Inget är ändrat."))
    return redirect("scim:connection")


def _page(
    request: HttpRequest, form: TokenForm, *, secret: str = "", made: ScimToken | None = None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    choices = [(group.pk, label_of(group.name)) for group in house_groups()]
    context = {
        "trail": administration_trail(_("Katalogkoppling")),
        "address": f"{request.scheme}://{request.get_host()}{ROOT}",
        "form": form,
        "secret": secret,
        "made": made,
        "tokens": [{"token": token, "open": token.is_open(now)} for token in tokens()],
        "groups": [_line(group, choices) for group in directory_groups()],
    }
    return render(request, "scim/connection.html", context, status=status)


def _line(group: ProvisionedGroup, choices: Sequence[tuple[int, object]]) -> dict[str, object]:
    return {
        "group": group,
        "options": [{"value": key, "label": label, "chosen": key == group.house_group_id} for key, label in choices],
    }
