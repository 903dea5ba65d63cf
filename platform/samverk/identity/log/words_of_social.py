"""What people do when they talk with each other, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

SOCIAL_WORDS: "dict[str, Promise]" = {
    "social.answer_question": _("Markerade en fråga som besvarad, eller obesvarad"),
    "social.cast_vote": _("Röstade i en omröstning"),
    "social.delete_post": _("Tog bort sitt inlägg"),
    "social.dismiss_reports": _("Lämnade en anmäld text som den är"),
    "social.edit_comment": _("Ändrade sin kommentar"),
    "social.edit_post": _("Ändrade sitt inlägg"),
    "social.empty_deleted": _("Rensade inlägg som deras författare har tagit bort"),
    "social.end_follows": _("Avslutade det som en person följde"),
    "social.follow": _("Började följa något"),
    "social.forget_hidden": _("Rensade en text som har varit dold så länge som webbplatsen sparar den"),
    "social.forget_taken_away": _("Rensade kommentarer som deras författare har tagit bort"),
    "social.hide_content": _("Dolde en text"),
    "social.keep_draft": _("Sparade utkastet till en kommentar"),
    "social.lock_thread": _("Låste en tråd"),
    "social.mark_official": _("Märkte ett inlägg som officiellt, eller tog bort märkningen"),
    "social.move_posts": _("Lät inlägg följa med när organisationen ändrades"),
    "social.move_posts_back": _("Lät inlägg följa med tillbaka när en ändring av organisationen ångrades"),
    "social.pin_post": _("Fäste ett inlägg överst, eller lossade det"),
    "social.post_comment": _("Skrev en kommentar"),
    "social.publish_post": _("Skrev ett inlägg"),
    "social.put_back_comment": _("Lade tillbaka sin kommentar"),
    "social.react": _("Reagerade på något"),
    "social.reopen_thread": _("Öppnade en avslutad tråd"),
    "social.report_content": _("Anmälde en text"),
    "social.resolve_thread": _("Avslutade en tråd"),
    "social.restore_content": _("Visade en dold text igen"),
    "social.restore_post": _("Lade tillbaka sitt inlägg"),
    "social.take_away_comment": _("Tog bort sin kommentar"),
    "social.take_back_reaction": _("Tog tillbaka en reaktion"),
    "social.unfollow": _("Slutade följa något"),
    "social.unlock_thread": _("Låste upp en tråd"),
}
