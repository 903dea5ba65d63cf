"""Posts as they are shown. What every reader sees alike is kept under all that it shows; the rest is put beside it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samverk.identity.models import INTERNAL, User
from samverk.identity.names import named_person, shown_names
from samverk.kernel import clock
from samverk.kernel.near_cache import keep_values, near_values
from samverk.kernel.subjects import Ref
from samverk.people.profiles.cards import person_url
from samverk.social.posts.feed import Line
from samverk.social.posts.foot import Page, foot, vote
from samverk.social.posts.models import PostKind
from samverk.social.posts.refs import KIND
from samverk.social.tags import tags_at
from samverk.social.talk.marks import without_cut_mark
from samverk.social.talk.queries import Tally, tallies_of
from samverk.social.talk.render import text_of
from samverk.social.text import as_html, host_of
from samverk.ui.render import render_component
from tenants.connection import connection
from tenants.models import Kind, Tenant

#: Counted up when the markup changes, so that nothing made by older code is shown.
MARKUP = 4
KEPT = int(timedelta(days=7).total_seconds())
#: A feed shows the beginning of a long text, cut between paragraphs where it can.
BEGINNING, AT_MOST = 500, 900


@dataclass(frozen=True, slots=True)
class Card:
    """One post on a page.

    Attributes:
        line: what was read.
        html: all of it that every reader sees alike.
        tallies: the reactions to it, and which are the reader's.
        url: its own page.
        mine: has the reader written it.
        page: where it is shown as one of a list.
    """

    line: Line
    html: SafeString
    tallies: list[Tally]
    url: str
    mine: bool
    page: Page

    @property
    def item(self) -> SafeString:
        """The post as one of a list, with its foot. Not a template: ten of them would cost more than all else there."""
        under = vote(self.line, page=self.page) + foot(self.line, self.tallies, mine=self.mine)
        return SafeString(  # nosec B703 - all that was typed is escaped on its way in
            f'<li id="inlagg-{self.line.pk}"><article>{self.html}{under}</article></li>'
        )


def cards(
    lines: Sequence[Line],
    *,
    viewer: User,
    labels: Mapping[str, str],
    heading: str = "h2",
    whole: bool = False,
    page: Page = Page(),  # noqa: B008 - it never changes
) -> list[Card]:
    """Posts ready to show; one question to the cache and one to the database, however many they are.

    The kept markup is found under a digest of everything in it, the author's name of this moment too, and whom the
    text mentions stands in it as marks. So a person who changes name, or whose identity becomes protected (LAW-24), is
    nowhere shown under an old name, and nothing has to be thrown away.

    Args:
        lines: what the reader may read.
        viewer: who reads.
        labels: key of place → what it is called.
        heading: level of each post's heading.
        whole: the whole text, as on the post's own page.
        page: where they are shown as a list.
    """
    tallies = tallies_of(viewer=viewer, refs=[Ref(KIND, line.key) for line in lines]) if lines and not whole else {}
    return [
        Card(
            line=line,
            html=html,
            tallies=tallies.get(Ref(KIND, line.key), []),
            url=f"/inlagg/{line.pk}/",
            mine=line.author == viewer.pk,
            page=page,
        )
        for line, html in zip(lines, _markup(lines, viewer, labels, heading, whole), strict=True)
    ]


def _markup(
    lines: Sequence[Line], viewer: User, labels: Mapping[str, str], heading: str, whole: bool
) -> list[SafeString]:
    """What hangs on the lines that were drawn lately, and the others drawn now."""
    beside = get_language(), heading, whole, clock.today()
    keys = [(*beside, labels.get(line.place, "")) for line in lines]
    anew = [line for line, key in zip(lines, keys, strict=True) if key not in line.drawn]
    made = _drawn(anew, viewer, labels, heading, whole) if anew else {}
    for line, key in zip(lines, keys, strict=True):
        if line.pk in made and not line.author_protected:
            # What a protected person is called differs from reader to reader.
            line.drawn[key] = made[line.pk]
    return [made[line.pk] if line.pk in made else line.drawn[key] for line, key in zip(lines, keys, strict=True)]


def _drawn(
    lines: Sequence[Line], viewer: User, labels: Mapping[str, str], heading: str, whole: bool
) -> dict[int, SafeString]:
    """By key of post; from the cache what another process has drawn."""
    now = timezone.localtime(clock.now())
    people = {
        line.author: named_person(line.author, line.author_name, line.author_capacity, line.author_protected)
        for line in lines
    }
    names = shown_names(people.values(), viewer)
    language = get_language() or ""
    shows = [_shown(line, names[line.author], labels.get(line.place, ""), now) for line in lines]
    keys = [_key(language, heading, whole, line, shown) for line, shown in zip(lines, shows, strict=True)]
    kept = near_values(keys)
    made: dict[str, str] = {}
    for key, line, shown in zip(keys, lines, shows, strict=True):
        if key not in kept:
            kept[key] = str(_render(line, shown, heading=heading, whole=whole, now=now))
            if not line.author_protected:
                # What a protected person is really called, as those who protect read it, is kept nowhere.
                made[key] = kept[key]
    keep_values(made, KEPT)
    # Made by our own templates, now or before.
    return {line.pk: SafeString(text_of(kept[key], line.names)) for key, line in zip(keys, lines, strict=True)}  # nosec B703


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown beside the text; with the version, all that decides the markup."""

    author: str
    author_url: str
    title: str
    place: str
    age: int
    state: tuple[object, ...]


