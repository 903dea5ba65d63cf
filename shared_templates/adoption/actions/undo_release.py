"""Give back what was taken with a release: everything is as it was before."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.dependents import bring_along, let_go
from shared_templates.adoption.facts import tell
from shared_templates.adoption.items import FIELDS, keep_items
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.told import tell_followers


def undo_release(*, actor: Actor, application: Application, now: datetime) -> list[str]:
    """Undone twice it is undone once.

    Args:
        actor: whoever takes it back; the view has asked.
        application: what was done.
        now: the moment.

    Returns:
        In sentences what stays although the items go.

    Raises:
        ValidationError: when somebody has changed one of the items since; nothing is written.
    """
    with transaction.atomic():
        done = Application.objects.select_for_update().get(pk=application.pk)
        if done.state != ApplicationState.DONE:
            return []
        rows = {str(row.key): row for row in Adopted.objects.select_for_update().filter(key__in=list(done.before))}
        later = sorted(row.code for key, row in rows.items() if str(row.revision) != done.before[key][1])
        if later or rows.keys() != done.before.keys():
            raise ValidationError(
                _("Det går inte att ångra: %(codes)s har ändrats sedan dess. Ändra dem för sig.")
                % {"codes": ", ".join(later)}
            )
        there_before, changed = [], []
        for key, (was, _revision) in done.before.items():
            if was is None:
                continue
            if was["content"] != rows[key].content:
                changed.append(rows[key])
            # What was taken before a field was there says nothing of it.
            for name in [name for name in FIELDS if name in was]:
                setattr(rows[key], name, was[name])
            rows[key].changed_at, rows[key].changed_by = now, actor.name
            there_before.append(rows[key])
        keep_items(there_before)
        bring_along(actor=actor, items=there_before)
        gone = [row for row in rows.values() if done.before[str(row.key)][0] is None]
        stays = let_go(actor=actor, items=gone)
        Adopted.objects.filter(pk__in=[row.pk for row in gone]).delete()
        done.state = ApplicationState.UNDONE
        done.save(update_fields=["state"])
        record_audit(
            actor=actor,
            verb="templates.undo_release",
            label=done.name,
            details={"items": len(done.before)},
            right="adoption.take_templates",
        )
        tell([row.key for row in rows.values()], day=localdate(now))
        tell_followers(actor=actor, changed=changed, words=_("%(name)s är ångrat.") % {"name": done.name})
    return stays
