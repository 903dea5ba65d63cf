"""Items of the model municipality for tests."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.change_item import Why, change_item
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Release
from shared_templates.content.values import Block, Content, content
from shared_templates.masters.actions.keep_master import Draft, keep_master
from shared_templates.masters.actions.publish_release import Step, publish_release
from shared_templates.masters.actions.review_master import review_master
from shared_templates.masters.actions.test_master import add_case, record_result
from shared_templates.masters.models import Master
from shared_templates.sandbox.models import ResetState, SandboxReset
from tests.support.factories import PersonFactory


def process(title: str = "Avvikelse", steps: dict[str, str] | None = None, **head: str) -> Content:
    """A process with both sides of each step and a routine: nothing is lacking."""
    blocks = [
        Block(name, "step", {"title": name, "role": "Chef", "way_of_working": text, "system_step": "Klicka på Spara."})
        for name, text in (steps or {"utred": "Chefen utreder.\nInom fjorton dagar.\nBrukaren hörs."}).items()
    ]
    return content(
        {"title": title, **head}, [*blocks, Block("rutin", "routine", {"title": "Rutin", "text": "Ring jouren."})]
    )


def term(title: str, **head: str) -> Content:
    return content({"title": title, "definition": f"Det som menas med {title}.", "source": "Mallen", **head})


def keep(code: str, said: Content, kind: str = "process", master: Master | None = None, **facts: Any) -> Master:
    """A master as an editor would keep it."""
    draft = Draft(**{"kind": kind, "code": code, "area": "avvikelser", "content": said, **facts})
    return keep_master(actor=HOUSE, draft=draft, now=clock.now(), master=master)


def reviewers(count: int = 2) -> list[User]:
    """People of as many municipalities."""
    names = ("Skara", "Hjo", "Tibro", "Vara")[:count]
    return [PersonFactory(acting_for_name=name) for name in names]


def put_in_sandbox(*chosen: Master) -> SandboxReset:
    """As if the sandbox had just been reset with these drafts in it; nothing else is made."""
    now = clock.now()
    return SandboxReset.objects.create(
        uuid=uuid4(), state=ResetState.DONE, asked_by="Anna", asked_at=now, done_at=now,
        held={str(master.key): master.content_hash for master in chosen},
    )  # fmt: skip


def approve(master: Master, people: Iterable[User] | None = None) -> None:
    """Two municipalities approve it, and its test case goes well."""
    people = list(people or reviewers())
    for person in people:
        review_master(
            actor=actor_for(person), user=person, master=master, text=master.content_hash, verdict="approved",
            now=clock.now(),
        )  # fmt: skip
    if master.sort.is_tested:
        case = master.cases.first() or add_case(
            actor=HOUSE,
            master=master,
            title="Rapportera",
            steps="Rapportera en påhittad avvikelse.",
            expected="Den syns.",
        )
        put_in_sandbox(master)
        record_result(
            actor=actor_for(people[0]),
            user=people[0],
            case=case,
            passed=True,
            now=clock.now(),
        )


def release(
    *chosen: Master,
    name: str = "Processer",
    step: Step = Step.MINOR,
    adopt_by: date | None = None,
    approved: bool = True,
) -> Release:
    """These masters, approved and tested, as one release; with the template's site active."""
    people = reviewers() if approved else []
    for master in chosen if approved else ():
        approve(master, people)
    return publish_release(
        actor=HOUSE, name=name, keys=[master.key for master in chosen], step=step, notes="Det här är nytt.",
        now=clock.now(), adopt_by=adopt_by,
    )  # fmt: skip


def differently(code: str, said: Content) -> Adopted:
    """The municipality writes an item in its own words, with a reason; with its site active."""
    why = Why("organisation", "Vi har en samordnare.", clock.today() + timedelta(days=180), PersonFactory())
    item = Adopted.objects.get(code=code)
    return change_item(actor=HOUSE, item=item, content=said, read=item.revision, now=clock.now(), why=why)


def node(title: str, children: str = "ja", page_type: str = "Avsnitt", **head: str) -> Content:
    """A place of the intranet, open unless said otherwise."""
    return content({"title": title, "page_type": page_type, "children": children, **head})
