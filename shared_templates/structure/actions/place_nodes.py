"""Pages follow the places of the model's structure (TP-12)."""

from collections.abc import Collection

from django.db import transaction

from samverk.intranet.cms_log import part_of_a_greater_act
from samverk.intranet.queries import start_page
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Adopted
from shared_templates.content.places import NODE, beneath
from shared_templates.structure.tree import PlaceTree


def place_nodes(*, actor: Actor, items: Collection[Adopted]) -> None:
    """Each place gets its page beneath that of the place above it, in the order of the codes, and the page its name.

    A page that is there with the same name is taken instead of doubled, and the site's own news page for the news. The
    site's first page keeps the site's name. An address stays when a name changes, and leads on when a page is moved,
    so that no link breaks.

    Args:
        actor: whoever changed the items.
        items: those that say something new; all but places are passed by.

    Raises:
        ValidationError: when a place cannot lie where it says, or one beneath it cannot any more; nothing is written.
    """
    codes = sorted(item.code for item in items if item.kind == NODE)
    if not codes:
        return
    with transaction.atomic(), part_of_a_greater_act():
        start = start_page()
        if start is None:
            return
        tree = PlaceTree(actor=actor, start=start)
        for code in codes:
            for each in (code, *beneath(code, tree.heads)):
                tree.settle(each)
        if any(tree.counts.values()):
            record_audit(actor=actor, verb="templates.place_nodes", details=dict(tree.counts))
