"""Whom one can mention, for the script that completes names; without it the form has a search of its own."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.social.talk.access import require_member
from samverk.social.talk.mentionables import mentionables, offered

FEWEST = 2


@never_cache
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """At most eight, people first; nobody protected, and nobody at all for guests (LAW-24, PF-07)."""
    user = require_member(request.user)
    words = request.GET.get("q", "").strip()
    found = offered(user, words) if len(words) >= FEWEST else []
    told = [
        {
            "value": f"{each.mention.kind}:{each.mention.key}",
            "name": each.name,
            "note": each.note or str(mentionables[each.mention.kind].label),
        }
        for each in found
    ]
    return JsonResponse({"found": told})
