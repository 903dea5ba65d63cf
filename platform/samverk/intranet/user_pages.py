"""Wagtail's pages about people: to look up and to put in groups, not to create or delete.

People are made by identity (local accounts, OpenID Connect, SCIM), which also keeps the directory in step.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.users.forms import GroupForm, UserEditForm
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.groups import IndexView as GroupIndexView
from wagtail.users.views.users import IndexView, UserFilterSet, UserViewSet

from samverk.identity.house_groups import is_house
from samverk.identity.queries import visible_people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverk.identity.models import User

FORBIDDEN = frozenset({"add", "copy", "delete"})
FORBIDDEN_NAMES = frozenset(f"{name}_url_name" for name in FORBIDDEN)


class PersonEditForm(UserEditForm):
    """To look at only: accounts and groups are changed in the administration (identity.rights).

    There somebody is always left who can administer the site, what the directory decides is locked, and the log tells.
    """

    password_enabled = False

    class Meta(UserEditForm.Meta):
        fields = {"username", "email", "first_name", "last_name", "is_active", "groups"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        for field in self.fields.values():
            field.disabled = True
            field.required = False
        self.fields["groups"].help_text = _("Konton och grupper ändras under Administration, Personer.")


class PersonFilterSet(UserFilterSet):
    """Without "administrator": there are none but the operator's, and nobody here makes one."""

    is_superuser = None

    class Meta(UserFilterSet.Meta):
        pass


class PersonIndexView(IndexView):
    """People with the groups they are in."""

    @cached_property
    def columns(self) -> list[Any]:
        """Groups in place of Wagtail's "access level", which says nothing about anybody but superusers."""
        groups = Column(
            "groups",
            label=_("Grupper"),
            accessor=lambda user: ", ".join(str(group) for group in user.groups.all()) or "–",
            width="20%",
        )
        return [groups if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self) -> "QuerySet[User]":
        """With the groups, in one query for the whole page."""
        people: QuerySet[User] = super().get_base_queryset().prefetch_related("groups")
        return people.filter(pk__in=visible_people(self.request.user).values("pk"))


class PersonViewSet(UserViewSet):
    """List and edit; no address for creating, copying or deleting."""

    index_view_class = PersonIndexView
    filterset_class = PersonFilterSet

    def get_form_class(self, for_update: bool = False) -> "type[forms.ModelForm[User]]":
        return PersonEditForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        view_kwargs: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in view_kwargs.items() if name not in FORBIDDEN_NAMES}

    def get_urlpatterns(self) -> list[object]:
        return [pattern for pattern in super().get_urlpatterns() if getattr(pattern, "name", "") not in FORBIDDEN]


class HouseGroupForm(GroupForm):
    """The groups every site starts with keep their stored names, by which the code finds them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_house(self.instance.name):
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Gruppen finns på alla webbplatser och heter lika överallt.")
            self.initial["name"] = str(self.instance)

    def clean_name(self) -> str:
        """What is shown is not what is stored."""
        if self.fields["name"].disabled:
            return str(self.instance.name)
        return str(super().clean_name())


class HouseGroupIndexView(GroupIndexView):
    """Groups by what they are called here."""

    columns = [TitleColumn("name", label=_("Namn"), accessor=str, sort_key="name", url_name="wagtailusers_groups:edit")]


class HouseGroupViewSet(GroupViewSet):
    """Wagtail's pages about groups, with the house's names."""

    index_view_class = HouseGroupIndexView

    def get_form_class(self, for_update: bool = False) -> "type[forms.ModelForm[Group]]":
        return HouseGroupForm
