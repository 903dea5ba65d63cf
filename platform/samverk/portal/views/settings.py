"""What the site has decided, why, and the way to decide otherwise (TN-06)."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of
from samverk.identity.protection.sealed import redactor
from samverk.portal.access import key_or_404, level_or_404, require_maintainer_of_site, require_right_to_decide
from samverk.portal.deciding import decide, form_for
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.explaining import explain, lock_in_words
from tenants.settings.queries import chosen, effective, history, path_to, row_of
from tenants.settings.registry import HERE, Scope, SettingKey, keys_for, scope_kinds


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every key with its value, grouped, for the site or a part of it.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a level that is not here.
    """
    require_maintainer_of_site(request)
    scope = level_or_404(request.GET.get("niva", ""))
    wanted = request.GET.get("sok", "").strip()
    path, everything = path_to(scope), chosen()
    lines = []
    on_template = tenant_of(request).kind == Kind.TEMPLATE
    for key in keys_for(on_template=on_template):
        if scope != HERE and scope.kind not in key.scopes:
            continue
        if wanted and wanted.lower() not in f"{key.label} {key.help} {key.group}".lower():
            continue
        found = everything.effective(key, path)
        lines.append({**_line(found), "url": _address(key, scope)})
    lines.sort(key=lambda line: str(line["group"]))
    groups = [(group, list(rows)) for group, rows in groupby(lines, key=lambda line: str(line["group"]))]
    context = {
        "trail": administration_trail(_("Inställningar")),
        "groups": groups,
        "scope": scope,
        "level": _level(scope),
        "levels": _levels(scope),
        "wanted": wanted,
        "on_template": on_template,
    }
    return render(request, "portal/settings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, name: str) -> HttpResponse:
    """One key: what applies, where it comes from, the form, and what has been decided before.

    Raises:
        Denied: for anybody but the site's system maintainers, and for who lacks the key's right.
        Http404: for a key or a level that is not here.
    """
    user = require_maintainer_of_site(request)
    on_template = tenant_of(request).kind == Kind.TEMPLATE
    key = key_or_404(name, on_template=on_template)
    scope = level_or_404(request.GET.get("niva", ""), key)
    found, row = effective(key, scope), row_of(key=key, scope=scope)
    status = 200
    form = form_for(found, row, on_template=on_template, data=request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_right_to_decide(user, key)
        what = request.POST.get("gor", "")
        told = decide(actor=actor_of(request), form=form, key=key, scope=scope, what=what)
        if told:
            messages.success(request, told)
            return redirect(_address(key, scope))
        status, found, row = 422, effective(key, scope), row_of(key=key, scope=scope)
    redact = redactor(user)
    context = {
        **_line(found),
        "trail": administration_trail((_("Inställningar"), reverse("portal:settings")), str(key.label)),
        "key": key,
        "form": form,
        "scope": scope,
        "level_label": scope.label or tenant_of(request).official_name,
        "has_own": found.own is not None,
        "can_undo": row is not None and row.before is not None,
        "history": [_told(key, change, redact) for change in history(row)] if row else [],
        "levels": _levels(scope, key),
        "level": _level(scope),
    }
    return render(request, "portal/setting.html", context, status=status)


def _line(found: Any) -> dict[str, Any]:
    return {
        "name": found.key.name,
        "label": found.key.label,
        "help": found.key.help,
        "group": found.key.group,
        "words": found.key.kind.words(found.value),
        "steps": explain(found),
        "lock": lock_in_words(*found.lock) if found.lock else "",
        "own": found.decided_by == len(found.path) - 1,
    }


def _told(key: SettingKey[Any], change: Any, redact: Callable[[str], str]) -> dict[str, Any]:
    what = key.kind.words(change.value) if change.is_set else _("Eget värde borttaget")
    return {"at": change.at, "who": redact(change.who), "what": what, "state": change.state, "reason": change.reason}


def _level(scope: Scope) -> str:
    return "" if scope == HERE else f"{scope.kind}:{scope.id}"


def _address(key: SettingKey[Any], scope: Scope) -> str:
    level = _level(scope)
    return reverse("portal:setting", args=[key.name]) + (f"?niva={level}" if level else "")


def _levels(scope: Scope, key: SettingKey[Any] | None = None) -> list[dict[str, Any]]:
    """What to choose between in "Gäller för"; empty where the key belongs to the whole site."""
    kinds = sorted(scope_kinds, key=lambda pair: pair[1].order)
    return [
        {
            "label": kind.label,
            "options": [{"value": _level(each), "label": each.label, "chosen": each == scope} for each in options],
        }
        for name, kind in kinds
        if (key is None or name in key.scopes) and (options := kind.options())
    ]
