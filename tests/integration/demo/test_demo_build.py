"""Building the demo: whole sites or none, nothing twice, and the people who may go where the issue says."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.models import Page, ReferenceIndex

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.groups import EDITORS, MODERATORS
from samverk.identity.models import User, local_issuer
from samverk.intranet.models import (
    GuidePage,
    NewsIndexPage,
    NewsPage,
    Picture,
    PictureRendition,
    SectionPage,
    StartPage,
)
from samverk.intranet.queries import LEAD_PICTURE, ROW_PICTURE, address_of
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.queries import inbox
from samverk.notifications.rounds import expand_waiting
from samverk.people.models import Placement
from samverk.people.queries import organisation
from samverk.project.demo import build, fill
from samverk.project.demo.accounts import demo_accounts
from samverk.project.demo.build import DemoReport, build_demo
from samverk.project.demo.municipalities import MUNICIPALITIES
from samverk.project.demo.tree import PageBatch
from samverk.social.posts.models import Post
from samverk.social.posts.subject import readers as readers_of
from samverk.social.talk.models import Comment, Reaction, ReactionCount, Thread
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.adoption.queries import preview, unknown_routines, waiting_releases
from shared_templates.board.models import Word
from shared_templates.catalogue.queries import newest_items, released
from shared_templates.deviations.queries import open_deviations, unexplained
from shared_templates.proposals.queries import comments_of, proposals, tally_of
from tenants.models import Kind, Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tenants.storage import site_folder
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PictureFactory

DAY = date(2022, 11, 15)
#: The tests' own two municipalities, which are there but empty, and two that are not.
FEW = tuple(m for m in MUNICIPALITIES if m.slug in {"skara", "hjo", "tibro", "vara"})


@pytest.fixture
def few(committed: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Four municipalities instead of twelve; the sites of the test database are the demo's."""
    monkeypatch.setattr(build, "municipalities", lambda scale: FEW)
    Tenant.objects.exclude(kind=Kind.OPERATOR).update(is_demo=True)
    return committed


def counts() -> dict[str, dict[str, int]]:
    """How much there is of everything, site by site."""
    found = {}
    for tenant in Tenant.objects.exclude(kind__in=(Kind.OPERATOR, Kind.SANDBOX)):
        with site(tenant):
            models = (Page, User, Placement, Picture, PictureRendition, Document, DirectoryEntry, AuditEntry)
            models += (Post, Comment, Reaction)
            found[tenant.slug] = {model.__name__: model._default_manager.count() for model in models}
    return found


def sign_in(host: str, username: str, password: str = "samverk-demo") -> SiteClient | None:
    browser = SiteClient(host)
    answer = browser.post("/logga-in/", {"username": username, "password": password})
    return browser if answer.status_code == 302 else None


@pytest.mark.long
def test_a_demo_is_built_once_grows_and_lets_the_right_people_in(few: str) -> None:
    said: list[tuple[str, int, int]] = []
    report = build_demo(scale="small", as_of=DAY, on_progress=lambda *what: said.append(what))
    assert report == DemoReport(created=["tibro", "vara"], filled=["mall", *(m.slug for m in FEW), "gvs12"], skipped=[])
    assert [what[1:] for what in said] == [(number, 6) for number in range(1, 7)]
    _everything_is_well()
    _people_come_where_they_may()
    _the_twelve_stand_as_told()
    _the_employee_has_something_to_read()
    before = counts()

    with assert_query_budget(8):
        assert build_demo(scale="small", as_of=DAY) == DemoReport()
    assert counts() == before

    grown = build_demo(scale="full", as_of=date(2024, 1, 1))
    assert grown.created == []
    assert set(grown.filled) == set(before)
    for slug, now in counts().items():
        for what, count in now.items():
            assert count >= before[slug][what], (slug, what)
        assert now["Picture"] == before[slug]["Picture"]
    with site(tenant_by_slug("hjo")):
        assert User.objects.filter(capacity="employee").count() == 60
        # The first day is kept, or old and new stories would not belong together.
        assert max(NewsPage.objects.live().values_list("first_published_at", flat=True)).date() == DAY
    _everything_is_well()
    assert build_demo(scale="full") == build_demo(scale="small") == DemoReport()


