"""After which release another comes, so that none is skipped and none comes in the wrong order (TP-06).

A release holds only what was new in it: one that is left out would be missed for good.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.packages.parcel import Parcel


def version_before(release: Release) -> str:
    """Of the same package, withdrawn ones counted; empty for the first."""
    row = release
    lower = Q(major__lt=row.major) | Q(major=row.major, minor__lt=row.minor)
    lower |= Q(major=row.major, minor=row.minor, patch__lt=row.patch)
    before = _newest(Release.objects.filter(lower, schema_name=row.schema_name, name=row.name))
    return before.version if before else ""


def check_order(parcel: Parcel, schema_name: str) -> None:
    """Is this the next release for the template that takes it; four queries.

    Args:
        parcel: with a release that is not here.
        schema_name: of the template.

    Raises:
        ValidationError: when another must come first, when it is older than what is here, when something it builds on
            is missing, and when another template here has the same items.
    """
    row = parcel.release
    here = _newest(Release.objects.filter(schema_name=schema_name, name=row.name))
    if here and (here.major, here.minor, here.patch) >= (row.major, row.minor, row.patch):
        told = {"new": row, "here": here.version}
        raise ValidationError(
            _("%(new)s läses inte in: här finns redan version %(here)s, och det är inte samma släpp.") % told
        )
    if parcel.follows != (here.version if here else ""):
        told = {"new": row, "first": parcel.follows}
        raise ValidationError(_("%(new)s kommer efter version %(first)s. Läs in släppen i ordning.") % told)
    keys = [item.key for item in parcel.items]
    _refuse_anothers(parcel, keys, schema_name)
    _check_versions(parcel, keys)
    needed = {key for item in parcel.items for key in item.requires} - set(keys)
    if needed - set(ReleasedItem.objects.filter(schema_name=schema_name, key__in=needed).values_list("key", flat=True)):
        raise ValidationError(_("%(new)s bygger på delar ur ett annat paket. Läs in det först.") % {"new": row})


def _newest(rows: QuerySet[Release]) -> Release | None:
    return rows.order_by("-major", "-minor", "-patch").first()


def _refuse_anothers(parcel: Parcel, keys: list[UUID], schema_name: str) -> None:
    codes = [item.code for item in parcel.items]
    theirs = ReleasedItem.objects.exclude(schema_name=schema_name).filter(Q(key__in=keys) | Q(code__in=codes))
    code = theirs.values_list("code", flat=True).first()
    if code:
        raise ValidationError(_("En annan mallkommun här har redan släppt %(code)s.") % {"code": code})


def _check_versions(parcel: Parcel, keys: list[UUID]) -> None:
    rows = ReleasedItem.objects.filter(key__in=keys).order_by().values_list("key")
    here = dict(rows.annotate(newest=Max("version")))
    for item in parcel.items:
        newest = here.get(item.key, 0)
        if item.version != newest + 1:
            told = {"code": item.code, "version": item.version}
            raise ValidationError(_("%(code)s kommer i version %(version)s. Läs in släppen i ordning.") % told)
