"""Test cases of a master, and how they went (TP-08)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.models import Master, TestCase, TestResult
from shared_templates.sandbox.holding import text_in_sandbox


def add_case(*, actor: Actor, master: Master, title: str, steps: str, expected: str) -> TestCase:
    """Say what is to be tried out before a release.

    Args:
        actor: an editor of the model; the caller has asked.
        master: of what.
        title: what is tried, in few words.
        steps: what to do, with fictional data.
        expected: what shall happen.

    Raises:
        ValidationError: where one of the three is missing.
    """
    case = TestCase(master=master, title=title.strip(), steps=steps.strip(), expected=expected.strip())
    case.full_clean()
    with transaction.atomic():
        case.save()
        record_audit(actor=actor, verb="templates.add_case", target=master, right="masters.edit_masters")
    return case


def record_result(
    *, actor: Actor, user: User, case: TestCase, passed: bool, now: datetime, note: str = ""
) -> TestResult:
    """Keep how a try went; it counts for exactly the text that was tried: the one that the sandbox holds.

    Args:
        actor: the tester.
        user: the same person.
        case: what was tried.
        passed: did what was expected happen.
        now: the moment.
        note: what happened; asked for where it did not go well.

    Raises:
        ValidationError: without the note of a failure, and where the sandbox holds another text than the draft.
    """
    if not passed and not note.strip():
        raise ValidationError({"note": _("Skriv vad som hände i stället.")})
    with transaction.atomic():
        master = Master.objects.select_for_update().get(pk=case.master_id)
        text = text_in_sandbox(master.key)
        if text != master.content_hash:
            raise ValidationError(
                _("Återställ övningsmiljön först. Utkastet har ändrats sedan den återställdes senast.")
                if text
                else _("Återställ övningsmiljön först. Utkastet finns inte där än.")
            )
        result = TestResult.objects.create(
            case=case, content_hash=text, passed=passed, note=note.strip()[:600], tester=user,
            tester_name=user.display_name, at=now,
        )  # fmt: skip
        record_audit(
            actor=actor,
            verb="templates.record_result",
            target=master,
            details={"passed": passed},
            right="own",
        )
    return result
