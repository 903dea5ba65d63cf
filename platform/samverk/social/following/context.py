"""What the follow button needs; a page that shows a thing puts it into its context."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from samverk.identity.access import is_person
from samverk.kernel.kept_html import kept_html
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
        token: of the request's forms.
    """

    kind: str
    key: str
    title: str
    follows: bool
    back: str
    token: str

    @property
    def html(self) -> SafeString:
        """The button; the page says what it is about."""
        return self._drawn(named=False)

    @property
    def html_with_name(self) -> SafeString:
        """The button with the thing's name, where the page shows several."""
        return self._drawn(named=True)

    def _drawn(self, *, named: bool) -> SafeString:
        values = {"kind": self.kind, "key": self.key, "title": self.title, "follows": self.follows, "named": named}
        return kept_html("social/_follow.html", values, {"token": self.token, "back": self.back})


def follow_button(
    request: HttpRequest, subject: Subject, *, follows: bool | None = None
) -> dict[str, FollowButton | None]:
    """Template variables: `follow`, with its markup, or None where nobody can follow it. One query,
    none when the page knows already whether the person follows it.

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
            follows=is_following(user=user, ref=subject.ref) if follows is None else follows,
            back=request.get_full_path(),
            token=get_token(request),
        )
    }


def drawn_button(request: HttpRequest, subject: Subject) -> str:
    """The button as markup; nobody follows themselves."""
    follow = follow_button(request, subject)["follow"] if request.user.pk not in subject.owners else None
    return follow.html if follow else ""
