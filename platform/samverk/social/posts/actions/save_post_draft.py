"""Keep what somebody has begun to write."""

from collections.abc import Mapping
from datetime import datetime

from samverk.identity.scim.personal_number import has_personal_number
from samverk.kernel.actions.record_audit import Actor
from samverk.social.posts.models import Draft
from samverk.social.text import LONGEST

#: Fields of the form that are kept; files cannot be given back to a browser.
FIELDS = ("text", "place", "kind", "options", "link", "link_title", "last_day", "several", "shows_names")


def save_post_draft(*, actor: Actor, user: int, fields: Mapping[str, str], now: datetime) -> bool:
    """The person's one unfinished post becomes this; without text it is forgotten. Nobody else reads it.

    With a personnummer in it nothing is written (LAW-24): what was kept before is as it was.

    Args:
        actor: who acts.
        user: key of the person.
        fields: of the form; others than `FIELDS` are left out.
        now: the moment.

    Returns:
        Was there no personnummer in it.
    """
    # A NUL comes from no keyboard, and no text of the database can hold one.
    kept = {name: fields[name].replace("\0", "")[: 2 * LONGEST] for name in FIELDS if fields.get(name)}
    if any(map(has_personal_number, kept.values())):
        return False
    if not kept.get("text", "").strip():
        Draft.objects.filter(user=user).delete()
        return True
    Draft.objects.update_or_create(user_id=user, defaults={"fields": kept, "saved_at": now, "thrown_at": None})
    return True
