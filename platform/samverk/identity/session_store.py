"""Django's sessions in the site's own table, read with a question that is put together once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from samverk.kernel import clock
from tenants.kept_queries import KeptQuery


def _row(key: str) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key).order_by()


_rows = KeptQuery(_row, key=str)


class SessionStore(db.SessionStore):
    """As Django's, but for how a session is found: every request of every signed-in person asks."""

    def _get_session_from_db(self) -> Session | None:
        for row in _rows(key=str(self.session_key)):
            if row.expire_date > clock.now():
                return row
        self._session_key = None
        return None
