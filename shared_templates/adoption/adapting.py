"""The form in which an item is adapted: a field for each of its texts, and why it differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from shared_templates.adoption.actions.change_item import Why
from shared_templates.adoption.forms import DayField
from shared_templates.adoption.models import Adopted, Reason
from shared_templates.content.kinds import Field, ItemKind
from shared_templates.content.values import HEAD, Block, Content, content, tidy_text

WHY = ("reason", "text", "review_on", "cost_a_year")


class Text(forms.CharField):
    """One text of an item in the one spelling that contents are kept in."""

    def to_python(self, value: Any) -> str:
        """Tidied, so that nothing but blanks is no text."""
        return tidy_text(super().to_python(value) or "")


@dataclass(slots=True)
class Part:
    """Fields that stand below one heading."""

    title: str
    rows: list[tuple[Any, str]] = field(default_factory=list)


class AdaptForm(forms.Form):
    """Every text by its name (`head-title`, `block-<id>-<name>`), and `WHY` where a reason is asked for.

    Args of its own:
        item: as it is now.
        asks_why: the model wants a reason and there is none yet.
        is_stale: what was typed began from an older text; texts that were not on that page are taken as they are now.
    """

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, item: Adopted, asks_why: bool, is_stale: bool = False
    ) -> None:
        self.said, self.is_stale = item.said(), is_stale
        self.texts = list(_texts(item.sort, self.said))
        now = {_name(block, each): self.said.texts_of(block).get(each.name, "") for block, each in self.texts}
        self.typed = {name: str(data[name]) for name in data} if data is not None else {}
        super().__init__({**now, **self.typed} if data is not None else None, initial=now)
        for block, each in self.texts:
            self.fields[_name(block, each)] = _form_field(each)
        if asks_why:
            self._ask_why()
        if is_stale:
            self.add_error(
                None,
                _("Någon annan ändrade texten medan du skrev. Det du skrev finns kvar, bredvid det som gäller nu."),
            )

    def _ask_why(self) -> None:
        self.fields["reason"] = forms.ChoiceField(
            label=_("Skäl"), required=False, choices=[("", _("Välj skäl")), *Reason.choices]
        )
        self.fields["text"] = forms.CharField(
            label=_("Varför ni gör på ett annat sätt"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["review_on"] = DayField(
            label=_("Omprövas den"), help_text=_("Ett avsteg av vana omprövas inom tolv månader.")
        )
        self.fields["cost_a_year"] = forms.IntegerField(
            label=_("Kostnad per år, i kronor"), required=False, min_value=0, max_value=2_000_000_000
        )

    def clean(self) -> dict[str, Any]:
        """A reason is whole: it has words and a day."""
        kept = dict(super().clean() or {})
        if kept.get("reason") and not kept.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("Välj vilken dag avsteget omprövas."))
        return kept

    def content(self) -> Content:
        """What the item shall say."""
        head = self._texts_of(HEAD, self.said.head)
        return content(
            head, [Block(each.id, each.kind, self._texts_of(each.id, each.texts)) for each in self.said.blocks]
        )

    def why(self, owner: User) -> Why | None:
        """The reason, if one was given."""
        kept = self.cleaned_data
        if not kept.get("reason"):
            return None
        return Why(kept["reason"], kept["text"], kept["review_on"], owner, kept["cost_a_year"] or 0)

    def parts(self) -> Iterator[Part]:
        """The fields below their headings, each with the text that applies now where that is another."""
        found: dict[str, Part] = {}
        for block, each in self.texts:
            text = self.said.texts_of(block)
            part = found.setdefault(block, Part(str(_("Överst") if block == HEAD else text.get("title", block))))
            bound = self[_name(block, each)]
            now = text.get(each.name, "")
            differs = self.is_stale and tidy_text(str(bound.value() or "")) != now
            part.rows.append((bound, now or str(_("Ingen text.")) if differs else ""))
        yield from found.values()

    def reasons(self) -> list[Any]:
        """The fields of the reason, where one is asked for."""
        return [self[name] for name in WHY if name in self.fields]

    def homeless(self) -> list[str]:
        """What was typed in parts that are no longer there."""
        return [
            text
            for name, text in self.typed.items()
            if name.startswith(("head-", "block-")) and name not in self.fields and text.strip()
        ]

    def _texts_of(self, block: str, before: Mapping[str, str]) -> dict[str, str]:
        written = {each.name: self.cleaned_data[_name(block, each)] for owner, each in self.texts if owner == block}
        return {**before, **written}


def _texts(kind: ItemKind, said: Content) -> Iterator[tuple[str, Field]]:
    """Every text the item has or may have, by block."""
    for each in kind.head:
        yield HEAD, each
    for block in said.blocks:
        part = kind.part(block.kind)
        for each in part.fields if part else ():
            yield block.id, each


def _name(block: str, each: Field) -> str:
    return f"head-{each.name}" if block == HEAD else f"block-{block}-{each.name}"


def _form_field(each: Field) -> forms.Field:
    wrong = {"required": _("Skriv texten. Den behövs för att det ska gå att arbeta efter.")}
    if each.prose:
        area = forms.Textarea(attrs={"rows": 6})
        return Text(
            label=str(each.label), help_text=str(each.help), required=each.required, max_length=20_000, strip=False,
            error_messages=wrong, widget=area,
        )  # fmt: skip
    longest = 200 if each.name == "title" else 1000
    return Text(
        label=str(each.label),
        help_text=str(each.help),
        required=each.required,
        max_length=longest,
        error_messages=wrong,
    )
