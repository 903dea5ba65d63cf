"""PF-12, PF-18: everybody posts and comments at once, through the web server of the house: none lost, none doubled."""

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module

import pytest
from django.conf import settings

from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event
from samverk.social.posts.models import Draft, Post
from samverk.social.talk.models import Comment, Thread
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.web import Visitor, web_server

pytestmark = [pytest.mark.server, pytest.mark.long]
#: Every tenth sends each form twice; every fiftieth from two connections at once.
TWICE, AT_ONCE = 10, 50


@dataclass
class Answers:
    """What the server said to everybody, and how long they waited."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    seconds: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.slowest = max(self.slowest, seconds)


def session_of(user: User) -> str:
    """A cookie of a signed-in person."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "samverk.identity.backends.PersonBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def forms_of(visitor: Visitor, page: str, talk: str, number: int) -> list[tuple[str, dict[str, str]]]:
    """What one person has open: a post and a comment, written and not sent."""
    post = visitor.open_form("/inlagg/", "/inlagg/skriv/")
    comment = visitor.open_form(page, talk)
    return [
        ("/inlagg/skriv/", post | {"text": f"Inlägg {number}", "place": "site", "kind": "post"}),
        (talk, comment | {"text": f"Kommentar {number}"}),
    ]


@pytest.mark.parametrize(("count", "workers"), [(20, 2), pytest.param(500, 4, marks=pytest.mark.endurance)])
def test_pf18_everybody_at_once_loses_and_doubles_nothing(
    count: int, workers: int, committed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    skara = tenant_by_slug("skara")
    with site(skara):
        article = NewsPageFactory(slug="alla-pa-en-gang")
        page, talk = article.address, f"/samtal/page/{article.pk}/"
        sessions = [session_of(PersonFactory()) for _each in range(count)]
    with web_server(committed, workers=workers) as port:
        people = [Visitor(port=port, host="skara.localhost", session=session) for session in sessions]
        opened = [forms_of(visitor, page, talk, number) for number, visitor in enumerate(people)]
        answers = send_all(people, opened)
        status, body = people[0].ask("GET", page)
    with capsys.disabled():
        told = f"{sum(answers.statuses.values())} forms of {count} people"
        sys.stdout.write(f"\n{told} in {answers.seconds:.1f} s, the slowest waited {answers.slowest:.1f} s\n")
    doubled = len(range(0, count, TWICE))
    assert answers.statuses == {302: 2 * (count + doubled)}
    assert (status, f"{count} kommentarer" in body) == (200, True)
    with site(skara):
        written(count, article)


def send_all(people: list[Visitor], opened: list[list[tuple[str, dict[str, str]]]]) -> Answers:
    """Everybody presses at the same moment."""
    answers = Answers()
    hands = [number for number in range(len(people)) for _hand in range(1 if number % AT_ONCE else 2)]
    gate = threading.Barrier(len(hands) + 1)

    def press(number: int) -> None:
        gate.wait()
        again = 2 if number % TWICE == 0 and number % AT_ONCE else 1
        for path, fields in opened[number]:
            for _press in range(again):
                started = time.monotonic()
                try:
                    status = people[number].ask("POST", path, fields)[0]
                except OSError:
                    status = 0
                answers.note(status, time.monotonic() - started)

    threads = [threading.Thread(target=press, args=(number,)) for number in hands]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.monotonic()
    for thread in threads:
        thread.join()
    answers.seconds = time.monotonic() - started
    return answers


def written(count: int, article: NewsPage) -> None:
    """Each person's post and comment once, and the same in the counter, the log and the outbox."""
    for rows, said in ((Post.objects.all(), "Inlägg"), (Comment.objects.all(), "Kommentar")):
        assert sorted(rows.values_list("text", flat=True)) == sorted(f"{said} {number}" for number in range(count))
        assert rows.values("author").distinct().count() == count
    thread = Thread.objects.get()
    assert (thread.kind, thread.key, thread.comments) == ("page", str(article.pk), count)
    assert Draft.objects.count() == 0
    for verb, kind in (("social.publish_post", "post.written"), ("social.post_comment", "comment")):
        lines = AuditEntry.objects.filter(verb=verb)
        assert (lines.count(), lines.values("actor_uuid").distinct().count()) == (count, count)
        events = Event.objects.filter(kind=kind)
        assert (events.count(), events.values("by").distinct().count()) == (count, count)
