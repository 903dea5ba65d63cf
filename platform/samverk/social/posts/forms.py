"""The form a post is written in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from samverk.kernel import clock
from samverk.social.posts.actions.publish_post import NewPoll, NewPost
from samverk.social.posts.attaching import Attached, looked_at_file, looked_at_picture
from samverk.social.posts.models import PostKind
from samverk.social.talk.forms import NAMES
from samverk.social.talk.marks import Mention
from samverk.social.text import LONGEST, is_safe_address

PICTURES, FILES = 3, 2


class PostForm(forms.Form):
    """Text and place; the rest lies folded below."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    writer = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Vad vill du berätta eller fråga?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "data-kept": "", **NAMES}),
        help_text=_(
            "Skriv @ och ett namn för att nämna en person, enhet eller grupp. **Fet text**, - listor och länkar "
            "fungerar. Ett ord med # framför, till exempel #sårvård, kan andra följa. Inlägget är ditt eget, inte "
            "officiell information."
        ),
        error_messages={"required": _("Skriv något i inlägget."), "max_length": _("Texten är för lång.")},
    )
    place = forms.ChoiceField(
        label=_("Vilka ska se det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilka som ska se inlägget."), "invalid_choice": _("Välj bland platserna.")},
    )
    kind = forms.ChoiceField(
        label=_("Vad är det?"),
        widget=forms.RadioSelect,
        choices=[
            (PostKind.POST, _("Något jag berättar")),
            (PostKind.QUESTION, _("En fråga som kan få svar")),
            (PostKind.POLL, _("En omröstning")),
        ],
        initial=PostKind.POST,
    )
    options = forms.CharField(
        label=_("Svar att välja mellan"),
        required=False,
        help_text=_("Ett på varje rad, från två till tio."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    several = forms.BooleanField(label=_("Det går att välja flera svar"), required=False)
    shows_names = forms.BooleanField(label=_("Visa vem som har svarat vad"), required=False)
    last_day = forms.DateField(
        label=_("Sista dagen att rösta"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dag, till exempel 2026-12-31.")},
    )
    link = forms.CharField(
        label=_("Länkens adress"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    link_title = forms.CharField(label=_("Vad länken leder till"), required=False, max_length=150)
    is_official = forms.BooleanField(
        label=_("Det här är officiell information"),
        required=False,
        help_text=_("Inlägget märks så. Använd det när kommunen står bakom det som sägs."),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], may_mark: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = list(places)
        if places:
            place.initial = places[0][0]
        if not may_mark:
            del self.fields["is_official"]
        for number in range(1, PICTURES + 1):
            self.fields[f"picture_{number}"] = forms.FileField(
                label=_("Bild %(number)s") % {"number": number},
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("Beskriv bild %(number)s för den som inte ser den") % {"number": number},
                required=False,
                max_length=250,
            )
        for number in range(1, FILES + 1):
            self.fields[f"file_{number}"] = forms.FileField(
                label=_("Fil %(number)s") % {"number": number}, required=False
            )
        self.fields["form"].initial = uuid4()

    @property
    def pictures(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each picture with its text."""
        return [(self[f"picture_{number}"], self[f"alt_{number}"]) for number in range(1, PICTURES + 1)]

    @property
    def files_offered(self) -> list[forms.BoundField]:
        """Where files are chosen."""
        return [self[f"file_{number}"] for number in range(1, FILES + 1)]

    @property
    def opens(self) -> dict[str, bool]:
        """Which folded parts stand open: those with something in them, or something wrong."""
        groups = {
            "kind": ("kind", "options", "several", "shows_names", "last_day"),
            "pictures": tuple(name for name in self.fields if name.startswith(("picture_", "alt_"))),
            "files": tuple(name for name in self.fields if name.startswith("file_")),
            "link": ("link", "link_title"),
        }
        quiet = {None, "", False, PostKind.POST.value}
        return {
            group: any(self.errors.get(name) or self[name].value() not in quiet for name in names)
            if self.is_bound
            else any((self.initial.get(name) or "") not in quiet for name in names)
            for group, names in groups.items()
        }

    def clean_link(self) -> str:
        """An address somebody can follow; without a scheme it is the web's."""
        link = str(self.cleaned_data["link"]).strip()
        if link and "://" not in link and not link.startswith(("/", "mailto:", "tel:")):
            link = f"https://{link}"
        if link and not is_safe_address(link):
            raise ValidationError(_("Skriv hela adressen, till exempel https://exempel.se."))
        return link

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        data = super().clean() or {}
        if data.get("last_day") and data["last_day"] < clock.today():
            self.add_error("last_day", _("Välj en dag som inte har passerat."))
        if data.get("kind") == PostKind.POLL and not 2 <= len(self._options()) <= 10:
            self.add_error("options", _("Skriv minst två och högst tio svar, ett på varje rad."))
        data["attached"] = self._attached()
        return data

    def _options(self) -> list[str]:
        rows = str(self.cleaned_data.get("options") or "").splitlines()
        return list(dict.fromkeys(row.strip(" -*\t")[:120] for row in rows if row.strip(" -*\t")))

    def _attached(self) -> tuple[Attached, ...]:
        found = []
        for number in range(1, PICTURES + 1):
            upload = self.cleaned_data.get(f"picture_{number}")
            if isinstance(upload, UploadedFile):
                try:
                    found.append(looked_at_picture(upload, alt_text=self.cleaned_data.get(f"alt_{number}") or ""))
                except ValidationError as error:
                    self.add_error(f"alt_{number}" if error.code == "alt" else f"picture_{number}", error)
            elif self.cleaned_data.get(f"alt_{number}") and f"picture_{number}" not in self.errors:
                # A browser forgets a chosen picture when the page is shown again; its text alone says it was meant.
                self.add_error(f"picture_{number}", _("Välj bilden igen, eller ta bort beskrivningen av den."))
        for number in range(1, FILES + 1):
            upload = self.cleaned_data.get(f"file_{number}")
            if isinstance(upload, UploadedFile):
                try:
                    found.append(looked_at_file(upload))
                except ValidationError as error:
                    self.add_error(f"file_{number}", error)
        return tuple(found)

    def new_post(self, *, chosen: Sequence[Mention] = ()) -> NewPost:
        """What the action takes.

        Args:
            chosen: whom the author chose in the picker.
        """
        data = self.cleaned_data
        is_poll = data["kind"] == PostKind.POLL
        poll = NewPoll(
            options=tuple(self._options()),
            several=data["several"],
            shows_names=data["shows_names"],
            last_day=data["last_day"],
        )
        return NewPost(
            form=UUID(str(data["form"])),
            place=data["place"],
            text=data["text"],
            kind=data["kind"],
            link=data["link"],
            link_title=data["link_title"],
            poll=poll if is_poll else None,
            attached=data["attached"],
            chosen=tuple(chosen),
            is_official=data.get("is_official", False),
        )


class EditForm(forms.Form):
    """Another text."""

    text = forms.CharField(
        label=_("Inlägget"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, **NAMES}),
        help_text=_("Andra kan se att inlägget är ändrat och läsa hur det såg ut före."),
        error_messages={"required": _("Skriv något i inlägget.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PinForm(forms.Form):
    """Until when a post stands first."""

    last_day = forms.DateField(
        label=_("Överst till och med"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dag, till exempel 2026-12-31.")},
    )
