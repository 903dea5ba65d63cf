"""The start page is made of boxes, and one that fails takes no other with it (TN-05)."""

import pytest
from django.db import connection
from django.http import HttpRequest

from samverk.identity.models import User
from samverk.intranet import start_boxes
from samverk.kernel.registries import Widget, WidgetPlace, start_widgets
from samverk.project.health import health
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory

pytestmark = [pytest.mark.server]


def boom(request: HttpRequest) -> dict[str, object]:
    raise RuntimeError("the department's own box is broken")


def bad_question(request: HttpRequest) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column FROM no_such_table")
    return {}


def fine(request: HttpRequest) -> dict[str, object]:
    return {}


def with_box(monkeypatch: pytest.MonkeyPatch, box: Widget) -> None:
    monkeypatch.setitem(start_widgets._entries, "department", box)


@pytest.mark.parametrize(
    "box",
    [
        Widget("intranet/_start_sections.html", boom, 1, "Förvaltningens ruta", WidgetPlace.TOP),
        Widget("intranet/finns_inte.html", fine, 1, "Förvaltningens ruta", WidgetPlace.MAIN),
        Widget("ui/layouts/_me.html", lambda request: {"shell": 1 / 0}, 1, "Förvaltningens ruta"),
    ],
)
def test_tn05_one_failing_box_says_so_and_the_rest_renders(
    box: Widget, monkeypatch: pytest.MonkeyPatch, signed_in: SiteClient
) -> None:
    NewsPageFactory(title="Vattnet är tillbaka")
    with_box(monkeypatch, box)
    page = signed_in.get("/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Just nu kan vi inte visa Förvaltningens ruta" in text
    assert "Vattnet är tillbaka" in text
    assert "Traceback" not in text
    assert "the department" not in text
    facts, _serves = health()
    assert "department" in facts["parts"]["start_page"], "the health page tells"


def test_tn05_a_question_that_fails_in_the_database_harms_nothing_after_it(
    monkeypatch: pytest.MonkeyPatch, employee: User, client_for: object
) -> None:
    """As where a request is one transaction: the box has a savepoint of its own."""
    NewsPageFactory(title="Vattnet är tillbaka")
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    with_box(monkeypatch, Widget("intranet/_start_news.html", bad_question, 1, "Ruta", WidgetPlace.TOP))
    text = SiteClient("skara.localhost").sign_in(employee).get("/").content.decode()
    assert "Just nu kan vi inte visa Ruta" in text
    assert "Vattnet är tillbaka" in text


def test_tn05_the_house_orders_by_place_and_then_by_number() -> None:
    places = [box.place for _name, box in start_boxes.house_order()]
    assert places == sorted(places, key=list(WidgetPlace).index)
