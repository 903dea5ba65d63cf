"""Who comes into the sandbox: those who try out the model's drafts, and nobody else."""

from samverk.identity.models import User
from samverk.kernel import clock
from shared_templates.masters.access import may_edit
from shared_templates.sandbox.standing_in import is_standing_in, tester_behind
from tenants.models import State, Tenant
from tenants.site_context import site


def may_be_here(user: User, *, sandbox: Tenant) -> bool:
    """Does the right still hold at the model; asked there, so that it ends here in the moment it ends there.

    Args:
        user: whoever is signed in to the sandbox.
        sandbox: the site they are on.
    """
    if not is_standing_in(user):
        return False
    model = Tenant.objects.filter(pk=sandbox.sandbox_of_id, state=State.ACTIVE).first()
    if model is None:
        return False
    with site(model):
        tester = User.objects.filter(uuid=tester_behind(user)).first()
        return tester is not None and tester.is_open_on(clock.today()) and may_edit(tester)