def _shown(line: Line, name: str, place: str, now: datetime) -> _Shown:
    # Today, yesterday, or a date: the words change at midnight, and at New Year.
    age = (timezone.localdate(now) - timezone.localdate(line.created_at)).days
    ballots = line.vote.ballots if line.vote else None
    state = (line.is_official, line.answered, line.pinned, ballots, now.year, _acts_for(line))
    return _Shown(name, _profile(line), line.author_title, place, min(age, 2), state)


def _profile(line: Line) -> str:
    """The author's own page, where there is one; of who is protected there is none to find (LAW-24)."""
    if line.author_protected or not line.author_active or line.author_capacity not in INTERNAL:
        return ""
    return person_url(line.author_uuid)


def _key(language: str, heading: str, whole: bool, line: Line, shown: _Shown) -> str:
    facts = repr((MARKUP, heading, whole, shown))
    digest = hashlib.blake2b(facts.encode(), digest_size=12).hexdigest()
    return f"post:{line.pk}:{line.version}:{language}:{digest}"


def _render(line: Line, shown: _Shown, *, heading: str, whole: bool, now: datetime) -> SafeString:
    url = reverse("posts:one", args=[line.pk])
    text, more = (line.text, False) if whole else _beginning(line.text)
    local = timezone.localtime(line.created_at)
    return render_component(
        "post",
        author=shown.author,
        author_url=shown.author_url,
        note=" · ".join(part for part in (shown.title, shown.place) if part),
        moment=local.isoformat(timespec="minutes"),
        when=moment_in_words(local, now),
        body=as_html(text, tags_at=tags_at()),
        url=url,
        heading=heading,
        badges=_badges(line),
        more=more,
        pictures=[_picture(one) for one in line.media if one["kind"] == "picture"],
        files=[_file(one) for one in line.media if one["kind"] == "file"],
        link={
            "url": line.link,
            "title": line.link_title or host_of(line.link),
            "host": host_of(line.link) if line.link_title else "",
        }
        if line.link
        else None,
        edited=_("ändrat %(when)s") % {"when": moment_in_words(timezone.localtime(line.edited_at), now)}
        if line.edited_at
        else "",
        edited_url=reverse("posts:history", args=[line.pk]),
    )


def _acts_for(line: Line) -> str:
    """Whom the author acts for, where people of several municipalities write, and for who is from outside."""
    here = connection.tenant
    of_many = isinstance(here, Tenant) and here.kind == Kind.COOPERATION
    return line.author_acting_for if of_many or line.author_capacity not in INTERNAL else ""


def _badges(line: Line) -> list[tuple[str, str, str]]:
    found = [] if line.author_capacity in INTERNAL else [(_("Extern"), "warning", "")]
    if acts_for := _acts_for(line):
        found.append((acts_for, "accent", ""))
    if line.pinned:
        found.append((_("Överst just nu"), "accent", "pin"))
    if line.is_official:
        found.append((_("Officiell information"), "success", "success"))
    if line.kind == PostKind.QUESTION:
        found.append((_("Besvarad fråga"), "success", "check") if line.answered else (_("Fråga"), "info", "info"))
    if line.kind == PostKind.POLL:
        count = line.vote.ballots if line.vote else 0
        votes = ngettext("Omröstning, %(count)s har röstat", "Omröstning, %(count)s har röstat", count)
        found.append((votes % {"count": count}, "info", "check"))
    return found


def _picture(one: Mapping[str, Any]) -> dict[str, object]:
    url = reverse("posts:file", args=[one["uuid"]])
    return {"url": f"{url}?liten", "large": url, "alt": one["alt"], "width": one["width"], "height": one["height"]}


def _file(one: Mapping[str, Any]) -> dict[str, object]:
    from django.template.defaultfilters import filesizeformat

    return {"url": reverse("posts:file", args=[one["uuid"]]), "name": one["name"], "size": filesizeformat(one["size"])}


def _beginning(text: str) -> tuple[str, bool]:
    """The text, or its beginning, and whether there is more."""
    if len(text) <= AT_MOST:
        return text, False
    end = text.find("\n\n", BEGINNING, AT_MOST)
    if end < 0:
        end = text.rfind(" ", 0, BEGINNING)
    return without_cut_mark(text[: end if end > 0 else BEGINNING]).rstrip() + " …", True


def moment_in_words(moment: datetime, now: datetime) -> str:
    """When: "i dag kl. 9.12", "i går kl. 14.30", "3 mars kl. 8.05", "6 december 2022".

    Args:
        moment: in Swedish time.
        now: in Swedish time.
    """
    days = (timezone.localdate(now) - timezone.localdate(moment)).days
    if days == 0:
        return _("i dag %(time)s") % {"time": date_format(moment, "TIME_FORMAT")}
    if days == 1:
        return _("i går %(time)s") % {"time": date_format(moment, "TIME_FORMAT")}
    if moment.year == now.year:
        return _("%(day)s %(time)s") % {
            "day": date_format(moment, "j F"),
            "time": date_format(moment, "TIME_FORMAT"),
        }
    return date_format(moment, "j F Y")
