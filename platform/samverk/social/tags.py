"""Words that a writer lifts out of a text with a #, so that others can follow what is written of it."""

import re

from django.urls import reverse

from samverk.kernel.subjects import Ref

#: From three letters to forty, the first a letter; nothing of an address.
TAG = re.compile(r"(?<![\w#&/.])#([^\W\d_][\w-]{1,38}\w)")
LONGEST, MOST = 40, 10
#: The kind of such a word, as something to follow.
WORD = "tag"


def tags_in(text: str) -> list[str]:
    """The words without #, as they are compared, each once; of a text with very many the first.

    Args:
        text: as typed or stored.
    """
    return list(dict.fromkeys(found.casefold()[:LONGEST] for found in TAG.findall(text)))[:MOST]


def of_tag(tag: str) -> Ref:
    """A word with #, as it is compared."""
    return Ref(WORD, tag)


def tags_at() -> str:
    """Beginning of the addresses of words with #: the feed, with what holds them."""
    return f"{reverse('posts:feed')}?ord="
