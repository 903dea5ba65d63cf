"""Say what one knows and who may find it, or take it back."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.actions.share_skills import share_skills
from samverk.people.models import Audience, PersonSkill, Skill
from samverk.people.profiles.access import require_oneself
from samverk.people.profiles.words import clean, key_of

MOST = 30


def choose_skills(*, actor: Actor, chooser: User, user: User, wanted: Mapping[str, str]) -> list[PersonSkill]:
    """From now on these and no others, each to its audience; what was taken back is gone everywhere at once (PF-22).

    The log counts them and names none: what somebody once said of themselves is not kept in the log.

    Args:
        actor: who acts.
        chooser: the same person; nobody chooses for another.
        user: whose skills.
        wanted: word → one of Audience.

    Raises:
        Denied: for anybody but the person.
        ValidationError: for too many, a personnummer (LAW-24), or an audience that is none.
    """
    require_oneself(chooser, user)
    words = {key_of(clean(word)): (clean(word)[:80], audience) for word, audience in wanted.items() if key_of(word)}
    if len(words) > MOST:
        raise ValidationError(_("Skriv högst %(n)d kompetenser, de viktigaste.") % {"n": MOST})
    if not {audience for _word, audience in words.values()} <= set(Audience.values):
        raise ValidationError(_("Välj vilka som får hitta kompetensen."))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        has = {row.skill.key: row for row in PersonSkill.objects.filter(user=user).select_related("skill")}
        gone = [row.pk for key, row in has.items() if key not in words]
        PersonSkill.objects.filter(pk__in=gone).delete()
        changed = len(gone)
        for key, (word, audience) in words.items():
            row = has.get(key)
            if row is None:
                skill, _is_new = Skill.objects.get_or_create(key=key, defaults={"name": word})
                PersonSkill.objects.create(user=user, skill=skill, audience=audience)
            elif row.audience != audience:
                PersonSkill.objects.filter(pk=row.pk).update(audience=audience)
            else:
                continue
            changed += 1
        if changed:
            Skill.objects.filter(people=None).delete()
            record_audit(
                actor=actor, verb="people.choose_skills", target=user, details={"skills": len(words)}, right="own"
            )
        share_skills(actor=actor, user=user)
    return list(PersonSkill.objects.filter(user=user).select_related("skill"))
