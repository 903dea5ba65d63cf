"""What nobody writes to others here (LAW-24)."""

from collections.abc import Iterable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
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


def not_kept(request: HttpRequest, texts: Iterable[str], *, back: str) -> HttpResponse:
    """The words of somebody who was signed out while they wrote, given back to them alone: with a personnummer they
    are stored nowhere, and a new sign-in would lose them.

    Args:
        request: without a person.
        texts: what was written.
        back: where the form is, after a new sign-in.
    """
    sign_in = redirect_to_login(back, reverse("identity:sign_in")).url
    context = {"text": "\n\n".join(text for text in texts if text.strip()), "sign_in": sign_in}
    return render(request, "talk/not_kept.html", context, status=422)