def _the_employee_has_something_to_read() -> None:
    """Told as everything is told: by the worker, of what colleagues did."""
    for municipality in FEW:
        with site(tenant_by_slug(municipality.slug)):
            expand_waiting(actor=HOUSE, now=clock.now())
            employee = User.objects.get(username="medarbetare")
            told = [line.text for line in inbox(viewer=employee).lines]
            assert any("skrev till dig om" in text for text in told), (municipality.slug, told)
            assert any(" och " in text and "kommenterade" in text for text in told), "two answered her question"
            assert any("skrev: Mötet på fredag" in text for text in told), told


def _everything_is_well() -> None:
    with site(Tenant.objects.get(kind=Kind.SANDBOX)):
        assert {user.email for user in User.objects.all()} == {""}, "no letter finds anybody there"
        assert Page.objects.filter(live=True).count() > 3
    for tenant in Tenant.objects.exclude(kind__in=(Kind.OPERATOR, Kind.SANDBOX)):
        with site(tenant):
            assert all(problem == [] for problem in Page.find_problems()), tenant.slug
            for news in NewsPage.objects.live():
                assert news.picture is not None
                assert news.picture.alt_text
                assert news.first_published_at is not None
                assert news.first_published_at.date() <= DAY
            rows = PictureRendition.objects.count()
            for picture in Picture.objects.all():
                for size in (LEAD_PICTURE, ROW_PICTURE):
                    assert default_storage.exists(picture.get_rendition(size).file.name)
            assert PictureRendition.objects.count() == rows, "the pages' sizes are made beforehand"
            title = NewsPage.objects.live().order_by("pk")[0].title
            assert title in {found.title for found in NewsPage.objects.search(title)}
            assert all(user.display_name.endswith("(demo)") for user in User.objects.all())
            assert all(user.email.endswith("@demo.invalid") for user in User.objects.all())
            _the_talk_is_well(tenant.slug)


def _the_talk_is_well(slug: str) -> None:
    posts, comments = list(Post.objects.all()), list(Comment.objects.select_related("thread"))
    assert len({post.text for post in posts}) == len(posts), "nothing is told twice on a site"
    assert len({comment.text for comment in comments}) == len(comments)
    assert all(post.created_at.date() < DAY for post in posts)
    if slug != "mall":
        assert len(posts) >= 10
        assert {"post", "page"} <= {comment.thread.kind for comment in comments}
        assert Post.objects.exclude(answer="").exists()
        assert Post.objects.filter(pinned_to__gte=DAY, place="site").count() == 1
    readers = {post.pk: set(readers_of(str(post.pk)).values_list("pk", flat=True)) for post in posts}
    for each in (*comments, *Reaction.objects.filter(kind="post")):
        kind, key = (each.thread.kind, each.thread.key) if isinstance(each, Comment) else (each.kind, each.key)
        who = each.author_id if isinstance(each, Comment) else each.user_id
        assert kind == "page" or who in readers[int(key)], "nobody speaks about what they may not read"
    assert sum(Thread.objects.values_list("comments", flat=True)) == len(comments)
    assert sum(ReactionCount.objects.values_list("number", flat=True)) == Reaction.objects.count()


