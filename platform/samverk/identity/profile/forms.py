"""What travels."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TravelForm(forms.Form):
    """The person's own choice; the name always travels, or nobody would know who writes."""

    carries_title = forms.BooleanField(label=_("Visa min titel på andra webbplatser"), required=False)
    carries_email = forms.BooleanField(label=_("Visa min e-postadress på andra webbplatser"), required=False)
