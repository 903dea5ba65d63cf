"""Small reads for the pages about people."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from samverk.identity.models import User
from samverk.people.models import Absence, PersonSkill, Profile, Skill
from samverk.people.profiles.access import listed


def photo_is_shown(*, photo: str, viewer: User, day: date) -> bool:
    """Has somebody in the directory, or the viewer, this picture."""
    return Profile.objects.filter(listed(day, "user__") | Q(user=viewer), photo=photo).exists()


def skills_of(user: User) -> list[PersonSkill]:
    """All a person has told of, for themselves."""
    return list(PersonSkill.objects.filter(user=user).select_related("skill"))


def absence_of(*, user: User, key: int) -> Absence | None:
    """One of the person's absences, or None."""
    return Absence.objects.select_related("user").filter(pk=key, user=user).first()


def words_in_use() -> "QuerySet[Skill]":
    """Each word with how many use it."""
    return Skill.objects.annotate(count=Count("people"))


def choices_on(day: date, *, most: int) -> tuple[list[str], list[str]]:
    """Places of work and municipalities of those in the directory; two queries."""
    places = Profile.objects.filter(listed(day, "user__")).exclude(workplace="").order_by("workplace")
    names = User.objects.filter(listed(day)).exclude(acting_for_name="").order_by("acting_for_name")
    return (
        list(places.values_list("workplace", flat=True).distinct()[:most]),
        list(names.values_list("acting_for_name", flat=True).distinct()[:most]),
    )
