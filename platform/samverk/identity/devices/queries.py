"""Reads of a person's sign-ins."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from samverk.identity.devices.models import SignedIn
from samverk.identity.models import User


def sign_ins_of(*, user: User, now: datetime) -> QuerySet[SignedIn]:
    """The person's sign-ins whose session still lives, newest first; one query."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return SignedIn.objects.filter(user=user, session_key__in=alive)
