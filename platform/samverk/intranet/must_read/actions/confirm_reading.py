"""Say "I have read this" (PF-53)."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.intranet.models import NewsPage, ReadingReceipt
from samverk.intranet.must_read.access import is_asked
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit


def confirm_reading(*, actor: Actor, user: User, page: NewsPage, now: datetime) -> bool:
    """The person's own word, once; whether it was new. The caller has asked the page's gates.

    The log says that it was done and by whom, as for every act; who has read without saying so is kept nowhere.

    Raises:
        Denied: for who is not among those it is for.
    """
    from django.utils.translation import gettext as _

    if not page.must_read or not is_asked(user, page):
        raise Denied(_("Nyheten är inte riktad till dig, så du behöver inte bekräfta."))
    with transaction.atomic():
        made = ReadingReceipt.objects.get_or_create(news=page, user=user, defaults={"at": now})[1]
        if made:
            record_audit(actor=actor, verb="intranet.confirm_reading", target=page, right="own")
    return made
