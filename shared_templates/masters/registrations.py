"""What masters offer to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.movers.owned import Owned, register_owned
from samverk.identity.protection.sealed import followers
from samverk.identity.rights.words import permission_words
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters import subjects, told
from shared_templates.masters.access import EDIT, RELEASE
from shared_templates.masters.actions.give_masters import give_masters
from shared_templates.masters.names import follow_name
from shared_templates.masters.queries import owned_by
from tenants.life.rules import tables_not_copied

standard_rights.register("masters", StandardRights(TEMPLATE_KEEPERS, (EDIT, RELEASE)))
permission_words.register(EDIT, _("Skriva mallens innehåll och prova det."))
permission_words.register(RELEASE, _("Släppa mallar till kommunerna och dra tillbaka dem."))
subject_kinds.register(subjects.MASTER, subjects.KIND)
register_owned("masters", Owned(label=_("Utkast i mallen"), things=owned_by, give=give_masters))
for _event, _words in told.KINDS.items():
    event_kinds.register(_event, _words)
for _table in ("masters_master", "masters_review", "masters_testcase", "masters_testresult"):
    tables_not_copied.register(_table, "utkasten gäller i övningsmiljön; skrivs, granskas och släpps gör de i mallen")
followers.register("masters", follow_name)
