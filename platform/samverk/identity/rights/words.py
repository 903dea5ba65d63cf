"""What a group may do, in sentences: each room says them for its own permissions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from django.utils.functional import Promise

#: "app.codename" → a sentence that begins with a verb.
permission_words: "Registry[str | Promise]" = Registry("permissions in words")
#: (group) → sentences about what else follows from being in it: pages, collections.
group_sayings: Registry[Callable[[Group], list[str]]] = Registry("what a group may do besides permissions")

permission_words.register(
    "identity.administer_site",
    gettext_lazy("Sköta webbplatsens administration: personer, grupper, inloggning och utseende."),
)
permission_words.register("identity.view_user", gettext_lazy("Se vilka personer som finns här i redaktionens listor."))
permission_words.register("identity.change_user", gettext_lazy("Öppna personers uppgifter i redaktionen."))
permission_words.register("identity.add_user", gettext_lazy("Lägga upp personer."))
permission_words.register("identity.delete_user", gettext_lazy("Ta bort personer."))
permission_words.register("kernel.view_auditentry", gettext_lazy("Söka i loggen, med angivet skäl."))
permission_words.register("auth.add_group", gettext_lazy("Skapa grupper i redaktionen."))
permission_words.register("auth.change_group", gettext_lazy("Ändra vad grupper får göra."))
permission_words.register("auth.delete_group", gettext_lazy("Ta bort grupper i redaktionen."))


def sayings_of(group: Group) -> list[str]:
    """What the group may do, a sentence each; permissions nobody has words for under the name of their matter."""
    told, others = [], set()
    held = Permission.objects.filter(group=group).select_related("content_type").order_by("pk")
    for permission in held:
        key = f"{permission.content_type.app_label}.{permission.codename}"
        if key in permission_words:
            told.append(str(permission_words[key]))
        else:
            model = permission.content_type.model_class()
            others.add(str(model._meta.verbose_name_plural if model else permission.content_type.model))
    for say in group_sayings.values():
        told += say(group)
    told = list(dict.fromkeys(told))
    return told + [_("Annat som rör: %(matter)s.") % {"matter": matter} for matter in sorted(others)]
