"""Comments as HTML. What is the same for all readers is kept; names, numbers and one's own marks are put in anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverk.identity.models import INTERNAL
from samverk.kernel.near_cache import keep_values, near_values
from samverk.kernel.subjects import Ref
from samverk.people.profiles.cards import person_url
from samverk.social.tags import tags_at
from samverk.social.talk.access import COMMENT
from samverk.social.talk.marks import Mention, with_names
from samverk.social.talk.models import ReactionKind
from samverk.social.talk.queries import Line, Tally
from samverk.social.text import as_html
from samverk.ui.components.avatar.component import TONES, initials_of
from samverk.ui.icons import svg

#: Changes when the HTML does, so that a release never shows the one before it.
FORM = 2
KEPT_SECONDS = 14 * 24 * 3600
#: The one form that all buttons of a page belong to, however many comments there are.
REACT_FORM = "reagera"


def kept_parts(lines: Sequence[Line], *, linked: bool) -> dict[int, tuple[str, str]]:
    """Time and text of each comment, from the cache or made now; one question to the cache for all of them.

    Names are not in it: where somebody is mentioned stands a mark. Words with # are links for those who read the feed.

    Args:
        lines: the comments.
        linked: may the reader open what colleagues write.
    """
    language = get_language() or ""
    kind = language if linked else f"{language}:plain"
    keys = {line.pk: f"talk:{FORM}:{line.pk}:{line.version}:{kind}" for line in lines}
    found: dict[str, tuple[str, str]] = near_values(list(keys.values()))
    made = {keys[line.pk]: _made(line, linked) for line in lines if keys[line.pk] not in found}
    keep_values(made, KEPT_SECONDS)
    found |= made
    return {pk: found[key] for pk, key in keys.items()}


def _made(line: Line, linked: bool) -> tuple[str, str]:
    if line.deleted_at is not None or line.hidden_at is not None:
        return when(line), ""
    return when(line), as_html(line.text, tags_at=tags_at() if linked else "")


def when(line: Line) -> str:
    """When it was written, as the link to itself, and when it was changed."""
    written = localtime(line.created_at)
    parts = format_html(
        '<a class="when" href="{}"><time datetime="{}">{}</time></a>',
        reverse("talk:comment", args=[line.pk]),
        written.isoformat(timespec="minutes"),
        moment(written),
    )
    if line.edited_at is None or line.deleted_at is not None or line.hidden_at is not None:
        return parts
    edited = localtime(line.edited_at)
    same_day = localdate(edited) == localdate(written)
    told = _("Ändrad %(when)s") % {"when": _clock(edited) if same_day else moment(edited)}
    return parts + format_html(
        ' <span class="edited">{} – <a href="{}">{}</a></span>',
        told,
        reverse("talk:versions", args=[line.pk]),
        _("visa vad som stod"),
    )


def moment(at: datetime) -> str:
    """21 november 2026 kl. 14.30."""
    return date_format(at, "j F Y") + " " + _clock(at)


def _clock(at: datetime) -> str:
    return _("kl. %(time)s") % {"time": date_format(at, "H.i")}


def author_of(line: Line, *, with_home: bool, linked: bool) -> str:
    """Who wrote it: name of today, marked when from outside, with whom they act for where people of many meet.

    Args:
        line: the comment.
        with_home: say whom they act for.
        linked: may the reader open the pages of colleagues.
    """
    if line.author is None:
        return str(format_html('<strong class="name">{}</strong>', _("Någon som har slutat")))
    name: str = escape(line.name)
    extra = ""
    if line.capacity not in INTERNAL:
        extra = f' <span class="sv-badge" data-tone="warning">{escape(_("Extern"))}</span>'
    if line.acting_for and (with_home or extra):
        extra += f' <span class="sv-badge" data-tone="accent">{escape(line.acting_for)}</span>'
    if linked and line.has_page and line.capacity in INTERNAL:
        name = f'<a href="{person_url(line.uuid)}">{name}</a>'
    return f'<strong class="name">{name}</strong>{extra}'


def avatar(name: str) -> str:
    """The same drawing as ui's component, without its cost for each row."""
    number = crc32(name.casefold().encode()) % TONES + 1
    return (
        f'<span class="sv-avatar" data-tone="{number}" data-size="small" aria-hidden="true">'
        f"{escape(initials_of(name))}</span>"
    )


