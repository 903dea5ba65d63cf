"""/mina-aviseringar/om/…/: how closely the person wants to know of one thing."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.notifications.access import require_person, thing_or_404
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.models import Attention
from samverk.notifications.queries import attention_to
from samverk.notifications.ways import Closely, Pace

USUAL, YES, NO = "usual", "yes", "no"
#: What the page's buttons for silence send.
MUTE, HEAR = "tysta", "hor"
_WAY = ((USUAL, gettext_lazy("Som i mina andra val")), (YES, gettext_lazy("Ja")), (NO, gettext_lazy("Nej")))
_SAID = {USUAL: None, YES: True, NO: False}


class MuteForm(forms.Form):
    """Until when it is to be quiet."""

    until = forms.DateField(
        label=gettext_lazy("Till och med"),
        help_text=gettext_lazy("Utan dag är det tyst tills du ändrar dig."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_until(self) -> date | None:
        """A day that has not passed."""
        day: date | None = self.cleaned_data["until"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Välj en dag som inte har passerat."))
        return day


class WaysForm(forms.Form):
    """By which ways."""

    level = forms.ChoiceField(
        label=gettext_lazy("Vilka brev vill du ha om det här?"),
        choices=[
            (USUAL, gettext_lazy("Som i mina andra val")),
            *((str(int(pace)), pace.label) for pace in (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY, Pace.NEVER)),
        ],
        widget=forms.RadioSelect,
    )
    inbox = forms.ChoiceField(
        label=gettext_lazy("Ska det ligga i inkorgen?"), choices=_WAY, widget=forms.RadioSelect, required=False
    )
    push = forms.ChoiceField(
        label=gettext_lazy("Ska telefonen eller webbläsaren säga till?"),
        choices=_WAY,
        widget=forms.RadioSelect,
        required=False,
    )

    def closely(self) -> Closely:
        """For the action."""
        data = self.cleaned_data
        return Closely(
            pace=None if data["level"] == USUAL else Pace(int(data["level"])),
            inbox=_SAID.get(data["inbox"]),
            push=_SAID.get(data["push"]),
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The choices for a thing the person may see: quiet or not, and by which ways; each leaves the other as it is."""
    user = require_person(request.user)
    ref = Ref(kind, key)
    thing = thing_or_404(viewer=user, ref=ref)
    row = attention_to(user=user, ref=ref)
    deed = request.POST.get("gor", "")
    sent = request.POST if request.method == "POST" else None
    mute = MuteForm(sent if deed == MUTE else None)
    ways = WaysForm(sent if deed not in {MUTE, HEAR} else None, initial=_initial(row))
    chosen: dict[str, Any] = {"closely": row.closely if row else Closely()}
    if deed == HEAR:
        told, then = _("Du får veta igen."), request.path
    elif mute.is_valid():
        chosen |= {"muted": True, "until": mute.cleaned_data["until"]}
        told, then = _("Det här är tyst. Du får inte veta något mer om det."), request.path
    elif ways.is_valid():
        chosen["closely"] = ways.closely()
        told, then = _("Ditt val är sparat."), thing.url
    else:
        is_quiet = row is not None and row.is_quiet(clock.today())
        context = {"thing": thing, "mute": mute, "ways": ways, "row": row, "is_quiet": is_quiet}
        return render(request, "notifications/attention.html", context, status=422 if sent is not None else 200)
    choose_attention(actor=actor_of(request), user=user, ref=ref, **chosen)
    messages.success(request, told)
    return redirect(then)


def _initial(row: Attention | None) -> dict[str, Any]:
    said = {value: name for name, value in _SAID.items()}
    if row is None:
        return {"level": USUAL, "inbox": USUAL, "push": USUAL}
    level = USUAL if row.pace is None else str(row.pace)
    return {"level": level, "inbox": said[row.inbox], "push": said[row.push]}
