"""The model's roles, and which group here answers to each (TN-06)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from samverk.identity.house_groups import label_of
from samverk.identity.models import User
from samverk.identity.rights.queries import GroupLine, group_lines, standing_groups
from shared_templates.adoption.queries import adopted
from shared_templates.catalogue.queries import newest_texts
from shared_templates.content.values import from_json

ROLE = "role"


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role.

    Attributes:
        code, title: of the item.
        wanted: the group the model suggests, in its words; empty where it suggests none.
        group: the one here that is called so.
    """

    code: str
    title: str
    wanted: str
    group: GroupLine | None


def role_lines(*, viewer: User, at_the_model: bool) -> list[RoleLine]:
    """Every role by code: as it applies here, or as it was released last on the model's own site.

    A fixed number of queries.

    Args:
        viewer: who asks; counts of people are of those the viewer may see.
        at_the_model: is this the model's own site.
    """
    roles = newest_texts(ROLE) if at_the_model else adopted(ROLE).defer(None)
    groups = _groups_by_name(viewer)
    found = []
    for role in roles:
        wanted = from_json(role.content).head.get("group", "")
        found.append(RoleLine(role.code, role.title, wanted, groups.get(wanted.strip().casefold())))
    return found


def _groups_by_name(viewer: User) -> dict[str, GroupLine]:
    """Folded name → group: the name it is stored by, in the model's language and in the reader's."""
    lines = {line.pk: line for line in group_lines(viewer=viewer)}
    named = dict(standing_groups().values_list("pk", "name"))
    with override(settings.LANGUAGE_CODE):
        found = {label_of(name).casefold(): lines[pk] for pk, name in named.items() if pk in lines}
    return found | {line.label.casefold(): line for line in lines.values()}
