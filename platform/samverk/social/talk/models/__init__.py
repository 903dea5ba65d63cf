"""Threads with their comments; reactions and their numbers; reports and what moderators did."""

from .comment import Comment, CommentVersion
from .draft import CommentDraft
from .reaction import Reaction, ReactionCount, ReactionKind
from .report import Deed, Moderation, Reason, Report
from .thread import Thread

__all__ = [
    "Comment",
    "CommentDraft",
    "CommentVersion",
    "Deed",
    "Moderation",
    "Reaction",
    "ReactionCount",
    "ReactionKind",
    "Reason",
    "Report",
    "Thread",
]