def _people_come_where_they_may() -> None:
    for account in demo_accounts("small"):
        if account.username in {"redaktor", "medarbetare", "gast"} and account.host.split(".")[0] in {"skara", "hjo"}:
            assert sign_in(account.host, account.username) is not None, account
    assert sign_in("skara.localhost", "medarbetare", "fel lösenord") is None
    with site(tenant_by_slug("gvs12")):
        home = {
            slug: set(User.objects.filter(issuer=local_issuer(slug)).values_list("subject", flat=True))
            for slug in ("skara", "hjo")
        }
        assert "demo:skara:medarbetare" in home["skara"]
        assert "demo:hjo:medarbetare" not in home["hjo"]
        assert "demo:hjo:lokal-projektledare" in home["hjo"]
        visitor = User.objects.get(username="skara-medarbetare")
        assert not visitor.has_usable_password()
        assert (visitor.acting_for_code, visitor.acting_for_name) == ("1495", "Skara")
    with site(tenant_by_slug("mall")):
        editors = User.objects.filter(issuer=local_issuer("skara"), groups__name=EDITORS)
        assert set(editors.values_list("username", flat=True)) == {
            "skara-lokal-projektledare",
            "skara-systemforvaltare",
        }
    with site(tenant_by_slug("skara")):
        groups = dict.fromkeys(("redaktor", "skribent", "informationschef"))
        for name in groups:
            groups[name] = set(User.objects.get(username=name).groups.values_list("name", flat=True))
        assert groups == {
            "redaktor": {EDITORS, MODERATORS}, "skribent": {EDITORS}, "informationschef": {EDITORS, MODERATORS},
        }  # fmt: skip
        assert NewsPage.objects.filter(live=False, owner__username="skribent").count() == 1


def _the_twelve_stand_as_told() -> None:
    """Domain 4.6: Skara takes everything, Tibro departs twice and has a real conflict, Hjo has not answered."""
    assert len(newest_items()) == 67
    with site(tenant_by_slug("skara")):
        assert set(Adopted.objects.values_list("likeness", flat=True)) == {"inherited"}
        assert not unknown_routines().exists()
        assert waiting_releases(DAY) == []
    with site(tenant_by_slug("tibro")):
        assert sorted((one.reason, one.state, one.unit is None) for one in open_deviations()) == [
            ("habit", "proposed", True), ("organisation", "approved", False), ("organisation", "approved", True),
        ]  # fmt: skip
        assert Word.objects.get().advice == "return"
        (waiting,) = waiting_releases(DAY)
        found = preview(waiting.release.uuid)
        assert found is not None
        assert found.counts == {"conflict": 1}
        assert found.planned[0].merged is not None
        assert [conflict.key for conflict in found.planned[0].merged.conflicts] == ["text:utred:way_of_working:0"]
    with site(tenant_by_slug("vara")):
        states = set(Deviation.objects.values_list("state", flat=True))
        assert states == {"proposed", "approved", "review", "refused", "expired"}
        assert sorted(unexplained().values_list("code", flat=True)) == ["P-02", "P-06"]
        assert open_deviations().exclude(unit=None).count() == 2
    with site(tenant_by_slug("hjo")):
        assert unknown_routines().count() == 14
        found = proposals()
        assert [(one.municipality, one.code, one.state) for one in found] == [
            ("Hjo", "P-05", "sent"), ("Tibro", "P-08", "sent"), ("Skara", "P-08", "released"),
        ]  # fmt: skip
        tally = tally_of(found[0])
        assert [(one.name, one.is_affected) for one in tally.voices] == [("Tibro", True), ("Skara", False)]
        assert [len(comments_of(one)) for one in found] == [1, 2, 2]
        came = released(found[2].key, 2)
        assert came is not None
        assert (came.credit, "efter förslag från Skara" in came.release.notes) == ("Skara", True)


@pytest.mark.long
def test_pages_can_be_read_links_lead_somewhere_and_the_organisation_has_a_history(few: str) -> None:
    build_demo(scale="full", as_of=DAY)
    _pages_of_every_sort_can_be_read()
    _links_in_texts_lead_to_pages_that_exist()
    _the_organisation_has_a_history()


def _pages_of_every_sort_can_be_read() -> None:
    reader = sign_in("skara.localhost", "medarbetare")
    assert reader is not None
    with site(tenant_by_slug("skara")):
        addresses = [address_of(page) for page in Page.objects.live().filter(depth__gte=3)]
        assert {type(p.specific) for p in Page.objects.live()} >= {
            StartPage,
            NewsIndexPage,
            NewsPage,
            SectionPage,
            GuidePage,
        }
        document = Document.objects.get(title="GVS12 på en sida")
        assert ReferenceIndex.get_references_to(document).count() == 1
    assert len(addresses) > 40
    for address in ["/", *addresses]:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert 'href="/start/' not in answer.content.decode()
    assert f'href="{document.url}"' in reader.get("/projekt-och-samverkan/gvs12/").content.decode()
    assert b"".join(reader.get(document.url).streaming_content).startswith(b"%PDF")
    guest = sign_in("skara.localhost", "gast")
    assert guest is not None
    assert guest.get(addresses[-1]).status_code == 403


