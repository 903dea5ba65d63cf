"""People in the site's search; the same are found as in the directory."""

import functools
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.identity.rights.queries import by_name
from samverk.kernel import clock
from samverk.kernel.searching import Hit, Searchable
from samverk.people.profiles.access import listed, may_read_directory
from samverk.people.profiles.away import Away, away_on
from samverk.people.profiles.cards import person_url, roles_of
from samverk.people.profiles.finding import Wanted, Word, found_people, with_words, words_in
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _search(viewer: object, text: str, count: int) -> list[Hit]:
    if not (is_person(viewer) and may_read_directory(viewer)) or len(text.strip()) < 2:
        return []
    day, words = clock.today(), words_in(text.strip())
    if words:
        asked: dict[str, Any] = {
            f"{field}{n}": said for n, word in enumerate(words) for field, said in word._asdict().items() if said
        }
        longer = tuple(bool(word.letters) for word in words)
        # Who looks decides about skills, where no single letter is looked for.
        asked |= {"viewer": viewer.pk} if any(longer) else {}
        rows = _found(longer, count)(day=day, **asked)
    else:
        rows = list(_read(found_people(viewer=viewer, wanted=Wanted(text=text), day=day))[:count])
    keys = [key for key, *_facts in rows]
    roles, away = roles_of(keys, day), away_on(users=keys, day=day)
    return [
        Hit(
            title=name,
            url=person_url(uuid),
            excerpt=ask_about or "",
            note=_note(roles.get(key) or [title], away.get(key)),
        )
        for key, uuid, name, title, ask_about in rows
    ]


def _note(roles: list[str], away: Away | None) -> str:
    """What they are, where, and whether they are away."""
    return " · ".join([*filter(None, roles[:2]), *([away.told] if away else [])])


#: Some shapes of what is typed; all there could be are too many to keep.
@functools.lru_cache(maxsize=60)
def _found(longer: tuple[bool, ...], count: int) -> KeptQuery[tuple[Any, ...]]:
    """The question for so many words, each by whether it has more than one letter."""
    fields = [Word._fields if more else Word._fields[:1] for more in longer]

    def rows(day: date, viewer: int = 0, **asked: str) -> "QuerySet[User, tuple[Any, ...]]":
        words = [Word(*(asked[f"{field}{n}"] for field in each)) for n, each in enumerate(fields)]
        return _read(with_words(User.objects.filter(listed(day)), words, viewer=viewer, day=day))[:count]

    kinds: dict[str, Any] = {f"{field}{n}": str for n, each in enumerate(fields) for field in each}
    kinds |= {"viewer": int} if any(longer) else {}
    return KeptQuery(rows, day=date, **kinds)


def _read(people: "QuerySet[User]") -> "QuerySet[User, tuple[Any, ...]]":
    return by_name(people).values_list("pk", "uuid", "display_name", "title", "profile__ask_about")


PEOPLE = Searchable(label=_("Personer"), search=_search, order=30, icon="people")
