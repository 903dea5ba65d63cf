"""What an ordinary employee of the demo finds in the inbox: colleagues write, ask for them and answer them."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel.subjects import Ref
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.project.demo.posts import SWEDEN
from samverk.project.demo.texts import texts
from samverk.social.posts.actions.publish_post import NewPost, publish_post
from samverk.social.posts.models import Post, PostKind
from samverk.social.talk.actions.post_comment import post_comment

EMPLOYEE = "medarbetare"


def bring_a_day(*, slug: str, day: date) -> None:
    """Write it once, through the doors that tell people; the worker then tells them.

    Args:
        slug: the municipality's short name.
        day: the demo's day; all this was the evening before.
    """
    told, asked = _number(slug, "told"), _number(slug, "asked")
    if Post.objects.filter(form=told).exists():
        return
    placed = Placement.objects.filter(on(day)).select_related("user", "unit").order_by("pk")
    own = placed.get(user__username=EMPLOYEE)
    # Of two, where a small demo has no more.
    colleagues = [row.user for row in placed.filter(unit=own.unit, user__is_protected=False).exclude(pk=own.pk)]
    first, other = colleagues[0], colleagues[-1]
    words, place, moment = texts("inbox"), f"unit:{own.unit.uuid}", evening_before(day)
    post = publish_post(actor=actor_for(first), author=first, new=NewPost(told, place, words["told"]), now=moment)
    name = own.user.get_full_name()
    _say(other, post, words["called"] % {"name": name}, _number(slug, "called"), minutes=24)
    question = publish_post(
        actor=actor_for(own.user),
        author=own.user,
        new=NewPost(asked, place, words["asked"], kind=PostKind.QUESTION),
        now=moment + timedelta(minutes=52),
    )
    _say(first, question, words["answered"], _number(slug, "answered"), minutes=9)
    _say(other, question, words["more"], _number(slug, "more"), minutes=31)


def evening_before(day: date) -> datetime:
    """Nine in the evening: after all that the others wrote, for the feed stands in the order things were put there.

    Args:
        day: the demo's day.
    """
    return datetime.combine(day - timedelta(days=1), time(21), SWEDEN).astimezone(UTC)


def _number(slug: str, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"samverk-demo:{slug}:inbox-{what}")


def _say(author: User, post: Post, text: str, form: UUID, *, minutes: int) -> None:
    """A comment so long after the post."""
    ref, now = Ref("post", str(post.pk)), post.created_at + timedelta(minutes=minutes)
    post_comment(actor=actor_for(author), author=author, ref=ref, text=text, form=form, now=now)
