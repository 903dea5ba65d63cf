"""/administration/vem-far-se/: who may see this, and why."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import is_maintainer, require_maintainer
from samverk.identity.models import User
from samverk.identity.rights.access import person_or_404
from samverk.identity.rights.forms import SearchForm
from samverk.identity.rights.queries import by_name, people, visible_people
from samverk.intranet.audience.access import require_asker
from samverk.intranet.audience.people import CHANGE, PUBLISH, READ, by_way, deeds_of, those_who, ways
from samverk.intranet.audience.subject import (
    COLLECTION,
    DOCUMENT,
    KINDS,
    PAGE,
    PICTURE,
    Subject,
    find_at,
    find_by_words,
    subject_or_404,
)
from samverk.intranet.audience.verdict import verdict
from samverk.intranet.forms import SubjectForm
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE_OF_NAMES = 50
FOUND = 20
PERSONS = 8


def _kinds() -> dict[str, str]:
    return {PAGE: _("Sida"), DOCUMENT: _("Dokument"), PICTURE: _("Bild"), COLLECTION: _("Samling av filer")}


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What is it about: an address leads on, words lead to a list.

    Raises:
        Denied: for anybody but the site's system maintainers, who may see what pages are called.
    """
    require_maintainer(request.user)
    form = SubjectForm(request.GET or None)
    text = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    found: list[dict[str, str]] = []
    if text.startswith(("/", "http://", "https://")):
        at = find_at(text)
        if at is not None:
            return redirect("intranet:audience", *at)
    elif text:
        labels = _kinds()
        found = [
            {"kind": labels[kind], "name": name, "url": reverse("intranet:audience", args=[kind, pk])}
            for kind, pk, name in find_by_words(text, FOUND)
        ]
    context = {
        "trail": administration_trail(_("Vem får se det här?")),
        "form": form,
        "text": text,
        "found": found,
    }
    return render(request, "intranet/audience_choose.html", context)


@never_cache
@require_safe
def audience(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who may see, change and publish it, by which rule; the names behind a rule; and one person's answer.

    Raises:
        Denied: for who is neither a system maintainer nor may change it.
        Http404: when there is no such thing here.
    """
    if kind not in KINDS:
        raise Http404
    subject = subject_or_404(kind, pk)
    viewer = require_asker(request.user, subject)
    deeds = deeds_of(subject)
    labels = {READ: _("Får se"), CHANGE: _("Får ändra"), PUBLISH: _("Får publicera och stänga")}
    context = {
        "trail": _trail(viewer, subject),
        "subject": subject,
        "kind": _kinds()[kind],
        "deeds": [
            {"key": deed, "label": labels[deed], "count": those_who(subject, deed).count(), "ways": ways(subject, deed)}
            for deed in deeds
        ],
        **_names(request, viewer, subject, deeds),
        **_person(request, viewer, subject),
    }
    return render(request, "intranet/audience.html", context)


def _trail(viewer: User, subject: Subject) -> list[dict[str, str]]:
    if is_maintainer(viewer):
        return administration_trail((_("Vem får se det här?"), reverse("intranet:audience_choose")), subject.title)
    return [{"label": subject.title, "url": subject.url}, {"label": _("Vem får se det här?"), "url": ""}]


def _names(request: HttpRequest, viewer: User, subject: Subject, deeds: tuple[str, ...]) -> dict[str, object]:
    """The names behind `?visa=`, and behind one of its rules with `&hur=`."""
    deed, way = request.GET.get("visa", ""), request.GET.get("hur", "")
    if deed not in deeds:
        return {}
    found = by_way(those_who(subject, deed), subject, way)
    shown = by_name(visible_people(viewer=viewer).filter(pk__in=found.values("pk")))
    page = Paginator(shown, PAGE_OF_NAMES).get_page(request.GET.get("sida"))
    label = next((each.label for each in ways(subject, deed) if each.key == way), "")
    return {
        "shown_deed": deed,
        "shown_way": label,
        "names": page,
        "prefix": f"?{urlencode({'visa': deed, 'hur': way})}&sida=",
    }


def _person(request: HttpRequest, viewer: User, subject: Subject) -> dict[str, object]:
    """The answer for `?person=`, or those who fit `?q=`."""
    search = SearchForm(request.GET)
    search.fields["q"].label = _("Sök en person")
    text = search.cleaned_data["q"].strip() if search.is_valid() else ""
    found = people(viewer=viewer, day=clock.today(), text=text)[:PERSONS] if text else []
    asked = request.GET.get("person", "")
    if not asked:
        return {"search": search, "text": text, "persons": list(found)}
    try:
        person = person_or_404(viewer=viewer, uuid=UUID(asked))
    except ValueError as error:
        raise Http404 from error
    return {"search": search, "text": text, "person": person, "verdict": verdict(user=person, subject=subject)}
