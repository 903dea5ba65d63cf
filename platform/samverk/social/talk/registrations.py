"""What talking offers to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverk.identity.groups import MODERATORS, SYSTEM_MAINTAINERS
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import AdministrationEntry, AdministrationPart, administration_entries
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import SubjectKind, subject_kinds
from samverk.social.talk import comments_as_subjects as comments
from samverk.social.talk.access import COMMENT, may_moderate
from samverk.social.talk.hideables import Hideable, hideables
from samverk.social.talk.mentionables import GROUP, PERSON, UNIT, mentionables
from samverk.social.talk.people_units_groups import GROUPS, PEOPLE, UNITS
from samverk.social.talk.queries import waiting_reports
from samverk.social.talk.site_settings import KEYS
from samverk.social.talk.told import declare_events
from tenants.life.rules import tables_not_copied
from tenants.settings.registry import declare


def _waiting() -> str:
    number = waiting_reports()
    return ngettext("%(number)d väntar", "%(number)d väntar", number) % {"number": number} if number else ""


declare(*KEYS)
declare_events()
subject_kinds.register(
    COMMENT,
    SubjectKind(
        label=_("kommentar"),
        plural=_("kommentarer"),
        found=comments.found,
        visible=comments.visible,
        readers=comments.readers,
        followable=False,
        icon="comment",
    ),
)
hideables.register(
    COMMENT,
    Hideable(
        label=_("kommentar"),
        exhibit=comments.exhibit,
        hide=comments.hide,
        restore=comments.restore,
        forget=comments.forget,
    ),
)
mentionables.register(PERSON, PEOPLE)
mentionables.register(UNIT, UNITS)
mentionables.register(GROUP, GROUPS)
for _group in (MODERATORS, SYSTEM_MAINTAINERS):
    standard_rights.register(f"talk:{_group}", StandardRights(_group, ("social_talk.moderate",)))
permission_words.register(
    "social_talk.moderate", _("Granska anmälda kommentarer och inlägg, och dölja det som inte får stå kvar.")
)
administration_entries.register(
    "reports",
    AdministrationEntry(
        part=AdministrationPart.SITE,
        label=_("Anmälningar"),
        description=_("Kommentarer och inlägg som någon har anmält. Dölj med motivering, eller lämna som det är."),
        url=lambda: reverse("talk:reports"),
        icon="flag",
        order=60,
        may_see=may_moderate,
        alert=_waiting,
    ),
)
tables_not_copied.register("social_talk_commentdraft", "det någon har börjat skriva")
tables_not_copied.register("social_talk_report", "anmälda kommentarer")
tables_not_copied.register("social_talk_moderation", "vad som hände med en anmälan")
