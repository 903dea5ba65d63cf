"""Wagtail's pages about people: to look up and to put in groups, not to create or delete.

People are made by identity (local accounts, OpenID Connect, SCIM), which also keeps the directory in step.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import UserViewSet

from samverk.identity.models import User


class PersonEditForm(UserEditForm):
    """Groups and whether the account is open; names come from elsewhere."""

    password_enabled = False

    class Meta:
        model = User
        fields = {"display_name", "email", "is_active", "groups"}
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"display_name": _("Namn")}


class PersonViewSet(UserViewSet):
    """List and edit; no address for creating or deleting."""

    def get_form_class(self, for_update: bool = False) -> "type[forms.ModelForm[User]]":
        return PersonEditForm

    def get_urlpatterns(self) -> list[object]:
        forbidden = {"add", "delete"}
        return [pattern for pattern in super().get_urlpatterns() if getattr(pattern, "name", "") not in forbidden]
