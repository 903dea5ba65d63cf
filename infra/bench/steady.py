"""A quarter of an hour of work in twelve municipalities, against the stated budgets (PF-26).

    make bench-steady                        15 minutes; 20,000 accounts, 500,000 documents
    make bench-steady ARGS="--minutes 3 --documents 50000"

The demo at scale load, each municipality with its share of the documents. Some at a time, people of all twelve go from
the start page to news, the feed, colleagues, the inbox and what they look for, and comment now and then, each as soon as
the page before has come: two web workers never rest. Ends with 1 when a page's p95 is over its budget.
"""

import argparse
import random
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import day_data
import run as bench
from drive import ask, form_fields

#: p95 in seconds: of a page, and of a search.
PAGE, SEARCH = 0.8, 1.0
#: How often of twenty a person does what.
OFTEN = {"start": 6, "article": 4, "feed": 3, "people": 2, "inbox": 2, "search": 2, "comment": 1}
WORDS = ("rutin", "avvikelse", "schema", "semester", "hemtjänst", "delegering", "demo", "lön")
PEOPLE_OF_A_SITE = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: their site, their cookie, and the form of the news they comment."""

    slug: str
    cookie: str
    article: str
    talk: str
    fields: dict[str, str]
    cookies: str


def people_of(slug: str) -> list[Person]:
    """Some who work there, signed in, each with a news page in front of them."""
    from samverk.identity.models import User
    from samverk.intranet.models import NewsPage
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug(slug)):
        names = list(
            User.objects.filter(username__startswith="last-").order_by("-pk").values_list("username", flat=True)
        )
        page = NewsPage.objects.filter(live=True, comments_closed=False).order_by("-pk")[0]
        article, talk = page.address, f"/samtal/page/{page.pk}/"
    found = []
    for name in names[:PEOPLE_OF_A_SITE]:
        cookie = bench.session_for(name, slug)
        host = f"{slug}.localhost:{bench.PORT}"
        fields, cookies = form_fields(bench.PORT, article, talk, {"Host": host, "Cookie": cookie})
        found.append(Person(slug, cookie, article, talk, fields, cookies))
    return found


def step(person: Person, what: str, chance: random.Random) -> int:
    """One thing that somebody does; the status of the answer."""
    host = f"{person.slug}.localhost:{bench.PORT}"
    headers = {"Host": host, "Cookie": person.cookie}
    if what == "comment":
        body = urlencode(person.fields | {"form": str(uuid4()), "text": chance.choice(day_data.TEXTS)})
        headers |= {
            "Cookie": f"{person.cookie}; {person.cookies}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{host}",
        }
        return ask(bench.PORT, "POST", person.talk, headers, body)[0]
    addresses = {
        "start": "/", "article": person.article, "feed": "/inlagg/", "people": "/personer/", "inbox": "/inkorg/",
        "search": "/sok/?" + urlencode({"q": chance.choice(WORDS)}),
    }  # fmt: skip
    return ask(bench.PORT, "GET", addresses[what], headers, None)[0]


def work(people: list[Person], *, until: float, seed: int, times: dict[str, list[float]], wrong: list[str]) -> None:
    """One after the other until the time is up."""
    chance, kinds = random.Random(seed), [name for name, often in OFTEN.items() for _time in range(often)]  # nosec B311
    while time.monotonic() < until:
        person, what = chance.choice(people), chance.choice(kinds)
        began = time.perf_counter()
        status = step(person, what, chance)
        times[what].append(time.perf_counter() - began)
        if status != (302 if what == "comment" else 200):
            wrong.append(f"{what} in {person.slug}: {status}")


def main() -> None:
    """Build, fill, work, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--documents", type=int, default=500_000)
    parser.add_argument("--at-once", type=int, default=4)
    options = parser.parse_args()
    with bench.house("load"):
        times, wrong = _run(options)
    raise SystemExit(0 if tell(times, wrong) else 1)


def _run(options: argparse.Namespace) -> tuple[dict[str, list[float]], list[str]]:
    from samverk.project.servers import servers

    with servers():
        from samverk.project.demo.load import TOTAL, accounts_wanted
        from tenants.queries import tenant_by_slug
        from tenants.site_context import site

        people: list[Person] = []
        made = 0
        for slug, accounts in accounts_wanted().items():
            with site(tenant_by_slug(slug)):
                made += day_data.documents(options.documents * accounts // TOTAL)
            print(f"{slug}: {accounts} accounts, {made} documents so far", file=sys.stderr)
            people += people_of(slug)
    times: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    until = time.monotonic() + options.minutes * 60
    hands = [
        threading.Thread(
            target=work, args=(people,), kwargs={"until": until, "seed": seed, "times": times, "wrong": wrong}
        )
        for seed in range(options.at_once)
    ]
    print(f"{len(people)} people of {len({p.slug for p in people})} municipalities, {options.at_once} at once, "
          f"{options.minutes:g} minutes", file=sys.stderr)  # fmt: skip
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return times, wrong


def tell(times: dict[str, list[float]], wrong: list[Any]) -> bool:
    """The table; is everything within its budget?"""
    print(f"{'page':10}{'asked':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'budget':>9}")
    within = not wrong
    for name in OFTEN:
        each = sorted(times[name])
        p50, p95, p99 = (each[int(len(each) * share)] for share in (0.5, 0.95, 0.99))
        budget = SEARCH if name == "search" else PAGE
        within &= p95 <= budget
        print(f"{name:10}{len(each):8}{p50 * 1000:9.1f}{p95 * 1000:9.1f}{p99 * 1000:9.1f}{budget * 1000:9.0f}")
    for line in sorted(set(wrong)):
        print(f"{wrong.count(line)} times {line}")
    print("within the budgets" if within else "NOT within the budgets")
    return within


if __name__ == "__main__":
    main()
