"""What moderators do about a text: hide it, show it again, leave it; and what the clock does with what is hidden."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref, is_visible
from samverk.social.talk import told
from samverk.social.talk.access import RIGHT, require_moderator
from samverk.social.talk.actions.take_away_comment import REGRET
from samverk.social.talk.hideables import Exhibit, hideables
from samverk.social.talk.models import Comment, CommentDraft, CommentVersion, Deed, Moderation, Reason, Report
from samverk.social.talk.site_settings import HIDDEN_DAYS
from tenants.settings.queries import value

LONGEST = 1000
#: A draft waits so long for its author.
DRAFTS = timedelta(days=3)
#: A night's work at most; the next takes the rest.
MOST = 10_000


@transaction.atomic
def hide_content(*, actor: Actor, user: User, ref: Ref, reason: str, text: str, now: datetime) -> Moderation:
    """Out of sight of everybody but moderators; the author is told why, and the text is kept for a while (PF-18).

    Args:
        actor: who acts.
        user: the moderator.
        ref: the text.
        reason: one of Reason.
        text: what the author is told.
        now: the moment.

    Raises:
        Http404: when there is no such text.
        Denied: for others than moderators, for moderators who may not see what it is about, and for who wrote it.
        ValidationError: without reason or words.
    """
    shown = _shown_to(user, ref)
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Välj varför texten döljs.")})
    if not text.strip():
        raise ValidationError({"text": _("Skriv till den som skrev varför texten döljs.")})
    hideables[ref.kind].hide(ref.key, now)
    forget_at = now + timedelta(days=value(HIDDEN_DAYS))
    Moderation.objects.filter(kind=ref.kind, key=ref.key, forget_at__isnull=False).update(forget_at=None)
    line = _line(ref, Deed.HIDDEN, user, now, reason=reason, text=text, forget_at=forget_at)
    _close_reports(ref, now)
    _log(actor, line, verb="social.hide_content")
    _tell(actor, told.HIDDEN, shown, ref, line)
    return line


@transaction.atomic
def restore_content(*, actor: Actor, user: User, ref: Ref, text: str, now: datetime) -> Moderation:
    """Shown again; the author is told.

    Args:
        actor: who acts.
        user: the moderator.
        ref: the text.
        text: what the author is told; may be empty.
        now: the moment.

    Raises:
        Http404: when there is no such text, or it was not hidden or has been let go of.
        Denied: for others than moderators, and for who wrote it.
    """
    shown = _shown_to(user, ref)
    if not shown.text or not hideables[ref.kind].restore(ref.key):
        raise Http404
    Moderation.objects.filter(kind=ref.kind, key=ref.key, forget_at__isnull=False).update(forget_at=None)
    line = _line(ref, Deed.RESTORED, user, now, text=text)
    _close_reports(ref, now)
    _log(actor, line, verb="social.restore_content")
    _tell(actor, told.RESTORED, shown, ref, line)
    return line


@transaction.atomic
def dismiss_reports(*, actor: Actor, user: User, ref: Ref, text: str, now: datetime) -> Moderation:
    """Nothing is wrong with it, or it stays hidden: the reports are answered and the text is left as it is.

    Args:
        actor: who acts.
        user: the moderator.
        ref: the text.
        text: for the trail; may be empty.
        now: the moment.

    Raises:
        Http404: when there is no such text.
        Denied: for others than moderators, and for who wrote it.
    """
    _shown_to(user, ref)
    line = _line(ref, Deed.DISMISSED, user, now, text=text)
    _close_reports(ref, now)
    _log(actor, line, verb="social.dismiss_reports")
    return line


@transaction.atomic
def forget_hidden(*, actor: Actor, now: datetime) -> int:
    """Let go of the texts that have been hidden as long as the site keeps them. Running it again changes nothing more.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many texts.
    """
    due = list(Moderation.objects.select_for_update(skip_locked=True).filter(forget_at__lte=now))
    for line in due:
        if line.kind in hideables:
            hideables[line.kind].forget(line.key)
        line.forget_at = None
        line.save(update_fields=["forget_at"])
        _log(actor, _line(Ref(line.kind, line.key), Deed.FORGOTTEN, None, now), verb="social.forget_hidden")
    return len(due)


@transaction.atomic
def forget_taken_away(*, actor: Actor, now: datetime) -> int:
    """Let go of comments that their authors took away and can no longer put back, and of drafts nobody came back for.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many comments.
    """
    CommentDraft.objects.filter(kept_at__lt=now - DRAFTS).delete()
    due = Comment.objects.filter(deleted_at__lt=now - REGRET).exclude(text="")
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:MOST])
    CommentVersion.objects.filter(comment__in=keys).delete()
    Comment.objects.filter(pk__in=keys).update(text="", tags=[], version=F("version") + 1)
    if keys:
        record_audit(actor=actor, verb="social.forget_taken_away", details={"comments": len(keys)})
    return len(keys)


def _shown_to(user: User, ref: Ref) -> Exhibit:
    require_moderator(user)
    shown = hideables[ref.kind].exhibit(ref.key) if ref.kind in hideables else None
    if shown is None:
        raise Http404
    if not is_visible(user, shown.about):
        raise Denied(_("Texten står där du inte har tillgång. En annan granskare måste titta på den."))
    if shown.author == user.pk:
        raise Denied(_("Du har skrivit texten själv. En annan granskare måste titta på den."))
    return shown


def _line(
    ref: Ref,
    deed: Deed,
    user: User | None,
    now: datetime,
    *,
    reason: str = "",
    text: str = "",
    forget_at: datetime | None = None,
) -> Moderation:
    return Moderation.objects.create(
        kind=ref.kind,
        key=ref.key,
        deed=deed,
        by=user,
        reason=reason,
        text=text.strip()[:LONGEST],
        at=now,
        forget_at=forget_at,
    )


def _close_reports(ref: Ref, now: datetime) -> None:
    Report.objects.filter(kind=ref.kind, key=ref.key, decided_at=None).update(decided_at=now)


def _log(actor: Actor, line: Moderation, *, verb: str) -> None:
    record_audit(
        actor=actor,
        verb=verb,
        target=line,
        details={"about": f"{line.kind}:{line.key}", "reason": line.reason},
        right=RIGHT if line.by_id else "",
    )


def _tell(actor: Actor, kind: str, shown: Exhibit, ref: Ref, line: Moderation) -> None:
    if shown.author is None:
        return
    told.tell_author(
        actor=actor,
        kind=kind,
        ref=shown.about,
        title=shown.title,
        moderation=line.pk,
        author=shown.author,
        text=line.text,
    )