def _links_in_texts_lead_to_pages_that_exist() -> None:
    for slug in ("skara", "mall", "gvs12"):
        with site(tenant_by_slug(slug)):
            there = {address_of(page) for page in Page.objects.live()} | {"/organisation/"}
            bodies = [p.body for model in (NewsPage, SectionPage) for p in model.objects.all()]
            links = {href for body in bodies for href in re.findall(r'href="([^"]+)"', body)}
            assert links - there == set(), slug


def _the_organisation_has_a_history() -> None:
    with site(tenant_by_slug("tibro")):
        today, before = (str(organisation(day)) for day in (DAY, date(2018, 5, 1)))
        assert "Team Hemma" in today
        assert "Kontaktcenter" in today
        assert "Växel" not in today
        assert "Växel" in before


@pytest.mark.long
def test_killed_in_the_middle_a_site_is_empty_and_the_next_run_repairs(
    few: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fill._draft

    def break_in_hjo(index: NewsIndexPage) -> None:
        if User.objects.filter(acting_for_name="Hjo").exists():
            raise KeyboardInterrupt
        real(index)

    monkeypatch.setattr(fill, "_draft", break_in_hjo)
    with pytest.raises(KeyboardInterrupt):
        build_demo(scale="small", as_of=DAY)
    with site(tenant_by_slug("hjo")):
        assert User.objects.count() == 0
        assert NewsPage.objects.count() == 0
    left = set(site_folder("hjo").rglob("*.jpg"))
    assert left, "the files of the broken run are still there"
    monkeypatch.setattr(fill, "_draft", real)
    assert "skara" not in build_demo(scale="small", as_of=DAY).filled
    with site(tenant_by_slug("hjo")):
        assert NewsPage.objects.live().count() == 8
        files = {path.name for path in site_folder("hjo").rglob("*.jpg")}
        assert files == {picture.filename for picture in Picture.objects.all()}


def test_somebodys_real_site_is_left_alone(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "municipalities", lambda scale: FEW[:1])
    before = counts()
    report = build_demo(scale="small", as_of=DAY)
    assert set(report.skipped) == {"mall", FEW[0].slug, "gvs12"}
    assert report.filled == []
    assert counts() == before


def test_a_scale_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="small, full, load"):
        build_demo(scale="medium")


def test_a_batch_writes_what_wagtails_own_door_writes(skara: Tenant) -> None:
    picture, index = PictureFactory(), NewsIndexPage.objects.get()
    fields = {"title": "Ny rutin", "lead": "Kort.", "body": "<p>Avvikelser</p>", "picture": picture}
    index.add_child(instance=NewsPage(slug="en", **fields))
    batch = PageBatch()
    at = index.get_children().get().first_published_at
    batch.add(index, NewsPage(slug="tva", **fields), at=at)
    assert batch.write() == 1
    index.refresh_from_db()
    assert index.numchild == 2
    assert all(problem == [] for problem in Page.find_problems())
    one, two = (NewsPage.objects.get(slug=slug) for slug in ("en", "tva"))
    own = {
        "path",
        "slug",
        "url_path",
        "id",
        "page_ptr",
        "translation_key",
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
    }
    for field in NewsPage._meta.concrete_fields:
        if field.name not in own:
            assert getattr(one, field.attname) == getattr(two, field.attname), field.name
    assert (two.depth, two.url_path) == (one.depth, "/start/nyheter/tva/")
    assert {page.slug for page in NewsPage.objects.search("rutin")} == {"en", "tva"}
    references = [
        set(ReferenceIndex.get_references_for_object(page).values_list("to_object_id", "model_path", "content_path"))
        for page in (one, two)
    ]
    assert references[0] == references[1] != set()
