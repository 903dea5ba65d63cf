"""Somebody writes in the feed."""

from uuid import uuid4

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.social.posts.actions.publish_post import NewPost, publish_post
from samverk.social.posts.models import Post


def writes(author: User, place: str, text: str = "Ny rutin på måndag.") -> Post:
    """A post in a place the author belongs to."""
    new = NewPost(form=uuid4(), place=place, text=text)
    return publish_post(actor=actor_for(author), author=author, new=new, now=clock.now())
