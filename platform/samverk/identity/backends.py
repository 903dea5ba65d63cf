"""Sign-in with a password of this site, and the person behind a session.

OpenID Connect (`oidc/`) proves people its own way and begins its sessions under this backend.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from samverk.identity.models import User, local_issuer
from samverk.identity.protection.sealed import sealed_name
from samverk.identity.riders import come_along, riders
from samverk.identity.throttle import normal_name
from samverk.kernel import clock
from samverk.kernel.models import Stamp
from samverk.kernel.stamping import OWN, STANDING
from tenants.connection import connection
from tenants.kept_queries import KeptQuery
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Under which a session stands, and whose `has_perm` speaks.
PERSON_BACKEND = "samverk.identity.backends.PersonBackend"


def _pairs(rows: "QuerySet[Permission]") -> "QuerySet[Permission, tuple[str, str]]":
    return rows.order_by().values_list("content_type__app_label", "codename")


def _of(user: int) -> Q:
    # Two lists of keys, not joins: asked at every request, and the joins took longer to plan than to run.
    own = User.user_permissions.through.objects.filter(user=user).values("permission")
    groups = Group.permissions.through.objects.filter(group__user=user).values("permission")
    return Q(pk__in=own) | Q(pk__in=groups)


_FIELDS = [field.attname for field in User._meta.concrete_fields]
_STAMP = Coalesce(Subquery(Stamp.objects.filter(name=STANDING).values("value")), 0)
_OWN_STAMP = f"COALESCE((SELECT value FROM kernel_stamp WHERE name = '{OWN}' || identity_user.id), 0)"


def _found(key: int, numbers: Iterable[str] = ()) -> "QuerySet[User, tuple[Any, ...]]":
    """A person's columns, and at this moment the site's stamp of standing, the person's own, and what rides along."""
    asked = [RawSQL(f"({sql})", ()) for sql in (_OWN_STAMP, *numbers)]  # noqa: S611 # nosec B611 - our own texts
    return User.objects.filter(pk=key).order_by().values_list(*_FIELDS, _STAMP, *asked)


#: On the operator's site there is nothing that rides along.
_operators = KeptQuery(_found, key=int)
_people = KeptQuery(lambda key: _found(key, riders.values()), key=int)


def _of_or_delegated(user: int, day: date) -> Q:
    from samverk.identity.delegation.scope import delegated_permissions

    return _of(user) | delegated_permissions(user=user, day=day)


_held = KeptQuery(lambda user: _pairs(Permission.objects.filter(_of(user))), by_standing=True, user=int)
_held_or_delegated = KeptQuery(
    lambda user, day: _pairs(Permission.objects.filter(_of_or_delegated(user, day))),
    by_standing=True, user=int, day=date,
)  # fmt: skip


class PersonBackend(ModelBackend):
    """Local accounts only: break-glass, the operator and the demo (architecture, section 3)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The active local user with this name and password, or None; takes the same time either way."""
        if not username or not password:
            return None
        issuer = local_issuer(str(connection.schema_name))
        user = User.objects.filter(username__iexact=username.strip(), issuer=issuer).first()
        own_name = user.username if user else ""
        if user is None and (sealed := sealed_name(username.strip())) is not None and sealed.user.issuer == issuer:
            user, own_name = sealed.user, sealed.username
        # The database's idea of upper and lower case folds more than ours: `skrıbent` is not `skribent`.
        if user is None or normal_name(own_name) != normal_name(username):
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, who may be here today; asked at every request."""
        asked = _operators if active_schema() == OPERATOR_SCHEMA else _people
        for row in asked(key=int(user_id)):
            stamp, own, *numbers = row[len(_FIELDS) :]
            user = User.from_db(connection.alias, _FIELDS, row[: len(_FIELDS)])
            if self.user_can_authenticate(user):
                connection.stand_by(stamp, (user.pk, own))
                if numbers:
                    come_along(user, tuple(numbers))
                return user
        return None

    def user_can_authenticate(self, user: Any) -> bool:
        """Open today. Django asks this for the person behind each session too: it ends at the next request."""
        return isinstance(user, User) and user.is_open_on(clock.today())

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Own, groups' and delegated permissions in one query instead of Django's two; kept for the request."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_samverk_permissions"):
            if user_obj.is_superuser:
                pairs = list(_pairs(Permission.objects.all()))
            elif active_schema() == OPERATOR_SCHEMA:
                pairs = _held(user=user_obj.pk)
            else:
                pairs = _held_or_delegated(user=user_obj.pk, day=clock.today())
            user_obj._samverk_permissions = {f"{label}.{codename}" for label, codename in pairs}
        found: set[str] = user_obj._samverk_permissions
        return found
