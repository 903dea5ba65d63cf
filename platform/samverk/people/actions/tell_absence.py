"""Say that one is away, and who answers meanwhile; and that one is not."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Absence, Reason
from samverk.people.profiles.access import listed, require_editor

#: Longer is a leave of absence, which belongs in the staff system and not in a telephone directory.
LONGEST = timedelta(days=730)
#: Somebody may want to see when a colleague came back; after that it is nobody's business.
KEPT = timedelta(days=30)


def tell_absence(
    *, actor: Actor, editor: User, user: User, first: date, last: date, why: str, stand_in: User | None, today: date
) -> Absence:
    """Write it; it shows at once on the person's card and page, and messages go to the stand-in meanwhile.

    Told twice, it is written once. The log names no reason.

    Args:
        actor: who acts.
        editor: the same person, whose right is asked.
        user: who is away.
        first, last: both included.
        why: one of Reason, or empty to say nothing.
        stand_in: who answers; somebody who stands in the directory.
        today: the day.

    Raises:
        Denied: for anybody but the person and the site's maintainers.
        ValidationError: for days that cannot be, or a stand-in who cannot be asked.
    """
    right = require_editor(editor, user)
    if last < first:
        raise ValidationError({"last": _("Sista dagen kan inte ligga före den första.")})
    if last < today:
        raise ValidationError({"last": _("Frånvaron är redan över.")})
    if last - first > LONGEST:
        raise ValidationError({"last": _("Välj högst två år.")})
    if stand_in is not None and stand_in.pk == user.pk:
        raise ValidationError({"stand_in": _("Välj någon annan än dig själv.")})
    if stand_in is not None and not User.objects.filter(listed(today), pk=stand_in.pk).exists():
        raise ValidationError({"stand_in": _("Personen finns inte i katalogen.")})
    with transaction.atomic():
        # One at a time for each person: a double press is one absence.
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        facts = {"first": first, "last": last, "why": Reason(why).value, "stand_in": stand_in}
        same = Absence.objects.filter(user=user, **facts).first()
        if same is not None:
            return same
        row = Absence.objects.create(user=user, **facts)
        details: dict[str, object] = {"first": first.isoformat(), "last": last.isoformat()}
        record_audit(actor=actor, verb="people.tell_absence", target=user, details=details, right=right)
    return row


def end_absence(*, actor: Actor, editor: User, absence: Absence, today: date) -> None:
    """One is back: what has begun ends yesterday, what has not is taken away. Harmless to repeat.

    Raises:
        Denied: for anybody but the person and the site's maintainers.
    """
    right = require_editor(editor, absence.user)
    with transaction.atomic():
        row = Absence.objects.select_for_update(of=("self",)).filter(pk=absence.pk, last__gte=today).first()
        if row is None:
            return
        if row.first < today:
            row.last = today - timedelta(days=1)
            row.save(update_fields=["last"])
        else:
            row.delete()
        record_audit(actor=actor, verb="people.end_absence", target=absence.user, right=right)


def forget_absences(*, actor: Actor, today: date) -> int:
    """Each day: let go of what is long over (GDPR article 5.1 e)."""
    with transaction.atomic():
        gone, _each = Absence.objects.filter(last__lt=today - KEPT).delete()
        if gone:
            record_audit(actor=actor, verb="people.forget_absences", details={"absences": gone})
    return gone
