"""TN-06: what the model says of each setting and role, seen from a municipality: its word, what applies, and why."""

import csv
import html
import io
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from samverk.intranet.site_settings import COMMENTS, NEWS_ON_START
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.content.values import content
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.overview.model_settings import SettingLine, setting_lines
from shared_templates.overview.roles import role_lines
from shared_templates.site_settings import AUTOMATIC, MANUAL, NIGHTLY, PACE, REVIEWS, STANDARD_FIRST, TESTED
from tenants.settings.actions.set_setting import SettingLocked, set_setting
from tenants.settings.queries import forget_everything, value
from tenants.settings.registry import keys_for, setting_keys
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, release

pytestmark = [pytest.mark.server, pytest.mark.django_db]

PAGE, FILE = "/mallen/installningar/", "/mallen/installningar.csv"


def choose(key: Any, chosen: object, state: str = "default", reason: str = "Lika för alla.") -> None:
    set_setting(actor=HOUSE, key=key, value=chosen, state=state, reason=reason, now=clock.now())


def told(client: SiteClient, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def row(text: str, name: str) -> str:
    """One row of the page."""
    return text.split(f'data-testid="{name}"')[1].split("</tr>")[0]


def line(key: Any) -> SettingLine:
    return next(one for one in setting_lines(at_the_model=False) if one.name == key.name)


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """The model locks one setting, proposes another and keeps a third for itself."""
    with site(sites.mall):
        choose(PACE, MANUAL, "locked")
        choose(NEWS_ON_START, 4, "default")
        choose(COMMENTS, False, "free")
        choose(TESTED, False)
        at_the_model = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    forget_everything()
    with site(sites.skara):
        keeper = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        maintainer = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
        anybody = SiteClient("skara.localhost").sign_in(PersonFactory())
    return SimpleNamespace(model=at_the_model, keeper=keeper, maintainer=maintainer, anybody=anybody, **vars(sites))


def test_tn06_a_locked_key_is_refused_in_the_municipality_with_who_and_why_and_its_source_is_shown(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        with pytest.raises(SettingLocked) as refused:
            choose(PACE, AUTOMATIC)
        assert (refused.value.level.set_by, refused.value.level.reason) == (world.mall.official_name, "Lika för alla.")
        assert value(PACE) == MANUAL
    text = row(told(world.keeper), PACE.name)
    assert "Låst" in text
    assert "Lika för alla. Sedan" in text
    assert world.mall.official_name in text


def test_tn06_locked_default_and_free_stand_with_what_applies_here_and_where_it_comes_from(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        before = line(NEWS_ON_START)
        four, five = (NEWS_ON_START.kind.words(number) for number in (4, 5))
        assert (before.state, before.here, before.source) == ("default", four, world.mall.official_name)
        assert (line(COMMENTS).state, line(COMMENTS).source) == ("free", "Samverk från början")
        assert "Ni har inte valt något själva." in told(world.keeper)
        choose(NEWS_ON_START, 5)
        forget_everything()
        ours = line(NEWS_ON_START)
        assert (ours.state, ours.model, ours.here, ours.source, ours.own) == ("default", four, five, "Valt här", True)
    text = told(world.keeper)
    assert f"Mallen föreslår: {four}" in row(text, NEWS_ON_START.name)
    assert "Mallen låser 1 inställning. 1 har ni valt själva." in text


def test_tn06_every_key_is_listed_and_one_word_of_the_models_may_be_chosen(world: SimpleNamespace) -> None:
    text = told(world.keeper)
    assert all(f'data-testid="{key.name}"' in text for key in keys_for(on_template=False))
    locked = told(world.keeper, f"{PAGE}?ord=locked")
    assert f'data-testid="{PACE.name}"' in locked
    assert locked.count('<tr data-testid="') == 1


def test_tn06_the_link_to_the_settings_own_page_is_for_those_who_may_open_it(world: SimpleNamespace) -> None:
    address = f'href="/administration/installningar/{PACE.name}/"'
    assert address in told(world.maintainer)
    assert address not in told(world.keeper)
    assert world.anybody.get(PAGE).status_code == 403
    assert world.anybody.get(FILE).status_code == 403


def test_tn06_the_model_reads_its_own_words(world: SimpleNamespace) -> None:
    text = told(world.model)
    assert "Låst" in row(text, PACE.name)
    assert "Fritt" in row(text, COMMENTS.name)
    assert "Lika för alla. Sedan" in row(text, COMMENTS.name), "what it keeps for itself is its own to read"
    assert "Gäller här" not in text
    assert all(f'data-testid="{key.name}"' in text for key in setting_keys.values())


def test_tn06_what_only_the_model_decides_stands_at_the_model_and_nowhere_else(world: SimpleNamespace) -> None:
    only = (REVIEWS, TESTED, NIGHTLY)
    there, here, file = told(world.model), told(world.keeper), world.keeper.get(FILE).content.decode()
    for key in only:
        assert "Gäller bara mallen" in row(there, key.name)
        assert f'data-testid="{key.name}"' not in here
        assert str(key.label) not in file
        assert world.maintainer.get(f"/administration/installningar/{key.name}/").status_code == 404
    everything = told(world.maintainer, "/administration/installningar/")
    assert str(PACE.label) in everything
    assert not any(str(key.label) in everything for key in only)
    with site(world.mall):
        maintainer = SiteClient("mall.localhost").sign_in(PersonFactory(maintainer=True))
    address = "/administration/installningar/{}/"
    assert "Hur långt gäller värdet?" in told(maintainer, address.format(PACE.name))
    assert "Hur långt gäller värdet?" not in told(maintainer, address.format(REVIEWS.name)), "nobody is below it"


def test_tn06_an_address_is_a_link_without_quotes_where_it_leads_somewhere(world: SimpleNamespace) -> None:
    with site(world.skara):
        choose(STANDARD_FIRST, "/styrande/standard-forst/")
    forget_everything()
    text = row(told(world.keeper), STANDARD_FIRST.name)
    assert '<a href="/styrande/standard-forst/">/styrande/standard-forst/</a>' in text
    assert "”" not in text


def test_tn06_the_file_says_the_same_as_the_page(world: SimpleNamespace) -> None:
    response = world.keeper.get(FILE)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(keys_for(on_template=False)) + 1
    (pace,) = [cells for cells in rows if str(PACE.label) in cells]
    assert (pace[2], pace[4], pace[7]) == ("Låst", "Lika för alla.", world.mall.official_name)


def test_tn06_each_role_shows_the_group_here_that_answers_to_it(world: SimpleNamespace) -> None:
    roles = {"R-01": "Mallansvariga", "R-02": "Kvalitetsrådet", "R-03": ""}
    with site(world.mall):
        masters = [
            keep(code, content({"title": f"Roll {code}", "duties": "Gör.", "group": group}), kind="role")
            for code, group in roles.items()
        ]
        found = release(*masters, name="Roller")
    with site(world.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())
    text = told(world.keeper).split('data-testid="roles"')[1]
    assert "Mallansvariga, 1 person" in text
    assert "Ingen grupp heter så hos er" in text
    with site(world.skara):
        Group.objects.create(name="kvalitetsrådet")
    assert "Ingen grupp heter så hos er" not in told(world.keeper)
    assert "Kvalitetsrådet" in told(world.model).split('data-testid="roles"')[1]


def test_tn06_many_roles_cost_no_more_than_two(world: SimpleNamespace) -> None:
    def roles(first: int, last: int) -> None:
        with site(world.mall):
            masters = [
                keep(
                    f"R-{n:03}",
                    content({"title": f"Roll {n}", "duties": "Gör.", "group": "Mallansvariga"}),
                    kind="role",
                )
                for n in range(first, last)
            ]
            found = release(*masters, name="Roller")
        with site(world.skara):
            take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())

    counts = []
    for first, last in ((1, 3), (3, 60)):
        roles(first, last)
        with site(world.skara):
            person = PersonFactory()
            with assert_query_budget(6):
                counts.append(len(role_lines(viewer=person, at_the_model=False)))
    assert counts == [2, 59]
