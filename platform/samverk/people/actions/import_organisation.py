"""Make a plan of a file that tells how the organisation shall be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.actions.prepare_plan import change_plan, prepare_plan
from samverk.people.from_file.judging import Judged, judge
from samverk.people.from_file.reading import FileRow
from samverk.people.models import ReorganisationPlan


@dataclass(frozen=True, slots=True)
class Read:
    """What the rows come to, and the plan; None when there is nothing to do."""

    judged: Judged
    plan: ReorganisationPlan | None


def import_organisation(*, actor: Actor, title: str, day: date, rows: Sequence[FileRow]) -> Read:
    """Judge every row, and put the steps of those that are right in a draft. The organisation is not touched: a plan
    is looked at, decided and undone like any other.

    What is there and not in the file is not touched either: a list ends nothing by silence.

    Args:
        actor: who reads the file.
        title: what people call the change.
        day: the first day of the new.
        rows: of the file.
    """
    with transaction.atomic():
        judged = judge(rows=rows, day=day)
        plan = None
        if judged.steps:
            plan = prepare_plan(actor=actor, title=title, day=day)
            plan = change_plan(actor=actor, plan=plan, steps=judged.steps)
        counts: dict[str, object] = {
            "new": judged.count("new"),
            "changed": judged.count("changed"),
            "unchanged": judged.count("unchanged"),
            "errors": judged.count("error"),
        }
        record_audit(actor=actor, verb="people.import_organisation", label=title, details=counts)
    return Read(judged=judged, plan=plan)
