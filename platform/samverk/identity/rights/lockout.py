"""Somebody can always administer the site: the last one is neither closed nor taken out of the group."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER, local_issuer
from samverk.identity.rights.refusal import Refusal
from samverk.kernel import clock
from tenants.queries import active_schema


class LastMaintainer(Refusal):
    """After this nobody could administer the site."""


def maintainers() -> "QuerySet[User]":
    """Active persons who may administer the site for good; whoever does it by delegation or for support leaves, and
    an account that waits for its first password is nobody yet."""
    right = Permission.objects.filter(content_type__app_label="identity", codename="administer_site")
    everybody = User.objects.filter(
        Q(is_superuser=True) | Q(user_permissions__in=right) | Q(groups__permissions__in=right), is_active=True
    )
    waiting = Q(issuer=local_issuer(active_schema()), last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return everybody.exclude(issuer=SUPPORT_ISSUER).exclude(waiting).distinct()


def left_to_administer() -> tuple[bool, bool, bool]:
    """Is there a maintainer, one who comes in today, one who has no last day? One query."""
    days = list(maintainers().values_list("last_day", flat=True))
    return bool(days), any(day is None or day >= clock.today() for day in days), None in days


@contextmanager
def keeping_a_maintainer() -> Iterator[None]:
    """Run the block in a transaction, one such block at a time on the site.

    Two maintainers who close each other's accounts, or set each other's last day, at the same moment would each see
    the other still there; the lock on the permission's own row lets the second one begin when the first is through.

    Raises:
        LastMaintainer: when there was a maintainer before and there would be none after, and so for one who comes in
            today and for one who stays (whoever has a last day is nobody to rely on); the block is undone.
    """
    with transaction.atomic():
        right = Permission.objects.filter(content_type__app_label="identity", codename="administer_site")
        list(right.select_for_update(of=("self",), no_key=True))
        before = left_to_administer()
        yield
        if any(had and not has for had, has in zip(before, left_to_administer(), strict=True)):
            raise LastMaintainer(
                _("Det här är den sista som kan sköta webbplatsen. Gör någon annan till systemförvaltare först.")
            )
