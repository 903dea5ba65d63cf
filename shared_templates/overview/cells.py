"""What stands in a cell of the map: a short word, and the whole of it for whoever asks."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.adoption.models import Reason
from shared_templates.content.likeness import Likeness

WORDS: dict[str, str | Promise] = {
    Likeness.INHERITED: gettext_lazy("Lika"),
    Likeness.ADAPTED: gettext_lazy("Anpassad"),
    Likeness.REPLACED: gettext_lazy("Ersatt"),
    Likeness.MISSING: gettext_lazy("Saknas"),
    Likeness.NOT_APPLICABLE: gettext_lazy("Gäller inte"),
}
SIGNS: dict[str, str] = {
    Likeness.INHERITED: "=",
    Likeness.ADAPTED: "≈",
    Likeness.REPLACED: "≠",
    Likeness.MISSING: "○",
    Likeness.NOT_APPLICABLE: "–",
}


def reason_word(reason: str) -> str:
    """A sort of reason in words."""
    return str(dict(Reason.choices).get(reason, reason)) if reason else _("Inget skäl angivet")


@dataclass(frozen=True, slots=True)
class Cell:
    """How one municipality stands in one item.

    Attributes:
        likeness: one of Likeness.
        version: taken here; 0 for none.
        newest: released.
        reasons: sorts of reasons.
        waits: put off until a day to come.
    """

    likeness: str
    version: int
    newest: int
    reasons: tuple[str, ...] = ()
    waits: date | None = None

    @property
    def is_newest(self) -> bool:
        """Has it taken what is newest."""
        return self.likeness not in (Likeness.MISSING, Likeness.NOT_APPLICABLE) and self.version >= self.newest

    @property
    def applies(self) -> bool:
        """Does the item concern the municipality."""
        return self.likeness != Likeness.NOT_APPLICABLE

    @property
    def differs(self) -> bool:
        """Does the municipality say something else than the version it took."""
        return self.likeness in (Likeness.ADAPTED, Likeness.REPLACED)

    @property
    def word(self) -> str:
        """Lika v3."""
        word = str(WORDS.get(self.likeness, self.likeness))
        return word if self.likeness in (Likeness.MISSING, Likeness.NOT_APPLICABLE) else f"{word} v{self.version}"

    @property
    def soon(self) -> str:
        """What is still to come: a newer version, a day."""
        said = []
        if self.applies and self.likeness != Likeness.MISSING and not self.is_newest:
            said.append(_("v%(version)s finns") % {"version": self.newest})
        if self.waits:
            said.append(_("Väntar till %(day)s") % {"day": date_format(self.waits, "j F Y")})
        return ". ".join(said)

    @property
    def why(self) -> str:
        """The sorts of reasons."""
        if not self.differs:
            return ""
        if not self.reasons:
            return reason_word("")
        return _("Skäl: %(reasons)s") % {"reasons": ", ".join(map(reason_word, self.reasons))}

    @property
    def text(self) -> str:
        """All of it."""
        return ". ".join(filter(None, (self.word, self.soon, self.why)))

    def html(self, href: str = "") -> SafeString:
        """As a cell of a table; the reasons in its title and for screen readers.

        Args:
            href: of the difference in words, for those who may read it.
        """
        word: str = self.word
        if href:
            more = _("se skillnaden")
            word = format_html('<a href="{}">{}<span class="sv-hidden">: {}</span></a>', href, self.word, more)
        sign = format_html('<i aria-hidden="true">{}</i>', SIGNS.get(self.likeness, "?"))
        soon = format_html(" <small>{}</small>", self.soon) if self.soon else ""
        if not self.why:
            return format_html('<td data-is="{}">{}{}{}</td>', self.likeness, sign, word, soon)
        return format_html(
            '<td data-is="{}" title="{}">{}{}{}<span class="sv-hidden">. {}</span></td>',
            self.likeness, self.text, sign, word, soon, self.why,
        )  # fmt: skip
