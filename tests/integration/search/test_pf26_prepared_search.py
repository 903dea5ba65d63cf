"""PF-26, LAW-12: the search is prepared, finds words by their indexes whatever they are, and keeps none of them."""

import gc
import json

import pytest
from django.db import connection

from samverk.kernel import kept_html
from samverk.kernel.searching import Hit, Searchable, searchables
from samverk.people.models import Profile
from samverk.search.queries import search
from tenants import answers
from tenants.models import Tenant
from tenants.prepared import _statement
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory, PostFactory, colleague, unit

pytestmark = [pytest.mark.server]
#: Rooms' questions, by the table they begin with, and the indexes of words they ask; that of posts is looked at among
#: a hundred thousand of them (test_pf26_many_posts.py).
INDEXES = {
    "intranet_pagetext": {"intranet_pagetext_words"},
    "adoption_adopted": {"adopted_by_words"},
    "identity_user": {"people_user_words", "people_placement_title", "people_profile_words"},
}


def plan_of(name: str, places: int) -> str:
    """How PostgreSQL would answer what is prepared under the name, of tables too large for any other way."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan", "indexonlyscan", "nestloop", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute("DISCARD PLANS")
        values = f"({', '.join(['NULL'] * places)})" if places else ""
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE {name}{values}")
        return json.dumps(cursor.fetchone()[0])


def test_pf26_words_are_found_by_index_in_what_is_prepared(skara: Tenant) -> None:
    search(viewer=PersonFactory(), text="rutin")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, cardinality(parameter_types), statement FROM pg_prepared_statements")
        prepared = [row for row in cursor.fetchall() if "tsquery" in row[2]]
    for table, indexes in INDEXES.items():
        plans = [plan_of(name, places) for name, places, text in prepared if f'FROM "{table}"' in text]
        assert plans, table
        for index in indexes:
            assert all(f'"Index Name": "{index}"' in plan for plan in plans), index


def test_pf22_signs_that_mean_something_to_the_database_mean_nothing(skara: Tenant) -> None:
    night = unit("Natt 100 % o_c")
    here = colleague(night, display_name="Åke Örn")
    colleague(unit("Dagverksamheten"), display_name="Lisa Lind")
    Profile.objects.create(user=here, ask_about="såromläggning")

    def found(text: str) -> list[str]:
        groups = search(viewer=here, text=text)
        assert not any(group.failed for group in groups)
        return [hit.title for group in groups if group.key == "people" for hit in group.hits]

    assert found("o_c") == found("NATT") == found("såro natt") == ["Åke Örn"]
    assert found("a_v") == [], "an underscore is no letter"
    assert found("å ö") == ["Åke Örn"], "one letter begins a name"
    assert found("å t") == [], "and is not looked for inside the names of units"
    for text in ("%", "'", "\\", "a'b:*&|!(", "%s", "(å", "x" * 120, '"å', "-natt"):
        found(text)


def test_pf22_a_room_that_fails_outside_any_transaction_leaves_the_others_standing(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a request asks: the test's own transaction is not there to be broken, nor to be saved."""

    def broken(viewer: object, text: str, count: int) -> list[Hit]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT finns_inte")
        return []

    monkeypatch.setattr(searchables, "_entries", searchables._entries | {"trasig": Searchable("Trasigt", broken, 1)})
    with site(tenant_by_slug("skara")):
        viewer = PersonFactory(display_name="Rutger Rutin")
        assert not connection.in_atomic_block
        groups = {group.key: group for group in search(viewer=viewer, text="rutger")}
    assert groups["trasig"].failed
    assert [hit.title for hit in groups["people"].hits] == ["Rutger Rutin"]


def test_law12_what_was_looked_for_is_kept_in_no_memory(committed: str) -> None:
    """Not by the kept markup, not by the kept answers, not in the text of a question."""
    with site(tenant_by_slug("skara")):
        viewer = PersonFactory()
        NewsPageFactory(title="Ny rutin")
        PostFactory(author=viewer, text="En rutin")
        client = SiteClient("skara.localhost").sign_in(viewer)
    for _again in range(2):
        for text in ("visselblåsaren", "visselblåsaren rutin", "rutin"):
            assert 'data-testid="follow-search"' in client.get("/sok/", {"q": text}).content.decode()
    for memory in (kept_html._kept, answers._kept):
        assert "visselbl" not in repr(vars(memory))
    assert not any("visselbl" in text.sql for text in gc.get_objects() if type(text).__name__ == "_Statement")
    assert _statement.cache_info().currsize, "the questions themselves are"
