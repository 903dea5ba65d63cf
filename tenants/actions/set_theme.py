"""Choose a site's colour."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.ui.colour import contrast, nearest_passing
from tenants.models import Tenant
from tenants.site_context import operator_site


class ContrastTooLow(ValidationError):
    """White text on the colour would be hard to read (WCAG 2.2, 1.4.3).

    Attributes:
        offered: the nearest colour that passes.
    """

    def __init__(self, *, colour: str, ratio: float) -> None:
        self.offered = nearest_passing(colour)
        super().__init__(
            _(
                "Vit text på %(colour)s får kontrasten %(ratio)s:1. Det behövs minst 4,5:1. "
                "Närmaste färg som fungerar är %(offered)s."
            )
            % {"colour": colour, "ratio": f"{ratio:.1f}".replace(".", ","), "offered": self.offered}
        )


class NotLetters(ValidationError):
    """The mark is not one to three letters or figures."""


def set_theme(*, actor: Actor, tenant: Tenant, brand_colour: str, mark: str | None = None) -> Tenant:
    """Set the site's one strong colour, and the letters it goes by (TN-15).

    Args:
        actor: who decides.
        tenant: the site.
        brand_colour: `#rrggbb`.
        mark: one to three letters or figures; None leaves them.

    Raises:
        ValidationError: when it is not a colour.
        NotLetters: when the mark does not fit.
        ContrastTooLow: when it fails 4.5:1; carries the nearest colour that passes.
    """
    colour = brand_colour.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise ValidationError(_("Skriv färgen som # och sex tecken, till exempel #1d5c4d."))
    ratio = contrast(colour, "#ffffff")
    if ratio < 4.5:
        raise ContrastTooLow(colour=colour, ratio=ratio)
    letters = tenant.mark if mark is None else mark.strip()
    if not 1 <= len(letters) <= 3 or not letters.isalnum():
        raise NotLetters(_("Skriv en till tre bokstäver eller siffror, till exempel SK."))
    with transaction.atomic():
        with operator_site():
            Tenant.objects.filter(pk=tenant.pk).update(brand_colour=colour, mark=letters)
        tenant.brand_colour, tenant.mark = colour, letters
        details: dict[str, object] = {"colour": colour, "mark": letters}
        record_audit(actor=actor, verb="tenants.set_theme", target=tenant, details=details)
    return tenant
