"""What the rooms offer to those who administer a site."""

from django.http import HttpRequest

from samverk.identity.access import is_person
from samverk.kernel.registries import AdministrationEntry, administration_entries
from tenants.middleware import tenant_of


def offered_entries(request: HttpRequest) -> list[AdministrationEntry]:
    """The pages this request's person may use here, in order; none for who is not signed in. Asks cached rights only.

    Args:
        request: whose person and site it is about.
    """
    user = getattr(request, "user", None)
    here = sorted(_entries_here(request), key=lambda entry: entry.order) if is_person(user) else []
    return [entry for entry in here if entry.may_see(user)]


def offers_anything(request: HttpRequest) -> bool:
    """Is there any page of administration for this request's person; each condition asked once."""
    user = getattr(request, "user", None)
    return is_person(user) and any(may_see(user) for may_see in {entry.may_see for entry in _entries_here(request)})


def _entries_here(request: HttpRequest) -> list[AdministrationEntry]:
    on_operator = tenant_of(request).is_operator
    return [entry for entry in administration_entries.values() if entry.everywhere or not on_operator]
