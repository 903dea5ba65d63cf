"""The model's sandbox, really made: for tests with a database of their own (`committed`)."""

from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

from django.http import HttpResponse

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.sandbox.actions.carry_out_reset import carry_out_reset
from shared_templates.sandbox.actions.order_reset import order_reset
from shared_templates.sandbox.models import ResetState, SandboxReset
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release

MODEL, SANDBOX = "mall.localhost", "prov.mall.localhost"


def reset(by: User | None = None) -> SandboxReset:
    """Asked for and carried out, from no site."""
    model = tenant_by_slug("mall")
    actor = actor_for(by) if by else HOUSE
    with site(model):
        order = order_reset(actor=actor, uuid=uuid4(), now=clock.now())
    return carry_out_reset(actor=actor, model=model, order=order, now=clock.now())


def model_and_sandbox() -> SimpleNamespace:
    """A released process that has a new draft, a draft that was never released, and the sandbox with both."""
    mall = tenant_by_slug("mall")
    with site(mall):
        keeper = PersonFactory(group_names=(TEMPLATE_KEEPERS,), display_name="Lisa")
        released = keep("P-08", process())
        release(released)
        released.refresh_from_db()
        changed = keep("P-08", process(steps={"utred": "Chefen utreder i dag."}), master=released)
        new = keep("P-09", process("Samtal"))
    done = reset(keeper)
    assert done.state == ResetState.DONE, done.why
    return SimpleNamespace(
        mall=mall, keeper=keeper, changed=changed, new=new, done=done, sandbox=tenant_by_slug("mall-ovning")
    )


def path_of(response: HttpResponse, host: str) -> str:
    """Where a redirect leads on a host; fails for any other."""
    assert response.status_code == 302, response.status_code
    found = urlsplit(response["Location"])
    assert found.hostname in {host, None}
    return f"{found.path}?{found.query}"


def go_in(at_model: SiteClient, part: str = "medarbetare", path: str = "/mallen/") -> tuple[SiteClient, HttpResponse]:
    """The three steps from the model's page into the sandbox; the browser there, and the last answer."""
    there = SiteClient(SANDBOX)
    asked = there.get("/ovning/in/", {"som": part, "next": path})
    answered = at_model.get(path_of(asked, MODEL))
    if answered.status_code != 302:
        return there, answered
    return there, there.get(path_of(answered, SANDBOX))
