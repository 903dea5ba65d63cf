"""Three-way merge of an order of names: who moved something decides, and what one side added follows its neighbour."""


def merge_order(base: list[str], theirs: list[str], mine: list[str]) -> list[str] | None:
    """The names of both sides in one order, or None where both moved what all three have, and not alike.

    Args:
        base, theirs, mine: names in order, each once; names that shall not stand in the outcome are left out.
    """
    shared = set(theirs) & set(mine)
    common = [[name for name in each if name in shared] for each in (base, theirs, mine)]
    was, there, here = common
    known = set(was)
    moved_there = [name for name in there if name in known] != was
    moved_here = [name for name in here if name in known] != was
    if moved_there and moved_here and there != here:
        return None
    frame, other = (theirs, mine) if moved_there else (mine, theirs)
    return _woven(list(frame), other)


def _woven(frame: list[str], other: list[str]) -> list[str]:
    """What only `other` has, each after the one that stands before it there."""
    present = set(frame)
    at = 0
    for name in other:
        if name in present:
            at = frame.index(name) + 1
        else:
            frame.insert(at, name)
            at += 1
    return frame
