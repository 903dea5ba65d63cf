"""Groups under the names people know.

The groups every site starts with are stored under stable English names, by which the code finds them. Wagtail writes
`str(group)` in lists, forms, reviews and the privacy of pages, and has no setting for it: the method is replaced.
"""

from django.contrib.auth.models import Group

from samverk.identity.house_groups import label_of


def shown_name(group: Group) -> str:
    """What the group is called in the reader's language; its stored name when it is one of the site's own making."""
    return label_of(group.name)


def show_groups_by_label() -> None:
    """Put `shown_name` in place of the stored name."""
    Group.__str__ = shown_name  # type: ignore[assignment,method-assign]
