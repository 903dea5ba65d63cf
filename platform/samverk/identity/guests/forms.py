"""Forms about guests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverk.identity.guests.places import Place
from samverk.identity.guests.terms import USUAL, months_after, usual_terms
from samverk.kernel.visible import require_visible

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class InviteForm(forms.Form):
    """Who, from where, what for, until when, to what."""

    name = forms.CharField(
        label=_("Gästens namn"),
        max_length=200,
        validators=[require_visible],
        error_messages={"required": _("Skriv gästens namn.")},
    )
    email = forms.EmailField(
        label=_("Gästens e-postadress"),
        help_text=_("Hit skickas länken. Det är också användarnamnet."),
        error_messages={
            "required": _("Skriv gästens e-postadress."),
            "invalid": _("Skriv adressen så här: namn@exempel.se."),
        },
    )
    organisation = forms.CharField(
        label=_("Gästens organisation"),
        max_length=100,
        validators=[require_visible],
        help_text=_("Den visas bredvid namnet, tillsammans med märket Extern."),
        error_messages={"required": _("Skriv vilken organisation gästen kommer från.")},
    )
    purpose = forms.CharField(
        label=_("Vad gästen ska göra här"),
        max_length=300,
        help_text=_("En mening. Gästen ser den i inbjudan."),
        error_messages={"required": _("Skriv varför gästen behöver komma hit.")},
    )
    expires_on = forms.DateField(
        label=_("Sista dag"),
        widget=DAY,
        help_text=_("Högst tolv månader. Dagen efter stängs kontot av sig självt."),
        error_messages={"required": _("Välj en sista dag."), "invalid": _("Skriv dagen så här: 2027-01-31.")},
    )
    terms = forms.CharField(
        label=_("Villkor som gästen godkänner"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad gästen ska godkänna.")},
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        language: str,
        offered: Mapping[str, tuple["str | Promise", list[Place]]],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"expires_on": months_after(today, USUAL), "terms": usual_terms(language)})
        super().__init__(*args, **kwargs)
        self.kinds = tuple(offered)
        for kind, (label, places) in offered.items():
            self.fields[f"places_{kind}"] = forms.MultipleChoiceField(
                label=str(label),
                choices=[(place.key, place.label) for place in places],
                widget=forms.CheckboxSelectMultiple,
                required=len(offered) == 1,
                error_messages={"required": _("Välj minst en sida som gästen ska se.")},
                help_text=_("Gästen ser det du väljer och det som ligger under det, ingenting annat."),
            )

    def places(self) -> dict[str, list[str]]:
        """What was chosen, kind by kind."""
        return {kind: self.cleaned_data[f"places_{kind}"] for kind in self.kinds}

    def clean(self) -> dict[str, Any]:
        """A guest who sees nothing has nothing to do here."""
        cleaned: dict[str, Any] = super().clean() or {}
        if len(self.kinds) > 1 and not any(cleaned.get(f"places_{kind}") for kind in self.kinds):
            self.add_error(f"places_{self.kinds[0]}", gettext("Välj minst en sida som gästen ska se."))
        return cleaned


class ExtendForm(forms.Form):
    """Another last day."""

    expires_on = forms.DateField(
        label=_("Ny sista dag"),
        widget=DAY,
        error_messages={"required": _("Välj en sista dag."), "invalid": _("Skriv dagen så här: 2027-01-31.")},
    )


class NewPasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=_("Välj ett lösenord"),
        max_length=200,
        strip=False,
        help_text=_("Minst tolv tecken. Tre eller fyra ord som du minns räcker långt."),
        error_messages={"required": _("Välj ett lösenord.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Skriv lösenordet en gång till"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Skriv lösenordet en gång till.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """The same twice, and not one that everybody tries first."""
        cleaned: dict[str, Any] = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("Lösenorden är inte lika."))
        elif password:
            try:
                validate_password(password)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AcceptForm(NewPasswordForm):
    """The same, and the terms."""

    agree = forms.BooleanField(
        label=_("Jag har läst villkoren och följer dem"),
        error_messages={"required": _("Läs villkoren och kryssa i rutan.")},
    )


class AgreeForm(forms.Form):
    """The terms only, for a guest whom a provider proves."""

    agree = forms.BooleanField(
        label=_("Jag har läst villkoren och följer dem"),
        error_messages={"required": _("Läs villkoren och kryssa i rutan.")},
    )
