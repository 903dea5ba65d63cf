"""TP-01: two editors of the model at the same moment."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from shared_templates.masters.models import Master
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.masters import keep, term
from tests.support.threads import Both, twice_at_once

pytestmark = [pytest.mark.server]


def test_tp01_two_who_take_the_same_code_at_the_same_moment_and_one_is_told(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mall, refused = tenant_by_slug("mall"), []
    both, real = Both(), Master.full_clean

    def write() -> None:
        try:
            with site(mall):
                keep("T-01", term("brukare"), kind="term")
        except ValidationError as error:
            refused.extend(error.messages)

    def together(self: Master, **facts: Any) -> None:
        real(self, **facts)
        both.meet()

    monkeypatch.setattr(Master, "full_clean", together)
    twice_at_once(write)
    assert refused == ["Koden T-01 finns redan. Välj en annan."]
