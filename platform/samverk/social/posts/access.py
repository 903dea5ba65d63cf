"""Who reads, writes and manages posts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import Capacity, User
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.social.posts.models import Attachment, Post, PostState
from samverk.social.posts.places import SITE, Place, place_sources
from samverk.social.posts.site_settings import CHOSEN, EMPLOYEES, TO_EVERYBODY
from samverk.social.talk.access import may_moderate
from tenants.settings.queries import value

MANAGE, OFFICIAL = "social_posts.manage_posts", "social_posts.mark_official"
#: How long one may change one's mind about a removed post.
UNDO = timedelta(minutes=10)
_MEMORY = "_samverk_places"


def require_feed(user: object) -> User:
    """The feed is for those who belong to the organisation (PF-07).

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Flödet är för den som arbetar här. Du är inbjuden som gäst och ser det du är inbjuden till."))
    return user


def my_places(user: User, day: date) -> list[Place]:
    """Where the person may read, the narrowest first; one query the first time for this person and request."""
    kept: tuple[date, list[Place]] | None = user.__dict__.get(_MEMORY)
    if kept is None or kept[0] != day:
        found = [place for source in place_sources.values() for place in source.mine(user, day)]
        kept = user.__dict__[_MEMORY] = (day, sorted(found, key=lambda place: (place.key == SITE, not place.own)))
    return kept[1]


def writable_places(user: User, day: date) -> list[Place]:
    """Where the person may write: what they belong to, and the whole site as the site has decided."""
    return [place for place in my_places(user, day) if place.key != SITE or may_write_to_everybody(user)]


def may_write_to_everybody(user: User) -> bool:
    """As the setting says; who manages posts always may."""
    if user.is_support or user.has_perm(MANAGE) or user.has_perm(OFFICIAL):
        return not user.is_support
    wanted = value(TO_EVERYBODY)
    return wanted != CHOSEN and (wanted != EMPLOYEES or user.capacity == Capacity.EMPLOYEE)


def sees_everything(user: User) -> bool:
    """As on pages (intranet.privacy): a superuser."""
    return user.is_superuser


def post_or_404(*, user: object, pk: int) -> Post:
    """A post the person may read now.

    A removed one is gone; a hidden one is there for its author and the moderators.

    Raises:
        Http404: when there is none.
        Denied: when it is written for others.
    """
    reader = require_feed(user)
    post = Post.objects.select_related("author").filter(pk=pk).exclude(state=PostState.DELETED).first()
    if post is None:
        raise Http404
    if not is_reader(reader, post):
        raise Denied(_("Inlägget är skrivet för andra. Be den som skickade länken att berätta vad det handlar om."))
    return post


def is_reader(user: User, post: Post) -> bool:
    """May the person read this post now."""
    if post.state == PostState.DELETED:
        return False
    if post.state == PostState.HIDDEN:
        return post.author_id == user.pk or reviews(user, post.place)
    if sees_everything(user):
        return True
    # Who wrote it reads it also after they have moved on.
    return post.author_id == user.pk or any(p.key == post.place for p in my_places(user, clock.today()))


def reviews(user: User, place: str) -> bool:
    """Does the person read what is hidden there: moderators do, those of a company only where they belong (TN-04)."""
    if not may_moderate(user):
        return False
    mine = {each.key for each in my_places(user, clock.today())}
    return SITE in mine or place in mine or sees_everything(user)


def own_post_or_404(*, user: object, pk: int) -> Post:
    """A post the person wrote and may change.

    Raises:
        Http404: when there is none, or it is hidden: what is judged is not rewritten.
        Denied: when somebody else wrote it.
    """
    post = post_or_404(user=user, pk=pk)
    require_author(user=user, post=post)
    if post.state != PostState.PUBLISHED:
        raise Http404
    return post


def require_author(*, user: object, post: Post) -> None:
    """Only who wrote a post changes it.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and post.author_id == user.pk):
        raise Denied(_("Bara den som skrev inlägget kan ändra det."))


def removed_post_or_404(*, user: object, pk: int, now: datetime) -> Post:
    """A post the person removed so short a time ago that it can come back.

    Raises:
        Http404: otherwise.
    """
    author = require_feed(user)
    rows = Post.objects.filter(pk=pk, author=author, state=PostState.DELETED, deleted_at__gte=now - UNDO)
    post = rows.select_related("author").first()
    if post is None:
        raise Http404
    return post


def may_manage(user: User, post: Post) -> bool:
    """Pin, and say that a question is answered: who leads the place, and who manages posts and may read this one."""
    if user.has_perm(MANAGE):
        return True
    return any(place.leads and place.key == post.place for place in my_places(user, clock.today()))


def require_manager(user: User, post: Post) -> str:
    """As `may_manage`; gives the right that was used, for the log.

    Raises:
        Denied: for everybody else.
    """
    if not may_manage(user, post):
        raise Denied(_("Det här gör enhetens chef eller en granskare."))
    return MANAGE if user.has_perm(MANAGE) else "head"


def attachment_or_404(*, user: object, uuid: UUID) -> Attachment:
    """A picture or file of a post the person may read.

    Raises:
        Http404: when there is none.
        Denied: when its post is written for others.
    """
    reader = require_feed(user)
    found = Attachment.objects.select_related("post").filter(uuid=uuid).exclude(post__state=PostState.DELETED).first()
    if found is None:
        raise Http404
    if not is_reader(reader, found.post):
        raise Denied(_("Bilden eller filen hör till ett inlägg som är skrivet för andra."))
    return found
