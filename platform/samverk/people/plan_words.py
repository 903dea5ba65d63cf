"""Plans and their effect in plain words."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.people.queries import Node, persons_named
from samverk.people.reorganising.effect import Effect
from samverk.people.reorganising.steps import Step, Verb


def sentence(step: Step, names: dict[UUID, str]) -> str:
    """What a step does, as one would say it."""
    subjects = _and([names.get(uuid, "?") for uuid in step.subjects if uuid != step.into])
    parts = _and([part.name for part in step.parts])
    target = names.get(step.into, "?") if step.into else parts
    where = names.get(step.parent, "?") if step.parent else ""
    told = {"subjects": subjects, "parts": parts, "target": target, "where": where, "name": step.name}
    if step.verb == Verb.MOVE:
        told["authority"] = names.get(step.authority, "?") if step.authority else ""
        if not step.parent:
            return _("%(subjects)s får %(authority)s som ansvarig nämnd") % told
        return _("%(subjects)s flyttar till %(where)s") % told
    if step.verb == Verb.SPLIT:
        words = _("%(parts)s bryts ut ur %(subjects)s") if step.keeps else _("%(subjects)s delas i %(parts)s")
        return words % told
    if step.verb == Verb.LEAD:
        told["name"] = names.get(step.person, "") if step.person else ""
        told["name"] = told["name"] or _("Någon som inte visas")
    words = {
        Verb.BEGIN: _("%(parts)s inrättas"),
        Verb.RENAME: _("%(subjects)s byter namn till %(name)s"),
        Verb.MERGE: _("%(subjects)s går ihop till %(target)s"),
        Verb.END: _("%(subjects)s upphör"),
        Verb.LEAD: _("%(name)s blir chef för %(subjects)s"),
    }[step.verb]
    return words % told


def names_in(steps: Iterable[Step], named: dict[UUID, tuple[str, str]]) -> dict[UUID, str]:
    """What the steps speak of, by name: what there is, what they make, and who leads it; one query for persons."""
    names = {uuid: name for uuid, (_level, name) in named.items()}
    people = set()
    for step in steps:
        names.update({part.uuid: part.name for part in step.parts})
        people |= {step.person} if step.person else set()
    return {**names, **persons_named(people)} if people else names


def mentioned(steps: Iterable[Step]) -> set[UUID]:
    """Everything that exists and that the steps speak of."""
    found: set[UUID] = set()
    for step in steps:
        found |= step.touches | {uuid for uuid in (step.parent, step.authority) if uuid}
    return found


def marks(effect: Effect) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """What to say beside the parts, before and after."""
    was = {node.uuid: node for node in effect.before}
    now = {node.uuid: node for node in effect.after}
    before = {uuid: _("upphör") for uuid in effect.changed & (was.keys() - now.keys())}
    after = {uuid: _after(was.get(uuid), now[uuid]) for uuid in effect.changed & now.keys()}
    return before, after


def _after(was: Node | None, now: Node) -> str:
    if was is None:
        return _("ny")
    if was.name != now.name:
        return _("hette %(name)s") % {"name": was.name}
    return _("flyttad hit") if was.parent != now.parent else _("ändrat antal")


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s och %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
