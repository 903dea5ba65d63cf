"""PF-21, law 3: what somebody writes past the doors, in raw rows under another site's name."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from samverk.kernel import clock
from shared_templates.catalogue.signing import public_key, sign
from shared_templates.knowledge.fingerprint import fingerprint
from shared_templates.knowledge.models import ArticleVersion, SharedArticle, Use
from shared_templates.knowledge.queries import text_now
from shared_templates.knowledge.registrations import _erase
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.knowledge import FIRST, SECOND, placed, rewritten, shared, written

pytestmark = [pytest.mark.server, pytest.mark.django_db]
WRONG = '<p onclick="x()">A<script>alert(1)</script><a href="javascript:x()">B</a><img src="//x/y.png"></p>'


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has shared an article in two versions, Hjo shows it."""
    with site(sites.skara):
        page = written(owner=PersonFactory())
        article = shared(page).article
        shared(rewritten(page, SECOND))
    with site(sites.hjo):
        placed(article.key)
    return SimpleNamespace(article=article, page=page, **vars(sites))


def row(article: SharedArticle, schema_name: str, body: str, number: int = 3) -> ArticleVersion:
    said = {"title": "X", "lead": "", "body": body, "sources": [], "about": ""}
    digest = fingerprint(article.key, number, said)
    return ArticleVersion(
        article=article, schema_name=schema_name, number=number, title="X", content=said, content_hash=digest,
        signature=sign(schema_name, digest), signed_by=public_key(schema_name), at=clock.now(),
    )  # fmt: skip


def test_pf21_nobody_writes_for_another_municipality(world: SimpleNamespace) -> None:
    with site(world.hjo):
        for forged in (
            row(world.article, "hjo", "<p>Fel.</p>"),
            row(world.article, "skara", "<p>Fel.</p>"),
            SharedArticle(key=uuid4(), schema_name="skara", municipality="Skara", version=1),
            Use(schema_name="skara", key=world.article.key, since=clock.today()),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                forged.save()
        assert SharedArticle.objects.filter(schema_name="skara").update(withdrawn_at=clock.now()) == 0
        assert Use.objects.exclude(schema_name="hjo").delete()[0] == 0
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedArticle.objects.create(key=world.article.key, schema_name="hjo", municipality="Hjo", version=1)


def test_pf21_others_read_the_version_that_counts_and_no_other(world: SimpleNamespace) -> None:
    with site(world.hjo), connection.cursor() as cursor:
        cursor.execute("SELECT content ->> 'body' FROM public.knowledge_articleversion")
        assert cursor.fetchall() == [(f"<p>{SECOND}</p>",)]
    for elsewhere in (site(world.gvs12), site(world.mall), operator_site()):
        with elsewhere, connection.cursor() as cursor:
            for table in ("sharedarticle", "articleversion", "use"):
                cursor.execute(f"SELECT count(*) FROM public.knowledge_{table}")
                assert cursor.fetchone() == (0,)


def test_pf21_what_was_shared_is_never_changed_but_goes_with_its_site(world: SimpleNamespace) -> None:
    with site(world.skara):
        for statement in ("UPDATE public.knowledge_articleversion SET title = 'X'",
                          "DELETE FROM public.knowledge_articleversion"):  # fmt: skip
            with (
                pytest.raises(DatabaseError, match="never changed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert ArticleVersion.objects.count() == 2
        with transaction.atomic():
            _erase()
    with site(world.hjo):
        assert text_now(world.article.key) is None
        assert Use.objects.count() == 1, "the page is still there"


def test_pf21_a_row_that_is_not_what_was_signed_is_not_shown(world: SimpleNamespace) -> None:
    with site(world.skara):
        forged = row(world.article, "skara", "<p>Fel.</p>")
        forged.content["body"] = f"<p>{FIRST}</p>"
        forged.save()
        SharedArticle.objects.update(version=3)
    with site(world.hjo):
        assert text_now(world.article.key) is None


def test_pf21_markup_is_cleaned_wherever_it_is_shown(world: SimpleNamespace) -> None:
    with site(world.skara):
        row(world.article, "skara", WRONG).save()
        SharedArticle.objects.update(version=3)
    with site(world.hjo):
        text = text_now(world.article.key)
        assert text is not None
        assert text.body == "<p>Aalert(1)<a>B</a></p>", "words are harmless, what runs or fetches is gone"
