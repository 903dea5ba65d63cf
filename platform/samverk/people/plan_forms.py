"""Forms that lead through one step of a plan; what they ask is what the step needs, nothing else."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverk.people.models import AuthorityKind, ReorganisationPlan
from samverk.people.queries import Node, nodes_on
from samverk.people.reorganising.effect import Child
from samverk.people.reorganising.steps import Level, Part, Step, Verb

LEVELS = (("unit", _("En enhet")), ("department", _("En förvaltning")), ("authority", _("En nämnd eller styrelse")))
ALL = ("unit", "department", "authority")


class PlanForm(forms.Form):
    """A new plan."""

    title = forms.CharField(
        label=_("Vad ändringen kallas"),
        max_length=200,
        help_text=_("Så att alla känner igen den, till exempel Ny socialförvaltning."),
        error_messages={"required": _("Skriv vad ändringen kallas.")},
    )
    day = forms.DateField(
        label=_("Första dagen"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Från den dagen gäller det nya. Dagen före gäller det gamla."),
        error_messages={"required": _("Välj vilken dag det börjar gälla."), "invalid": _("Skriv en dag.")},
    )


class FileForm(PlanForm):
    """A plan from a file."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV med semikolon, komma eller tabb mellan kolumnerna. Högst 2 MB och 300 rader."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


