"""Entry of `samverk`: commands, and errors as sentences instead of traces."""

import os
import sys
from collections.abc import Iterable

import click

from samverk.project.cli.audit import audit
from samverk.project.cli.backup import backup, forget_before, restore
from samverk.project.cli.demo import demo
from samverk.project.cli.doctor import doctor
from samverk.project.cli.emergency import emergency_pack
from samverk.project.cli.life import domain, erase, export, import_, verify
from samverk.project.cli.mail import mail
from samverk.project.cli.migrate import migrate
from samverk.project.cli.provider import provider
from samverk.project.cli.release import release
from samverk.project.cli.tenant import tenant
from samverk.project.cli.text import problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samverk")
def cli() -> None:
    """Samverk: en driftsättning, många kommuner, var och en för sig.

    Data ligger i SAMVERK_HOME (.samverk/ här). DATABASE_URL och REDIS_URL pekar ut riktiga servrar i stället
    för de inbyggda. Vad kommandona loggar står i log/command.log i SAMVERK_HOME.
    """


for command in (demo, tenant, provider, release, migrate, doctor, audit, backup, mail):
    cli.add_command(command)
for command in (export, import_, verify, restore, forget_before, erase, domain, emergency_pack):
    tenant.add_command(command)


def main() -> None:
    """Run a command; what a person can mend is told in one sentence, with exit code 1."""
    # Log lines go to a file, so that they do not stand among what a person reads (settings/logs.py).
    os.environ.setdefault("SAMVERK_LOG", "command")
    try:
        # Outside standalone mode click gives the code of an Exit back instead of ending with it.
        sys.exit(cli(standalone_mode=False))
    except click.exceptions.Abort:
        problem("Avbrutet.")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if not is_for_people(error):
            raise
        problem(sentence(error))
        sys.exit(1)


def is_for_people(error: Exception) -> bool:
    """Is the error one of ours, or the database's, with a message a person can use?"""
    module = type(error).__module__
    return module.startswith(("samverk.", "tenants.")) or type(error).__name__ in {
        "OperationalError",
        "ValidationError",
        "DoesNotExist",
        "ImproperlyConfigured",
    }


def sentence(error: Exception) -> str:
    """The error in words."""
    fields = getattr(error, "error_dict", None)
    if fields:
        return " ".join(f"{_option(name)}: {text}" for name, found in fields.items() for text in _unique(found))
    messages = getattr(error, "messages", None)
    if messages:
        return " ".join(str(message) for message in messages)
    text = str(error).strip()
    if type(error).__name__ == "OperationalError":
        why = text.splitlines()[0].rstrip(" .") if text else "okänt fel"
        return f"Databasen går inte att använda: {why}. Kontrollera DATABASE_URL och att databasservern är igång."
    return text or type(error).__name__


def _option(field: str) -> str:
    """What a person wrote to give the field."""
    return {"slug": "SLUG", "hosts": "--host"}.get(field, f"--{field.replace('_', '-')}")


def _unique(errors: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(str(message) for error in errors for message in error))
