"""Words that a writer lifts out of a text with a #, so that others can follow what is written of it."""

import re

#: From three letters to forty, the first a letter; nothing of an address.
TAG = re.compile(r"(?<![\w#&/.])#([^\W\d_][\w-]{1,38}\w)")
LONGEST, MOST = 40, 10


def tags_in(text: str) -> list[str]:
    """The words without #, as they are compared, each once; of a text with very many the first.

    Args:
        text: as typed or stored.
    """
    return list(dict.fromkeys(found.casefold()[:LONGEST] for found in TAG.findall(text)))[:MOST]
