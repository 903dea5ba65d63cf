"""Wagtail's own log keeps what things were called; of people it keeps what they are called now (LAW-24)."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from samverk.identity.models import User


def follow_name(*, user: User, before: str) -> None:
    """Write the name of now into the entries about the person.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label=str(user))
