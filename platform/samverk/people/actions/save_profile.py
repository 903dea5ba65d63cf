"""Change what is told of a person, beside what the directory says."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Profile
from samverk.people.profiles.access import require_editor
from samverk.people.profiles.words import clean, digits_of, listed_words

#: What each section of the form writes; a section leaves the others alone, whatever else has changed meanwhile.
SECTIONS = {
    "om": ("pronounced", "presentation", "languages", "ask_about"),
    "kontakt": ("phone", "mobile", "workplace"),
    "arbetstid": ("workdays", "hours"),
}
_LISTS = {"languages", "ask_about"}


def save_profile(*, actor: Actor, editor: User, user: User, facts: Mapping[str, str]) -> Profile:
    """Write some of a person's own facts; the same twice changes nothing the second time.

    The log says which facts were changed and by which right, never what they say.

    Args:
        actor: who acts.
        editor: the same person, whose right is asked.
        user: whose profile.
        facts: field → text; fields that are not named are left alone.

    Raises:
        Denied: for anybody but the person and the site's maintainers.
        ValidationError: for a personnummer (LAW-24), or a text that is too long.
    """
    right = require_editor(editor, user)
    wanted = {name: _tidy(name, text) for name, text in facts.items() if name in _FIELDS}
    with transaction.atomic():
        row, _is_new = Profile.objects.select_for_update(of=("self",)).get_or_create(user=user)
        changed = [name for name, text in wanted.items() if getattr(row, name) != text]
        for name in changed:
            setattr(row, name, wanted[name])
        if changed:
            row.digits = digits_of(row.phone, row.mobile)
            row.changed_at = clock.now()
            row.save(update_fields=[*changed, "digits", "changed_at"])
            record_audit(
                actor=actor, verb="people.save_profile", target=user, details={"fields": sorted(changed)}, right=right
            )
    return row


_FIELDS = {name for names in SECTIONS.values() for name in names}


def _tidy(name: str, text: str) -> str:
    text = clean(text)
    if name in _LISTS:
        text = ", ".join(listed_words(text))
    if name == "workdays":
        text = "".join(sorted({day for day in text if day in "1234567"}))
    longest = Profile._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
    if len(text) > longest:
        raise ValidationError(_("Texten är för lång. Högst %(n)d tecken.") % {"n": longest})
    return text
