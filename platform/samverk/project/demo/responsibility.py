"""Who holds which role in a demo municipality, who answers for its pages, and a change that is on its way."""

from datetime import date

from samverk.identity.models import User
from samverk.intranet.models import Ownership, SectionPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import change_plan, prepare_plan
from samverk.people.models import RoleAssignment, Unit
from samverk.people.reorganising.steps import Part, Step, Verb
from samverk.people.roles.actions.check_roles import check_roles
from samverk.project.demo.organisation import FROM

#: Username → role, and is it as deputy. Nobody coordinates information security, so that the alarm has something.
HOLDERS = (
    ("lokal-projektledare", "project_manager", False),
    ("bitradande-projektledare", "project_manager", True),
    ("systemforvaltare", "system_maintainer", False),
    ("systemforvaltare-2", "system_maintainer", True),
    ("registrator", "registrar", False),
    ("namndsekreterare", "registrar", True),
    ("arkivarie", "archivist", False),
    ("dataskyddsombud", "dpo", False),
    ("ambassador", "change_lead", False),
)
OWNERS = {"min-anstallning": "HR", "stod-och-lathundar": "IT", "om-kommunen": "Information"}


def make_responsibility(units: dict[str, Unit], *, day: date) -> None:
    """Roles, owners of sections, and a plan that awaits the new year; in the active site."""
    people = {user.username: user for user in User.objects.filter(username__in=[name for name, _r, _d in HOLDERS])}
    RoleAssignment.objects.bulk_create(
        RoleAssignment(role=role, user=people[name], is_deputy=is_deputy, valid_from=FROM)
        for name, role, is_deputy in HOLDERS
        if name in people
    )
    check_roles(actor=HOUSE, today=day)
    schools = [units[key] for key in ("Norra skolan", "Västra skolan") if key in units]
    if len(schools) == 2:
        plan = prepare_plan(actor=HOUSE, title="En skola i norr och väster", day=date(day.year + 1, 1, 1))
        step = Step(Verb.MERGE, subjects=tuple(unit.uuid for unit in schools), parts=(Part("Nordvästra skolan"),))
        plan = change_plan(actor=HOUSE, plan=plan, steps=[step])
        decide_plan(actor=HOUSE, plan=plan, today=day, now=clock.now())


def own_sections(units: dict[str, Unit]) -> None:
    """Some of the intranet's sections belong to the units that write them."""
    pages = SectionPage.objects.filter(slug__in=OWNERS, depth=3)
    Ownership.objects.bulk_create(
        Ownership(page=page, owner=units[OWNERS[page.slug]].uuid, valid_from=FROM)
        for page in pages
        if OWNERS[page.slug] in units
    )
