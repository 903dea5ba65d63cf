"""Nouns of posts."""

from .attachment import Attachment, AttachmentKind
from .draft import Draft
from .poll import Ballot, Choice, Poll, PollOption
from .post import WORDS, Edit, Post, PostKind, PostState

__all__ = [
    "WORDS", "Attachment", "AttachmentKind", "Ballot", "Choice", "Draft", "Edit", "Poll", "PollOption", "Post",
    "PostKind", "PostState",
]  # fmt: skip
