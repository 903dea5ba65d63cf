"""Which attributes can be filtered and sorted on, and where they lie."""

from django.db.models import OuterRef, QuerySet

from samverk.identity.scim.models import GroupMember, PersonEmail
from samverk.identity.scim.protocol.filters import Attributes, Column, Many
from samverk.identity.scim.protocol.schema import ENTERPRISE


def _emails() -> "QuerySet[PersonEmail]":
    return PersonEmail.objects.filter(person=OuterRef("pk"))


def _members() -> "QuerySet[GroupMember]":
    # A membership of somebody with protected identity is not told by asking for it either (LAW-24).
    return GroupMember.objects.filter(group=OuterRef("pk"), person__user__is_protected=False)


_META: dict[str, Column | Many] = {
    "meta.created": Column("created_at", "moment"),
    "meta.lastmodified": Column("changed_at", "moment"),
}
USER: Attributes = {
    **_META,
    "id": Column("user__uuid", "exact"),
    "externalid": Column("external_id", "exact"),
    "username": Column("user_name"),
    "name.givenname": Column("given_name"),
    "name.familyname": Column("family_name"),
    "displayname": Column("display_name"),
    "title": Column("title"),
    "usertype": Column("user_type"),
    "active": Column("active", "flag"),
    "emails": Many(_emails, {"value": Column("value"), "type": Column("type"), "primary": Column("primary", "flag")}),
    f"{ENTERPRISE}:department".lower(): Column("department"),
    f"{ENTERPRISE}:manager.value".lower(): Column("manager", "exact"),
}
GROUP: Attributes = {
    **_META,
    "id": Column("uuid", "exact"),
    "externalid": Column("external_id", "exact"),
    "displayname": Column("display_name"),
    "members": Many(_members, {"value": Column("person__user__uuid", "exact")}),
}
