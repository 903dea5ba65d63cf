"""Who may see, change and publish: the rules of `access`, `privacy` and Wagtail's policies, asked for everybody.

The single person's answer (`verdict`) comes from the functions that enforce. That the sets here hold exactly those
persons is proved by tests/integration/intranet/test_pf04_audience.py, over random groups, restrictions and persons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from samverk.identity.backends import PERSON_BACKEND
from samverk.identity.models import INTERNAL, User
from samverk.intranet.audience.subject import COLLECTION, PAGE, Subject
from samverk.intranet.companies import is_shared, is_shown_to_companies
from samverk.intranet.guests import invited_to
from samverk.kernel import clock
from samverk.people.standing.queries import only_in_companies

if TYPE_CHECKING:
    from wagtail.models import Page

READ, CHANGE, PUBLISH = "se", "andra", "publicera"


@dataclass(frozen=True, slots=True)
class Way:
    """One rule by which people come in.

    Attributes:
        key: in the address; a group's key, or a word.
        label: who they are.
        why: the rule.
        count: how many of those who may, by this rule; somebody may come by several.
    """

    key: str
    label: str
    why: str
    count: int


def those_who(subject: Subject, deed: str) -> "QuerySet[User]":
    """Everybody with an open account who may do it."""
    if deed == READ:
        return _readers(subject)
    return _editors(subject, "publish" if deed == PUBLISH else "change")


def deeds_of(subject: Subject) -> tuple[str, ...]:
    """What there is to ask about: pages are also published, a collection is only seen."""
    if subject.kind == PAGE:
        return (READ, CHANGE, PUBLISH)
    return (READ,) if subject.kind == COLLECTION else (READ, CHANGE)


def _readers(subject: Subject) -> "QuerySet[User]":
    people = User.objects.filter(is_active=True)
    if not subject.published:
        return people.none()
    if subject.for_internal:
        people = people.filter(Q(capacity__in=INTERNAL) | Q(pk__in=invited_to(*subject.shown_at).values("pk")))
        if not _is_shared(subject):
            outside = only_in_companies(clock.today()) & Q(is_superuser=False)
            # A guest who also has a place in a company is here as a guest.
            people = people.exclude(outside & Q(capacity__in=INTERNAL))
    for restriction in subject.restrictions:
        if not restriction.everybody:
            inside = User.groups.through.objects.filter(group__in=restriction.groups).values("user")
            people = people.filter(Q(is_superuser=True) | Q(pk__in=inside))
    return people


def _is_shared(subject: Subject) -> bool:
    """Is it for the municipal companies' people too (TN-04)."""
    if subject.kind == PAGE:
        return is_shared(subject.thing)
    return subject.kind != COLLECTION and is_shown_to_companies(subject.thing)


def _editors(subject: Subject, action: str) -> "QuerySet[User]":
    from wagtail.permissions import policy_registry

    allowed = policy_registry.get(subject.thing).users_with_permission_for_instance(action, subject.thing)
    right = Q(pk__in=allowed.values("pk"))
    if subject.kind == PAGE and action == "change":
        reviewers = [group.pk for group in _reviewers(subject.thing)]
        right |= Q(groups__in=reviewers)
    tools = User.objects.with_perm("wagtailadmin.access_admin", backend=PERSON_BACKEND)
    people: QuerySet[User] = User.objects.filter(right, is_active=True, pk__in=tools.values("pk")).distinct()
    return people


def _reviewers(page: "Page") -> list[Group]:
    """Whoever reviews the page now may open its form meanwhile; Wagtail's `user_can_access_editor`."""
    task = page.current_workflow_task
    groups = getattr(task, "groups", None)
    return list(groups.all()) if groups is not None else []


def ways(subject: Subject, deed: str) -> list[Way]:
    """By which rules they may, with counts; a fixed number of queries."""
    people = those_who(subject, deed)
    told = _ways_to_read(subject) if deed == READ else _ways_to_change(subject, deed)
    groups = [key for key, _label, _why in told if isinstance(key, int)]
    per_group = dict(
        User.groups.through.objects.filter(group__in=groups, user__in=people.values("pk"))
        .values_list("group")
        .annotate(people=Count("user", distinct=True))
    )
    per_word = people.aggregate(
        alla=Count("pk", filter=Q(capacity__in=INTERNAL) if subject.for_internal else Q(), distinct=True),
        gaster=Count("pk", filter=~Q(capacity__in=INTERNAL), distinct=True),
        driften=Count("pk", filter=Q(is_superuser=True), distinct=True),
        skaparen=Count("pk", filter=Q(pk=_owner(subject)), distinct=True),
    )
    return [
        Way(str(key), label, why, per_group.get(key, 0) if isinstance(key, int) else per_word[key])
        for key, label, why in told
    ]


