"""The feed itself, and the page where system maintainers give and close addresses."""

from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.throttle import TooManyAttempts, spend
from samverk.intranet.group_feed.actions.add_subscriber import add_subscriber
from samverk.intranet.group_feed.actions.fetch_group_news import fetch_group_news
from samverk.intranet.group_feed.actions.revoke_subscriber import revoke_subscriber
from samverk.intranet.group_feed.queries import subscriber_by_key, subscriber_of, subscribers
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from samverk.ui.trails import administration_trail

#: A reader that asks every minute is more than served; guesses are few.
LIMITS = {"address": "60/15 minutes"}
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


class SubscriberForm(forms.Form):
    """Whom an address is for."""

    name = forms.CharField(
        label=gettext_lazy("Bolag eller intranät"),
        max_length=120,
        help_text=gettext_lazy("Till exempel: Demobostäders intranät."),
        error_messages={"required": gettext_lazy("Skriv vem adressen är till.")},
    )


@login_not_required
@never_cache
@sensitive_variables("token")
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The group's news as Atom (RFC 4287), for who has the address.

    Raises:
        Http404: for a secret that is nobody's, or closed.
    """
    address = request.META.get("REMOTE_ADDR") or ""
    try:
        spend(door="group_feed", limits=LIMITS, account="", address=address)
    except TooManyAttempts:
        return HttpResponse(_("För många hämtningar. Vänta en kvart."), status=429, headers={"Retry-After": "900"})
    subscriber = subscriber_of(token)
    if subscriber is None:
        raise Http404
    host = f"{request.scheme}://{request.get_host()}"
    reader = Actor(uuid=None, name=subscriber.name, address=address or None)
    news = fetch_group_news(actor=reader, subscriber=subscriber, today=clock.today(), host=host)
    atom = Atom1Feed(
        title=_("Nyheter för hela koncernen"),
        link=f"{host}/nyheter/?visa=koncern",
        description="",
        language=get_language(),
        author_name=request.get_host(),
        feed_guid=f"tag:{request.get_host()},2026:koncern",
    )
    for each in news:
        atom.add_item(
            title=each.title,
            link=each.url,
            description=format_html("<p>{}</p>{}", each.lead, mark_safe(each.html)),  # noqa: S308 # nosec B308 B703 - from our editors, sanitised when it was saved
            unique_id=f"tag:{request.get_host()},2026:nyhet:{each.number}",
            pubdate=each.since,
            updateddate=each.updated,
            categories=[each.category],
        )
    atom.latest_post_date = lambda: max((each.updated for each in news), default=BEGINNING)  # type: ignore[method-assign]
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The subscribers; a POST makes one and shows its address, this once.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    form = SubscriberForm(request.POST if request.method == "POST" else None)
    made, url = None, ""
    if form.is_bound and form.is_valid():
        made, secret = add_subscriber(actor=actor_of(request), name=form.cleaned_data["name"], now=clock.now())
        url = request.build_absolute_uri(reverse("intranet:group_feed", args=[secret]))
        form = SubscriberForm()
    context = {
        "trail": administration_trail(_("Koncernnyheter till bolagen")),
        "form": form,
        "made": made,
        "url": url,
        "subscribers": subscribers(),
    }
    return render(request, "intranet/group_feed.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an address.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a subscriber that is not this site's.
    """
    require_maintainer(request.user)
    subscriber = subscriber_by_key(pk)
    if subscriber is None:
        raise Http404
    revoke_subscriber(actor=actor_of(request), subscriber=subscriber, now=clock.now())
    messages.success(request, _("Adressen för %(name)s är stängd.") % {"name": subscriber.name})
    return redirect("intranet:group_feed_overview")
