"""Build the demo, site by site; what is there already is left alone."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from samverk.identity.groups import OPERATORS
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.project.demo.fill import Order, fill_site
from samverk.project.demo.load import add_load
from samverk.project.demo.municipalities import COOPERATION, TEMPLATE, municipalities
from samverk.project.demo.people import OPERATOR_LOCAL, PASSWORD
from samverk.project.demo.picture_files import Press
from samverk.project.demo.progress import SCALES, filled_sites
from shared_templates.sandbox.actions.carry_out_reset import carry_out_reset
from shared_templates.sandbox.actions.order_reset import order_reset
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.models import Kind, Tenant
from tenants.site_context import operator_site, site
from tenants.storage import site_folder

FILLED = "demo.fill_site"
Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class DemoReport:
    """What a build did, as short names of sites.

    Attributes:
        created: made now.
        filled: given their content, or more of it, now.
        skipped: bear a demo site's name but are somebody's real site; nothing was touched.
    """

    created: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def build_demo(
    *,
    scale: str,
    seed: int = 12,
    as_of: date | None = None,
    on_progress: Tell = lambda text, done, total: None,
) -> DemoReport:
    """Make what is missing of the operator's people, the template, the municipalities and the cooperation.

    Every site's content is written in one transaction that ends with a line in its log: killed in the middle, a
    site is filled or empty, and the next run goes on. A smaller demo grows into a larger one; nothing is taken away.

    Args:
        scale: small, full or load.
        seed: of what is drawn by chance.
        as_of: the day the news are counted from; today when None. A site that grows keeps its first day.
        on_progress: told (what, done, total).

    Raises:
        ValueError: for a scale that does not exist.
    """
    if scale not in SCALES:
        raise ValueError(f"No scale {scale!r}: choose one of {', '.join(SCALES)}")
    chosen = municipalities(scale)
    report = DemoReport()
    wanted = [TEMPLATE.as_tenant(), *(municipality.as_tenant() for municipality in chosen), COOPERATION.as_tenant()]
    existing = {t.slug: t for t in Tenant.objects.all()}
    done = filled_sites((t for t in existing.values() if t.is_demo), verb=FILLED)
    _operator()
    report.skipped = [new.slug for new in wanted if new.slug in existing and not existing[new.slug].is_demo]
    todo = [
        new
        for new in wanted
        if new.slug not in report.skipped and not (new.slug in done and done[new.slug].reaches(scale))
    ]
    press = Press(seed=seed)
    try:
        for number, new in enumerate(todo):
            on_progress(new.official_name, wanted.index(new) + 1, len(wanted))
            before = done.get(new.slug)
            for ahead in todo[number : number + 2]:
                if ahead.slug not in done:
                    press.order(ahead.brand_colour)
            order = Order(
                new=new,
                chosen=chosen,
                scale=scale,
                day=before.day if before else as_of or clock.today(),
                first=before is None,
            )
            _build_site(order, existing=existing, press=press, seed=seed, report=report)
    finally:
        press.close()
    if scale == "load":
        add_load({slug: t for slug, t in existing.items() if t.is_demo}, on_progress=on_progress)
    return report


def _build_site(order: Order, *, existing: dict[str, Tenant], press: Press, seed: int, report: DemoReport) -> None:
    new: NewTenant = order.new
    if new.slug not in existing:
        existing[new.slug] = create_tenant(actor=HOUSE, new=new)
        report.created.append(new.slug)
    tenant = existing[new.slug]
    if order.first:
        # Files of a run that was killed: their rows went with its transaction.
        shutil.rmtree(site_folder(tenant.schema_name), ignore_errors=True)
    with site(tenant), transaction.atomic(durable=True):
        fill_site(order, press=press)
        record_audit(
            actor=HOUSE,
            verb=FILLED,
            details={"scale": order.scale, "seed": seed, "as_of": order.day.isoformat()},
        )
    report.filled.append(new.slug)
    if tenant.kind == Kind.TEMPLATE and order.first:
        _make_sandbox(tenant)


def _make_sandbox(model: Tenant) -> None:
    """Where the model's drafts are tried out (TP-08); one that a killed run left out is made from the page."""
    with site(model):
        order = order_reset(actor=HOUSE, uuid=uuid4(), now=clock.now())
    carry_out_reset(actor=HOUSE, model=model, order=order, now=clock.now())


def _operator() -> None:
    with operator_site():
        there = set(User.objects.values_list("username", flat=True))
        operators = Group.objects.get(name=OPERATORS)
        for person in OPERATOR_LOCAL:
            if person.username not in there:
                made = User.objects.create(
                    username=person.username,
                    display_name=f"{person.role} (demo)",
                    title=person.role,
                    subject=f"demo:public:{person.username}",
                    password=make_password(PASSWORD),
                )
                made.groups.add(operators)