def by_way(people: "QuerySet[User]", subject: Subject, key: str) -> "QuerySet[User]":
    """Those of them who come by one rule; all for a key that is none."""
    if key.isdecimal() and len(key) < 10:
        return people.filter(pk__in=User.groups.through.objects.filter(group=int(key)).values("user"))
    if key == "alla" and subject.for_internal:
        return people.filter(capacity__in=INTERNAL)
    if key == "gaster":
        return people.exclude(capacity__in=INTERNAL)
    if key == "driften":
        return people.filter(is_superuser=True)
    if key == "skaparen":
        return people.filter(pk=_owner(subject))
    return people


def _owner(subject: Subject) -> int:
    """Key of whoever made it; 0, which nobody has, when that is not known."""
    name = "owner_id" if subject.kind == PAGE else "uploaded_by_user_id"
    return getattr(subject.thing, name, None) or 0


Told = tuple[int | str, str, str]


def _ways_to_read(subject: Subject) -> list[Told]:
    closing = [restriction for restriction in subject.restrictions if not restriction.everybody]
    if not subject.published:
        return []
    if not closing:
        if subject.for_internal:
            return [
                ("alla", _("Alla som arbetar här"), _("Anställda, förtroendevalda och fackliga, när de är inloggade.")),
                ("gaster", _("Inbjudna gäster"), _("De som är inbjudna hit eller till något som ligger över.")),
            ]
        return [("alla", _("Alla som kan logga in"), _("Startsidan finns i en egen version för gäster."))]
    told: dict[int | str, Told] = {}
    for restriction in closing:
        why = _("”%(place)s” visas bara för vissa grupper.") % {"place": restriction.place}
        if restriction.by:
            why += " " + _("Bestämt av %(name)s.") % {"name": restriction.by}
        for group in restriction.groups:
            told[group.pk] = (group.pk, str(group), why)
    return [*told.values(), _superusers()]


def _superusers() -> Told:
    return ("driften", _("Driftens konto för nödlägen"), _("Har alla rättigheter."))


def _ways_to_change(subject: Subject, deed: str) -> list[Told]:
    told: dict[int | str, Told] = {}
    for group, codename, place in _granted(subject):
        action = codename.partition("_")[0]
        if action == ("change" if deed == CHANGE else "publish"):
            why = _("Gruppen har rätten från ”%(place)s” och allt under.") % {"place": place}
            told.setdefault(group.pk, (group.pk, str(group), why))
        elif action == "add" and deed == CHANGE:
            why = _("Den som skapade, så länge hen är med i en grupp som får skapa här.")
            told.setdefault("skaparen", ("skaparen", _("Den som skapade"), why))
    if subject.kind == PAGE and deed == CHANGE:
        for group in _reviewers(subject.thing):
            why = _("Granskar sidan just nu.")
            told.setdefault(group.pk, (group.pk, str(group), why))
    return [*told.values(), _superusers()]


def _granted(subject: Subject) -> Iterable[tuple[Group, str, str]]:
    """Group, codename and place of every permission in the tree above, nearest last."""
    from wagtail.models import GroupCollectionPermission, GroupPagePermission

    thing: Any = subject.thing
    if subject.kind == PAGE:
        rows = GroupPagePermission.objects.filter(page__in=thing.get_ancestors(inclusive=True))
        for row in rows.select_related("group", "permission", "page").order_by("page__path"):
            yield row.group, row.permission.codename, row.page.title
        return
    words = {"dokument": "document", "bild": "image"}
    files = GroupCollectionPermission.objects.filter(
        collection__in=thing.collection.get_ancestors(inclusive=True),
        permission__codename__endswith=f"_{words[subject.kind]}",
    )
    for row in files.select_related("group", "permission", "collection").order_by("collection__path"):
        yield row.group, row.permission.codename, row.collection.name
