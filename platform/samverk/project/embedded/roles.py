"""The role and the database that the application uses."""

from contextlib import closing
from typing import TYPE_CHECKING

import psycopg2
from psycopg2 import sql

from samverk.project.embedded import HouseError
from samverk.project.embedded.address import ServerAddress

if TYPE_CHECKING:
    from psycopg2.extensions import connection


class DatabaseRefusesError(HouseError):
    """The database is running but does not let us in."""


def can_connect(address: ServerAddress) -> bool:
    """Tell whether address lets us in and answers."""
    try:
        with closing(_connect(address)) as connected, connected.cursor() as cursor:
            cursor.execute("SELECT 1")
            return True
    except psycopg2.OperationalError:
        return False


def ensure_role_and_database(*, superuser: ServerAddress, application: ServerAddress) -> None:
    """Create the application's role (may create databases, is bound by row-level security) and its database.

    Does nothing when they are there and let us in. Raises: DatabaseRefusesError.
    """
    if can_connect(application):
        return
    try:
        with closing(_connect(superuser)) as connected:
            connected.autocommit = True  # CREATE DATABASE takes no transaction
            with connected.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [application.user])
                verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
                cursor.execute(
                    sql.SQL(
                        "{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB PASSWORD {}"
                    ).format(verb, sql.Identifier(application.user), sql.Literal(application.password))
                )
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [application.database])
                if cursor.fetchone() is None:
                    cursor.execute(
                        sql.SQL("CREATE DATABASE {} OWNER {}").format(
                            sql.Identifier(application.database), sql.Identifier(application.user)
                        )
                    )
    except psycopg2.OperationalError as error:
        raise DatabaseRefusesError(
            f"Databasen är igång men släpper inte in Samverk: {str(error).strip()} Data är orörda. Om mappen "
            f"secrets i SAMVERK_HOME har bytts ut eller tagits bort: lägg tillbaka den och starta igen."
        ) from error


def _connect(address: ServerAddress) -> "connection":
    return psycopg2.connect(address.url, connect_timeout=10)
