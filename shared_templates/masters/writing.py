"""The form a master is written in: what it is, and its content."""

from typing import Any, Self
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.areas import AREAS
from shared_templates.catalogue.models import Policy
from shared_templates.content.kinds import ItemKind
from shared_templates.content.values import content
from shared_templates.masters.actions.keep_master import Draft
from shared_templates.masters.models import Master
from shared_templates.masters.queries import codes_by_key, keys_by_code, lessons
from shared_templates.screens.writing import ContentForm, DraftText

_ABOUT = ("code", "area", "policy", "requires", "made_for")


class MasterForm(ContentForm):
    """One master as it is being written.

    Args:
        data: what was posted, or None to show the master as it is.
        kind: its sort.
        master: the one that is changed; None for a new one.
    """

    code = forms.CharField(
        label=gettext_lazy("Kod"),
        max_length=20,
        help_text=gettext_lazy("Kort och utan mellanslag, till exempel P-08. Koden följer med till kommunerna."),
        error_messages={"required": gettext_lazy("Skriv en kod.")},
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Område"),
        choices=list(AREAS.items()),
        error_messages={"required": gettext_lazy("Välj ett område.")},
    )
    policy = forms.ChoiceField(
        label=gettext_lazy("Vad kommunerna får ändra"), choices=Policy.choices, initial=Policy.DEFAULT
    )
    requires = forms.CharField(
        label=gettext_lazy("Bygger på"),
        required=False,
        help_text=gettext_lazy("Koder för det som måste finnas för att den här ska gå att förstå, med kommatecken."),
    )
    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, kind: ItemKind, master: Master | None = None) -> None:
        self.master, self.fits = master, ""
        base = master.said() if master else content({})
        super().__init__(data, kind=kind, base=base, text=DraftText, initial=_about(master))
        # What is released is known by its code in twelve municipalities.
        self.fields["code"].disabled = bool(master and master.version)
        if kind.name == "training":
            self.fields["made_for"] = forms.CharField(
                label=gettext_lazy("Lär ut"), required=False, help_text=gettext_lazy("Koden för det som lärs ut.")
            )
            if master:
                self._ask_whether_it_fits(master)

    def _ask_whether_it_fits(self, master: Master) -> None:
        """Training that was made for an older version (TP-07): an editor may say that it fits the one there is now."""
        for lesson in lessons([master.key]):
            if lesson.master.pk == master.pk and lesson.is_outdated:
                told = {"code": lesson.taught.code, "version": lesson.taught.version}
                # The name holds the version that was read: a newer one is not meant.
                self.fits = f"fits_{lesson.taught.version}"
                self.fields[self.fits] = forms.BooleanField(
                    label=_("Materialet stämmer med version %(version)s av %(code)s") % told,
                    required=False,
                    help_text=_("Kryssa för när du har gått igenom det mot den nya versionen."),
                )

    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""
        return type(self)(data, kind=self.kind, master=self.master)

    def clean_requires(self) -> list[UUID]:
        """Keys of the masters with these codes."""
        codes = list(dict.fromkeys(each.strip() for each in self.cleaned_data["requires"].split(",") if each.strip()))
        found = keys_by_code(codes)
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise forms.ValidationError(_("Det finns inget utkast med koden %(code)s.") % {"code": ", ".join(unknown)})
        return [found[code].key for code in codes if not self.master or found[code].pk != self.master.pk]

    def clean_made_for(self) -> Master | None:
        """The master that a training teaches."""
        code = self.cleaned_data["made_for"].strip()
        found = keys_by_code([code] if code else [])
        if code and code not in found:
            raise forms.ValidationError(_("Det finns inget utkast med koden %(code)s.") % {"code": code})
        return found.get(code)

    def draft(self, **facts: Any) -> Draft:
        """All that the form says, once it is valid; what it does not ask is as on the master."""
        held, before = self.cleaned_data, self.master
        made_for, version = (before.made_for, before.made_for_version) if before else (None, 0)
        if "made_for" in held:
            lesson = held["made_for"]
            kept = lesson is not None and lesson.key == made_for
            made_for = lesson.key if lesson else None
            fits = bool(held.get(self.fits))
            version = version if kept and not fits else lesson.version if lesson else 0
        return Draft(
            kind=self.kind.name, code=held["code"], area=held["area"], content=self.said(), policy=held["policy"],
            requires=held["requires"], made_for=made_for, made_for_version=version, **facts,
        )  # fmt: skip

    def head_fields(self) -> list[forms.BoundField]:
        """Fields above the blocks: what the master is, and its head's texts."""
        return [*(self[name] for name in (*_ABOUT, self.fits) if name in self.fields), *self.head_texts()]


def _about(master: Master | None) -> dict[str, Any]:
    if master is None:
        return {}
    keys = [UUID(key) for key in master.requires]
    codes = codes_by_key([*keys, master.made_for] if master.made_for else keys)
    return {
        "code": master.code,
        "area": master.area,
        "policy": master.policy,
        "revision": master.revision,
        "requires": ", ".join(sorted(codes[key] for key in keys if key in codes)),
        "made_for": codes.get(master.made_for, "") if master.made_for else "",
    }
