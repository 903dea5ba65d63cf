"""What the follow button needs; a page that shows a thing puts it into its context."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string

from samverk.identity.access import is_person
from samverk.kernel.subjects import Subject, subject_kinds
from samverk.social.following.queries import is_following


@dataclass(frozen=True, slots=True)
class FollowButton:
    """One button.

    Attributes:
        kind: of the thing.
        key: of the thing.
        title: of the thing, for those who hear the button without its page.
        follows: does the person follow it now.
        back: where the browser goes afterwards.
    """

    kind: str
    key: str
    title: str
    follows: bool
    back: str


def follow_button(request: HttpRequest, subject: Subject) -> dict[str, object]:
    """Template variables for `social/_follow.html`: `follow`, or None where nobody can follow it. One query.

    The page has asked already whether the person may see the thing.
    """
    user, kind = request.user, subject.ref.kind
    if not is_person(user) or user.is_support or kind not in subject_kinds or not subject_kinds[kind].followable:
        return {"follow": None}
    return {
        "follow": FollowButton(
            kind=kind,
            key=subject.ref.key,
            title=subject.title,
            follows=is_following(user=user, ref=subject.ref),
            back=request.get_full_path(),
        )
    }


def drawn_button(request: HttpRequest, subject: Subject) -> str:
    """The button as markup; nobody follows themselves."""
    context = follow_button(request, subject) if request.user.pk not in subject.owners else {}
    return render_to_string("social/_follow.html", context, request) if context.get("follow") else ""
