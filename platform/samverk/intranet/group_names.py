"""Groups under the names people know.

The groups every site starts with are stored under stable English names, by which the code finds them. Wagtail writes
`str(group)` in lists, forms, reviews and the privacy of pages, and has no setting for it: the method is replaced.
"""

from django.contrib.auth.models import Group

from samverk.identity.groups import GROUP_LABELS


def label_of(group: Group) -> str:
    """What the group is called in the reader's language; its stored name when it is one of the site's own making."""
    return str(GROUP_LABELS.get(group.name, group.name))


def show_groups_by_label() -> None:
    """Put `label_of` in place of the stored name."""
    Group.__str__ = label_of  # type: ignore[assignment,method-assign]
