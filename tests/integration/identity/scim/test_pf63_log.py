"""PF-63: what a directory, a list and a maintainer do to people and groups stands in the site's log."""

from collections import Counter

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from samverk.identity.groups import EDITORS
from samverk.identity.models.user import list_issuer
from samverk.identity.scim.actions.map_group import map_group
from samverk.identity.scim.models import ImportDraft, ProvisionedGroup
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.scim import Directory


def verbs_since(last: int) -> Counter[str]:
    return Counter(AuditEntry.objects.filter(id__gt=last, result="done").values_list("verb", flat=True))


def last_entry() -> int:
    return AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def test_pf63_a_person_comes_gets_a_right_loses_it_and_leaves(directory: Directory) -> None:
    last = last_entry()
    lisa = directory.user("lisa@skara.se")
    assert verbs_since(last) == {"scim.provision_person": 1, "identity.enter_in_directory": 1}
    group = directory.group("IFO-redaktör", lisa)
    last = last_entry()
    map_group(actor=HOUSE, group=ProvisionedGroup.objects.get(uuid=group), house_group=Group.objects.get(name=EDITORS))
    assert verbs_since(last) == {"scim.map_group": 1, "scim.settle_rights": 1}
    last = last_entry()
    assert directory.ask("DELETE", f"/Groups/{group}").status_code == 204
    assert verbs_since(last) == {"scim.remove_group": 1, "scim.settle_rights": 1}
    last = last_entry()
    assert directory.ask("DELETE", f"/Users/{lisa}").status_code == 204
    assert verbs_since(last)["scim.remove_person"] == 1
    assert verbs_since(last)["identity.leave_directory"] == 1


def test_pf63_a_list_is_kept_looked_at_and_confirmed(skara: Tenant) -> None:
    maintainer = PersonFactory(maintainer=True)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    last = last_entry()
    rows = "identitet;namn;titel;e-post;avdelning;chef;aktiv\na1;Lisa;Chef;lisa@skara.se;Hemtjänst;;ja\n".encode()
    file = SimpleUploadedFile("lista.csv", rows)
    browser.post("/administration/import/", {"file": file, "issuer": list_issuer("skara"), "capacity": "employee"})
    assert verbs_since(last) == {"scim.keep_draft": 1}
    last = last_entry()
    browser.post(f"/administration/import/{ImportDraft.objects.get().uuid}/")
    done = verbs_since(last)
    assert (done["scim.import_people"], done["scim.provision_person"]) == (1, 1)
    entry = AuditEntry.objects.filter(verb="scim.import_people").get()
    assert (entry.actor_uuid, entry.site) == (maintainer.uuid, "skara")
