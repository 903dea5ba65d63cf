"""The form of one key and what a posted one leads to, for every page where a site decides something."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from tenants.settings.actions.reset_setting import reset_setting
from tenants.settings.actions.set_setting import ChangedMeanwhile, LockWithoutReason, SettingLocked, set_setting
from tenants.settings.actions.undo_setting import undo_setting
from tenants.settings.explaining import lock_in_words
from tenants.settings.models import Mode, SettingValue
from tenants.settings.queries import Effective
from tenants.settings.registry import SITE, Scope, SettingKey, scope_kinds


class SettingForm(forms.Form):
    """The value, how far it reaches, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("Hur långt gäller värdet?"), choices=Mode.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("En mening. Den syns för alla som undrar varifrån värdet kommer."),
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, key: SettingKey[Any], levels_below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = key.kind.field()
        # What it does stands at the top of the page.
        field.label, field.help_text = str(key.label), ""
        self.fields = {"value": field, **self.fields}
        if not levels_below:
            del self.fields["state"]


def levels_below(key: SettingKey[Any], scope: Scope, *, on_template: bool) -> bool:
    """Is there anybody below this level who could choose otherwise."""
    if scope.kind == SITE:
        return (on_template and not key.only_template) or bool(key.scopes)
    order = scope_kinds[scope.kind].order
    return any(scope_kinds[kind].order > order for kind in key.scopes)


def form_for(found: Effective, row: SettingValue | None, *, on_template: bool, data: Any = None) -> SettingForm:
    """The form of a key on the last level of its path, filled with what applies."""
    own = found.own
    initial = {
        "value": own.value if own else found.value,
        "state": own.state if own else Mode.DEFAULT,
        "seen": row.revision if row else None,
    }
    below = levels_below(found.key, found.path[-1], on_template=on_template)
    return SettingForm(data, key=found.key, levels_below=below, initial=initial)


def decide(*, actor: Actor, form: SettingForm, key: SettingKey[Any], scope: Scope, what: str) -> str:
    """Carry out what the person pressed; what is wrong is put on the form.

    Args:
        actor: who decides.
        form: as posted.
        key: what is decided.
        scope: on which level.
        what: `reset`, `undo`, or anything else for saving.

    Returns:
        What to say; empty when the form has errors.
    """
    common: dict[str, Any] = {"actor": actor, "key": key, "scope": scope, "now": clock.now()}
    try:
        if what == "undo":
            undo_setting(**common, seen=_seen(form))
            return _("Den senaste ändringen är ångrad.")
        if what == "reset":
            reset_setting(**common, seen=_seen(form))
            return _("Det egna värdet är borttaget. Nu gäller det som kommer uppifrån.")
        if not form.is_valid():
            return ""
        kept = form.cleaned_data
        state = kept.get("state", Mode.DEFAULT)
        set_setting(**common, value=kept["value"], state=state, reason=kept["reason"], seen=kept["seen"])
    except SettingLocked as refused:
        form.add_error(None, lock_in_words(refused.scope, refused.level))
    except ChangedMeanwhile as other:
        who = other.row.set_by_name if other.row is not None else ""
        form.add_error(
            None,
            _("%(who)s hann ändra före dig, så ditt val är inte sparat. Läs om sidan och se vad som gäller nu.")
            % {"who": who or _("Någon annan")},
        )
    except ValidationError as error:
        form.add_error("reason" if isinstance(error, LockWithoutReason) else "value", error)
    else:
        return _("Sparat. Det gäller från nästa sida som öppnas.")
    return ""


def _seen(form: SettingForm) -> UUID | None:
    """The revision alone: who resets or undoes has not filled in the rest."""
    try:
        return UUID(str(form["seen"].value() or ""))
    except ValueError:
        return None