def grouped(nodes: Sequence[Node], levels: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What there is, as choices: a group for each level, each part with what it stands under."""
    names = {node.uuid: node.name for node in nodes}
    places: dict[UUID | None, int] = {node.uuid: place for place, node in enumerate(nodes)}
    labels = {"unit": _("Enheter"), "department": _("Förvaltningar"), "authority": _("Nämnder och styrelser")}
    found = []
    for level in levels:
        # By what they stand under, so that neighbours are found together.
        there = sorted((node for node in nodes if node.level == level), key=lambda node: places.get(node.parent, 0))
        choices = [
            (str(node.uuid), f"{node.name} ({names[node.parent]})" if node.parent in names else node.name)
            for node in there
        ]
        if choices:
            found.append((str(labels[level]), choices))
    return found


class StepForm(forms.Form):
    """What all steps have in common: choices among what there is on the plan's day."""

    verb: ClassVar[Verb]
    #: Field → levels it offers.
    chooses: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, *args: Any, plan: ReorganisationPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = nodes_on(plan.day)
        for name, levels in self.chooses.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            empty = [] if isinstance(field, forms.MultipleChoiceField) else [("", _("Välj"))]
            field.choices = [*empty, *grouped(nodes, levels)]

    def step(self) -> Step:
        """What the person asked for."""
        raise NotImplementedError

    def _uuid(self, name: str) -> UUID | None:
        chosen = self.cleaned_data.get(name)
        return UUID(chosen) if chosen else None

    def _subject(self) -> tuple[UUID, ...]:
        return (UUID(self.cleaned_data["subject"]),)


def _choice(label: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    missing = {"required": _("Välj en i listan.")}
    return forms.ChoiceField(label=label, help_text=help_text, required=required, error_messages=missing)


def _name(label: Any, *, required: bool = True) -> forms.CharField:
    missing = {"required": _("Skriv ett namn.")}
    return forms.CharField(label=label, max_length=200, required=required, error_messages=missing)


class RenameForm(StepForm):
    """A new name."""

    verb = Verb.RENAME
    chooses = {"subject": ALL}
    subject = _choice(_("Vad ska byta namn?"))
    name = _name(_("Nytt namn"))

    def step(self) -> Step:
        """See StepForm."""
        return Step(self.verb, subjects=self._subject(), name=self.cleaned_data["name"])


class MoveForm(StepForm):
    """Another department or authority."""

    verb = Verb.MOVE
    chooses = {
        "subject": ("unit", "department"),
        "parent": ("department", "authority"),
        "authority": ("authority",),
    }
    subject = _choice(_("Vad ska flytta?"))
    parent = _choice(
        _("Vart?"),
        _("En enhet flyttar till en förvaltning, en förvaltning till en nämnd. Enheterna följer med."),
        required=False,
    )
    authority = _choice(
        _("Ansvarig nämnd för enheten"),
        _("Bara när enheten ska höra till en annan nämnd än sin förvaltning."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        data = super().clean() or {}
        if not data.get("parent") and not data.get("authority"):
            raise ValidationError(_("Välj vart den ska flytta, eller vilken nämnd som ska ansvara."))
        return data

    def step(self) -> Step:
        """See StepForm."""
        return Step(self.verb, subjects=self._subject(), parent=self._uuid("parent"), authority=self._uuid("authority"))


class SplitForm(StepForm):
    """One becomes several, or something breaks out."""

    verb = Verb.SPLIT
    chooses = {"subject": ALL}
    subject = _choice(_("Vad ska delas?"))
    names = forms.CharField(
        label=_("Vad delarna ska heta"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ett namn på varje rad. Alla hamnar i den första delen tills du har fördelat dem."),
        error_messages={"required": _("Skriv minst ett namn.")},
    )
    keeps = forms.BooleanField(
        label=_("Den gamla finns kvar, delarna bryts ut ur den"),
        required=False,
    )

    def clean_names(self) -> list[str]:
        """One a line."""
        names = [line.strip()[:200] for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > 20:
            raise ValidationError(_("Skriv högst tjugo namn."))
        return names

    def step(self) -> Step:
        """See StepForm."""
        parts = tuple(Part(name) for name in self.cleaned_data["names"])
        return Step(self.verb, subjects=self._subject(), parts=parts, keeps=self.cleaned_data["keeps"])


class MergeForm(StepForm):
    """Several become one."""

    verb = Verb.MERGE
    chooses = {
        "subjects": ALL,
        "into": ALL,
        "parent": ("department", "authority"),
        "authority": ("authority",),
    }
    subjects = forms.MultipleChoiceField(
        label=_("Vilka ska gå ihop?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj vilka som ska gå ihop.")},
    )
    name = _name(_("Vad den nya ska heta"), required=False)
    into = _choice(_("Eller: gå upp i en som redan finns"), required=False)
    parent = _choice(_("Var den nya ska ligga"), _("Bara när de ligger på olika ställen i dag."), required=False)
    authority = _choice(_("Ansvarig nämnd"), _("Bara när de har olika ansvariga nämnder i dag."), required=False)

    def clean(self) -> dict[str, Any]:
        """A new name or something there is, not both."""
        data = super().clean() or {}
        if bool(data.get("name")) == bool(data.get("into")):
            raise ValidationError(_("Skriv vad den nya ska heta, eller välj en som redan finns."))
        return data

    def step(self) -> Step:
        """See StepForm."""
        name = self.cleaned_data["name"]
        return Step(
            self.verb,
            subjects=tuple(UUID(each) for each in self.cleaned_data["subjects"]),
            parts=(Part(name),) if name else (),
            into=self._uuid("into"),
            parent=self._uuid("parent"),
            authority=self._uuid("authority"),
        )


class BeginForm(StepForm):
    """Something new."""

    verb = Verb.BEGIN
    chooses = {"parent": ("department", "authority")}
    level = forms.ChoiceField(label=_("Vad är det?"), choices=LEVELS, widget=forms.RadioSelect, initial="unit")
    name = _name(_("Namn"))
    parent = _choice(
        _("Var ska den ligga?"),
        _("En enhet ligger i en förvaltning, en förvaltning under en nämnd."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Sorts nämnd eller styrelse"), choices=AuthorityKind.choices, required=False, initial="committee"
    )

    def step(self) -> Step:
        """See StepForm."""
        data = self.cleaned_data
        kind = data["kind"] or AuthorityKind.COMMITTEE
        part = Part(data["name"])
        return Step(self.verb, level=Level(data["level"]), parts=(part,), parent=self._uuid("parent"), kind=kind)


class EndForm(StepForm):
    """Nothing takes over."""

    verb = Verb.END
    chooses = {"subject": ALL}
    subject = _choice(
        _("Vad ska upphöra?"), _("Ska något annat ta över: välj Slå ihop i stället, så följer personer och sidor med.")
    )

    def step(self) -> Step:
        """See StepForm."""
        return Step(self.verb, subjects=self._subject())


STEP_FORMS: dict[str, type[StepForm]] = {
    form.verb.value: form for form in (RenameForm, MoveForm, MergeForm, SplitForm, BeginForm, EndForm)
}
STEP_LABELS = {
    "rename": _("Byt namn"),
    "move": _("Flytta"),
    "merge": _("Slå ihop"),
    "split": _("Dela"),
    "begin": _("Lägg till"),
    "end": _("Avsluta"),
}


class DistributeForm(forms.Form):
    """Who and what goes to which part of a split. Until somebody says otherwise, people go to the first part, and
    what the unit owns to the part that most of them go to."""

    def __init__(self, *args: Any, step: Step, children: Sequence[Child], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.split = step
        here = [(str(step.subjects[0]), own)] if step.keeps else []
        choices = here + [(str(part.uuid), part.name) for part in step.parts]
        first = choices[0][0]
        goes = [str(step.where.get(child.key, first)) for child in children if not child.group]
        largest = first if step.keeps or not goes else Counter(goes).most_common(1)[0][0]
        for child in children:
            initial = str(step.where.get(child.key, largest if child.group else first))
            field = forms.ChoiceField(label=child.name, choices=choices, initial=initial)
            field.group = child.group  # type: ignore[attr-defined]
            self.fields[f"till-{child.key}"] = field

    def where(self) -> dict[str, UUID]:
        """Child → part."""
        return {name.removeprefix("till-"): UUID(value) for name, value in self.cleaned_data.items()}
