"""Two words for the same thing become one; a word that should not stand there goes."""

from django.db import transaction

from samverk.identity.access import require_maintainer
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.actions.share_skills import share_skills
from samverk.people.models import Audience, PersonSkill, Skill

#: From the narrowest to the widest.
WIDTH = {audience: number for number, audience in enumerate(Audience.values)}


def merge_skills(*, actor: Actor, maintainer: User, skill: Skill, into: Skill | None) -> int:
    """Everybody who had `skill` has `into`; with None the word goes. Returns how many people it was about.

    Who had both keeps the narrower audience: a merger never shows anybody to more than they chose.

    Args:
        actor: who acts.
        maintainer: the same person, whose right is asked.
        skill: the word that goes.
        into: the word that stays, or None.

    Raises:
        Denied: for anybody but the site's maintainers.
    """
    require_maintainer(maintainer)
    with transaction.atomic():
        rows = list(PersonSkill.objects.select_for_update(of=("self",)).filter(skill=skill).select_related("user"))
        if into is not None and into.pk != skill.pk:
            both = {
                row.user_id: row for row in PersonSkill.objects.filter(skill=into, user__in=[r.user_id for r in rows])
            }
            for row in rows:
                other = both.get(row.user_id)
                if other is None:
                    PersonSkill.objects.filter(pk=row.pk).update(skill=into)
                elif WIDTH[row.audience] < WIDTH[other.audience]:
                    PersonSkill.objects.filter(pk=other.pk).update(audience=row.audience)
        elif into is not None:
            return 0
        details: dict[str, object] = {"people": len(rows), "into": into.name if into else ""}
        record_audit(actor=actor, verb="people.merge_skills", label=skill.name, details=details,
                     right="identity.administer_site")  # fmt: skip
        skill.delete()
        for row in rows:
            share_skills(actor=actor, user=row.user)
    return len(rows)
