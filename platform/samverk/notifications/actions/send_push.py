"""Tell the browsers of people who want to know at once."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import visible_refs
from samverk.notifications.kinds import no_longer_told
from samverk.notifications.lines import lines
from samverk.notifications.models import Notice, PushDevice
from samverk.notifications.models.notice import PushState
from samverk.notifications.push.sender import send
from samverk.notifications.queries import told_rows
from tenants.models import Tenant
from tenants.queries import active_schema, tenant_in

BATCH = 200
#: Later than this it is no news: the inbox has it.
NEWS = timedelta(hours=1)
#: A browser that could not be reached so often in a row is forgotten.
FAILURES = 20


def send_push(*, actor: Actor, now: datetime) -> int:
    """One message a notice and browser, with what the person may still see and has not read.

    A worker killed between the push service's yes and our commit sends it again under the same topic and tag: the
    browser shows one.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many messages were taken.
    """
    taken = 0
    site = tenant_in(active_schema())
    waiting = told_rows().filter(push_state=PushState.WAITING)
    if site.is_sandbox:
        # What is tried out there is told to nobody (TP-08).
        waiting.update(push_state=PushState.DONE)
    waiting.filter(created_at__lt=now - NEWS).update(push_state=PushState.DONE)
    for notice in list(waiting.select_related("user__notice_preferences")[:BATCH]):
        count, done = _send(notice, site, now)
        taken += count
        if done:
            Notice.objects.filter(pk=notice.pk).update(push_state=PushState.DONE)
    return taken


def _send(notice: Notice, site: Tenant, now: datetime) -> tuple[int, bool]:
    """How many browsers were told, and whether there is nothing left to do."""
    person = notice.user
    preferences = getattr(person, "notice_preferences", None)
    until = preferences.paused_until if preferences else None
    paused = until is not None and until >= timezone.localdate(now) and not notice.is_mandatory
    wanted = notice.read_at is None and not paused and person.is_open_on(timezone.localdate(now))
    if not wanted or notice.event.ref not in visible_refs(person, {notice.event.ref}):
        return 0, True
    if no_longer_told([notice.event]):
        return 0, True
    first = site.languages[0] if site.languages else settings.LANGUAGE_CODE
    with translation.override(person.language or first):
        payload = _payload(notice, site)
    count, done = 0, True
    for device in PushDevice.objects.filter(user=person):
        answer = send(
            endpoint=device.endpoint,
            browser_key=device.public_key,
            auth_secret=device.auth_secret,
            payload=payload,
            topic=f"n{notice.pk}",
            now=now,
        )
        count += answer.taken
        done &= answer.taken or answer.gone
        if answer.gone or (not answer.taken and device.failures >= FAILURES):
            device.delete()
        else:
            device.failures = 0 if answer.taken else device.failures + 1
            device.save(update_fields=["failures"])
    return count, done


def _payload(notice: Notice, site: Tenant) -> bytes:
    text = _("Du har en ny avisering på %(site)s") % {"site": site.name}
    if not notice.event.is_secret:
        text = lines([notice], viewer=notice.user, outside=True)[0].text
    told = {"title": site.official_name, "body": text[:300], "url": f"/inkorg/{notice.pk}/", "tag": f"n{notice.pk}"}
    return json.dumps(told, ensure_ascii=False).encode()
