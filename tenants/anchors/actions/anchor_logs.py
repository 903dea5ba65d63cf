"""Keep the end of every site's log outside the site, and in the process's own log."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from samverk.kernel.actions.record_audit import Actor
from tenants.anchors.models import AuditAnchor
from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import operator_site

log = logging.getLogger("samverk.audit")


def anchor_logs(*, actor: Actor, now: datetime) -> list[AuditAnchor]:
    """Write an anchor for each log that has grown since its last one; two queries and one insert for all sites.

    It writes no entry of its own: that would make every log grow at every round. The line in the process's log,
    which is shipped elsewhere, is what an attacker with the whole database cannot take back.

    Args:
        actor: who asks; the house, by the clock.
        now: the moment.
    """
    with operator_site(), transaction.atomic():
        # A site that is being erased is passed by, and none is erased meanwhile: no anchor outlives its site.
        sites = Tenant.objects.select_for_update(no_key=True, skip_locked=True)
        names = list(sites.values_list("schema_name", flat=True))
        if not names:
            return []
        question = " UNION ALL ".join(
            f"""SELECT * FROM (SELECT '{name}', seq, hash FROM "{name}".kernel_auditlink
                 ORDER BY seq DESC LIMIT 1) AS "of_{name}\""""
            for name in names
        )
        with connection.cursor() as cursor:
            cursor.execute(question)
            heads = cursor.fetchall()
        latest = AuditAnchor.objects.values("schema_name").annotate(last=Max("id")).values("last")
        known = {anchor.schema_name: anchor for anchor in AuditAnchor.objects.filter(pk__in=latest)}
        made = AuditAnchor.objects.bulk_create(
            AuditAnchor(schema_name=name, seq=seq, hash=digest, at=now)
            for name, seq, digest in heads
            if name not in known or known[name].seq < seq
        )
    for anchor in made:
        log.info(
            "audit.anchor",
            extra={"of": anchor.schema_name, "seq": anchor.seq, "hash": anchor.hash, "actor": actor.name},
        )
    return made
