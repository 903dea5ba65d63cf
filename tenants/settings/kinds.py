"""Sorts of values: what is allowed, how it is asked for, and how it is said."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Value = TypeVar("Value")
Text = str | Promise


class Kind(ABC, Generic[Value]):
    """One sort. A value is stored as JSON and is the same in Python."""

    @abstractmethod
    def clean(self, raw: Any) -> Value:
        """The value, checked; also asked of what was stored long ago.

        Raises:
            ValidationError: when it is none, in words for a person.
        """

    @abstractmethod
    def words(self, value: Value) -> str:
        """As a person says it."""

    @abstractmethod
    def field(self) -> forms.Field:
        """A form's field for it; the label and the help are the key's."""


class Bool(Kind[bool]):
    """Yes or no."""

    def clean(self, raw: Any) -> bool:
        """True or False; also as a form's text."""
        if isinstance(raw, bool):
            return raw
        if raw in {"yes", "no"}:
            return bool(raw == "yes")
        raise ValidationError(_("Välj ja eller nej."))

    def words(self, value: bool) -> str:
        """Ja or Nej."""
        return _("Ja") if value else _("Nej")

    def field(self) -> forms.Field:
        """Two radio buttons: a check box cannot show what is unset."""
        return forms.TypedChoiceField(
            choices=[(True, _("Ja")), (False, _("Nej"))],
            coerce=lambda text: text == "True",
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj ja eller nej.")},
        )


@dataclass(frozen=True, slots=True)
class Choice(Kind[str]):
    """One of a few.

    Attributes:
        options: (stored value, what it is called).
    """

    options: tuple[tuple[str, Text], ...]

    def clean(self, raw: Any) -> str:
        """One of the stored values."""
        if raw not in {key for key, _label in self.options}:
            raise ValidationError(_("Välj ett av alternativen."))
        return str(raw)

    def words(self, value: str) -> str:
        """What it is called."""
        return str(dict(self.options)[value])

    def field(self) -> forms.Field:
        """Radio buttons."""
        return forms.ChoiceField(
            choices=[(key, str(label)) for key, label in self.options],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj ett av alternativen.")},
        )


@dataclass(frozen=True, slots=True)
class Number(Kind[int]):
    """A whole number within limits.

    Attributes:
        least: the smallest; most: the largest, or a function that gives it (the deployment's own limit).
        unit: (number) → what is counted, in words: "12 timmar".
    """

    least: int
    most: int | Callable[[], int]
    unit: Callable[[int], str]

    @property
    def limit(self) -> int:
        """The largest number now."""
        return self.most() if callable(self.most) else self.most

    def clean(self, raw: Any) -> int:
        """A number between the limits, ends included."""
        try:
            number = int(raw)
        except (TypeError, ValueError):
            number = self.least - 1
        if isinstance(raw, bool) or not self.least <= number <= self.limit:
            raise ValidationError(
                _("Skriv ett helt tal från %(least)s till %(most)s.")
                % {"least": number_format(self.least), "most": number_format(self.limit)}
            )
        return number

    def words(self, value: int) -> str:
        """With its unit."""
        return self.unit(value)

    def field(self) -> forms.Field:
        """A number."""
        return forms.IntegerField(
            min_value=self.least, max_value=self.limit, error_messages={"required": _("Skriv ett tal.")}
        )


@dataclass(frozen=True, slots=True)
class Words(Kind[str]):
    """A short text; empty is allowed and means nothing is shown.

    Attributes:
        longest: most letters.
        several_lines: is it asked for in a box of several lines.
    """

    longest: int = 200
    several_lines: bool = False

    def clean(self, raw: Any) -> str:
        """Trimmed text."""
        if not isinstance(raw, str):
            raise ValidationError(_("Skriv en text."))
        text = raw.replace("\r\n", "\n").strip()
        if len(text) > self.longest:
            raise ValidationError(_("Texten får ha högst %(longest)s tecken.") % {"longest": self.longest})
        if any(ord(letter) < 32 and letter != "\n" for letter in text):
            raise ValidationError(_("Texten har tecken som inte går att visa."))
        return text if self.several_lines else text.replace("\n", " ")

    def words(self, value: str) -> str:
        """In quotes, or that there is none."""
        return f"”{value}”" if value else _("Ingen text")

    def field(self) -> forms.Field:
        """One line or a box."""
        widget = forms.Textarea(attrs={"rows": 3}) if self.several_lines else forms.TextInput()
        return forms.CharField(max_length=self.longest, required=False, widget=widget)


@dataclass(frozen=True, slots=True)
class Several(Kind[list[str]]):
    """Some of a few, in the order they are declared.

    Attributes:
        options: gives (stored value, what it is called).
        always: values that are part of every choice.
    """

    options: Callable[[], list[tuple[str, str]]]
    always: tuple[str, ...] = ()

    def clean(self, raw: Any) -> list[str]:
        """Known values, each once, in order."""
        known = [key for key, _label in self.options()]
        if not isinstance(raw, list | tuple) or not set(raw) <= set(known):
            raise ValidationError(_("Välj bland alternativen."))
        return [key for key in known if key in raw or key in self.always]

    def words(self, value: list[str]) -> str:
        """Their names."""
        names = dict(self.options())
        return ", ".join(names.get(key, key) for key in value) or _("Inget är valt")

    def field(self) -> forms.Field:
        """Check boxes."""
        return forms.MultipleChoiceField(choices=self.options(), required=False, widget=forms.CheckboxSelectMultiple)
