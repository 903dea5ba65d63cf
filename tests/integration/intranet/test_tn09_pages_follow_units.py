"""TN-09: pages belong to units; two departments merge, their pages follow, old addresses lead on, history stands."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from samverk.intranet.actions.set_owner import set_owner
from samverk.intranet.models import NewsPage, OldAddress, Ownership, SectionPage
from samverk.intranet.owner_form import ChosenOwner
from samverk.intranet.targeting.keys import part_key, title_key
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.actions.apply_plan import apply_due_plans
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import change_plan, prepare_plan
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.models import Authority, Department, Placement, ReorganisationPlan, Unit
from samverk.people.reorganising.effect import effect_of
from samverk.people.reorganising.ledger import BuiltUpon
from samverk.people.reorganising.steps import Part, Step, Verb
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import GuidePageFactory, NewsPageFactory, PersonFactory, SectionPageFactory

pytestmark = [pytest.mark.server]
FIRST = date(2020, 1, 1)


@pytest.fixture
def two(skara: Tenant) -> SimpleNamespace:
    """Two departments with a page of their own each, and a guide and a section beside."""
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=FIRST)
    made = SimpleNamespace(today=clock.today(), board=board)
    for key, name in (("care", "Äldreomsorg"), ("family", "Individ och familj")):
        department = Department.objects.create(name=name, authority=board, valid_from=FIRST)
        home = SectionPageFactory(title=name, slug=key)
        below = GuidePageFactory(title=f"Lathund {name}", slug="lathund", parent=home)
        set_owner(actor=HOUSE, page=home, chosen=ChosenOwner(department.uuid, True), day=FIRST)
        set_owner(actor=HOUSE, page=below, chosen=ChosenOwner(department.uuid, False), day=FIRST)
        setattr(made, key, SimpleNamespace(department=department, home=home, below=below))
    made.step = Step(
        Verb.MERGE, subjects=(made.care.department.uuid, made.family.department.uuid), parts=(Part("Socialt stöd"),)
    )
    return made


def merged(two: SimpleNamespace, day: date) -> ReorganisationPlan:
    plan = change_plan(actor=HOUSE, plan=prepare_plan(actor=HOUSE, title="Ihop", day=day), steps=[two.step])
    return decide_plan(actor=HOUSE, plan=plan, today=two.today, now=clock.now())


def owners(day: date) -> dict[str, object]:
    rows = Ownership.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    return {row.page.title: row.owner for row in rows.select_related("page")}


def test_tn09_two_departments_merge_on_a_day_pages_follow_addresses_lead_on_history_stands(
    two: SimpleNamespace, signed_in: SiteClient
) -> None:
    tomorrow = two.today + timedelta(days=1)
    history, tree = owners(two.today), signed_in.get(f"/organisation/?dag={two.today}").content.decode()
    plan = merged(two, tomorrow)
    assert dict(effect_of(plan).followers) == {"Sidor på intranätet": 4}
    assert signed_in.get("/family/").status_code == 200, "the day has not come"
    assert apply_due_plans(today=tomorrow, now=clock.now()) == 1

    new = two.step.parts[0].uuid
    assert set(owners(tomorrow).values()) == {new}
    assert owners(two.today) == history
    moved = signed_in.get("/family/")
    assert (moved.status_code, moved["Location"]) == (302, "/care/")
    assert "Socialt stöd" in signed_in.get("/care/").content.decode()
    assert signed_in.get("/family/lathund/").status_code == 200, "what lies below keeps its address"
    old = signed_in.get(f"/organisation/enhet/{two.family.department.uuid}/").content.decode()
    assert f"/organisation/enhet/{new}/" in old
    assert "Socialt stöd" in signed_in.get(f"/organisation/?dag={tomorrow}").content.decode()
    before = signed_in.get(f"/organisation/?dag={two.today}").content.decode()
    for name in ("Äldreomsorg", "Individ och familj"):
        assert name in before
        assert name in tree
    assert "Socialt stöd" not in before
    assert AuditEntry.objects.get(verb="intranet.reown_pages").details == {"pages": 4, "to": {str(new): 4}}


def test_tn09_an_undone_merger_gives_the_pages_back(two: SimpleNamespace, signed_in: SiteClient) -> None:
    history = list(Ownership.objects.order_by("pk").values())
    plan = merged(two, two.today)
    assert signed_in.get("/family/").status_code == 302
    undo_plan(actor=HOUSE, plan=plan)
    assert signed_in.get("/family/").status_code == 200
    assert list(Ownership.objects.order_by("pk").values()) == history
    assert not OldAddress.objects.exists()
    assert AuditEntry.objects.filter(verb="intranet.give_back_pages").count() == 1


def test_tn09_a_merger_with_a_page_of_its_own_is_not_undone(two: SimpleNamespace) -> None:
    plan = merged(two, two.today)
    chosen = ChosenOwner(two.step.parts[0].uuid, False)
    set_owner(actor=HOUSE, page=SectionPageFactory(), chosen=chosen, day=two.today)
    with pytest.raises(BuiltUpon):
        undo_plan(actor=HOUSE, plan=plan)
    assert OldAddress.objects.count() == 1, "nothing is half undone"


def test_pf07_a_guest_learns_nothing_from_an_old_address(two: SimpleNamespace) -> None:
    merged(two, two.today)
    guest = SiteClient("skara.localhost").sign_in(PersonFactory(guest=True))
    assert guest.get("/family/").status_code == 403


def test_tn09_the_page_says_who_answers_for_it_and_hides_who_is_protected(
    two: SimpleNamespace, signed_in: SiteClient
) -> None:
    unit = Unit.objects.create(name="Hemtjänst", department=two.care.department, valid_from=FIRST)
    for name, protected in (("Lisa Lundqvist", False), ("Sara Skyddad", True)):
        person = PersonFactory(display_name=name, is_protected=protected)
        Placement.objects.create(user=person, unit=unit, title="Enhetschef", is_head=True, valid_from=FIRST)
    set_owner(actor=HOUSE, page=two.care.below, chosen=ChosenOwner(unit.uuid, False), day=two.today)
    for path in ("/care/lathund/", f"/organisation/enhet/{unit.uuid}/"):
        text = signed_in.get(path).content.decode()
        assert "Lisa Lundqvist" in text
        assert "Sara Skyddad" not in text
    assert "Sidan ägs av" in signed_in.get("/care/lathund/").content.decode()


def test_tn09_an_editor_chooses_the_owner_and_an_old_draft_does_not_bring_another_back(two: SimpleNamespace) -> None:
    editor = SiteClient("skara.localhost").sign_in(PersonFactory(moderator=True))
    page = SectionPage.objects.get(pk=two.care.home.pk)
    draft = page.save_revision()
    address = f"/redaktion/pages/{page.pk}/edit/"
    shown = editor.get(address).content.decode()
    assert "Ansvar för sidan" in shown
    data = {
        "title": page.title, "slug": page.slug, "lead": "", "body": "null", "show_in_menus": "on",
        "owner_part": str(two.family.department.uuid), "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    response = editor.post(address, data)
    assert response.status_code == 302, response.content.decode()[:3000]
    now = Ownership.objects.get(page=page, valid_to=None)
    assert (now.owner, now.is_home) == (two.family.department.uuid, False)
    assert Ownership.objects.filter(page=page, owner=two.care.department.uuid, valid_to__isnull=False).exists()
    assert AuditEntry.objects.filter(verb="intranet.set_owner").count() == 5
    draft.publish()
    assert Ownership.objects.get(page=page, valid_to=None).owner == two.family.department.uuid


def test_tn09_news_are_directed_to_the_successors_drafts_too_and_an_undone_merger_directs_them_back(
    two: SimpleNamespace,
) -> None:
    care, family = (part_key(each.department.uuid) for each in (two.care, two.family))
    new, nurses = part_key(two.step.parts[0].uuid), title_key("Sjuksköterska")
    one = NewsPageFactory(targets=[nurses, care])
    both = NewsPageFactory(targets=[care, family])
    other = NewsPageFactory(targets=[part_key(two.board.uuid)])
    draft = NewsPageFactory(draft=True, targets=[])
    draft.targets = [family]
    draft.save_revision()
    chosen = NewsPageFactory(targets=[care])

    def now(page: NewsPage) -> set[str]:
        return {key for key in NewsPage.objects.get(pk=page.pk).targets if not key.startswith("gave-way:")}

    plan = merged(two, two.today)
    assert plan.followed["news_targets"] == 4
    assert (now(one), now(both), now(other)) == ({nurses, new}, {new}, {part_key(two.board.uuid)})
    NewsPage.objects.get(pk=draft.pk).get_latest_revision().publish()
    assert now(draft) == {new}, "an old draft does not bring the old part back"
    NewsPage.objects.filter(pk=chosen.pk).update(targets=[nurses])
    assert AuditEntry.objects.get(verb="intranet.redirect_news").details == {"news": 4}

    undo_plan(actor=HOUSE, plan=plan)
    assert (now(one), now(both), now(draft)) == ({nurses, care}, {care, family}, {family})
    assert NewsPage.objects.get(pk=one.pk).targets == [nurses, care]
    assert now(chosen) == {nurses}, "what was chosen since stands"
    assert AuditEntry.objects.filter(verb="intranet.direct_news_back").count() == 1
