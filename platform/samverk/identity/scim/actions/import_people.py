"""Take in a list of people that somebody has looked through and confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from samverk.identity.scim.actions.move_to_provider import move_to_provider
from samverk.identity.scim.actions.provision_person import change_person, provision_person
from samverk.identity.scim.import_plan import identities, plan_import
from samverk.identity.scim.issuers import check_list_issuer
from samverk.identity.scim.models import ImportDraft, ProvisionedPerson
from samverk.kernel.actions.record_audit import Actor, record_audit


@dataclass(frozen=True, slots=True)
class Imported:
    """How it went, in rows."""

    new: int
    changed: int
    unchanged: int
    skipped: int


def import_people(
    *, actor: Actor, issuer: str, capacity: str, rows: Sequence[dict[str, str]], now: datetime
) -> Imported:
    """Write the rows that are right, all of them or none; rows with a fault are left out and counted.

    Judged anew here: what was shown may have changed since. The same list twice changes nothing the second time.

    Raises:
        BadIssuer: as for a token, so that a list reaches no local account either.
    """
    issuer = check_list_issuer(issuer)
    with transaction.atomic():
        plan = plan_import(issuer=issuer, capacity=capacity, rows=rows)
        right = [row.facts for row in plan.rows if row.facts is not None and row.outcome in {"new", "changed"}]
        move_to_provider(
            actor=actor, issuer=issuer, names={each.external_id: each.user_name for each in right}, now=now
        )
        stored = {
            person.external_id: person
            for person in ProvisionedPerson.objects.filter(
                issuer=issuer, external_id__in=[facts.external_id for facts in right]
            )
        }
        # A manager may stand further down in the list: then who leads whom is written when everybody is there.
        written: dict[str, ProvisionedPerson] = {}
        uuids = identities(issuer, [facts.manager for facts in right])
        for facts in right:
            known = stored.get(facts.external_id)
            first = replace(facts, manager=uuids.get(facts.manager) or (known.manager if known else ""))
            written[facts.external_id] = (
                change_person(actor=actor, person=known, capacity=capacity, facts=first, now=now)
                if known
                else provision_person(actor=actor, issuer=issuer, capacity=capacity, facts=first, now=now)
            )
            uuids[facts.external_id] = str(written[facts.external_id].user.uuid)
        for facts in right:
            person = written[facts.external_id]
            manager = uuids.get(facts.manager, facts.manager)
            if person.manager != manager:
                whole = replace(facts, manager=manager)
                change_person(actor=actor, person=person, capacity=capacity, facts=whole, now=now)
        done = Imported(
            new=plan.count("new"),
            changed=plan.count("changed"),
            unchanged=plan.count("unchanged"),
            skipped=plan.count("error"),
        )
        record_audit(
            actor=actor,
            verb="scim.import_people",
            label=issuer,
            details={"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "skipped": done.skipped},
        )
    return done


def confirm_import(*, actor: Actor, draft: ImportDraft, now: datetime) -> Imported:
    """Write an uploaded list and throw the upload away.

    Raises:
        BadIssuer: as `import_people`.
    """
    with transaction.atomic():
        done = import_people(actor=actor, issuer=draft.issuer, capacity=draft.capacity, rows=draft.rows, now=now)
        draft.delete()
    return done
