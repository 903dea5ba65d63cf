"""Where browsers report what the content security policy stopped: logged, never stored."""

import json
import logging
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger("samverk.csp")
LARGEST = 8 * 1024
KINDS = {"application/csp-report", "application/reports+json", "application/json"}
#: So many reports of one message are told.
MOST = 5


@login_not_required
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """204; what is told is the rule, the page's path and the origin that was stopped, nothing of the person."""
    if request.content_type not in KINDS:
        return HttpResponse(status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=413)
    try:
        told = json.loads(request.read(LARGEST + 1)[:LARGEST])
    except ValueError:
        return HttpResponse(status=400)
    for report in (told if isinstance(told, list) else [told])[:MOST]:
        facts = _facts(report)
        if facts:
            log.warning("csp", extra=facts)
    return HttpResponse(status=204)


def _facts(report: object) -> dict[str, str]:
    """What may be logged of one report, of the old form or the new; empty for something else."""
    if not isinstance(report, dict):
        return {}
    body = report.get("csp-report") or report.get("body")
    if not isinstance(body, dict):
        return {}

    def text(*names: str) -> str:
        return next((str(body[name]) for name in names if body.get(name)), "")[:500]

    page = urlsplit(text("document-uri", "documentURL"))
    stopped = text("blocked-uri", "blockedURL")
    origin = urlsplit(stopped)
    return {
        "rule": text("effective-directive", "effectiveDirective", "violated-directive")[:60],
        # Neither query nor fragment: they may hold what a person typed, or a ticket.
        "page": page.path[:200],
        "stopped": f"{origin.scheme}://{origin.hostname}" if origin.hostname else stopped.partition(":")[0][:20],
    }
