"""A person's own mail address as a thing one can be told of: seen by nobody else."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.subjects import Ref, Subject, SubjectKind
from samverk.notifications.events import MyRole
from samverk.notifications.kinds import EventKind
from samverk.notifications.ways import Pace, Ways

KIND = "mail_address"


def _found(keys: Collection[str]) -> dict[str, Subject]:
    rows = User.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "email")
    url = reverse("notifications:choices")
    return {str(pk): Subject(ref=Ref(KIND, str(pk)), title=email, url=url, owners=(pk,)) for pk, email in rows}


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    return {str(viewer.pk)} & set(keys) if is_person(viewer) else set()


def _readers(key: str) -> "QuerySet[User]":
    return User.objects.filter(pk=int(key), is_active=True)


ADDRESS = SubjectKind(
    label=_("e-postadress"),
    plural=_("e-postadresser"),
    found=_found,
    visible=_visible,
    readers=_readers,
    followable=False,
    icon="mail",
)
NO_LETTERS_ARRIVE = EventKind(
    label=_("Din e-postadress"),
    sentence=_("Brev till %(title)s kommer inte fram. Be kommunens support att rätta adressen."),
    # Nothing to choose: a letter about it would not arrive.
    roles=(),
    defaults={MyRole.OWNER: Ways(mail=Pace.NEVER)},
    icon="mail",
    order=900,
)
