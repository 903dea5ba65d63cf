"""Who finds whom by what they know (PF-22)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samverk.identity.access import is_person
from samverk.people.models import Audience, PersonSkill, Placement, Skill
from samverk.people.models.dated import on
from samverk.people.profiles.words import key_of
from samverk.people.shared_skills.models import SharedSkill
from tenants.queries import active_schema


def visible_skills(viewer: object, day: date) -> "QuerySet[PersonSkill]":
    """The skills this viewer may find people by: what was given to all here, to the viewer's units, and their own.

    For viewers who may read the directory. Maintainers see no more than others.
    """
    return skills_visible_to(viewer.pk, day) if is_person(viewer) else PersonSkill.objects.none()


def skills_visible_to(viewer: int, day: date) -> "QuerySet[PersonSkill]":
    """The same for the key of such a person."""
    units = Placement.objects.filter(on(day), user=viewer).values("unit")
    together = Placement.objects.filter(on(day), unit__in=units).values("user")
    wide = Q(audience__in=[Audience.SITE, Audience.COOPERATIONS, Audience.ALL])
    return PersonSkill.objects.filter(wide | Q(user=viewer) | Q(audience=Audience.UNIT, user__in=together))


def suggestions(*, text: str = "", count: int = 30) -> list[str]:
    """Words others have written for all to see, the most used first; a word only one person uses is nobody's business
    until they let everybody here find it. One query.
    """
    seen = Count("people", filter=~Q(people__audience=Audience.UNIT), distinct=True)
    found = Skill.objects.annotate(times=seen).filter(times__gt=0, key__startswith=key_of(text))
    return list(found.order_by("-times", "key").values_list("name", flat=True)[:count])


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody at another site who lets this one find them.

    Attributes:
        name, title, municipality: who, and where.
        skills: what they know, of what was shared with this site.
    """

    name: str
    title: str
    municipality: str
    skills: tuple[str, ...]


def found_elsewhere(*, text: str, count: int = 10) -> list[Elsewhere]:
    """People of other sites by a skill; name, title, municipality and skills, no other data. One query.

    What this site may see of others is the database's own rule (row-level security), not this query's.
    """
    words = [key_of(word) for word in text.split()][:6]
    if not words or any(len(word) < 2 for word in words):
        return []
    found = SharedSkill.objects.exclude(schema_name=active_schema())
    for word in words:
        found = found.filter(key__contains=word)
    rows = found.order_by("key", "name", "pk").values_list(
        "schema_name", "person", "name", "title", "municipality", "skill"
    )[: count * 5]
    people: dict[tuple[str, object], tuple[str, str, str, list[str]]] = {}
    for schema_name, person, name, title, municipality, skill in rows:
        people.setdefault((schema_name, person), (name, title, municipality, []))[3].append(skill)
    return [Elsewhere(n, t, m, tuple(skills)) for n, t, m, skills in list(people.values())[:count]]
