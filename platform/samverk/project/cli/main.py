"""Entry of `samverk`: commands, and errors as sentences instead of traces."""

import sys

import click

from samverk.project.cli.demo import demo
from samverk.project.cli.doctor import doctor
from samverk.project.cli.migrate import migrate
from samverk.project.cli.tenant import tenant
from samverk.project.cli.text import problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samverk")
def cli() -> None:
    """Samverk: en driftsättning, många kommuner, var och en för sig.

    Data ligger i SAMVERK_HOME (.samverk/ här). DATABASE_URL och REDIS_URL pekar ut riktiga servrar i stället
    för de inbyggda.
    """


for command in (demo, tenant, migrate, doctor):
    cli.add_command(command)


def main() -> None:
    """Run a command; what a person can mend is told in one sentence, with exit code 1."""
    try:
        code = cli(standalone_mode=False)
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
    # Outside its standalone mode click gives the code a command ended with back instead of ending with it.
    if code:
        sys.exit(code)


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
    messages = getattr(error, "messages", None)
    if messages:
        return " ".join(str(message) for message in messages)
    text = str(error).strip()
    if type(error).__name__ == "OperationalError":
        return (
            f"Databasen går inte att använda: {text.splitlines()[0] if text else 'okänt fel'} "
            f"Kontrollera DATABASE_URL, eller kör `samverk doctor`."
        )
    return text or type(error).__name__
