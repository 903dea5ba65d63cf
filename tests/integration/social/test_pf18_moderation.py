"""PF-18: a reported comment is hidden; its author is told why, the text is kept for as long as the site has decided."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from samverk.identity.access import actor_for
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.kernel.subjects import Ref, visible_refs
from samverk.notifications.models import Event
from samverk.social.talk.actions.edit_comment import edit_comment
from samverk.social.talk.actions.moderate import forget_hidden
from samverk.social.talk.models import Comment, CommentVersion, Moderation, Report, Thread
from samverk.social.talk.tasks import let_go_of_texts
from tenants.models import Tenant
from tests.integration.social.test_pf18_comments import drawn
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

Say = Callable[..., int]


def test_pf18_from_report_to_hidden_to_tried_again_to_let_go(
    skara: Tenant, ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    author, reporter, moderator = (
        PersonFactory(),
        PersonFactory(display_name="Rut Anmälare"),
        PersonFactory(moderator=True),
    )
    reader = PersonFactory()
    pk = say(author, "Chefen är en idiot")
    edit_comment(actor=actor_for(author), user=author, pk=pk, text="Chefen är dum", now=clock.now())
    browsers = {each: client_for("skara.localhost", user=each) for each in (author, reporter, moderator, reader)}
    assert browsers[reporter].post(f"/anmal/comment/{pk}/", {"reason": "other"}).status_code == 422
    for _again in range(2):
        assert (
            browsers[reporter].post(f"/anmal/comment/{pk}/", {"reason": "unkind", "text": "Elakt"}).status_code == 302
        )
    assert Report.objects.count() == 1
    told = Event.objects.get(kind="report")
    assert told.is_secret
    assert told.by_id is None, "nobody learns who reported"
    assert told.audience["groups"], "the groups with the right"
    assert browsers[reader].get("/anmalningar/").status_code == 403
    queue = browsers[moderator].get("/anmalningar/").content.decode()
    assert "Chefen är dum" in queue
    assert "Elakt" in queue
    assert "Rut Anmälare" not in queue
    address = f"/anmalningar/comment/{pk}/"
    assert browsers[reader].post(address, {"gor": "dolj", "reason": "unkind", "text": "Nej"}).status_code == 403
    assert browsers[moderator].post(address, {"gor": "dolj", "reason": "unkind", "text": ""}).status_code == 422
    assert Comment.objects.get().hidden_at is None
    assert (
        browsers[moderator].post(address, {"gor": "dolj", "reason": "unkind", "text": "Skriv om saken"}).status_code
        == 302
    )
    for person in (reader, author):
        html = drawn(person, ref, skara)
        assert "Chefen" not in html
        assert "En granskare har dolt kommentaren" in html
    for path in (f"/kommentar/{pk}/tidigare/", f"/reaktioner/comment/{pk}/", f"/anmal/comment/{pk}/"):
        assert browsers[reader].get(path).status_code in {403, 404}
    assert visible_refs(reader, [Ref("comment", str(pk))]) == set()
    assert Thread.objects.get().comments == 0
    line = Moderation.objects.get()
    assert Event.objects.get(kind="comment").excerpt == "", "no inbox and no letter says what is hidden"
    event = Event.objects.get(kind="hidden")
    assert event.audience["users"] == {"2": [author.pk]}
    assert event.excerpt == "Skriv om saken"
    assert event.url == f"/granskarbeslut/{line.pk}/"
    reasons = browsers[author].get(event.url).content.decode()
    assert "Skriv om saken" in reasons
    assert "Chefen är dum" in reasons
    assert "Be om ny prövning" in reasons
    assert browsers[reader].get(event.url).status_code == 404
    assert browsers[author].post(event.url, {"text": "Jag menade en annan"}).status_code == 302
    assert "Jag menade en annan" in browsers[moderator].get("/anmalningar/").content.decode()
    browsers[moderator].post(address, {"gor": "visa", "text": "Okej"})
    assert "Chefen är dum" in drawn(reader, ref, skara)
    assert Event.objects.get(kind="restored").audience["users"] == {"2": [author.pk]}
    assert Thread.objects.get().comments == 1
    browsers[moderator].post(address, {"gor": "dolj", "reason": "unkind", "text": "Nej ändå"})
    now = clock.now()
    assert forget_hidden(actor=actor_for(moderator), now=now + timedelta(days=89)) == 0
    assert forget_hidden(actor=actor_for(moderator), now=now + timedelta(days=91)) == 1
    assert forget_hidden(actor=actor_for(moderator), now=now + timedelta(days=91)) == 0
    assert Comment.objects.get().text == ""
    assert not CommentVersion.objects.exists()
    trail = browsers[moderator].get("/anmalningar/historik/").content.decode()
    assert trail.count("Dold") >= 2
    assert "Texten gallrad" in trail
    assert browsers[moderator].post(address, {"gor": "visa"}).status_code == 404, "there is nothing to show"
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {f"social.{v}" for v in ("hide_content", "restore_content", "forget_hidden")} <= verbs
    assert "social.report_content" in verbs


def test_pf18_a_report_can_be_answered_without_hiding(
    ref: Ref, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    pk = say(PersonFactory(), "Helt i sin ordning")
    client_for("skara.localhost", user=PersonFactory()).post(f"/anmal/comment/{pk}/", {"reason": "wrong"})
    moderator = client_for("skara.localhost", user=PersonFactory(moderator=True))
    moderator.post(f"/anmalningar/comment/{pk}/", {"gor": "lamna", "text": "Ingen fara"})
    assert "Inget väntar" in moderator.get("/anmalningar/").content.decode()
    assert Comment.objects.get().is_readable
    assert AuditEntry.objects.filter(verb="social.dismiss_reports").count() == 1
    let_go_of_texts.run()
    assert Comment.objects.get().text == "Helt i sin ordning"


def test_pf18_nobody_decides_about_their_own_text(
    skara: Tenant, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    author, other = PersonFactory(moderator=True), PersonFactory(moderator=True)
    pk = say(author, "Chefen är dum")
    client_for("skara.localhost", user=PersonFactory()).post(f"/anmal/comment/{pk}/", {"reason": "unkind"})
    address, own = f"/anmalningar/comment/{pk}/", client_for("skara.localhost", user=author)
    page = own.get(address).content.decode()
    assert "En annan granskare tar ställning" in page
    assert 'name="gor"' not in page
    for deed in ({"gor": "lamna"}, {"gor": "dolj", "reason": "unkind", "text": "Nej"}):
        assert own.post(address, deed).status_code == 403
    assert Report.objects.filter(decided_at=None).exists(), "it still waits"
    client_for("skara.localhost", user=other).post(
        address, {"gor": "dolj", "reason": "unkind", "text": "Skriv om saken"}
    )
    assert own.post(address, {"gor": "visa"}).status_code == 403
    assert Comment.objects.get().hidden_at is not None


def test_pf04_a_moderator_outside_the_page_reads_nothing_of_it(
    page: NewsPage, say: Say, client_for: Callable[..., SiteClient]
) -> None:
    insider = PersonFactory(superuser=True)
    group = Group.objects.create(name="Krisledning")
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(group)
    pk = say(insider, "Hemligt")
    client_for("skara.localhost", user=insider).post(f"/anmal/comment/{pk}/", {"reason": "secret"})
    moderator = client_for("skara.localhost", user=PersonFactory(moderator=True))
    queue = moderator.get("/anmalningar/").content.decode()
    assert "Hemligt" not in queue
    assert "1 anmälan gäller något du inte har tillgång till" in queue
    address = f"/anmalningar/comment/{pk}/"
    assert moderator.get(address).status_code == 403
    assert moderator.post(address, {"gor": "dolj", "reason": "secret", "text": "x"}).status_code == 403
    assert Comment.objects.get().is_readable


@pytest.mark.parametrize("who", ["guest", "supplier"])
def test_pf07_nobody_from_outside_moderates(who: str, skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    outsider = PersonFactory(**{who: True, "moderator": True})
    assert client_for("skara.localhost", user=outsider).get("/anmalningar/").status_code == 403
