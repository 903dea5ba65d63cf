"""The parts of `kills.py` that need Django, each run in a process of its own."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any


def prepare(*, pages: int, minutes: int) -> dict[str, str]:
    """A directory's key for Skara, and pages that become due over so many minutes."""
    from django.utils import timezone

    from samverk.identity.scim.actions.create_token import create_token
    from samverk.intranet.models import NewsIndexPage, NewsPage
    from samverk.kernel.actions.record_audit import HOUSE
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug("skara")):
        now = timezone.now()
        parent = NewsIndexPage.objects.get()
        for number in range(pages):
            due = now + timedelta(seconds=60 * minutes * number / max(1, pages))
            page = parent.add_child(
                instance=NewsPage(title=f"Klockslag {number}", body="<p>Text.</p>", live=False, go_live_at=due)
            )
            page.save_revision(approved_go_live_at=due)
        issuer = "https://login.example.org/kills"
        return {"token": create_token(actor=HOUSE, label="Kills", issuer=issuer, now=now)[1]}


def count(*, writes: int, wait: float) -> dict[str, Any]:
    """What is there, when the worker has had its time."""
    from django.db.models import Count

    from samverk.identity.models import User
    from samverk.identity.scim.models import ProvisionedPerson
    from samverk.intranet.models import NewsPage
    from samverk.kernel.models import AuditEntry
    from tenants.anchors.queries import verify_log
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    wrong: list[str] = []
    with site(tenant_by_slug("skara")):
        deadline = time.monotonic() + wait
        while NewsPage.objects.filter(title__startswith="Klockslag", live=False).exists():
            if time.monotonic() > deadline:
                wrong.append("pages that were due are not published")
                break
            time.sleep(2)
        wanted = {f"skriven-{number}" for number in range(writes)}
        names = list(User.objects.filter(username__startswith="skriven-").values_list("username", flat=True))
        wrong += [f"lost: {name}" for name in sorted(wanted - set(names))[:10]]
        wrong += [f"more than was sent: {name}" for name in sorted(set(names) - wanted)[:10]]
        if len(names) != len(set(names)):
            wrong.append("persons written twice")
        provisioned = ProvisionedPerson.objects.filter(user__username__startswith="skriven-").count()
        if provisioned != writes:
            wrong.append(f"{provisioned} rows of the directory for {writes} persons")
        lines = AuditEntry.objects.filter(verb="scim.provision_person", object_label__startswith="skriven-")
        per_person = lines.values("object_id").annotate(times=Count("id")).order_by()
        if len(per_person) != writes or any(row["times"] != 1 for row in per_person):
            wrong.append("the log does not have one line a person")
        pages = NewsPage.objects.filter(title__startswith="Klockslag")
        told = AuditEntry.objects.filter(verb__startswith="intranet.publish", object_label__startswith="Klockslag")
        twice = told.values("object_label").annotate(times=Count("id")).filter(times__gt=1).order_by().count()
        if twice or told.count() != pages.count():
            wrong.append(f"{told.count()} publications of {pages.count()} pages, {twice} more than once")
        report = verify_log(tenant_by_slug("skara"))
        if not report.whole:
            wrong.append(f"the log's chain: {report.findings}")
        told_rows = {
            "persons found": len(names),
            "lines of the log": lines.count(),
            "pages published by the worker": pages.filter(live=True).count(),
            "the log's chain": "whole" if report.whole else "broken",
        }
    return {"wrong": wrong, "told": told_rows}


STEPS: dict[str, Callable[..., Any]] = {"prepare": prepare, "count": count}
