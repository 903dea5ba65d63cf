"""Reads of the directory connection."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from samverk.identity.models import Capacity, User
from samverk.identity.oidc.queries import links_here
from samverk.identity.scim.actions.keep_draft import KEPT
from samverk.identity.scim.models import ImportDraft, ProvisionedGroup, ScimToken
from samverk.identity.scim.quality import UserKeys, department_sources, manager_sources
from samverk.kernel.registries import Registry

#: The faults in the order they are shown; the keys stand in the page's address.
FAULTS = ("department", "title", "manager", "duplicate")
#: Somebody leads the whole organisation and has no manager: one such person is no fault.
LEADERS = 1


@dataclass(frozen=True, slots=True)
class DirectoryQuality:
    """How good the directory is (PF-03).

    Attributes:
        people: active employees, those with protected identity left out.
        department, title, manager: how many lack it.
        duplicate: how many may be the same person as another.
    """

    people: int
    department: int
    title: int
    manager: int
    duplicate: int

    @property
    def is_red(self) -> bool:
        """May the site not go live yet? Nobody at all is red too: nothing has been delivered."""
        if not self.people or self.department or self.title or self.duplicate:
            return True
        return self.manager > LEADERS


def directory_quality(*, day: date) -> DirectoryQuality:
    """The figures of the active site; one query, whatever the number of people."""
    counted = _judged(day).aggregate(
        people=Count("pk"), **{fault: Count("pk", filter=Q(**{f"lacks_{fault}": True})) for fault in FAULTS}
    )
    return DirectoryQuality(**counted)


def faulty_people(*, day: date, fault: str = "") -> "QuerySet[User]":
    """The persons with that fault, or with any, by name; each with `lacks_department` … and `known_department`."""
    if fault not in {"", *FAULTS}:
        raise ValueError(fault)
    wanted = Q()
    for each in [fault] if fault else FAULTS:
        wanted |= Q(**{f"lacks_{each}": True})
    return _judged(day).filter(wanted).select_related("provisioned").order_by("display_name", "pk")


def _judged(day: date) -> "QuerySet[User]":
    """Active employees, each judged. Protected identities are in no list and no file (LAW-24)."""
    people = User.objects.filter(is_active=True, is_protected=False, capacity=Capacity.EMPLOYEE)
    has_department = _known(department_sources, day, Q(provisioned__department__gt=""))
    has_manager = _known(manager_sources, day, Q(provisioned__manager__gt=""))
    twins = User.objects.filter(is_active=True, is_protected=False, capacity=Capacity.EMPLOYEE).exclude(
        pk=OuterRef("pk")
    )
    with_mail = twins.filter(email__gt="").annotate(mail=Lower("email"))
    same_mail = Q(Exists(with_mail.filter(mail=Lower(OuterRef("email")))))
    same_name = Q(
        Exists(
            twins.filter(title__gt="")
            .annotate(name=Lower("display_name"), role=Lower("title"))
            .filter(name=Lower(OuterRef("display_name")), role=Lower(OuterRef("title")))
        )
    )
    return people.annotate(
        lacks_department=_flag(~has_department),
        lacks_title=_flag(Q(title="")),
        lacks_manager=_flag(~has_manager),
        lacks_duplicate=_flag(same_mail | same_name),
    )


def _known(sources: Registry[UserKeys], day: date, told: Q) -> Q:
    found = told
    for source in sources.values():
        found |= Q(pk__in=source(day))
    return found


def _flag(what: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(what, output_field=BooleanField())


def tokens() -> "QuerySet[ScimToken]":
    """All keys of the active site, the newest first."""
    return ScimToken.objects.all()


def directory_groups() -> "QuerySet[ProvisionedGroup]":
    """All groups the directory has delivered, with `people` counted, the unmapped first."""
    return (
        ProvisionedGroup.objects.select_related("house_group")
        .annotate(people=Count("members", filter=Q(members__person__user__is_protected=False)))
        .order_by("house_group__name", "display_name", "pk")
    )


def house_groups() -> "QuerySet[Group]":
    """The groups here that a directory's group can mean."""
    return Group.objects.order_by("name")


def draft_of(*, user: User, uuid: UUID, now: datetime) -> ImportDraft | None:
    """The list this person has uploaded within the hour; nobody else's."""
    return ImportDraft.objects.filter(owner=user, uuid=uuid, created_at__gte=now - KEPT).first()


def token_by_key(key: int) -> ScimToken | None:
    """One key of the active site."""
    return ScimToken.objects.filter(pk=key).first()


def group_by_uuid(uuid: UUID) -> ProvisionedGroup | None:
    """One group of the directory."""
    return ProvisionedGroup.objects.filter(uuid=uuid).first()


def issuers() -> dict[str, str]:
    """Address → name of every provider that people here come from: those the site signs in with, then those that
    only a directory delivers for."""
    linked = {link.provider.issuer: link.provider.name for link in links_here()}
    delivered = set(ScimToken.objects.values_list("issuer", flat=True)) - linked.keys()
    return {**linked, **{issuer: issuer for issuer in sorted(delivered)}}
