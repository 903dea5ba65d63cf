"""What nobody writes to others here (LAW-24)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.identity.scim.personal_number import has_personal_number


def refuse_personal_number(*texts: str, field: str = "") -> None:
    """A personnummer has no motive in a feed, and what is said there is read and searched by many, elsewhere too.

    Args:
        texts: what somebody wrote.
        field: of the form they wrote in, where the error is to stand beside it.

    Raises:
        ValidationError: where one of the texts holds one.
    """
    if any(has_personal_number(text) for text in texts):
        error = ValidationError(
            _(
                "Texten innehåller ett personnummer. Ta bort det: det som skrivs här läses av många. Är det ett "
                "telefonnummer, skriv det med mellanrum: 070-123 45 67."
            ),
            code="personal_number",
        )
        raise ValidationError({field: error}) if field else error
