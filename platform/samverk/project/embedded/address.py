"""What a client needs to know to reach the embedded database."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

PORT = 5432  # no TCP port: only the number in the socket's name


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database, the role that uses it, and the folder of its Unix socket."""

    socket_folder: Path
    database: str
    user: str
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """The address as libpq and psycopg2 read it (RFC 3986; the folder stands in the query)."""
        query = urlencode({"host": str(self.socket_folder), "port": PORT}, safe="/")
        return f"postgresql://{quote(self.user)}:{quote(self.password, safe='')}@/{quote(self.database)}?{query}"

    def as_django(self) -> dict[str, str]:
        """The address as keys of Django's DATABASES, without ENGINE."""
        return {
            "NAME": self.database,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": str(self.socket_folder),
            "PORT": str(PORT),
        }

    def as_libpq_environ(self) -> dict[str, str]:
        """The address as libpq's variables, for pg_dump and psql."""
        return {
            "PGDATABASE": self.database,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGHOST": str(self.socket_folder),
            "PGPORT": str(PORT),
        }

    def to(self, database: str) -> "ServerAddress":
        """The same server and role, another database."""
        return ServerAddress(self.socket_folder, database, self.user, self.password)
