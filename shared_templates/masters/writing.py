"""The form a master is written in: a field for each text of its head and blocks; blocks are added, moved, removed.

What the blocks are stands in the form itself (`block`, in order, and the sort of each), so that the list can be
changed over and over before anything is saved, without a script.
"""

import re
from collections.abc import Iterable
from secrets import token_hex
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.areas import AREAS
from shared_templates.catalogue.models import Policy
from shared_templates.content.kinds import Field, ItemKind
from shared_templates.content.values import Block, Content, content
from shared_templates.masters.actions.keep_master import Draft
from shared_templates.masters.models import Master
from shared_templates.masters.queries import codes_by_key, keys_by_code

_ID = re.compile(r"\w[\w.-]{0,79}")
_MOST = 200
#: Words of addresses that a code would hide behind.
_RESERVED = {"ny"}
ADD, UP, DOWN, REMOVE = "lagg-till", "upp", "ner", "bort"


class DraftText(forms.CharField):
    """A text that must be there before a release but not before it is saved: `required` only marks it."""

    def validate(self, value: str) -> None:
        """Nothing is asked of a draft."""


class MasterForm(forms.Form):
    """One master as it is being written.

    Args:
        data: what was posted, or None to show the master as it is.
        kind: its sort.
        master: the one that is changed; None for a new one.
    """

    use_required_attribute = False
    code = forms.RegexField(
        r"^\w[\w.-]*$",
        label=gettext_lazy("Kod"),
        max_length=20,
        help_text=gettext_lazy("Kort och utan mellanslag, till exempel P-08. Koden följer med till kommunerna."),
        error_messages={
            "required": gettext_lazy("Skriv en kod."),
            "invalid": gettext_lazy("Koden får ha bokstäver, siffror, punkt och bindestreck."),
        },
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
        self.kind, self.master, self.posted = kind, master, data
        self.base = master.said() if master else content({})
        self.blocks = self._blocks(data)
        super().__init__(data, initial=self._initial())
        # What is released is known by its code in twelve municipalities.
        self.fields["code"].disabled = bool(master and master.version)
        if kind.name == "training":
            self.fields["made_for"] = forms.CharField(
                label=gettext_lazy("Lär ut"), required=False, help_text=gettext_lazy("Koden för det som lärs ut.")
            )
        for field in kind.head:
            self.fields[f"head__{field.name}"] = _field(field)
        for block in self.blocks:
            for field in self._fields_of(block):
                self.fields[f"{block.id}__{field.name}"] = _field(field)

    def clean_code(self) -> str:
        """A code that is no word of our own addresses."""
        code: str = self.cleaned_data["code"]
        if code.lower() in _RESERVED:
            raise forms.ValidationError(_("Den koden går inte att använda. Välj en annan."))
        return code

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

    def said(self) -> Content:
        """What the form says, also before it is valid; texts that no field shows stay as they were."""
        head = {**self.base.head, **{one.name: self._typed(f"head__{one.name}") for one in self.kind.head}}
        blocks = []
        for block in self.blocks:
            typed = {one.name: self._typed(f"{block.id}__{one.name}") for one in self._fields_of(block)}
            blocks.append(Block(block.id, block.kind, {**self.base.texts_of(block.id), **typed}))
        return content(head, blocks)

    def draft(self, **facts: Any) -> Draft:
        """All that the form says, once it is valid; what it does not ask is as on the master."""
        held, before = self.cleaned_data, self.master
        made_for, version = (before.made_for, before.made_for_version) if before else (None, 0)
        if "made_for" in held:
            lesson = held["made_for"]
            kept = lesson is not None and lesson.key == made_for
            made_for = lesson.key if lesson else None
            version = version if kept else lesson.version if lesson else 0
        return Draft(
            kind=self.kind.name, code=held["code"], area=held["area"], content=self.said(), policy=held["policy"],
            requires=held["requires"], made_for=made_for, made_for_version=version, **facts,
        )  # fmt: skip

    def rearranged(self, wanted: str) -> "MasterForm":
        """The same form with its blocks changed and all that was typed; `wanted` is what a button says.

        A button that says nothing possible changes nothing.
        """
        verb, _colon, name = wanted.partition(":")
        order = [block.id for block in self.blocks]
        data = self.posted.copy() if self.posted is not None else QueryDict(mutable=True)
        if verb == ADD and self.kind.part(name) and len(order) < _MOST:
            order.append(_new_id(name, order))
            data[f"kind-{order[-1]}"] = name
        elif name in order:
            at = order.index(name)
            order.pop(at)
            if verb != REMOVE:
                order.insert(max(at + {UP: -1, DOWN: 1}.get(verb, 0), 0), name)
        data.setlist("block", order)
        made = MasterForm(data, kind=self.kind, master=self.master)
        # Nothing is judged while the blocks are put in order.
        made.errors.clear()
        return made

    def head_fields(self) -> list[forms.BoundField]:
        """Fields above the blocks: what the master is, and its head's texts."""
        own = ("code", "area", "policy", "requires", "made_for")
        names = [name for name in own if name in self.fields]
        return [self[name] for name in [*names, *(f"head__{one.name}" for one in self.kind.head)]]

    def parts(self) -> list[dict[str, Any]]:
        """Each block with its fields, what it is called, and what can be done with it."""
        shown = []
        for at, block in enumerate(self.blocks):
            part = self.kind.part(block.kind)
            shown.append(
                {
                    "id": block.id,
                    "kind": block.kind,
                    "label": part.label if part else block.kind,
                    "title": self[f"{block.id}__title"].value() if f"{block.id}__title" in self.fields else "",
                    "fields": [self[f"{block.id}__{one.name}"] for one in self._fields_of(block)],
                    "first": at == 0,
                    "last": at == len(self.blocks) - 1,
                }
            )
        return shown

    def _fields_of(self, block: Block) -> tuple[Field, ...]:
        part = self.kind.part(block.kind)
        return part.fields if part else ()

    def _typed(self, name: str) -> str:
        return str(self[name].value() or "")

    def _blocks(self, data: QueryDict | None) -> list[Block]:
        if data is None:
            return list(self.base.blocks)
        found = []
        for name in list(dict.fromkeys(data.getlist("block")))[:_MOST]:
            known, sort = self.base.block(name), data.get(f"kind-{name}", "")
            if known or (_ID.fullmatch(name) and self.kind.part(sort)):
                found.append(known or Block(name, sort, {}))
        return found

    def _initial(self) -> dict[str, Any]:
        row = self.master
        initial: dict[str, Any] = {f"head__{name}": text for name, text in self.base.head.items()}
        for block in self.base.blocks:
            initial |= {f"{block.id}__{name}": text for name, text in block.texts.items()}
        if row is None:
            return initial
        keys = [UUID(key) for key in row.requires] + ([row.made_for] if row.made_for else [])
        codes = codes_by_key(keys)
        return initial | {
            "code": row.code,
            "area": row.area,
            "policy": row.policy,
            "revision": row.revision,
            "requires": ", ".join(sorted(codes[UUID(key)] for key in row.requires if UUID(key) in codes)),
            "made_for": codes.get(row.made_for, "") if row.made_for else "",
        }


def _field(field: Field) -> DraftText:
    widget = forms.Textarea(attrs={"rows": 4}) if field.prose else forms.TextInput()
    return DraftText(label=str(field.label), required=field.required, help_text=str(field.help), widget=widget)


def _new_id(sort: str, taken: Iterable[str]) -> str:
    while (made := f"{slugify(sort)}-{token_hex(3)}") in taken:
        pass
    return made
