"""Whose matrix a maintainer looks at."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from samverk.identity.rights.forms import GroupField, LookingForm
from samverk.identity.rights.queries import standing_groups


class WhoseForm(LookingForm):
    """Whose matrix is shown."""

    grupp = GroupField(
        queryset=Group.objects.none(),
        required=False,
        label=_("Gäller"),
        empty_label=_("Alla på webbplatsen"),
    )

    def __init__(self, data: object = None, **kwargs: object) -> None:
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        field: forms.ModelChoiceField[Group] = self.fields["grupp"]  # type: ignore[assignment]
        field.queryset = standing_groups().order_by("name")
