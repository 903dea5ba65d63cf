"""Which rights the house's own groups have on every site: declared by the rooms, given in one go.

A release may bring a right that a group is to have, so they are given after each migration of a site too; on hundreds
of sites that must cost next to nothing where nothing is missing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .models import Stamp
from .registries import Registry


@dataclass(frozen=True, slots=True)
class StandardRights:
    """What one group may, as far as one room is concerned.

    Attributes:
        group: its name in code; it is made where it is missing, with nobody in it.
        rights: "app_label.codename" each.
        also: a group whose rights it has too, or empty.
    """

    group: str
    rights: tuple[str, ...] = ()
    also: str = ""


standard_rights: Registry[StandardRights] = Registry("standard rights")

_GROUPS = """
INSERT INTO auth_group (name)
SELECT wanted.name FROM unnest(%(groups)s::text[]) AS wanted (name)
WHERE NOT EXISTS (SELECT 1 FROM auth_group g WHERE g.name = wanted.name)"""
_RIGHTS = """
INSERT INTO auth_group_permissions (group_id, permission_id)
SELECT g.id, p.id
FROM unnest(%(holders)s::text[], %(apps)s::text[], %(codes)s::text[]) AS wanted (holder, app, code)
JOIN auth_group g ON g.name = wanted.holder
JOIN public.django_content_type c ON c.app_label = wanted.app
JOIN auth_permission p ON p.content_type_id = c.id AND p.codename = wanted.code
WHERE NOT EXISTS (SELECT 1 FROM auth_group_permissions h WHERE h.group_id = g.id AND h.permission_id = p.id)"""
_ALSO = """
INSERT INTO auth_group_permissions (group_id, permission_id)
SELECT DISTINCT g.id, theirs.permission_id
FROM unnest(%(heirs)s::text[], %(models)s::text[]) AS wanted (heir, model)
JOIN auth_group g ON g.name = wanted.heir
JOIN auth_group o ON o.name = wanted.model
JOIN auth_group_permissions theirs ON theirs.group_id = o.id
WHERE NOT EXISTS (
    SELECT 1 FROM auth_group_permissions h WHERE h.group_id = g.id AND h.permission_id = theirs.permission_id)"""


_MARK = """
INSERT INTO kernel_stamp AS held (name, value) VALUES (%(mark)s, %(given)s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE held.value <> excluded.value"""
#: The stamp that tells which declaration a site has been given.
MARK = "rights"
#: The operator's: which declaration every site has been given. Who makes or puts back a site gives them there.
EVERYWHERE = "rights everywhere"


def _sorted_out() -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    declared = standard_rights.values()
    direct = [(each.group, *right.split(".")) for each in declared for right in each.rights]
    return [(group, app, code) for group, app, code in direct], [(e.group, e.also) for e in declared if e.also]


def declared_rights() -> int:
    """A number that is another one when the code declares other rights."""
    told = repr([sorted(each) for each in _sorted_out()]).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8]) >> 1


def sites_without(schema_names: Sequence[str]) -> list[str]:
    """Those that have not been given what the code declares today; one query for all of them."""
    if not schema_names or Stamp.objects.filter(name=EVERYWHERE, value=declared_rights()).exists():
        return []
    each = "SELECT %s AS name WHERE NOT EXISTS (SELECT 1 FROM {}.kernel_stamp WHERE name = %s AND value = %s)"
    question = " UNION ALL ".join(each.format(connection.ops.quote_name(name)) for name in schema_names)
    given = declared_rights()
    with connection.cursor() as cursor:
        cursor.execute(question, [value for name in schema_names for value in (name, MARK, given)])
        return [name for (name,) in cursor.fetchall()]


def note_given_everywhere() -> None:
    """After a migration that left no site behind: until the code declares other rights there is nothing to ask."""
    Stamp.objects.update_or_create(name=EVERYWHERE, defaults={"value": declared_rights()})


def give_standard_rights() -> None:
    """Give the active site's groups what the code says they may; takes nothing away, so what a municipality gave stays.

    One round trip; writes nothing where nothing is missing.
    """
    direct, heirs = _sorted_out()
    declared = standard_rights.values()
    values: dict[str, Any] = {
        "groups": sorted({each.group for each in declared}),
        "holders": [group for group, _app, _code in direct],
        "apps": [app for _group, app, _code in direct],
        "codes": [code for _group, _app, code in direct],
        "heirs": [heir for heir, _model in heirs],
        "models": [model for _heir, model in heirs],
        "mark": MARK,
        "given": declared_rights(),
    }
    with connection.cursor() as cursor:
        cursor.execute(";".join((_GROUPS, _RIGHTS, _ALSO, _MARK)), values)
