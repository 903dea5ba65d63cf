"""What the model municipality has released: masters, reviews, test cases and four packages (domain 4.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.utils.timezone import make_aware

from samverk.identity.access import actor_for
from samverk.identity.models import Capacity, User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.demo.texts import texts
from shared_templates.catalogue.models import Release
from shared_templates.content.values import Block, Content, content
from shared_templates.masters.actions.keep_master import Draft, keep_master
from shared_templates.masters.actions.publish_release import Step, publish_release
from shared_templates.masters.actions.review_master import review_master
from shared_templates.masters.actions.test_master import add_case, record_result
from shared_templates.masters.models import Master
from shared_templates.sandbox.models import ResetState, SandboxReset

FOLDER = Path(__file__).with_name("texts") / "masters"
#: Name of the package → sorts of items in it; in the order in which they were released first.
TERMS, PROCESSES, TRAINING, SUPPORT = "Terminologi", "Processer", "Utbildning", "Stöd och struktur"
PACKAGES = {
    TERMS: ("term",),
    PROCESSES: ("process",),
    TRAINING: ("training",),
    SUPPORT: ("guide", "form", "blank_form", "space", "node", "role"),
}
#: Days before the demo's own day on which they were released.
FIRST, SECOND, THIRD = 400, 150, 9
CHANGING = "P-08"


def key_of(code: str) -> UUID:
    """The same in every demo, so that two of them can be compared."""
    return uuid5(NAMESPACE_URL, f"samverk-demo:master:{code}")


@dataclass(frozen=True, slots=True)
class Version:
    """What P-08 said in one release, what was new, and whose proposal it held."""

    content: Content
    notes: str = ""
    credit: str = ""


def at(day: date, before: int) -> datetime:
    """Nine in the morning, so many days before."""
    return make_aware(datetime.combine(day - timedelta(days=before), time(9)))


def _content(told: dict[str, Any]) -> Content:
    blocks = (
        Block(one["id"], one["kind"], {name: text for name, text in one.items() if name not in {"id", "kind"}})
        for one in told.get("blocks", ())
    )
    return content(told["head"], blocks)


def versions() -> dict[str, Version]:
    """P-08 as `v1`, `v2`, `v3`, and as Tibro wrote its second: `tibro`."""
    told = texts("masters/p08")
    notes = told["notes"] | {"tibro": told["reason"]["tibro"]}
    return {
        name: Version(_content(told[name]), notes.get(name, "").strip(), told["credit"].get(name, ""))
        for name in ("v1", "v2", "v3", "tibro")
    }


def _items() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.toml")):
        told = texts(f"masters/{path.stem}")
        yield from told.get("item", ())
        if told.get("code") == CHANGING:
            yield told | {"head": told["v1"]["head"], "blocks": told["v1"]["blocks"]}


def write_masters(*, day: date) -> None:
    """Write, review, try out and release everything in the template's site, as if over a year.

    Args:
        day: from which the days are counted.
    """
    owner = User.objects.get(username="redaktor")
    made: dict[str, Master] = {}
    for told in sorted(_items(), key=lambda one: str(one["code"])):
        made[told["code"]] = keep_master(actor=HOUSE, draft=_draft(told, owner), now=at(day, FIRST + 14))
    reviewers = _reviewers()
    _approve(made.values(), reviewers, now=at(day, FIRST + 3))
    for name, sorts in PACKAGES.items():
        chosen = [master.key for master in made.values() if master.kind in sorts]
        publish_release(
            actor=HOUSE, name=name, keys=chosen, step=Step.MINOR, notes=FIRST_NOTES[name], now=at(day, FIRST),
            adopt_by=day - timedelta(days=FIRST - 60),
        )  # fmt: skip
    for version, before in (("v2", SECOND), ("v3", THIRD)):
        _next_version(made[CHANGING], versions()[version], reviewers, owner=owner, day=day, before=before)


def _next_version(
    master: Master, version: Version, reviewers: list[User], *, owner: User, day: date, before: int
) -> Release:
    draft = Draft(
        kind=master.kind, code=master.code, area=master.area, policy=master.policy, content=version.content,
        owner=owner, requires=tuple(map(UUID, master.requires)),
    )  # fmt: skip
    changed = keep_master(actor=HOUSE, draft=draft, now=at(day, before + 10), master=master)
    changed.credit = version.credit
    changed.save(update_fields=["credit"])
    _approve([changed], reviewers, now=at(day, before + 2))
    return publish_release(
        actor=HOUSE, name=PROCESSES, keys=[changed.key], step=Step.MINOR, notes=version.notes, now=at(day, before),
        adopt_by=day + timedelta(days=51 - before), notes_of={changed.key: version.notes.splitlines()[0]},
    )  # fmt: skip


def _draft(told: dict[str, Any], owner: User) -> Draft:
    taught = told.get("for_code")
    return Draft(
        kind=told["kind"], code=told["code"], area=told["area"], policy=told["policy"], content=_content(told),
        requires=tuple(key_of(code) for code in told.get("requires", ())), owner=owner, key=key_of(told["code"]),
        made_for=key_of(taught) if taught else None, made_for_version=told.get("for_version", 0),
    )  # fmt: skip


def _reviewers() -> list[User]:
    """One person of each of two municipalities."""
    found: dict[str, User] = {}
    colleagues = User.objects.filter(capacity=Capacity.EMPLOYEE).exclude(acting_for_name="")
    for person in colleagues.order_by("username"):
        found.setdefault(person.acting_for_name, person)
    return list(found.values())[:2]


def _approve(chosen: Iterable[Master], reviewers: list[User], *, now: datetime) -> None:
    chosen, tester = list(chosen), reviewers[0]
    # They were tried out then; the sandbox that the demo has is made when the model is whole.
    SandboxReset.objects.create(
        uuid=uuid4(), state=ResetState.DONE, asked_by=tester.display_name, asked_by_uuid=tester.uuid, asked_at=now,
        done_at=now, held={str(master.key): master.content_hash for master in chosen},
    )  # fmt: skip
    for master in chosen:
        text = master.content_hash
        for person in reviewers:
            review_master(actor=actor_for(person), user=person, master=master, text=text, verdict="approved", now=now)
        if not master.sort.is_tested:
            continue
        case = master.cases.first() or add_case(
            actor=HOUSE,
            master=master,
            title=f"Gå igenom {master.code} från början till slut",
            steps="Följ alla steg i övningsmiljön med en påhittad person.",
            expected="Varje systemsteg finns där det står, och nästa roll ser det som är klart.",
        )
        record_result(actor=actor_for(tester), user=tester, case=case, passed=True, now=now)


FIRST_NOTES = {
    TERMS: "Femton ord som vi menar samma sak med, med källa och ord att undvika.",
    PROCESSES: "De tolv processerna med arbetssätt, systemsteg och rutin, som arbetsgrupperna har kommit fram till.",
    TRAINING: "Material till utbildningarna. Varje material säger vilken process det hör till.",
    SUPPORT: "Lathundar, dokumentmallar, blanketter, rumsmallar, roller och den gemensamma strukturen för intranätet.",
}
