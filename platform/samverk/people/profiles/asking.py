"""Who has said that others may ask them (PF-22)."""

from datetime import date

from django.db.models import Exists, OuterRef

from samverk.identity.models import User
from samverk.people.models import Profile
from samverk.people.profiles.access import listed
from samverk.people.profiles.skills import visible_skills

#: What other rooms add to the page of somebody who can be asked: `kernel.registries.subject_parts` of this kind.
TO_ASK = "person_to_ask"


def can_be_asked(*, viewer: User, user: int, day: date) -> bool:
    """They stand in the directory, and have told what one can ask about or a skill that the viewer may see; one query.

    Args:
        viewer: who would ask; somebody who may read the directory.
        user: key of the person.
        day: today.
    """
    told = Profile.objects.filter(user=OuterRef("pk")).exclude(ask_about="")
    knows = visible_skills(viewer, day).filter(user=OuterRef("pk"))
    people = User.objects.filter(listed(day), pk=user)
    return viewer.pk != user and people.filter(Exists(told) | Exists(knows)).exists()
