"""One comment: where it stands, what it said before, take away, put back; and the state of a discussion."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.going_back import way_back
from samverk.social.talk.access import (
    comment_or_404,
    may_moderate,
    readable_comment_or_404,
    require_closer,
    require_member,
    subject_or_404,
)
from samverk.social.talk.actions import close_thread
from samverk.social.talk.actions.take_away_comment import put_back_comment, take_away_comment
from samverk.social.talk.forms import LockForm
from samverk.social.talk.queries import decision_about, versions_of
from samverk.social.talk.showing import shown_versions


@never_cache
@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the page it stands on, at the comment; to the reasons, for the author of a hidden one.

    Raises:
        Http404: when there is none here.
        Denied: when the person may not see what it is about.
    """
    user = require_member(request.user)
    found, subject = comment_or_404(user=user, pk=pk)
    if found.hidden_at is not None and (found.author_id == user.pk or may_moderate(user)):
        line = decision_about(Ref("comment", str(pk)))
        if line is not None and found.author_id == user.pk:
            return redirect("talk:decision", line.pk)
        return redirect("talk:decide", "comment", str(pk))
    joint = "&" if "?" in subject.url else "?"
    return redirect(f"{subject.url}{joint}kommentar={pk}#kommentar-{pk}")


@never_cache
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What a comment said before it was changed; for everybody who can read it.

    Raises:
        Http404: when it is not there, taken away or hidden.
        Denied: when the person may not see what it is about.
    """
    user = require_member(request.user)
    found, subject = readable_comment_or_404(user=user, pk=pk)
    earlier = [(each.text, each.written_at) for each in versions_of(found)]
    now, *before = shown_versions([(found.text, found.edited_at or found.created_at), *earlier])
    context = {
        "now": now,
        "earlier": before,
        "author": found.author,
        "comment": found,
        "subject": subject,
        "trail": [{"label": subject.title, "url": subject.url}, {"label": _("Tidigare versioner"), "url": ""}],
    }
    return render(request, "talk/versions.html", context)


@require_POST
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away one's own comment; back to the page, where one can regret it.

    Raises:
        Http404: when there is none here.
        Denied: for others' comments.
    """
    user = require_member(request.user)
    take_away_comment(actor=actor_of(request), user=user, pk=pk, now=clock.now())
    messages.success(request, _("Kommentaren är borttagen. Du kan ångra dig i tio minuter."))
    return redirect(f"{way_back(request, '/').partition('#')[0]}#kommentar-{pk}")


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back.

    Raises:
        Http404: when there is none here, or it is too late.
        Denied: for others' comments.
    """
    user = require_member(request.user)
    put_back_comment(actor=actor_of(request), user=user, pk=pk, now=clock.now())
    messages.success(request, _("Kommentaren är tillbaka."))
    return redirect(f"{way_back(request, '/').partition('#')[0]}#kommentar-{pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Lock, unlock, say that it is settled, or that it is not; to lock without a reason gives the form again.

    Whoever comes back to the address without a form is led to the thing.

    Raises:
        Http404: when there is no such thing here.
        Denied: for others than those who answer for it and moderators.
    """
    user, ref = require_member(request.user), Ref(kind, key)
    subject = subject_or_404(user=user, ref=ref)
    require_closer(user=user, subject=subject)
    back = f"{way_back(request, subject.url).partition('#')[0]}#kommentarer"
    actor, reason, deed = actor_of(request), request.POST.get("skal", ""), request.POST.get("gor", "")
    if deed == "las":
        form = LockForm(request.POST)
        if not form.is_valid():
            trail = [{"label": subject.title, "url": subject.url}, {"label": _("Lås diskussionen"), "url": ""}]
            context = {"form": form, "subject": subject, "back": back, "trail": trail}
            return render(request, "talk/lock.html", context, status=422)
        close_thread.lock_thread(actor=actor, user=user, ref=ref, reason=form.cleaned_data["skal"], now=clock.now())
    elif deed == "las-upp":
        close_thread.unlock_thread(actor=actor, user=user, ref=ref)
    elif deed == "klar":
        close_thread.resolve_thread(actor=actor, user=user, ref=ref, reason=reason, now=clock.now())
    elif request.method == "POST":
        close_thread.reopen_thread(actor=actor, user=user, ref=ref)
    return redirect(back)
