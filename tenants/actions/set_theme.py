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


def set_theme(*, actor: Actor, tenant: Tenant, brand_colour: str) -> Tenant:
    """Set the site's one strong colour (TN-15).

    Args:
        actor: who decides.
        tenant: the site.
        brand_colour: `#rrggbb`.

    Raises:
        ValidationError: when it is not a colour.
        ContrastTooLow: when it fails 4.5:1; carries the nearest colour that passes.
    """
    colour = brand_colour.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise ValidationError(_("Skriv färgen som # och sex tecken, till exempel #1d5c4d."))
    ratio = contrast(colour, "#ffffff")
    if ratio < 4.5:
        raise ContrastTooLow(colour=colour, ratio=ratio)
    with transaction.atomic():
        with operator_site():
            Tenant.objects.filter(pk=tenant.pk).update(brand_colour=colour)
        tenant.brand_colour = colour
        record_audit(actor=actor, verb="tenants.set_theme", target=tenant, details={"colour": colour})
    return tenant
