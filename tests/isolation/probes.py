"""Generated cross-site probes: addresses × ids × sites × persons × methods, in threads, through jobs and caches.

Every site holds things that carry its own secret word. A leak is an answer (body or header) with another site's word
in it. The words are never sent, so that nothing is a leak only because the house repeats what was asked.
"""

import logging
import random
import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie
from typing import Any, ClassVar

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.db import connection, connections, transaction
from django.test import client

from samverk.identity.access import actor_for
from samverk.identity.log.actions.search_log import search_log
from samverk.identity.log.criteria import Criteria
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site, site
from tests.isolation import world
from tests.isolation.table import SITE
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

SLUGS = ("skara", "hjo", "mall", "gvs12")
PERSONS = (
    "signed_out",
    "guest",
    "no_right",
    "editor",
    "editor",
    "auditor",
    "right",
    "right",
    "right",
    "stranger",
    "stranger",
)
METHODS = ("GET",) * 8 + ("HEAD", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
QUERIES = ("", "", "", "?q=HEMLIGT", "?sida=2", "?p=2", "?q=HEMLIGT&p=1", "?next=/", "?dag=2022-12-31")
#: Wagtail's own page that breaks on purpose.
ON_PURPOSE = ("redaktion/failwhale/",)
PATHS = tuple(sorted({row.path for row in SITE if row.pattern not in ON_PURPOSE}))


@dataclass(frozen=True, slots=True)
class Planted:
    """What the probes know: words, ids and cookies of every site."""

    words: dict[str, str]
    values: dict[str, dict[str, Any]]
    cookies: dict[str, dict[str, dict[str, str]]]

    def as_json(self) -> dict[str, Any]:
        """For another process."""
        return {**asdict(self), "values": {s: {k: str(v) for k, v in d.items()} for s, d in self.values.items()}}


@dataclass(slots=True)
class Outcome:
    """What came of many probes."""

    count: int = 0
    reached: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Put two together."""
        self.count += other.count
        self.reached += other.reached
        self.statuses += other.statuses
        self.leaks += other.leaks
        self.errors += other.errors


def plant() -> Planted:
    """Fill every site; commits. Hjo's rows are numbered from a million, the others' alike from one."""
    words, values, cookies = {}, {}, {}
    with operator_site():
        tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
        words["drift"] = _word("drift")
        PersonFactory(username="drift-person", display_name=f"Anna {words['drift']}")
        record_audit(actor=HOUSE, verb="test.act", label=words["drift"])
    for slug in SLUGS:
        words[slug] = _word(slug)
        with site(tenants[slug]):
            if slug == "hjo":
                _number_from_a_million()
            values[slug] = _one_of_everything(words[slug])
            cookies[slug] = _people(slug, words[slug], values[slug])
    return Planted(words, values, cookies)


def _word(slug: str) -> str:
    return f"HEMLIGT{slug.upper()}{secrets.token_hex(6)}"


def _number_from_a_million() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = current_schema()
                AND sequencename !~ '^(django_|auth_permission)'"""
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT setval('{name}', 1000000)")


def _one_of_everything(word: str) -> dict[str, Any]:
    from django.contrib.auth.models import Group
    from wagtail.documents.models import Document
    from wagtail.models import Collection, GroupApprovalTask, Page, Site, Workflow

    from samverk.identity.models import User
    from samverk.intranet.models import NewsPage, Picture

    values = world._one_of_everything()
    values.update(digest="0" * 64, theme="0" * 12)
    for page in Page.objects.filter(depth__gt=1).specific():
        page.title = f"{page.title} {word}"
        page.draft_title = page.title
        page.save()
    news = NewsPage.objects.get(pk=values["page"])
    news.lead, news.body = f"Ingress {word}", f"<p>{word}</p>"
    news.save()
    values["revision"] = news.save_revision().pk
    Picture.objects.update(title=f"Bild {word}", alt_text=f"Alt {word}")
    document = Document.objects.get(pk=values["document"])
    document.title = f"Handling {word}"
    document.file.delete(save=False)
    document.file.save("handling.txt", ContentFile(f"Text {word}".encode()))
    values["document_file"] = document.filename
    Group.objects.filter(pk=values["group"]).update(name=f"Grupp {word}")
    User.objects.filter(pk=values["person"]).update(display_name=f"Person {word}", title=f"Titel {word}")
    GroupApprovalTask.objects.update(name=f"Uppgift {word}")
    Workflow.objects.update(name=f"Flöde {word}")
    Collection.objects.filter(pk=values["collection"]).update(name=f"Samling {word}")
    Site.objects.update(site_name=f"Webbplats {word}")
    record_audit(actor=HOUSE, verb="test.act", label=f"Akt {word}", details={"word": word})
    cache.set("probe", word)
    return values


def _people(slug: str, word: str, values: dict[str, Any]) -> dict[str, dict[str, str]]:
    traits: dict[str, dict[str, bool]] = {
        "guest": {"guest": True}, "no_right": {}, "editor": {"editor": True}, "auditor": {"auditor": True},
        "right": {"superuser": True},
    }  # fmt: skip
    found: dict[str, dict[str, str]] = {"signed_out": {}}
    for name, trait in traits.items():
        person = PersonFactory(username=f"{slug}-{name}", display_name=f"{name} {word}", **trait)
        browser = SiteClient(f"{slug}.localhost").sign_in(person)
        found[name] = {key: morsel.value for key, morsel in browser.cookies.items()}
        if name in {"auditor", "right"}:
            why = {"purpose": "supervision", "reason": f"Prov {word}", "criteria": Criteria()}
            values["log_search"] = search_log(actor=actor_for(person), user=person, **why)  # type: ignore[arg-type]
    return found


@dataclass(frozen=True, slots=True)
class Probe:
    """One request: at whose address, as whom, with whose ids."""

    at: str
    person: str
    cookie_of: str
    method: str
    path: str
    data: dict[str, str]


def probes(planted: Planted, *, seed: int, count: int, paths: tuple[str, ...] = PATHS) -> Iterator[Probe]:
    """`count` probes, the same for the same seed; four of five carry another site's ids or cookie."""
    dice = random.Random(seed)
    known: dict[str, Any] = {}
    for values in planted.values.values():
        known.update(values)
    for _number in range(count):
        at = dice.choice(SLUGS)
        person = dice.choice(PERSONS)
        ids = dice.choice(SLUGS)
        others = [slug for slug in SLUGS if slug != at]
        values = {**known, **planted.values[ids]}
        path = dice.choice(paths).format_map(_Missing(values)) + dice.choice(QUERIES)
        method = dice.choice(METHODS)
        data = {}
        if method == "POST":
            data = {
                name: str(values.get(key, 1))
                for name, key in (
                    ("page", "page"), ("id", "page"), ("parent_page", "section"), ("collection", "collection"),
                    ("groups", "group"), ("user", "person"), ("image", "picture"), ("document", "document"),
                )
                if dice.random() < 0.5
            }  # fmt: skip
        yield Probe(at, person, dice.choice(others) if person == "stranger" else at, method, path, data)


class Reasons(logging.Handler):
    """Remembers what each thread logged last of what went wrong."""

    last: ClassVar[dict[int, str]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Where it happened and why, without the page."""
        if record.exc_info:
            Reasons.last[record.thread or 0] = f"{record.name}: {record.getMessage()} {record.exc_info[1]!r}"


class _Missing(dict[str, Any]):
    """A name no site knows is one."""

    def __missing__(self, name: str) -> str:
        return "1"


def keep_connections() -> None:
    """Django's client keeps a connection by taking the closing out of a signal for a moment; in threads that moment
    is another's request, whose transaction is closed under it and whose answer is 503. For this process: no closing.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(client.close_old_connections)
    client.close_old_connections = lambda **_signal: None


def send(probe: Probe, planted: Planted, outcome: Outcome) -> None:
    """One probe; what an unsafe method changed is undone."""
    browser = SiteClient(f"{probe.at}.localhost")
    browser.raise_request_exception = False
    browser.cookies = SimpleCookie(
        planted.cookies[probe.cookie_of]["right" if probe.person == "stranger" else probe.person]
    )
    Reasons.last.pop(threading.get_ident(), None)
    told = f"{probe.method} {probe.path} at {probe.at} as {probe.person} (cookie of {probe.cookie_of}) {probe.data}"
    if probe.method in {"GET", "HEAD", "OPTIONS"}:
        response = browser.generic(probe.method, probe.path)
    else:
        with transaction.atomic():
            if probe.method == "POST":
                response = browser.post(probe.path, probe.data)
            else:
                response = browser.generic(probe.method, probe.path)
            transaction.set_rollback(True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace") + str(response.headers)
    outcome.count += 1
    outcome.statuses[response.status_code] += 1
    outcome.reached += planted.words[probe.at] in text
    outcome.leaks += [f"{told}: the word of {s}" for s, word in planted.words.items() if s != probe.at and word in text]
    if response.status_code >= 500:
        outcome.errors.append(f"{told}: {response.status_code} {Reasons.last.get(threading.get_ident(), '')}")


def ask_caches(planted: Planted, tenants: dict[str, Tenant], outcome: Outcome, *, seed: int, count: int) -> None:
    """What one site put in the cache is not what another finds, whichever asked last."""
    dice = random.Random(seed)
    for number in range(count):
        slug = dice.choice(SLUGS)
        key = f"probe:{dice.randrange(20)}"
        with site(tenants[slug]):
            if number % 2:
                cache.set(key, planted.words[slug])
                continue
            found = str(cache.get(key, "")) + str(cache.get("probe", ""))
        outcome.count += 1
        outcome.reached += planted.words[slug] in found
        outcome.leaks += [f"cache {key} at {slug}: {s}" for s, w in planted.words.items() if s != slug and w in found]


def run(planted: Planted, *, seed: int, count: int, threads: int = 4, paths: tuple[str, ...] = PATHS) -> Outcome:
    """All probes, shared between threads."""
    everything = list(probes(planted, seed=seed, count=count, paths=paths))
    with operator_site():
        tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    outcomes = [Outcome() for _thread in range(threads)]

    def go(number: int) -> None:
        outcome = outcomes[number]
        try:
            for index, probe in enumerate(everything[number::threads]):
                send(probe, planted, outcome)
                if index % 20 == 0:
                    ask_caches(planted, tenants, outcome, seed=seed + index, count=4)
        except Exception as error:
            outcome.errors.append(f"the thread stopped: {error!r}")
        finally:
            connections.close_all()

    running = [threading.Thread(target=go, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    total = Outcome()
    for outcome in outcomes:
        total.add(outcome)
    return total
