"""Expand one event in a process of its own, so that a test can kill it: `python -m tests.support.expand_process PK`."""

import sys

import django


def main() -> None:
    """In Skara, a few people at a time."""
    django.setup()
    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE
    from samverk.notifications.actions.expand_event import expand_event
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site
    from tests.support.telling import things_to_tell_of

    with things_to_tell_of(), site(tenant_by_slug("skara")):
        expand_event(actor=HOUSE, event_pk=int(sys.argv[1]), now=clock.now(), batch=5)


if __name__ == "__main__":
    main()
