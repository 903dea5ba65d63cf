"""Wagtail's pages about people: to look up and to put in groups, not to create or delete.

People are made by identity (local accounts, OpenID Connect, SCIM), which also keeps the directory in step.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import UserViewSet

if TYPE_CHECKING:
    from samverk.identity.models import User

FORBIDDEN = frozenset({"add", "copy", "delete"})
FORBIDDEN_NAMES = frozenset(f"{name}_url_name" for name in FORBIDDEN)


class PersonEditForm(UserEditForm):
    """Groups and whether the account is open; names come from elsewhere.

    "Administrator" is not offered: whoever may put people in groups could make a superuser of anybody.
    """

    password_enabled = False

    class Meta(UserEditForm.Meta):
        fields = {"username", "email", "first_name", "last_name", "is_active", "groups"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        for name in ("username", "email", "first_name", "last_name"):
            self.fields[name].disabled = True
            self.fields[name].required = False


class PersonViewSet(UserViewSet):
    """List and edit; no address for creating, copying or deleting."""

    def get_form_class(self, for_update: bool = False) -> "type[forms.ModelForm[User]]":
        return PersonEditForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        view_kwargs: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in view_kwargs.items() if name not in FORBIDDEN_NAMES}

    def get_urlpatterns(self) -> list[object]:
        return [pattern for pattern in super().get_urlpatterns() if getattr(pattern, "name", "") not in FORBIDDEN]
