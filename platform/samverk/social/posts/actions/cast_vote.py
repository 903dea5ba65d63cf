"""Vote, once."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.models import Ballot, Choice, Poll, PollOption, Post


def cast_vote(*, actor: Actor, voter: User, post: Post, options: Collection[int], now: datetime) -> bool:
    """Count the vote. Where names are not shown, nothing tells what this person chose: not the log, not the tables.

    Args:
        actor: who acts.
        voter: the same person.
        post: whose poll; one the person may read.
        options: keys of what was chosen.
        now: the moment.

    Returns:
        False when the person had voted already; their first vote stands.

    Raises:
        ValidationError: when nothing or too much is chosen, or the poll has closed.
    """
    try:
        with transaction.atomic():
            poll = Poll.objects.select_for_update().get(post=post)
            if poll.closes_at is not None and poll.closes_at <= now:
                raise ValidationError(_("Omröstningen är stängd."))
            chosen = list(PollOption.objects.filter(poll=poll, pk__in=options))
            if not chosen:
                raise ValidationError(_("Välj ett svar."))
            if len(chosen) > 1 and not poll.several:
                raise ValidationError(_("Välj ett enda svar."))
            ballot = Ballot.objects.create(poll=poll, user=voter)
            if poll.shows_names:
                Choice.objects.bulk_create(Choice(ballot=ballot, option=option) for option in chosen)
            PollOption.objects.filter(pk__in=[option.pk for option in chosen]).update(votes=F("votes") + 1)
            Poll.objects.filter(pk=poll.pk).update(ballots=F("ballots") + 1)
            record_audit(actor=actor, verb="social.cast_vote", target=post, right="own")
    except IntegrityError:
        return False
    return True
