"""What documents are filled with from what the model has released: milestones (TP-15)."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.queries import waiting_releases
from shared_templates.catalogue.models import Release
from shared_templates.content.filling import Fill, Row

#: What was taken longer ago is history.
RECENT = timedelta(days=183)


def milestones(day: date) -> Fill:
    """Releases that wait, by the last day to take them, and those taken lately; four queries."""
    waiting = [each.release for each in waiting_releases(day)]
    waiting.sort(key=lambda release: (release.adopt_by or date.max, release.pk))
    late = [release for release in waiting if release.adopt_by and release.adopt_by < day]
    source = _("Nytt från mallen")
    rows = [Row(str(release), _last_day(release, day), source, day) for release in waiting]
    taken = list(
        Application.objects.filter(state=ApplicationState.DONE, done_at__date__gt=day - RECENT, done_at__date__lte=day)
        .order_by("-done_at", "-pk")
        .values_list("release", "name", "done_at__date")
    )
    adopt_by = dict(Release.objects.filter(uuid__in=[row[0] for row in taken]).values_list("uuid", "adopt_by"))
    for release, name, done in taken:
        rows.append(Row(name, _taken(done, adopt_by.get(release)), _("Infört från mallen"), day))
    if not waiting:
        return Fill(_("Allt som mallen har släppt är infört."), tuple(rows))
    told = ngettext("Ett släpp från mallen väntar.", "%(count)s släpp från mallen väntar.", len(waiting))
    told %= {"count": len(waiting)}
    if late:
        told += " " + ngettext("Ett har passerat sin dag.", "%(count)s har passerat sin dag.", len(late)) % {
            "count": len(late)
        }
    return Fill(told, tuple(rows))


def _last_day(release: Release, day: date) -> str:
    if release.adopt_by is None:
        return _("väntar, utan sista dag")
    told = {"day": _in_words(release.adopt_by)}
    return (_("skulle ha införts %(day)s") if release.adopt_by < day else _("ska införas senast %(day)s")) % told


def _taken(done: date, adopt_by: date | None) -> str:
    told = {"day": _in_words(done)}
    if adopt_by is not None and done > adopt_by:
        return _("infört %(day)s, skulle ha införts %(last)s") % {**told, "last": _in_words(adopt_by)}
    return _("infört %(day)s") % told


def _in_words(day: date) -> str:
    return date_format(day, "j F Y")
