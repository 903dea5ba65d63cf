"""What the knowledge bank asks of rooms above it: the model's processes, and texts that other sites share (PF-21)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString

from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from django.db.models import Exists
    from django.http import HttpRequest
    from django.utils.functional import Promise
    from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Step:
    """A process, or a step of it, that an article can be about.

    Attributes:
        key: the item's stable key, with `#` and the block's name for a step.
        label: as an editor chooses it and a reader meets it.
        url: where it is read here.
    """

    key: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article has something from: a name, an address or none, the day it was read or an empty text."""

    name: str
    link: str
    read_on: str


@dataclass(frozen=True, slots=True)
class SharedText:
    """What another site shares, as it stands now.

    Attributes:
        title, lead: plain text.
        body: markup that is safe to show.
        sources: what it builds on.
        about: key of a `Step`; empty for none.
        whose: name of the site it comes from.
        version: counts up by one each time it is shared anew.
        shared_at: when that version was shared.
        used_by: how many sites show it.
    """

    title: str
    lead: str
    body: SafeString
    sources: tuple[Source, ...]
    about: str
    whose: str
    version: int
    shared_at: datetime
    used_by: int


@dataclass(frozen=True, slots=True)
class Tool:
    """Something a person may do with an article: a button on its page."""

    label: "str | Promise"
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class StepSource:
    """A room that has processes.

    Attributes:
        processes: () → the processes alone; one query.
        steps: () → the processes with their steps; one query.
        by_key: (keys) → those of either that are here, by key; one query.
    """

    processes: Callable[[], list[Step]]
    steps: Callable[[], list[Step]]
    by_key: Callable[[Collection[str]], dict[str, Step]]


step_sources: Registry[StepSource] = Registry("steps an article can be about")
#: (key of what is shared) → its text now, or None when it is no longer shared; two queries.
shared_texts: "Registry[Callable[[UUID], SharedText | None]]" = Registry("texts that other sites share")
#: () → a condition on `PlacedPage`: is its text shared now; asked within a question about pages, not by itself.
still_shared: "Registry[Callable[[], Exists]]" = Registry("whether a text is shared now")
#: (request, page) → what this person may do with the article.
article_tools: "Registry[Callable[[HttpRequest, Page], list[Tool]]]" = Registry("tools of an article")
#: (request) → what this person may do beside the list.
bank_tools: "Registry[Callable[[HttpRequest], list[Tool]]]" = Registry("tools of the knowledge bank")


def all_steps() -> list[Step]:
    """Everything an article can be about, in the rooms' order."""
    return [step for source in step_sources.values() for step in source.steps()]


def all_processes() -> list[Step]:
    """The same without the steps."""
    return [step for source in step_sources.values() for step in source.processes()]


def steps_of(keys: Collection[str]) -> dict[str, Step]:
    """The steps with these keys, as far as they are here."""
    wanted = {key for key in keys if key}
    found: dict[str, Step] = {}
    for source in step_sources.values():
        found |= source.by_key(wanted) if wanted else {}
    return found


def shared_text(key: UUID) -> SharedText | None:
    """What is shared under this key now."""
    return next((text for text in (look(key) for look in shared_texts.values()) if text), None)


def tools_of(request: "HttpRequest", page: "Page") -> list[Tool]:
    """All that the rooms offer this person."""
    return [tool for offered in article_tools.values() for tool in offered(request, page)]


def tools_of_the_bank(request: "HttpRequest") -> list[Tool]:
    """The same beside the list."""
    return [tool for offered in bank_tools.values() for tool in offered(request)]
