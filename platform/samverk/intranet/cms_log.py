"""What is done in the editors' tools stands in the site's log too (PF-63).

Wagtail keeps a log of its own beside each page, which may be changed and goes with the page. Its entries are mirrored
at the moment they are written, in the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.http import HttpRequest
from wagtail.models import ModelLogEntry, PageLogEntry

from samverk.identity.access import actor_for, actor_of, is_person
from samverk.kernel.actions.record_audit import HOUSE, Actor, record_audit

RIGHT = "wagtailadmin.access_admin"
_silent: ContextVar[bool] = ContextVar("samverk.intranet.silent", default=False)
_here: ContextVar[Actor | None] = ContextVar("samverk.intranet.here", default=None)


@contextmanager
def acts_from(request: HttpRequest) -> Iterator[None]:
    """Wagtail's log does not know from which address somebody works; whatever is written inside does."""
    token = _here.set(actor_of(request))
    try:
        yield
    finally:
        _here.reset(token)


@contextmanager
def part_of_a_greater_act() -> Iterator[None]:
    """What is written inside belongs to an act that has a line of its own: the creation of a site, say."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def mirror(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """One entry of Wagtail's becomes one of ours: `wagtail.workflow.start` is `intranet.workflow_start`."""
    if not created or _silent.get():
        return
    actor = _actor(instance.user)
    record_audit(
        actor=actor,
        verb="intranet." + str(instance.action).removeprefix("wagtail.").replace(".", "_"),
        label=instance.label,
        right=RIGHT if actor is not HOUSE else "",
        details={
            "type": ".".join(ContentType.objects.get_for_id(instance.content_type_id).natural_key()),
            "number": str(instance.object_id),
        },
    )


def _actor(user: object) -> Actor:
    if not is_person(user):
        return HOUSE
    here = _here.get()
    return here if here and here.uuid == user.uuid else actor_for(user)


def mirror_wagtails_log() -> None:
    """Listen to both of Wagtail's logs."""
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(mirror, sender=model, dispatch_uid=f"samverk.intranet.mirror.{model.__name__}")
