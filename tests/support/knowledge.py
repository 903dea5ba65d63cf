"""Articles that municipalities share, for tests."""

from uuid import UUID

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import ArticlePage, PlacedPage, SectionPage
from samverk.intranet.subjects import ref_of
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.social.following.actions.follow import follow
from shared_templates.knowledge.actions.mind_placements import mind_placements
from shared_templates.knowledge.actions.place_article import place_article
from shared_templates.knowledge.actions.share_article import share_article
from shared_templates.knowledge.leaving import text_hash
from shared_templates.knowledge.models import ArticleVersion, Use
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.factories import ArticlePageFactory, PersonFactory, SectionPageFactory

FIRST, SECOND = "Utred inom fjorton dagar.", "Utred inom sju dagar."


def municipality(slug: str, scb_code: str) -> Tenant:
    """One more, with a schema of its own."""
    wanted = NewTenant(
        slug=slug, name=slug.capitalize(), kind="municipality", scb_code=scb_code, hosts=(f"{slug}.localhost",)
    )
    return create_tenant(actor=HOUSE, new=wanted)


def written(body: str = FIRST, **facts: object) -> ArticlePage:
    """An article in the active site."""
    return ArticlePageFactory(**{"title": "Lex Sarah i praktiken", "body": f"<p>{body}</p>", **facts})


def shared(page: ArticlePage, news: str = "") -> ArticleVersion:
    """As its owner shares it after having read what leaves."""
    user = page.owner or PersonFactory()
    return share_article(actor=actor_for(user), page=page, read=text_hash(page), news=news, now=clock.now())


def rewritten(page: ArticlePage, body: str) -> ArticlePage:
    """Published with another text."""
    page.body = f"<p>{body}</p>"
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def placed(key: UUID, parent: SectionPage | None = None) -> PlacedPage:
    """In the active site, by one of its editors."""
    editor = PersonFactory(superuser=True)
    return place_article(
        actor=actor_for(editor), user=editor, key=key, parent=parent or SectionPageFactory(), now=clock.now()
    )


def follower_of(page: PlacedPage) -> User:
    """Somebody at the active site who follows the page."""
    user = PersonFactory()
    follow(actor=actor_for(user), user=user, ref=ref_of(page.pk), now=clock.now())
    return user


def go_round(key: UUID) -> list[int]:
    """What the worker does after an article was shared or withdrawn: how many pages changed at each site."""
    names = Use.objects.filter(key=key).values_list("schema_name", flat=True)
    changed = []
    for tenant in Tenant.objects.filter(schema_name__in=list(names)).order_by("slug"):
        with site(tenant):
            changed.append(mind_placements(actor=HOUSE, now=clock.now()))
    return changed
