"""Give back what was taken with a release: everything is as it was before."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.attempts import one_at_a_time
from shared_templates.adoption.dependents import bring_along, let_go
from shared_templates.adoption.facts import tell
from shared_templates.adoption.items import FIELDS, keep_items
from shared_templates.adoption.models import Adopted, Application, Deviation, DeviationState
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.told import tell_followers
from shared_templates.catalogue.models import ReleasedItem

_FIELDS = {field.name: field for field in Adopted._meta.concrete_fields if field.name in FIELDS}


def undo_release(*, actor: Actor, application: Application, now: datetime) -> list[str]:
    """Undone twice it is undone once.

    Args:
        actor: whoever takes it back; the view has asked.
        application: what was done.
        now: the moment.

    Returns:
        In sentences what stays although the items go, and what is not as it was.

    Raises:
        ValidationError: when somebody has changed one of the items since, departs from what would go, or has taken
            something that builds on it; nothing is written.
    """
    with transaction.atomic():
        one_at_a_time()
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
        gone = [row for key, row in rows.items() if done.before[key][0] is None]
        _refuse_to_take_along(gone, undone=rows.values())
        there_before, changed = [], []
        for key, (was, _revision) in done.before.items():
            if was is None:
                continue
            if was["content"] != rows[key].content:
                changed.append(rows[key])
            # What was taken before a field was there says nothing of it.
            for name, field in _FIELDS.items():
                if name in was:
                    setattr(rows[key], name, field.to_python(was[name]))
            rows[key].changed_at, rows[key].changed_by = now, actor.name
            there_before.append(rows[key])
        keep_items(there_before)
        bring_along(actor=actor, items=there_before)
        stays = [*_ended_with(done, there_before), *let_go(actor=actor, items=gone)]
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


def _refuse_to_take_along(gone: Collection[Adopted], *, undone: Collection[Adopted]) -> None:
    """A deviation goes with its item, and what cannot do without another item would stay alone (TP-03, TP-06).

    What is undone itself stood without what goes before.
    """
    departing = Deviation.objects.filter(item__in=gone).exclude(state=DeviationState.CLOSED)
    if codes := sorted(set(departing.values_list("item__code", flat=True))):
        told = {"codes": ", ".join(codes)}
        raise ValidationError(_("Det går inte att ångra: det finns avsteg från %(codes)s. Avsluta dem först.") % told)
    needing = ReleasedItem.objects.filter(requires__has_any_keys=[str(row.key) for row in gone])
    versions = set(needing.values_list("key", "version"))
    there = Adopted.objects.filter(key__in={key for key, _version in versions})
    there = there.exclude(pk__in=[row.pk for row in undone]).defer("content", "base")
    if above := [row.code for row in there if (row.key, row.version) in versions]:
        told = {"codes": ", ".join(above)}
        raise ValidationError(
            _("Det går inte att ångra: %(codes)s bygger på det. Ångra först det som kom sist.") % told
        )


def _ended_with(done: Application, rows: Collection[Adopted]) -> list[str]:
    """Deviations that had nothing to explain any more when the model's words were taken; they stay ended."""
    ended = Deviation.objects.filter(item__in=rows, state=DeviationState.CLOSED, closed_at=done.done_at)
    return [
        _("Avsteget från %(code)s avslutades när det togs in. Texten skiljer sig igen: skriv skälet på nytt.")
        % {"code": code}
        for code in ended.order_by("item__code").values_list("item__code", flat=True)
    ]
