"""Functions a site turns on at its own pace (TN-07): a plan with days, kept as a setting, judged when it is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.kernel.registries import Registry
from tenants.settings.kinds import Kind, Text
from tenants.settings.queries import value
from tenants.settings.registry import SettingKey


class Ripeness(models.TextChoices):
    """How far a function has come; decides what applies where nobody has planned anything."""

    TRIAL = "trial", gettext_lazy("På prov")
    AVAILABLE = "available", gettext_lazy("Kan slås på")
    STANDARD = "standard", gettext_lazy("Ingår")
    RETIRED = "retired", gettext_lazy("Avvecklad")


class Plan(TypedDict):
    """When and for whom.

    Attributes:
        on: is it wanted at all.
        first_day: from when, ISO date; empty from now.
        group: who has it first; empty for everybody.
        all_day: from when everybody has it, where a group is first; empty for not yet.
    """

    on: bool
    first_day: str
    group: str
    all_day: str


#: Stored name of a group → what people call it, told by identity.
group_labels: Registry[Text] = Registry("names of groups")
OFF: Plan = {"on": False, "first_day": "", "group": "", "all_day": ""}
ON: Plan = {"on": True, "first_day": "", "group": "", "all_day": ""}


class PlanKind(Kind[Plan]):
    """A plan as a setting's value: locks, levels, history and undo come with it."""

    def clean(self, raw: Any) -> Plan:
        """The plan, checked; what is off has no days."""
        if not isinstance(raw, dict) or set(raw) != set(OFF) or not isinstance(raw["on"], bool):
            raise ValidationError(_("Välj av eller på."))
        if not raw["on"]:
            return dict(OFF)  # type: ignore[return-value]
        days = {name: _iso(raw[name]) for name in ("first_day", "all_day")}
        group = str(raw["group"])[:150]
        if days["all_day"] and not group:
            raise ValidationError(_("Dagen då alla får funktionen hör ihop med en grupp som får den först."))
        if days["all_day"] and days["all_day"] < days["first_day"]:
            raise ValidationError(_("Alla kan inte få funktionen före gruppen."))
        return {"on": True, "first_day": days["first_day"], "group": group, "all_day": days["all_day"]}

    def words(self, value: Plan) -> str:
        """In one sentence."""
        if not value["on"]:
            return _("Av")
        who = _("gruppen %(group)s") % {"group": _group(value["group"])} if value["group"] else _("alla")
        told = (
            _("På för %(who)s från %(day)s") % {"who": who, "day": _day(value["first_day"])}
            if value["first_day"]
            else _("På för %(who)s") % {"who": who}
        )
        return told + (_(", för alla från %(day)s") % {"day": _day(value["all_day"])} if value["all_day"] else "")

    def field(self) -> forms.Field:
        """On or off; the days and the group are asked for beside it (portal.plan_form)."""
        return forms.TypedChoiceField(
            choices=[(False, _("Av")), (True, _("På"))], coerce=lambda text: text == "True", widget=forms.RadioSelect
        )


def _iso(text: Any) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise ValidationError(_("Skriv dagen som år-månad-dag, till exempel 2027-03-01.")) from error


def _group(name: str) -> str:
    return str(group_labels[name]) if name in group_labels else name


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


@dataclass(frozen=True, slots=True)
class Feature:
    """One function.

    Attributes:
        name: stable, in code.
        label, help: what it is and what it gives.
        ripeness: trial, available, standard or retired.
        since: the release in which it became a part of the standard, or is tried.
    """

    name: str
    label: Text
    help: Text
    ripeness: Ripeness
    since: str
    key: SettingKey[Plan] = field(init=False)

    def __post_init__(self) -> None:
        default = ON if self.ripeness == Ripeness.STANDARD else OFF
        made: SettingKey[Plan] = SettingKey(
            name=f"feature.{self.name}",
            label=self.label,
            help=self.help,
            group=gettext_lazy("Funktioner"),
            kind=PlanKind(),
            default=default,
        )
        object.__setattr__(self, "key", made)


features: Registry[Feature] = Registry("functions")


def declare_features(*declared: Feature) -> None:
    """Offer functions; called from a room's `registrations.py`."""
    for feature in declared:
        features.register(feature.name, feature)


def reach(plan: Plan, *, day: date) -> str:
    """Whom a plan reaches on a day: nobody yet (empty), a `group`, or `all`."""
    if not plan["on"] or plan["first_day"] > day.isoformat():
        return ""
    if not plan["group"] or (plan["all_day"] and plan["all_day"] <= day.isoformat()):
        return "all"
    return "group"


def is_on(feature: Feature, *, day: date, in_group: Callable[[str], bool]) -> bool:
    """Has somebody the function on a day, on the active site; takes effect by itself, no job turns anything on.

    Args:
        feature: which.
        day: today.
        in_group: is the person in the group of that name; asked only when a group is first.
    """
    if feature.ripeness == Ripeness.RETIRED:
        return False
    plan = value(feature.key)
    reached = reach(plan, day=day)
    return reached == "all" or (reached == "group" and in_group(plan["group"]))
