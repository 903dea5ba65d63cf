"""The data the daily pages are measured on: what other systems were given too, so that figures can be compared."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

USERS, ARTICLES, DOCUMENTS, POSTS, COMMENTS_EACH = 1000, 500, 1000, 500, 10
#: One that is read, one that is written about.
READ, WRITTEN = "aldre-nyhet-400", "aldre-nyhet-401"
TEXTS = (
    "Tack, precis det vi behövde veta inför veckan.",
    "Gäller det här även oss som arbetar natt? Vi har inte samma schema som dagpersonalen.",
    "Vi har gjort så i två månader nu. Det tog några dagar att vänja sig, sedan gick det av sig självt.",
    "Bra skrivet. Jag tog upp det på arbetsplatsträffen och alla förstod direkt.",
    "Finns lathunden på något annat ställe? Jag hittade den inte under *Stöd och lathundar*.",
)


def fill(slug: str = "skara") -> dict[str, int]:
    """Fill a site of the demo up to the figures above; what is there already is left alone."""
    from django.db import transaction

    from samverk.identity.models import User
    from samverk.intranet.models import NewsPage
    from samverk.project.demo.load import _accounts, make_articles
    from samverk.project.demo.posts import write_many_posts
    from samverk.social.posts.models import Post
    from samverk.social.talk.models import Comment
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug(slug)), transaction.atomic():
        if User.objects.count() < USERS:
            _accounts(slug, USERS)
        make_articles(ARTICLES)
        if Post.objects.count() < POSTS:
            write_many_posts(POSTS)
        documents(DOCUMENTS)
        _comments()
        return {
            "users": User.objects.count(),
            "articles": NewsPage.objects.filter(live=True).count(),
            "comments": Comment.objects.count(),
            "posts": Post.objects.count(),
        }


def documents(wanted: int) -> int:
    """So many documents of the active site, over one file; gives how many there are."""
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model
    from wagtail.models import Collection

    document = get_document_model()
    there = document.objects.count()
    if there >= wanted:
        return there
    first = document(title="Rutin 0", collection=Collection.get_first_root_node())
    first.file.save("rutin.txt", ContentFile("Så gör vi. ".encode() * 200))
    rows = (
        document(title=f"Rutin {number}", collection=first.collection, file=first.file.name)
        for number in range(there + 1, wanted)
    )
    document.objects.bulk_create(rows, batch_size=5000)
    return wanted


def _comments() -> None:
    """Ten for each article, by different people, an hour between them."""
    from samverk.identity.models import User
    from samverk.intranet.models import NewsPage
    from samverk.kernel import clock
    from samverk.social.talk.models import Comment, Thread

    people = list(User.objects.order_by("pk").values_list("pk", flat=True))
    talked = set(Thread.objects.filter(kind="page").values_list("key", flat=True))
    quiet = [
        str(pk)
        for pk in NewsPage.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)
        if str(pk) not in talked
    ]
    now = clock.now()
    threads = Thread.objects.bulk_create(
        Thread(kind="page", key=key, comments=COMMENTS_EACH, last_at=now) for key in quiet
    )
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            author_id=people[(number * 13 + turn * 7) % len(people)],
            form=uuid5(NAMESPACE_URL, f"samverk-bench:{thread.key}:{turn}"),
            text=TEXTS[(number + turn) % len(TEXTS)],
            created_at=now - timedelta(hours=COMMENTS_EACH - turn),
        )
        for number, thread in enumerate(threads)
        for turn in range(COMMENTS_EACH)
    )
