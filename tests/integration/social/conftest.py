"""A page to talk about, and people who do."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.subjects import Ref
from samverk.social.talk.actions.post_comment import post_comment
from tenants.models import Tenant
from tests.support.factories import NewsPageFactory
from tests.support.things import declare_things, thing

declare_things()


@pytest.fixture
def page(skara: Tenant) -> NewsPage:
    """A piece of news in Skara."""
    found: NewsPage = NewsPageFactory(title="Ny cykelväg", slug="ny-cykelvag")
    return found


@pytest.fixture
def ref(page: NewsPage) -> Ref:
    """The same as a thing."""
    return thing(page)


@pytest.fixture
def say(ref: Ref) -> Callable[..., int]:
    """`say(user, "text")` → the comment's key."""

    def said(user: User, text: str, **values: Any) -> int:
        values = {"ref": ref, "form": uuid4(), "now": clock.now(), **values}
        return post_comment(actor=actor_for(user), author=user, text=text, **values).pk

    return said
