"""Release masters as one package, for good (architecture, section 5)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.tasks import after_release
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import PackedItem, hash_of_manifest, manifest, row_of
from shared_templates.catalogue.signing import public_key, sign
from shared_templates.masters.another import refuse_to_write_for_another
from shared_templates.masters.models import Master
from shared_templates.masters.queries import Readiness, needed_by, places_above, readiness
from shared_templates.masters.real import refuse_real_texts
from shared_templates.masters.told import tell_of_outdated
from tenants.models import Kind
from tenants.queries import active_schema, tenant_in


class Step(StrEnum):
    """How much a version says is new (Semantic Versioning 2.0.0, §6–8)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class NotReady(Exception):
    """Something must be done first; nothing is released.

    Attributes:
        lacking: of each master that is not ready.
    """

    def __init__(self, lacking: list[Readiness]) -> None:
        super().__init__(f"{len(lacking)} masters are not ready")
        self.lacking = lacking


def publish_release(
    *,
    actor: Actor,
    name: str,
    keys: Collection[UUID],
    step: Step,
    notes: str,
    now: datetime,
    adopt_by: date | None = None,
    notes_of: Mapping[UUID, str] | None = None,
) -> Release:
    """Write the package into the public catalogue and let the municipalities know.

    Args:
        actor: who answers for releases; the caller has asked.
        name: of the package; the next version of it is released.
        keys: of the masters in it.
        step: which number of the version is counted up; the first version is 1.0.0.
        notes: what is new, in plain words.
        now: the moment.
        adopt_by: by when the municipalities should have taken it.
        notes_of: what is new in single items.

    Raises:
        ValidationError: on a site that is no template, or takes another deployment's releases; without a name, notes
            or masters; a day that has passed; words that are not made up (TP-16).
        NotReady: when a master lacks something (TP-06, TP-07, TP-08, TP-11).
    """
    schema_name = active_schema()
    if tenant_in(schema_name).kind != Kind.TEMPLATE:
        raise ValidationError(_("Bara en mallkommun släpper mallar."))
    refuse_to_write_for_another()
    if not name.strip() or not notes.strip():
        raise ValidationError(_("Skriv vad paketet heter och vad som är nytt."))
    refuse_real_texts({"name": name, "notes": notes} | {f"note_{key}": text for key, text in (notes_of or {}).items()})
    if adopt_by is not None and adopt_by < localdate(now):
        raise ValidationError({"adopt_by": _("Dagen har redan varit.")})
    with transaction.atomic():
        chosen = list(Master.objects.select_for_update().filter(key__in=list(keys)).order_by("code"))
        if not chosen:
            raise ValidationError(_("Välj vad som ska släppas."))
        judged = readiness(chosen)
        if not all(one.is_ready for one in judged):
            raise NotReady([one for one in judged if not one.is_ready])
        numbers = _next(schema_name, name.strip(), step)
        above = places_above(chosen)
        packed = [_packed(master, notes_of or {}, above) for master in chosen]
        notes = _with_credits(notes.strip(), packed)
        told = manifest(name=name.strip(), version=".".join(map(str, numbers)), notes=notes, items=packed)
        content_hash = hash_of_manifest(told)
        release = Release.objects.create(
            schema_name=schema_name, name=name.strip(), major=numbers[0], minor=numbers[1], patch=numbers[2],
            notes=notes, released_at=now, adopt_by=adopt_by, content_hash=content_hash,
            signature=sign(schema_name, content_hash), signed_by=public_key(schema_name),
            made_with=settings.SAMVERK_VERSION,
        )  # fmt: skip
        ReleasedItem.objects.bulk_create(row_of(release, item) for item in packed)
        released = Master.objects.filter(pk__in=[master.pk for master in chosen])
        released.update(
            version=F("version") + 1, released_hash=F("content_hash"), released_for=F("made_for_version"), credit=""
        )
        tell_of_outdated(actor=actor, keys=[master.key for master in chosen])
        record_audit(
            actor=actor,
            verb="templates.publish_release",
            label=str(release),
            details={"items": len(packed), "hash": content_hash},
            right="masters.release_masters",
        )
        after_release(release)
    return release


def _next(schema_name: str, name: str, step: Step) -> tuple[int, int, int]:
    last = (
        Release.objects.filter(schema_name=schema_name, name=name)
        .order_by("-major", "-minor", "-patch")
        .values_list("major", "minor", "patch")
        .first()
    )
    if last is None:
        return 1, 0, 0
    major, minor, patch = last
    return {Step.MAJOR: (major + 1, 0, 0), Step.MINOR: (major, minor + 1, 0), Step.PATCH: (major, minor, patch + 1)}[
        step
    ]


def _with_credits(notes: str, packed: Collection[PackedItem]) -> str:
    """What is new, and whose proposals it holds (TP-13)."""
    told = "\n".join(
        _("%(code)s: efter förslag från %(who)s.") % {"code": item.code, "who": item.credit}
        for item in packed
        if item.credit
    )
    return f"{notes}\n\n{told}" if told else notes


def _packed(master: Master, notes: Mapping[UUID, str], above: Mapping[UUID, UUID]) -> PackedItem:
    return PackedItem(
        key=master.key, version=master.version + 1, kind=master.kind, code=master.code, area=master.area,
        title=master.title, policy=master.policy, content=master.said(), content_hash=master.content_hash,
        requires=tuple(needed_by(master, above)), notes=notes.get(master.key, ""),
        credit=master.credit, made_for=master.made_for, made_for_version=master.made_for_version,
    )  # fmt: skip
