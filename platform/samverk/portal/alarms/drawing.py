"""The alarms as the frame of every page draws them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.portal.alarms.queries import standing
from samverk.portal.start.desk import desk_of
from tenants.models import Tenant


def alarms_html(
    request: HttpRequest, tenant: Tenant, user: User, remembered: Mapping[str, Any] | None = None
) -> SafeString:
    """Nothing on a calm day, for the price of one look in the cache; else one query for what the person has folded."""
    found = standing(schema_name=tenant.schema_name, now=clock.now(), remembered=remembered)
    if not found:
        return SafeString("")
    folded = set() if tenant.is_operator else set(desk_of(request, user).folded)
    rows = [(alarm, str(alarm.uuid) in folded) for alarm in found]
    values = {"alarms": rows, "may_fold": not tenant.is_operator, "here": request.get_full_path()}
    # Without the request: its context processors would build this very frame again. The forms' token is put in by hand.
    return render_to_string("portal/_alarms.html", {**values, "csrf_token": get_token(request)})
