"""What is done with pages and files, in words: the house's own verbs and those mirrored from the editors' tools."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

PAGE_WORDS: "dict[str, Promise]" = {
    "intranet.apitoken_create": _("Skapade en nyckel för program i redaktionen"),
    "intranet.apitoken_revoke": _("Drog in en nyckel för program i redaktionen"),
    "intranet.build_emergency_pack": _("Skapade ett nödpaket"),
    "intranet.comments_create": _("Skrev en kommentar i redaktionen"),
    "intranet.comments_create_reply": _("Svarade på en kommentar i redaktionen"),
    "intranet.comments_delete": _("Tog bort en kommentar i redaktionen"),
    "intranet.comments_delete_reply": _("Tog bort ett svar på en kommentar i redaktionen"),
    "intranet.comments_edit": _("Ändrade en kommentar i redaktionen"),
    "intranet.comments_edit_reply": _("Ändrade ett svar på en kommentar i redaktionen"),
    "intranet.comments_resolve": _("Markerade en kommentar i redaktionen som klar"),
    "intranet.convert_alias": _("Gjorde en speglad sida till en egen sida"),
    "intranet.copy": _("Kopierade en sida"),
    "intranet.copy_for_translation": _("Kopierade en sida för översättning"),
    "intranet.create": _("Skapade innehåll i redaktionen"),
    "intranet.create_alias": _("Speglade en sida"),
    "intranet.delete": _("Tog bort innehåll i redaktionen"),
    "intranet.edit": _("Ändrade innehåll i redaktionen"),
    "intranet.give_back_pages": _("Lämnade tillbaka sidor till en enhet"),
    "intranet.give_drafts": _("Lämnade över utkast"),
    "intranet.give_reviews": _("Lämnade över granskningar"),
    "intranet.lock": _("Låste en sida"),
    "intranet.moderation_approve": _("Godkände en sida"),
    "intranet.moderation_reject": _("Skickade tillbaka en sida"),
    "intranet.move": _("Flyttade en sida"),
    "intranet.publish": _("Publicerade innehåll"),
    "intranet.publish_schedule": _("Bestämde när något ska publiceras"),
    "intranet.publish_scheduled": _("Publicerade på bestämd tid"),
    "intranet.release_locks": _("Låste upp sidor åt någon som slutar"),
    "intranet.rename": _("Bytte namn på en sida"),
    "intranet.reorder": _("Ändrade ordningen på sidor"),
    "intranet.reown_pages": _("Flyttade sidor till en annan enhet"),
    "intranet.revert": _("Gick tillbaka till en äldre version"),
    "intranet.schedule_cancel": _("Tog bort den bestämda tiden för publicering"),
    "intranet.set_owner": _("Bytte vem som ansvarar för en sida"),
    "intranet.unlock": _("Låste upp en sida"),
    "intranet.unpublish": _("Avpublicerade innehåll"),
    "intranet.unpublish_scheduled": _("Avpublicerade på bestämd tid"),
    "intranet.view_restriction_create": _("Stängde en sida för dem som inte ska se den"),
    "intranet.view_restriction_delete": _("Öppnade en stängd sida"),
    "intranet.view_restriction_edit": _("Ändrade vilka som får se en sida"),
    "intranet.workflow_approve": _("Godkände vid granskning"),
    "intranet.workflow_cancel": _("Avbröt en granskning"),
    "intranet.workflow_reject": _("Skickade tillbaka efter granskning"),
    "intranet.workflow_resume": _("Skickade till granskning igen"),
    "intranet.workflow_start": _("Skickade till granskning"),
}
