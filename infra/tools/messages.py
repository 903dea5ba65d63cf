"""Texts: collect them from code and templates, check the English catalogue, compile it.

Message ids are the Swedish texts, so our own need no Swedish catalogue. There is a small one for texts of Wagtail and
Django that their Swedish leaves in English or says clumsily; each of its ids must be one of theirs, or it says nothing.
GNU gettext is not needed: Babel reads Python, Django turns templates into something Babel can read.

    python infra/tools/messages.py update | check | compile
"""

import ast
import importlib.util
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "platform/samverk/locale"
PO = LOCALE / "en/LC_MESSAGES/django.po"
#: Django's name for texts in Python and templates, and for those in scripts.
DOMAINS = ("django", "djangojs")
LIBRARIES = ("django", "wagtail")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
FORMAT = re.compile(r"%\(\w+\)[sd]|%[sd]")


def sources() -> Iterator[Path]:
    """Every file with texts for people."""
    for folder in ("platform/samverk", "tenants", "shared_templates"):
        for pattern in ("*.py", "*.html", "*.txt"):
            for path in sorted((ROOT / folder).rglob(pattern)):
                if "migrations" not in path.parts:
                    yield path


def collected() -> Catalog:
    """All texts with where they stand."""
    catalog = Catalog(locale="en", project="Samverk", charset="utf-8")
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        name = path.relative_to(ROOT).as_posix()
        for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            if message and message != ("", ""):
                catalog.add(message, locations=[(name, line)], context=context)
        for line, nested in in_f_strings(text) if path.suffix == ".py" else ():
            catalog.add(nested, locations=[(name, line)])
    return catalog


def in_f_strings(text: str) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Line and text of what is translated inside an f-string: before Python 3.12 that is one token, and Babel passes."""
    found = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.JoinedStr))
    for call in (inner for each in found for inner in ast.walk(each)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS):
            continue
        said = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if said:
            yield call.lineno, (said[0], said[1]) if len(said) > 1 else said[0]


def english() -> Catalog:
    """The catalogue as committed."""
    if not PO.exists():
        return Catalog(locale="en", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def problems() -> list[str]:
    """Untranslated, unused and badly formatted texts, in words."""
    wanted, have = collected(), english()
    found = []
    known = {(m.id, m.context): m for m in have if m.id}
    used = {(m.id, m.context) for m in wanted if m.id}
    for message in wanted:
        if not message.id:
            continue
        translated = known.get((message.id, message.context))
        where = f"{message.locations[0][0]}:{message.locations[0][1]}"
        if translated is None or not all(_strings(translated.string)):
            found.append(f"not translated: {message.id!r} ({where})")
            continue
        allowed = set(FORMAT.findall(" ".join(_strings(message.id))))
        if any(set(FORMAT.findall(text)) - allowed for text in _strings(translated.string)):
            found.append(f"placeholders differ: {message.id!r} ({where})")
    found += [f"a library has this as its own text: {text!r} becomes {made!r}" for text, made in collisions(wanted)]
    found += [f"not used any more: {key[0]!r}" for key in known if key not in used]
    for domain in DOMAINS:
        found += foreign_problems(foreign(domain), library_texts(domain), domain)
    return found


def foreign(domain: str) -> Catalog:
    """Our Swedish for texts of the libraries."""
    with (LOCALE / f"sv/LC_MESSAGES/{domain}.po").open("rb") as file:
        return read_po(file, locale="sv")


def library_texts(domain: str) -> set[tuple[object, str | None]]:
    """Every text, with its context, in the English catalogues the installed libraries bring."""
    known: set[tuple[object, str | None]] = set()
    for path in library_catalogues("en", domain):
        with path.open("rb") as file:
            known.update((message.id, message.context) for message in read_po(file, locale="en") if message.id)
    return known


def library_catalogues(language: str, domain: str) -> list[Path]:
    """Where the installed libraries keep a language."""
    paths: list[Path] = []
    for name in LIBRARIES:
        package = importlib.util.find_spec(name)
        assert package is not None
        assert package.origin is not None
        paths += sorted(Path(package.origin).parent.rglob(f"locale/{language}/LC_MESSAGES/{domain}.po"))
    return paths


def foreign_problems(ours: Catalog, known: set[tuple[object, str | None]], domain: str) -> list[str]:
    """Texts no library has any more, texts without Swedish, and placeholders nobody fills."""
    found = []
    for message in ours:
        if not message.id:
            continue
        where = f"{message.id!r} (sv/{domain}.po)"
        if (message.id, message.context) not in known:
            found.append(f"no library has this text: {where}")
        if not all(_strings(message.string)):
            found.append(f"not translated: {where}")
        if set(FORMAT.findall(" ".join(_strings(message.string)))) - set(
            FORMAT.findall(" ".join(_strings(message.id)))
        ):
            found.append(f"placeholders differ: {where}")
    return found


def collisions(wanted: Catalog) -> list[tuple[str, str]]:
    """Swedish texts of ours that are also English texts of a library, which translates them to something else.

    "Sort" is a kind in Swedish and an order in English: Django's and Wagtail's Swedish catalogues would turn it
    into "Sortera". Their English catalogues are not read: ours comes first.
    """
    found = []
    for path in (*library_catalogues("sv", "django"), LOCALE / "sv/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            theirs = read_po(file, locale="sv")
        for message in wanted:
            known = theirs.get(message.id, message.context) if isinstance(message.id, str) and message.id else None
            if known and known.string and known.string != message.id:
                found.append((message.id, str(known.string)))
    return found


def _strings(value: "str | tuple[str, ...] | list[str]") -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def update() -> None:
    """Add new texts, drop unused ones, keep translations."""
    wanted, have = collected(), english()
    for message in have:
        if message.id and (message.id, message.context) in {(m.id, m.context) for m in wanted}:
            kept = wanted.get(message.id, message.context)
            if kept is not None:
                kept.string = message.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, wanted, width=110, omit_header=False, sort_output=True, include_lineno=False)


def compile_catalogue() -> None:
    """Write a .mo beside each .po."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parents[1].name)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def main() -> int:
    """Do what the first argument says."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    task = sys.argv[1] if len(sys.argv) > 1 else "check"
    if task == "update":
        update()
    elif task == "compile":
        compile_catalogue()
    else:
        found = problems()
        for line in found:
            print(line)
        print(f"{len(found)} problems in the catalogues")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
