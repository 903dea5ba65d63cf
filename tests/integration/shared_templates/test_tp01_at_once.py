"""TP-01: two editors of the model at the same moment."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from shared_templates.masters.models import Master
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.masters import keep, term

pytestmark = [pytest.mark.server]


def test_tp01_two_who_take_the_same_code_at_the_same_moment_and_one_is_told(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mall, refused = tenant_by_slug("mall"), []
    both, real = threading.Barrier(2), Master.full_clean

    def write() -> None:
        try:
            with site(mall):
                keep("T-01", term("brukare"), kind="term")
        except ValidationError as error:
            refused.extend(error.messages)
        finally:
            connections.close_all()

    def together(self: Master, **facts: Any) -> None:
        real(self, **facts)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)

    monkeypatch.setattr(Master, "full_clean", together)
    writers = [threading.Thread(target=write) for _writer in range(2)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(timeout=30)
    assert refused == ["Koden T-01 finns redan. Välj en annan."]
