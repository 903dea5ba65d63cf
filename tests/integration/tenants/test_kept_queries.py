"""What a kept query makes of models and conditions: constants in its text, places for its arguments (decision 0023)."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import BigIntegerField, Value

from tenants.conditions import begins_with_one_of, is_one_of
from tenants.kept_queries import KeptQuery
from tenants.models import Tenant

pytestmark = [pytest.mark.server]
MARKS = "100 % 'rätt' \\ %s"


@pytest.fixture
def groups(skara: Tenant) -> dict[str, int]:
    """Names of some groups → their keys; signs that mean something to LIKE, to Python and to SQL among them."""
    made = [Group.objects.create(name=name) for name in ("Natt", "Natt norr", "Dag", MARKS)]
    return {group.name: group.pk for group in made}


def test_pf26_constants_stand_in_the_text_and_arguments_do_not(groups: dict[str, int]) -> None:
    kept = KeptQuery(
        lambda pk: Group.objects.filter(pk=pk, name=MARKS).annotate(said=Value("%%")).values_list("name", "said"),
        pk=int,
    )
    assert kept.sql is not None
    assert kept.sql.count("%s") - kept.sql.count("%%s") == 1, "the key, and nothing of the constant"
    assert kept(pk=groups[MARKS]) == [(MARKS, "%%")]
    assert kept(pk=groups["Dag"]) == []


def test_pf26_a_list_is_one_argument_however_long(groups: dict[str, int]) -> None:
    named = KeptQuery(
        lambda keys, not_below: (
            Group.objects.filter(is_one_of("pk", keys, BigIntegerField()))
            .exclude(begins_with_one_of("name", not_below))
            .order_by("name")
            .values_list("name", flat=True)
        ),
        keys=list[int],
        not_below=list[str],
    )
    everybody = list(groups.values())
    assert named(keys=everybody, not_below=["Natt"]) == [MARKS, "Dag"]
    assert named(keys=everybody, not_below=["Natt ", "100 %"]) == ["Dag", "Natt"], "letter by letter: % is a sign"
    assert named(keys=everybody, not_below=["%", "_", "natt"]) == [MARKS, "Dag", "Natt", "Natt norr"]
    assert len(named(keys=everybody, not_below=[])) == 4
    assert named(keys=[], not_below=[]) == []
    assert named(keys=everybody, not_below=[""]) == [], "everything begins with nothing"


@pytest.mark.parametrize("lookup", ["name__icontains", "name__in"])
def test_pf26_an_argument_that_is_made_into_something_else_is_refused(skara: Tenant, lookup: str) -> None:
    several = lookup.endswith("in") and not lookup.endswith("contains")
    kept = KeptQuery(lambda name: Group.objects.filter(**{lookup: name}), name=list[str] if several else str)
    with pytest.raises(TypeError, match="name"):
        kept(name=["Natt"] if several else "Natt")
