"""Forms of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppearanceForm(forms.Form):
    """What makes a site look like the municipality's own."""

    brand_colour = forms.CharField(
        label=_("Färg"),
        max_length=7,
        help_text=_("Kommunens starkaste färg, som # och sex tecken. Den står i den grafiska manualen, ofta som HEX."),
        error_messages={"required": _("Skriv en färg, till exempel #1d5c4d.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    mark = forms.CharField(
        label=_("Bokstäver i märket"),
        max_length=3,
        help_text=_("En till tre. De visas där det inte finns någon logotyp."),
        error_messages={"required": _("Skriv en till tre bokstäver, till exempel SK.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    logo = forms.FileField(
        label=_("Logotyp"),
        required=False,
        help_text=_("Helst kommunvapnet, ungefär lika bred som hög. PNG, JPEG eller WebP, högst 2 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label=_("Ta bort logotypen"), required=False)
