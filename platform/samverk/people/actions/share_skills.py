"""Let other sites find people by what they have chosen to share, and nobody by anything else."""

from datetime import date
from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.profile.queries import sites_elsewhere
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Audience, PersonSkill, Profile
from samverk.people.profiles.access import listed
from samverk.people.shared_skills.models import SharedSkill
from tenants.connection import connection
from tenants.models import Kind, Tenant
from tenants.queries import active_schema

Row = tuple[str, str, str, str, bool, tuple[str, ...]]


def share_skills(*, actor: Actor, user: User) -> int:
    """Bring the person's rows in `public` in line with what holds now; returns how many changed.

    A part of each action that changes the choice, in its transaction, so that what was taken back is gone when the
    page comes back. Only from home: what somebody shares, they share as who they are there.

    Args:
        actor: who acts.
        user: whose skills; somebody protected, gone or from outside shares nothing (LAW-24).
    """
    with transaction.atomic():
        profile, _is_new = Profile.objects.get_or_create(user=user)
        wanted = _wanted(user, clock.today())
        rows = SharedSkill.objects.filter(schema_name=active_schema(), person=profile.shared_as)
        has: dict[str, Row] = {
            row.key: (row.skill, row.name, row.title, row.municipality, row.for_all, tuple(row.sites)) for row in rows
        }
        stale = [key for key in has if wanted.get(key) != has[key]]
        rows.filter(key__in=stale).delete()
        new = [_row(profile.shared_as, key, facts) for key, facts in wanted.items() if has.get(key) != facts]
        SharedSkill.objects.bulk_create(new)
        changed = len(set(stale) | {row.key for row in new})
        if changed:
            record_audit(actor=actor, verb="people.share_skills", target=user, details={"shared": len(wanted)})
    return changed


def share_all_skills(*, actor: Actor) -> int:
    """Every hour, what no single act tells of: names and titles that changed, accounts that closed, cooperations that
    somebody joined or left. Returns how many rows changed; a second time none.
    """
    here = active_schema()
    wide = PersonSkill.objects.filter(audience__in=[Audience.COOPERATIONS, Audience.ALL]).values("user")
    shown = set(SharedSkill.objects.filter(schema_name=here).values_list("person", flat=True))
    known = dict(Profile.objects.filter(shared_as__in=shown).values_list("shared_as", "user_id"))
    # A site that was moved or restored may have left rows of people it no longer has.
    strays, _each = SharedSkill.objects.filter(schema_name=here, person__in=shown - set(known)).delete()
    people = User.objects.filter(pk__in=set(wide.values_list("user_id", flat=True)) | set(known.values()))
    changed = sum(share_skills(actor=actor, user=user) for user in people)
    if strays:
        record_audit(actor=actor, verb="people.share_skills", details={"strays": strays})
    return changed + strays


def end_skills(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """Whoever leaves takes what they said they know with them; nobody inherits it."""
    with transaction.atomic():
        gone, _each = PersonSkill.objects.filter(user=user).delete()
        share_skills(actor=actor, user=user)
        if gone:
            record_audit(actor=actor, verb="people.end_skills", target=user, details={"skills": gone})
    return gone


def _wanted(user: User, day: date) -> dict[str, Row]:
    """Key of each skill → what others may read; empty for whoever shares nothing."""
    home = connection.tenant
    if not (isinstance(home, Tenant) and home.kind == Kind.MUNICIPALITY and user.is_internal):
        return {}
    if not User.objects.filter(listed(day), pk=user.pk).exists():
        return {}
    chosen = PersonSkill.objects.filter(user=user, audience__in=[Audience.COOPERATIONS, Audience.ALL])
    rows = list(chosen.values_list("skill__key", "skill__name", "audience"))
    if not rows:
        return {}
    met = (m.schema_name for m in sites_elsewhere(user=user, day=day) if m.kind == Kind.COOPERATION)
    sites = tuple(sorted(met))
    found = {}
    for key, name, audience in rows:
        for_all = audience == Audience.ALL
        if for_all or sites:
            found[key] = (name, user.display_name, user.title, home.name, for_all, () if for_all else sites)
    return found


def _row(person: UUID, key: str, facts: Row) -> SharedSkill:
    skill, name, title, municipality, for_all, sites = facts
    return SharedSkill(
        schema_name=active_schema(), person=person, key=key, skill=skill, name=name, title=title,
        municipality=municipality, for_all=for_all, sites=list(sites),
    )  # fmt: skip
