"""Click's own words in Swedish: the operator's command has one language."""

import click

#: What a person can meet; anything else stays as click wrote it.
TEXTS = {
    "Usage:": "Användning:",
    "Options": "Val",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Error: {message}": "Det gick inte. {message}",
    "Error: invalid input": "Det går inte att läsa.",
    "Try '{command} {option}' for help.": "Hjälp: {command} {option}",
    "Show this message and exit.": "Visa den här texten.",
    "Show the version and exit.": "Visa versionen.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "annars {default}",
    "env var: {var}": "eller {var}",
    "required": "krävs",
    "Invalid value: {message}": "Värdet går inte att använda: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} går inte att använda: {message}",
    "{value!r} is not a valid {number_type}.": "”{value}” är inget tal.",
    "{value} is not in the range {range}.": "{value} ligger utanför {range}.",
    "Choose from:\n\t{choices}": "Välj bland:\n\t{choices}",
    "Missing argument": "Det saknas ett argument",
    "Missing option": "Det saknas ett val",
    "Missing parameter": "Det saknas något",
    "Missing command.": "Skriv ett kommando också.",
    "Missing parameter: {param_name}": "{param_name} saknas",
    "No such option {name!r}.": "Valet {name} finns inte.",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "Option {name!r} does not take a value.": "Valet {name} tar inget värde.",
    "unknown error": "okänt fel",
    "Could not open file {filename!r}: {message}": "Filen {filename} går inte att öppna: {message}",
    "file": "fil",
    "directory": "mapp",
    "path": "sökväg",
    # These depend on a number; click gives the one or the other.
    "{value!r} is not {choice}.": "”{value}” är inte {choice}.",
    "{value!r} is not one of {choices}.": "”{value}” finns inte. Välj bland {choices}.",
    "{value!r} does not match the format {format}.": "”{value}” är inte skrivet som {format}.",
    "Option {name!r} requires an argument.": "Valet {name} behöver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "Valet {name} behöver {nargs} värden.",
    "Got unexpected extra argument ({args})": "Ett ord för mycket: {args}",
    "Got unexpected extra arguments ({args})": "För många ord: {args}",
    "Did you mean {possibility}?": "Menar du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Menar du något av {possibilities}?)",
}
MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.termui, click.types)


def speak() -> None:
    """Give click's modules our words in place of gettext's, whatever the locale of the machine."""
    for module in MODULES:
        for name, ours in (("_", swedish), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, ours)


def swedish(text: str) -> str:
    """The Swedish of one of click's texts."""
    return TEXTS.get(text, text)


def counted(one: str, many: str, number: int) -> str:
    """The same for a text that depends on a number."""
    return swedish(one if number == 1 else many)
