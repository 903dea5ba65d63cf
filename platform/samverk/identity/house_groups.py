"""The groups that every site has, whichever room declared them: what they are called, and that they are the house's.

A room declares its group in `tenants.settings.features.group_labels`; everybody asks here, so that no page knows only
the groups of its own room.
"""

from tenants.settings.features import group_labels


def label_of(name: str) -> str:
    """What people call the group in the reader's language; the name itself when the site made the group.

    Args:
        name: as stored.
    """
    return str(group_labels[name]) if is_house(name) else name


def is_house(name: str) -> bool:
    """Is it one of the house's own: by that name the code finds it, so nobody renames or removes it.

    Args:
        name: as stored.
    """
    return name in group_labels


def taken_names() -> set[str]:
    """What no other group may be called, folded: the stored names, and the labels in the reader's language."""
    return {text.casefold() for key, label in group_labels for text in (key, str(label))}
