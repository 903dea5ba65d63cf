"""The parts of `spread.py` that need Django; it is set up by then."""

import logging
from datetime import timedelta
from typing import Any

#: Beginnings of the municipalities' short names.
SLUG = "kommun"
PARAGRAPH = (
    "Den som får veta något skriver ner det samma dag, säger vem som berättade och frågar vad brukaren själv vill. "
)


def build(sites: int) -> None:
    """Tables, the template, and so many municipalities that take by themselves."""
    from django.db import connection

    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from samverk.project.migrating import migrate
    from shared_templates.site_settings import AUTOMATIC, PACE, REVIEWS, TESTED
    from tenants.actions.create_tenant import NewTenant, create_tenant
    from tenants.settings.actions.set_setting import set_setting
    from tenants.site_context import site

    # Thousands of masters are written: their lines of the log would hide the figures.
    logging.getLogger("samverk.audit").setLevel(logging.WARNING)
    migrate()
    mall = create_tenant(actor=HOUSE, new=NewTenant("mall", "Mallkommunen", "template", ("mall.localhost",)))
    with site(mall):
        for key, value in ((REVIEWS, 0), (TESTED, False)):
            set_setting(actor=HOUSE, key=key, value=value, now=clock.now())
    for number in range(sites):
        slug = f"{SLUG}{number}"
        new = NewTenant(slug, f"Kommun {number}", "municipality", (f"{slug}.localhost",), scb_code=f"{1000 + number}")
        with site(create_tenant(actor=HOUSE, new=new)):
            set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
        # PostgreSQL looks through all a connection has seen of the catalogue at each new table: a hundred sites made on
        # one connection take longer and longer.
        connection.close()


def write(items: int, edition: int) -> float:
    """So many masters of all sorts, each in this edition; how large each is on average, in bytes."""
    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from shared_templates.content.hashing import canonical
    from shared_templates.content.kinds import KINDS
    from shared_templates.content.values import as_json
    from shared_templates.masters.actions.keep_master import Draft, keep_master
    from shared_templates.masters.models import Master
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    size = 0
    kinds = list(KINDS.values())
    with site(tenant_by_slug("mall")):
        there = {master.code: master for master in Master.objects.all()}
        for number in range(items):
            kind, code = kinds[number % len(kinds)], f"B-{number + 1}"
            said = _content(kind, number, edition)
            draft = Draft(kind=kind.name, code=code, area=f"område {number % 8}", content=said)
            keep_master(actor=HOUSE, draft=draft, now=clock.now(), master=there.get(code))
            size += len(canonical(as_json(said)))
    return size / items


def publish(items: int, edition: int) -> None:
    """Release all of them through the template's door; the worker begins when this is committed."""
    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from shared_templates.masters.actions.publish_release import Step, publish_release
    from shared_templates.masters.models import Master
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug("mall")):
        keys = list(Master.objects.values_list("key", flat=True)[:items])
        publish_release(
            actor=HOUSE, name="Mätning", keys=keys, step=Step.MINOR, notes=f"Utgåva {edition}.", now=clock.now()
        )


def adapt() -> None:
    """Each municipality writes one item in ten its own way."""
    from django.db import connection

    from samverk.identity.models import User
    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from shared_templates.adoption.actions.change_item import Why, change_item
    from shared_templates.adoption.models import Adopted, Reason
    from shared_templates.content.values import Content
    from tenants.site_context import site

    for tenant in _municipalities():
        with site(tenant):
            owner = User.objects.create(username="bench", display_name="Bench", issuer="bench", subject="bench")
            why = Why(Reason.ORGANISATION, "Vi har en samordnare.", clock.today() + timedelta(days=90), owner)
            for item in list(Adopted.objects.order_by("code")[::10]):
                said = item.said()
                mine = Content({**said.head, "title": f"{item.code} hos oss"}, said.blocks)
                change_item(actor=HOUSE, item=item, content=mine, read=item.revision, now=clock.now(), why=why)
        connection.close()


def lacking(items: int, edition: int) -> list[str]:
    """Municipalities without all of the first edition, or of the second without all but what they have adapted."""
    from shared_templates.adoption.models import Adopted, Application
    from tenants.site_context import site

    wanted = items if edition == 1 else items - len(range(0, items, 10))
    found = []
    for tenant in _municipalities():
        with site(tenant):
            whole = Adopted.objects.filter(version=edition).count() == wanted
            if not whole or Application.objects.count() != edition:
                found.append(tenant.slug)
    return found


def _municipalities() -> Any:
    from tenants.models import Kind
    from tenants.queries import open_tenants

    return list(open_tenants().filter(kind=Kind.MUNICIPALITY))


def _content(kind: Any, number: int, edition: int) -> Any:
    """Something in every text of that sort of item, about 5 kB in all; places stand on the uppermost level."""
    from shared_templates.content.places import PARENT
    from shared_templates.content.values import Block, content

    long = () if kind.parts else [field.name for field in kind.head if field.prose][:1]
    head = {
        field.name: _text(field, number, edition, 40 if field.name in long else 1)
        for field in kind.head
        if field.name != PARENT
    }
    blocks = [
        Block(f"{part.name}-{place}", part.name, {f.name: _text(f, number + place, edition, 5) for f in part.fields})
        for part in kind.parts
        for place in range(4 if len(kind.parts) > 1 else 8)
    ]
    return content(head, blocks)


def _text(field: Any, number: int, edition: int, paragraphs: int) -> str:
    if field.words:
        return sorted(field.words)[number % len(field.words)]
    if not field.prose:
        return f"{field.name} {number}"
    return "\n\n".join(
        f"{place}. {PARAGRAPH}" + (f"Utgåva {edition}." if place == number % paragraphs else "")
        for place in range(paragraphs)
    )
