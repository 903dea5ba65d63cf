"""Processes that apply here and their steps, as something articles are about."""

from collections.abc import Collection

from django.db import connection
from django.urls import reverse

from samverk.intranet.knowledge.registries import Step

_STEPS = """
SELECT i.key::text, i.code, i.title, ''::text AS block, ''::text AS name, 0 AS place
  FROM adoption_adopted i WHERE i.kind = 'process' AND ({where})
UNION ALL
SELECT i.key::text, i.code, i.title, b ->> 'id', b #>> '{{texts,title}}', place
  FROM adoption_adopted i, jsonb_array_elements(i.content -> 'blocks') WITH ORDINALITY AS each (b, place)
 WHERE i.kind = 'process' AND b ->> 'kind' = 'step' AND {steps} AND ({where})
 ORDER BY 2, 6
"""


def choices() -> list[Step]:
    """All processes with their steps, in the order of their codes; one query."""
    return _asked(_STEPS.format(where="true", steps="true"), [])


def processes() -> list[Step]:
    """The processes alone; one query."""
    return _asked(_STEPS.format(where="true", steps="false"), [])


def by_key(keys: Collection[str]) -> dict[str, Step]:
    """What is here of these, by the key that was asked for; one query.

    A step that is not here is its process: a shared article may be about one that a later version brings.
    """
    items = list({key.partition("#")[0] for key in keys})
    here = {
        step.key: step for step in _asked(_STEPS.format(where="i.key::text = ANY(%s)", steps="true"), [items, items])
    }
    near = {key: here.get(key) or here.get(key.partition("#")[0]) for key in keys}
    return {key: step for key, step in near.items() if step}


def _asked(question: str, values: list[list[str]]) -> list[Step]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [_step(*row[:5]) for row in cursor.fetchall()]


def _step(key: str, code: str, title: str, block: str, name: str | None) -> Step:
    url = reverse("templates:item", args=[code])
    if not block:
        return Step(key, f"{code} {title}", url)
    return Step(f"{key}#{block}", f"{code} {title}: {name or block}", f"{url}#del-{block}")
