"""Two threads on two sites, two hundred times: what a process keeps in memory must not mix them (law 2)."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import assign_perm, get_perms

from samverk.identity.models import User
from samverk.people.models import Authority, Department, Unit
from tenants.backend.base import DatabaseWrapper
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
ROUNDS = 200


def furnish(tenant: Tenant) -> None:
    """Equal ids in both sites; only in Skara has the person any right."""
    from datetime import date

    with site(tenant):
        person = PersonFactory(id=7_000, username="lika", title=tenant.slug)
        authority = Authority.objects.create(id=7_000, name=tenant.slug, kind="committee", valid_from=date(2020, 1, 1))
        department = Department.objects.create(
            id=7_000, name=tenant.slug, authority=authority, valid_from=date(2020, 1, 1)
        )
        unit = Unit.objects.create(id=7_000, name=tenant.slug, department=department, valid_from=date(2020, 1, 1))
        Group.objects.create(id=7_000, name=f"Grupp i {tenant.slug}")
        if tenant.slug == "skara":
            assign_perm("people.change_unit", person, unit)
            person.user_permissions.add(Permission.objects.get(codename="view_authority"))


def look(slug: str, types: dict[type, int]) -> list[str]:
    """One round in one site; returns what belonged to another."""
    person = User.objects.get(pk=7_000)
    unit = Unit.objects.get(pk=7_000)
    may = slug == "skara"
    cache.set("vem", slug)
    wrong = [
        ("person", person.title, slug),
        ("unit", unit.name, slug),
        ("group", Group.objects.get(pk=7_000).name, f"Grupp i {slug}"),
        ("model permission", person.has_perm("people.view_authority"), may),
        ("object permission", person.has_perm("people.change_unit", unit), may),
        ("checker", ObjectPermissionChecker(person).has_perm("change_unit", unit), may),
        ("get_perms", get_perms(person, unit), ["change_unit"] if may else []),
        ("cache", cache.get("vem"), slug),
        *(
            (f"content type of {model.__name__}", ContentType.objects.get_for_model(model).pk, pk)
            for model, pk in types.items()
        ),
    ]
    return [f"{slug}: {what} was {got!r}" for what, got, expected in wrong if got != expected]


@pytest.fixture
def two(committed: str) -> SimpleNamespace:
    found = {slug: Tenant.objects.get(slug=slug) for slug in ("skara", "hjo")}
    for tenant in found.values():
        furnish(tenant)
    types = {model: ContentType.objects.get_for_model(model).pk for model in (User, Unit, Authority, Group)}
    return SimpleNamespace(**found, types=types)


def mixed(two: SimpleNamespace, rounds: int = ROUNDS) -> list[str]:
    """Both threads go through every round at the same time, and change site each round."""
    seen: list[str] = []
    together = threading.Barrier(2, timeout=60)
    order = ("skara", "hjo")

    def go(first: int) -> None:
        try:
            for number in range(rounds):
                slug = order[(first + number) % 2]
                together.wait()
                with site(getattr(two, slug)):
                    together.wait()
                    if number % 10 == 0:
                        ContentType.objects.clear_cache()
                    seen.extend(look(slug, two.types))
        except threading.BrokenBarrierError:
            seen.append("the other thread stopped")
        except Exception as error:
            seen.append(repr(error))
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def test_law2_two_threads_two_sites_two_hundred_times(two: SimpleNamespace) -> None:
    assert mixed(two) == []


def shared_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """One site for the whole process instead of one for each connection."""
    state: dict[str, object] = {}

    def read(self: DatabaseWrapper) -> object:
        return state.get("schema_name", "public")

    def write(self: DatabaseWrapper, value: object) -> None:
        state["schema_name"] = value

    monkeypatch.setattr(DatabaseWrapper, "schema_name", property(read, write), raising=False)


def content_type_per_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """A content type whose id depends on who asked first, as with one table per schema."""
    real = type(ContentType.objects).get_for_model

    def get_for_model(self, model, for_concrete_model=True):  # type: ignore[no-untyped-def]
        found = real(self, model, for_concrete_model)
        return SimpleNamespace(pk=found.pk + 1_000) if connection.schema_name == "hjo" else found

    monkeypatch.setattr(type(ContentType.objects), "get_for_model", get_for_model)


@pytest.mark.parametrize("plant", [shared_site, content_type_per_site])
def test_law2_the_probe_sees(
    plant: Callable[[pytest.MonkeyPatch], None], two: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert mixed(two, rounds=4) != []
    monkeypatch.undo()
    connection.set_schema_to_public()


def test_law1_guardian_with_equal_ids_in_two_sites(two: SimpleNamespace) -> None:
    for slug in ("skara", "hjo", "skara"):
        with site(getattr(two, slug)):
            assert look(slug, two.types) == []


def test_law1_the_probe_sees_a_right_that_crossed(two: SimpleNamespace) -> None:
    """The planted leak: guardian's row of Skara stands in Hjo too, where the ids are the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hjo.guardian_userobjectpermission (object_pk, content_type_id, permission_id, user_id)"
            " SELECT s.object_pk, s.content_type_id, h.id, s.user_id FROM skara.guardian_userobjectpermission s"
            " JOIN skara.auth_permission p ON p.id = s.permission_id"
            " JOIN hjo.auth_permission h ON (h.codename, h.content_type_id) = (p.codename, p.content_type_id)"
        )
    with site(two.hjo):
        assert "hjo: object permission was True" in look("hjo", two.types)
