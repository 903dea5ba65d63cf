"""Build the demo, site by site; what is there already is left alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, SectionPage, StartPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.project.demo import content
from samverk.project.demo.accounts_build import make_people, make_visitors, place_people
from samverk.project.demo.load import add_load
from samverk.project.demo.municipalities import COOPERATION, TEMPLATE, Municipality, municipalities
from samverk.project.demo.organisation import make_organisation
from samverk.project.demo.people import COOPERATION_LOCAL, OPERATOR_LOCAL, PASSWORD, TEMPLATE_LOCAL, people_of
from samverk.project.demo.progress import filled_sites
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.models import Tenant
from tenants.site_context import operator_site, site

FILLED = "demo.fill_site"
SWEDEN = ZoneInfo("Europe/Stockholm")
NEWS = {"small": 8, "full": 20, "load": 20}


@dataclass(slots=True)
class DemoReport:
    """What a build did."""

    created: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)


def build_demo(
    *,
    scale: str,
    seed: int = 12,
    as_of: date | None = None,
    on_progress: Callable[[str, int, int], None] = lambda text, done, total: None,
) -> DemoReport:
    """Make what is missing of the operator's people, the template, the municipalities and the cooperation.

    Every site's content is written in one transaction that ends with a line in its log: killed in the middle, a
    site is filled or empty, and the next run goes on.

    Args:
        scale: small, full or load.
        seed: of the pictures.
        as_of: the day the news are counted from; today when None.
        on_progress: told (what, done, total).
    """
    day = as_of or clock.today()
    report = DemoReport()
    chosen = municipalities(scale)
    wanted = [TEMPLATE, *(m.as_tenant() for m in chosen), COOPERATION]
    existing = {t.slug: t for t in Tenant.objects.all()}
    done = filled_sites([t for t in existing.values() if not t.is_operator], verb=FILLED)
    total = len(wanted)
    _operator()
    for number, new in enumerate(wanted, start=1):
        if new.slug in done:
            continue
        on_progress(new.official_name, number, total)
        if new.slug not in existing:
            existing[new.slug] = create_tenant(actor=HOUSE, new=new)
            report.created.append(new.slug)
        tenant = existing[new.slug]
        with site(tenant), transaction.atomic(durable=True):
            _fill(new, chosen=chosen, scale=scale, seed=seed, day=day)
            record_audit(actor=HOUSE, verb=FILLED, details={"scale": scale, "seed": seed, "as_of": str(day)})
        report.filled.append(new.slug)
    if scale == "load":
        add_load(existing, on_progress=on_progress)
    return report


def _operator() -> None:
    with operator_site():
        if not User.objects.exists():
            with transaction.atomic():
                for person in OPERATOR_LOCAL:
                    User.objects.create(
                        username=person.username,
                        display_name=f"{person.role} (demo)",
                        title=person.role,
                        subject=f"demo:public:{person.username}",
                        password=make_password(PASSWORD),
                    )


def _fill(new: NewTenant, *, chosen: tuple[Municipality, ...], scale: str, seed: int, day: date) -> None:
    if new is TEMPLATE or new.slug == TEMPLATE.slug:
        users = make_people(TEMPLATE_LOCAL, place="mallkommunen")
        for municipality in chosen:
            make_visitors(municipality, scale, template=True)
        _pages(new, users, source="news", scale=scale, seed=seed, day=day, fields=_fields(new, 0, 1), turn=3)
    elif new.slug == COOPERATION.slug:
        users = make_people(COOPERATION_LOCAL, place="GVS12")
        for municipality in chosen:
            make_visitors(municipality, scale, template=False)
        _pages(new, users, source="cooperation", scale=scale, seed=seed, day=day, fields=_fields(new, 0, 1), turn=1)
    else:
        municipality = next(m for m in chosen if m.slug == new.slug)
        people = tuple(people_of(municipality.slug, scale))
        users = make_people(people, place=municipality.name, code=municipality.scb_code, name=municipality.name)
        place_people(people, users, make_organisation(municipality))
        fields = _fields(new, municipality.inhabitants, municipality.wave)
        turn = sum(map(ord, municipality.slug))
        _pages(new, users, source="news", scale=scale, seed=seed, day=day, fields=fields, turn=turn)


def _fields(new: NewTenant, inhabitants: int, wave: int) -> content.Fields:
    return {
        "name": new.name,
        "official": new.official_name,
        "inhabitants": f"{inhabitants:,}".replace(",", "\u00a0"),
        "wave": str(wave),
    }


def _pages(
    new: NewTenant,
    users: dict[str, User],
    *,
    source: str,
    scale: str,
    seed: int,
    day: date,
    fields: content.Fields,
    turn: int,
) -> None:
    editor = users["redaktor"]
    pictures = content.make_pictures(colour=new.brand_colour, seed=seed + turn, owner=editor)
    start = StartPage.objects.get()
    at = datetime.combine(day.replace(day=1), time(9), SWEDEN)
    if new.slug == COOPERATION.slug:
        _cooperation_sections(start, at=at)
    else:
        sections = content.make_structure(start, fields, at=at)
        if new.slug == TEMPLATE.slug:
            content.make_processes(sections["sa-arbetar-vi"], at=at)
    content.make_news(
        NewsIndexPage.objects.get(), source, fields,
        as_of=day, pictures=pictures, owner=editor, limit=NEWS[scale], turn=turn,
    )  # fmt: skip


def _cooperation_sections(start: StartPage, *, at: datetime) -> None:
    groups = SectionPage(
        title="Arbetsgrupper",
        slug="arbetsgrupper",
        lead="Vilka de är, vad de arbetar med och vad de har beslutat. Bara för er som är med i samverkan.",
        show_in_menus=True,
    )
    content.add(start, groups, at=at)
    for entry in content.texts("cooperation")["group"]:
        page = SectionPage(title=entry["title"], slug=entry["slug"], lead=entry["lead"], body=entry["body"])
        content.add(groups, page, at=at)
