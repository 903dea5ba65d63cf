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

USUAL, MUTED, YES, NO = "usual", "muted", "yes", "no"
_WAY = ((USUAL, gettext_lazy("Som i mina andra val")), (YES, gettext_lazy("Ja")), (NO, gettext_lazy("Nej")))
_SAID = {USUAL: None, YES: True, NO: False}


class AttentionForm(forms.Form):
    """By which ways, or a day until which it is to be quiet."""

    level = forms.ChoiceField(
        label=gettext_lazy("Vilka brev vill du ha om det här?"),
        choices=[
            (USUAL, gettext_lazy("Som i mina andra val")),
            *((str(int(pace)), pace.label) for pace in (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY, Pace.NEVER)),
            (MUTED, gettext_lazy("Ingenting alls: tysta det här")),
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
    until = forms.DateField(
        label=gettext_lazy("Tyst till och med"),
        help_text=gettext_lazy("Gäller bara om du tystar. Utan dag är det tyst tills du ändrar dig."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_until(self) -> date | None:
        """A day that has not passed."""
        day: date | None = self.cleaned_data["until"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Välj en dag som inte har passerat."))
        return day

    def closely(self) -> Closely:
        """For the action; nothing where the thing is muted."""
        data = self.cleaned_data
        if data["level"] == MUTED:
            return Closely()
        return Closely(
            pace=None if data["level"] == USUAL else Pace(int(data["level"])),
            inbox=_SAID.get(data["inbox"]),
            push=_SAID.get(data["push"]),
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The choice for a thing the person may see."""
    user = require_person(request.user)
    ref = Ref(kind, key)
    thing = thing_or_404(viewer=user, ref=ref)
    form = AttentionForm(
        request.POST if request.method == "POST" else None, initial=_initial(attention_to(user=user, ref=ref))
    )
    if request.method == "POST" and form.is_valid():
        level = form.cleaned_data["level"]
        choose_attention(
            actor=actor_of(request),
            user=user,
            ref=ref,
            muted=level == MUTED,
            until=form.cleaned_data["until"] if level == MUTED else None,
            closely=form.closely(),
        )
        messages.success(request, _("Ditt val är sparat."))
        return redirect(thing.url)
    context = {"thing": thing, "form": form}
    return render(request, "notifications/attention.html", context, status=422 if form.errors else 200)


def _initial(row: Attention | None) -> dict[str, Any]:
    said = {value: name for name, value in _SAID.items()}
    if row is None:
        return {"level": USUAL, "inbox": USUAL, "push": USUAL}
    level = MUTED if row.is_muted else USUAL if row.pace is None else str(row.pace)
    return {"level": level, "until": row.muted_until, "inbox": said[row.inbox], "push": said[row.push]}
