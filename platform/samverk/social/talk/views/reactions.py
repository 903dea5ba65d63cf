"""The buttons, and who has pressed them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.going_back import way_back
from samverk.social.talk.access import COMMENT, require_member, subject_or_404
from samverk.social.talk.actions import react as reacting
from samverk.social.talk.models import ReactionKind
from samverk.social.talk.queries import who_reacted


@require_POST
def react(request: HttpRequest) -> HttpResponse:
    """`vad` is kind:key:reaction, with `:bort` to take it back; then back to where the button stood.

    Raises:
        Http404: for what does not exist here.
        Denied: for what the person may not see.
    """
    user = require_member(request.user)
    kind, _colon, rest = request.POST.get("vad", "").partition(":")
    wanted = not rest.endswith(":bort")
    key, _colon, reaction = rest.removesuffix(":bort").rpartition(":")
    if not (kind and key and len(kind) <= 30 and len(key) <= 60):
        raise Http404
    ref = Ref(kind, key)
    subject = reacting.react(
        actor=actor_of(request), user=user, ref=ref, reaction=reaction, wanted=wanted, now=clock.now()
    )
    page = way_back(request, subject.url).partition("#")[0]
    if kind == COMMENT:
        place = f"kommentar-{key}"
    else:
        # A list of things has one such place for each.
        place = "reaktioner" if page.partition("?")[0] == subject.url else f"{kind}-{key}"
    return redirect(f"{page}#{place}")


@never_cache
@require_safe
def who(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Who has reacted and how, for those who may see the thing.

    Raises:
        Http404: for what does not exist here.
        Denied: for what the person may not see.
    """
    user, ref = require_member(request.user), Ref(kind, key)
    subject = subject_or_404(user=user, ref=ref)
    rows = [(ReactionKind(reaction), person) for reaction, person in who_reacted(ref)]
    groups = [(each, [person for reaction, person in rows if reaction == each]) for each in ReactionKind]
    context = {
        "subject": subject,
        "groups": [(reaction, people) for reaction, people in groups if people],
        "trail": [{"label": subject.title, "url": subject.url}, {"label": _("Reaktioner"), "url": ""}],
    }
    return render(request, "talk/who.html", context)
