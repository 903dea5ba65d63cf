"""TP-08: who comes into the sandbox, as whom, and that nothing leaves it."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.http import HttpResponse

from samverk.identity.models import User, local_issuer
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.models import Adopted
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.queries import open_tenants, tenant_by_slug
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.sandboxes import MODEL, SANDBOX, go_in, model_and_sandbox, path_of, reset

pytestmark = [pytest.mark.server]


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def tried(committed: str) -> SimpleNamespace:
    made = model_and_sandbox()
    made.at_model = SiteClient(MODEL).sign_in(made.keeper)
    return made


def test_tp08_a_tester_walks_through_the_draft_as_an_employee(tried: SimpleNamespace) -> None:
    there, arrived = go_in(tried.at_model, path="/mallen/P-08/")
    assert path_of(arrived, SANDBOX) == "/mallen/P-08/?"
    page = there.get("/mallen/P-08/")
    assert page.status_code == 200
    assert "Chefen utreder i dag." in text(page)
    assert "allt här försvinner vid nästa återställning" in text(page)
    assert f"http://{MODEL}/ovning/" in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "/mallen/P-08/anpassa/" not in text(page)
    with site(tried.sandbox):
        person = User.objects.get(subject__startswith="medarbetare:")
        assert (person.display_name, person.groups.count()) == ("Medarbetare (Lisa provar)", 0)
    with site(tried.mall):
        assert AuditEntry.objects.get(verb="templates.open_sandbox").details == {"part": "medarbetare"}
    # The model itself is not one of the person's sites, nor the sandbox one of theirs at the model.
    assert SANDBOX not in text(tried.at_model.get("/mina-webbplatser/"))


def test_tp08_as_keeper_one_adapts_and_as_another_part_one_is_another(tried: SimpleNamespace) -> None:
    there, _arrived = go_in(tried.at_model, part="mallansvarig")
    assert there.get("/mallen/P-08/anpassa/").status_code == 200
    assert there.get("/mallen/nytt/").status_code == 200
    back = there.get("/ovning/in/", {"som": "medarbetare"})
    assert path_of(back, MODEL).startswith("/ovning/oppna/")
    # The one who left is nobody there now.
    assert there.get("/mallen/").status_code == 403


def test_tp08_nobody_else_comes_in(tried: SimpleNamespace) -> None:
    with site(tried.mall):
        reader = PersonFactory(acting_for_name="Skara")
    with site(tenant_by_slug("skara")):
        elsewhere = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
    refused = go_in(SiteClient(MODEL).sign_in(reader))[1]
    assert refused.status_code == 403
    asked = SiteClient(SANDBOX).get("/ovning/in/")
    assert SiteClient(MODEL).get(path_of(asked, MODEL))["Location"].startswith("/logga-in/")
    nobody = SiteClient(SANDBOX)
    for path in ("/", "/mallen/", "/logga-in/", "/anslut/mall/", "/redaktion/", "/sok/", "/scim/v2/Users"):
        answer = nobody.get(path)
        assert answer.status_code == 403, path
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "Övningsmiljön öppnas från mallen" in text(nobody.get("/"))
    assert nobody.post("/logga-in/", {"username": "x", "password": "y"}).status_code == 403
    assert SiteClient("skara.localhost").sign_in(elsewhere).get("/ovning/in/").status_code == 404
    with site(tried.sandbox):
        colleague = User.objects.get(display_name="Lisa")
        local = PersonFactory(issuer=local_issuer("mall_ovning"), group_names=(TEMPLATE_KEEPERS,))
    for person in (colleague, local):
        assert SiteClient(SANDBOX).sign_in(person).get("/mallen/").status_code == 403


@pytest.mark.parametrize("how", ["right", "account", "reset"])
def test_tp08_the_visit_ends_with_the_right_and_with_the_reset(tried: SimpleNamespace, how: str) -> None:
    there, _arrived = go_in(tried.at_model)
    assert there.get("/mallen/").status_code == 200
    if how == "reset":
        reset()
    else:
        with site(tried.mall):
            if how == "right":
                tried.keeper.groups.clear()
            else:
                User.objects.filter(pk=tried.keeper.pk).update(is_active=False)
    assert there.get("/mallen/").status_code == 403


def test_tp08_no_letter_leaves_the_sandbox(tried: SimpleNamespace, settings: object) -> None:
    settings.EMAIL_BACKEND = "samverk.project.outgoing.EmailBackend"  # type: ignore[attr-defined]
    settings.SAMVERK_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    for name, expected in (("mall-ovning", 0), ("mall", 1)):
        with site(tenant_by_slug(name)):
            EmailMessage(subject="Hej", body="Hej", to=["anna@example.invalid"]).send()
        assert len(mail.outbox) == expected
    # The clock passes it by: no digest, no reminder, no letter about a vacancy is ever begun there.
    assert "mall-ovning" not in open_tenants().values_list("slug", flat=True)


def test_tp08_what_is_tried_out_stays_there(tried: SimpleNamespace) -> None:
    there, _arrived = go_in(tried.at_model, part="mallansvarig")
    with site(tried.sandbox):
        revision = Adopted.objects.get(code="P-08").revision
    assert there.post("/mallen/P-08/svar/", {"svar": "adopt", "last": str(revision)}).status_code in {302, 422}
    municipality = SiteClient("skara.localhost")
    with site(tenant_by_slug("skara")):
        municipality.sign_in(PersonFactory())
    assert "vningsmiljö" not in text(municipality.get("/mallen/karta/"))
    assert not re.search(r"prov\.mall|mall.ovning", text(municipality.get("/mina-webbplatser/")))
    assert there.get("/mallen/utkast/").status_code == 404
    assert there.get("/mallen/forslag/").status_code == 404
    assert there.get("/ovning/").status_code == 404
