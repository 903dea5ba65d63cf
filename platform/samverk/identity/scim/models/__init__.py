"""What a site keeps of its directory."""

from .group import GrantedRight, GroupMember, ProvisionedGroup
from .import_draft import ImportDraft
from .person import PersonEmail, ProvisionedPerson
from .token import ScimToken

__all__ = [
    "GrantedRight",
    "GroupMember",
    "ImportDraft",
    "PersonEmail",
    "ProvisionedGroup",
    "ProvisionedPerson",
    "ScimToken",
]
