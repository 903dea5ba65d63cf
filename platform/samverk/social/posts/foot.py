"""What stands under a post in a list: its vote, its reactions, its comments. Drawn by hand: a page has ten of them."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samverk.kernel import clock
from samverk.kernel.memory import Memory
from samverk.kernel.subjects import Ref
from samverk.social.posts.feed import Line, Vote
from samverk.social.posts.refs import KIND
from samverk.social.talk import render
from samverk.social.talk.queries import Tally
from samverk.ui.icons import svg
from samverk.ui.render import render_component

#: Language, post, and all that its foot shows → the foot.
_kept: Memory[str] = Memory(seconds=300, most=2000)


@dataclass(frozen=True, slots=True)
class Page:
    """Where a list of posts stands.

    Attributes:
        path: its address, to come back to.
        csrf: what a form on it must bring.
    """

    path: str = ""
    csrf: str = ""


def foot(line: Line, tallies: list[Tally], *, mine: bool) -> str:
    """Reactions, one's own pressed; the way to the comments; and to change one's own post.

    Args:
        line: the post.
        tallies: the reactions to it.
        mine: has the reader written it.
    """
    key = (get_language(), line.pk, line.author_name, line.comments, tuple(tallies), mine)
    found = _kept.get(key)
    if found is None:
        found = _foot(line, tallies, mine=mine)
        _kept.keep(key, found)
    return found


def _foot(line: Line, tallies: list[Tally], *, mine: bool) -> str:
    ref, about = Ref(KIND, line.key), _("– inlägg av %(author)s") % {"author": line.author_name}
    if count := line.comments:
        told = ngettext("%(count)s kommentar", "%(count)s kommentarer", count) % {"count": count}
    else:
        told = _("Kommentera")
    url, heard = f"/inlagg/{line.pk}/", f'<span class="sv-hidden"> {escape(about)}</span>'
    parts = [
        render.given(ref, tallies),
        render.menu(ref, about),
        f'<a class="deed" href="{url}#kommentarer">{svg("comment")}{escape(told)}{heard}</a>',
    ]
    if mine:
        change = f'{escape(_("Ändra"))}<span class="sv-hidden"> {escape(_("ditt inlägg"))}</span>'
        parts.append(f'<a class="deed end" href="{url}andra/">{change}</a>')
    return f'<div class="foot" id="{KIND}-{line.pk}">{"".join(parts)}</div>'


def vote(line: Line, *, page: Page) -> str:
    """The answers to choose from, or how it stands for who has voted and when it is closed; else nothing.

    Args:
        line: the post.
        page: where it is shown.
    """
    if line.vote is None:
        return ""
    if line.vote.voted or (line.vote.closes_at is not None and line.vote.closes_at <= clock.now()):
        return _result(line.vote)
    return _ballot(line, line.vote, page)


def _result(found: Vote) -> SafeString:
    note = _("Du har röstat.") if found.voted else _("Omröstningen är stängd.")
    options = [{"text": text, "votes": votes} for _pk, text, votes in found.options]
    return render_component("poll", options=options, ballots=found.ballots, note=note)


def _ballot(line: Line, found: Vote, page: Page) -> str:
    # A form for each: in one form for all, the key Enter would vote in another post's poll.
    legend = _("Välj ett eller flera svar") if found.several else _("Välj ett svar")
    kind = "checkbox" if found.several else "radio"
    picks = "".join(
        f'<label class="sv-pick"><input type="{kind}" name="svar" value="{pk}"> <span>{escape(text)}</span></label>'
        for pk, text, _votes in found.options
    )
    if found.shows_names:
        told = _("Alla som ser inlägget ser vad du har svarat.")
    else:
        told = _("Ingen ser vad du har svarat, och det går inte att ändra.")
    return (
        f'<form class="vote" method="post" action="/inlagg/{line.pk}/rosta/">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{page.csrf}">'
        f'<input type="hidden" name="till" value="{escape(page.path)}">'
        f'<fieldset><legend class="sv-hidden">{escape(legend)}</legend>{picks}</fieldset>'
        f'<div class="send"><button class="sv-button" data-kind="secondary">{escape(_("Rösta"))}</button>'
        f'<span class="sv-meta">{escape(told)}</span></div></form>'
    )
