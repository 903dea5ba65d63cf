"""What notifications hear of posts; the one place that tells them."""

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.social.following.queries import followers_of
from samverk.social.posts.models import Post
from samverk.social.posts.refs import ref_of, within
from samverk.social.text import as_plain

WRITTEN = "post.written"


def tell_of_post(*, post: Post, author: User) -> None:
    """A part of `publish_post`. Followers of the author and of the place are told; of a unit's post all who work there.

    Of a post to thousands nobody is told who does not ask for it: it stands in the feed.

    Args:
        post: new.
        author: who wrote it.
    """
    places = within(place=post.place, author=author)
    ref = ref_of(post.pk)
    tell(
        actor=actor_for(author),
        event=NewEvent(
            kind=WRITTEN,
            ref=ref,
            key=f"{ref.kind}:{ref.key}",
            title=as_plain(post.text, most=80),
            excerpt=as_plain(post.text, most=300),
            url=f"/inlagg/{post.pk}/",
            by=author.pk,
            recipients={MyRole.FOLLOWER: followers_of(places)},
            everybody=post.place.startswith("unit:"),
            places=tuple(place for place in places if place.kind != "person"),
        ),
    )
