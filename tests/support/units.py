"""A unit with what stands above it."""

from datetime import date

from samverk.people.models import Authority, Department, Unit

FIRST = date(2020, 1, 1)


def unit_row(name: str = "Köket") -> Unit:
    """In the active site."""
    authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=FIRST)
    department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=FIRST)
    return Unit.objects.create(name=name, department=department, valid_from=FIRST)