def text_of(html: str, names: Mapping[Mention, str]) -> str:
    """The kept text with names for marks."""
    return with_names(html, names, lambda name, _mention: f'<b class="mention">@{escape(name)}</b>')


@lru_cache(maxsize=64)
def _menu(language: str) -> str:
    """All reactions as buttons, for any thing: the same for every reader and comment but for its key."""
    buttons = "".join(
        f'<button form="{REACT_FORM}" name="vad" value="SUBJECT:{kind.value}">'
        f"{svg(kind.icon)}{escape(kind.label)}</button>"
        for kind in ReactionKind
    )
    summary = (
        f'<summary>{svg("plus")}<span>{escape(_("Reagera"))}</span><span class="sv-hidden"> HEARD</span></summary>'
    )
    return f'<details class="react" data-controller="menu">{summary}<div class="choices">{buttons}</div></details>'


def menu(ref: Ref, heard: str) -> str:
    """The choice of reactions for one thing.

    Args:
        ref: which.
        heard: what it is, for those who hear the page; plain text.
    """
    return (
        _menu(get_language() or "").replace("SUBJECT", f"{ref.kind}:{escape(ref.key)}").replace("HEARD", escape(heard))
    )


@lru_cache(maxsize=64)
def _button(language: str, reaction: str, mine: bool) -> str:
    kind = ReactionKind(reaction)
    state = ' aria-pressed="true"' if mine else ' aria-pressed="false"'
    value = f"SUBJECT:{kind.value}" + (":bort" if mine else "")
    told = escape(kind.label)
    return (
        f'<button class="given" form="{REACT_FORM}" name="vad" value="{value}"{state}>{svg(kind.icon)}'
        f'<span>{told}</span> <span class="number">NUMBER</span></button>'
    )


def given(ref: Ref, tallies: list[Tally]) -> str:
    """The reactions a thing has got, as buttons that add one's own or take it back, and the way to who gave them."""
    if not tallies:
        return ""
    language, subject = get_language() or "", f"{ref.kind}:{escape(ref.key)}"
    buttons = "".join(
        _button(language, tally.reaction, tally.mine).replace("SUBJECT", subject).replace("NUMBER", str(tally.number))
        for tally in sorted(tallies, key=lambda tally: -tally.number)
    )
    who = f'<a class="who" href="{reverse("talk:who", args=[ref.kind, ref.key])}">{escape(_("Vilka?"))}</a>'
    return buttons + who


@lru_cache(maxsize=64)
def _links(language: str, own: bool) -> str:
    """What one can do with a comment, with PK for its key and PAGE for the page it stands on."""
    edit, report, answer = ("/kommentar/PK/andra/", f"/anmal/{COMMENT}/PK/", "PAGEsvara=PK#skriv")
    links = [(answer, _("Svara"))]
    links.append((edit, _("Ändra")) if own else (report, _("Anmäl")))
    made = "".join(
        f'<a href="{href}">{escape(label)}<span class="sv-hidden"> HEARD</span></a>' for href, label in links
    )
    if own:
        made += (
            f'<button form="{REACT_FORM}" formaction="/kommentar/PK/ta-bort/">{escape(_("Ta bort"))}'
            '<span class="sv-hidden"> HEARD</span></button>'
        )
    return made


def links(line: Line, *, own: bool, page: str, heard: str, answers: bool) -> str:
    """Answer, change, take away, report.

    Args:
        line: the comment.
        own: did the reader write it.
        page: address of the page, ready for one more parameter.
        heard: whose comment it is, for those who hear the page.
        answers: can it be answered now.
    """
    made = _links(get_language() or "", own)
    if not answers:
        made = made[made.index("</a>") + 4 :]
    return made.replace("PK", str(line.pk)).replace("PAGE", escape(page)).replace("HEARD", escape(heard))


def safe(html: str) -> SafeString:
    """What this module made: everything from outside has been escaped on its way in."""
    return SafeString(html)  # nosec B703
