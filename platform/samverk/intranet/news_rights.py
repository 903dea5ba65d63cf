"""What a person may do with a piece of news: Wagtail's answer, and what the site has decided about reviews."""

from typing import Any

from wagtail.models import PagePermissionTester

from samverk.identity.models import User
from samverk.intranet.site_settings import EDITORS_PUBLISH
from tenants.settings.queries import value


class NewsRights(PagePermissionTester):
    """Whoever may write news may publish it, where the site has decided so; closing a page stays with reviewers."""

    def __init__(self, user: User, page: Any) -> None:
        super().__init__(user, page)
        # Wagtail gives none to who may do everything, or nothing.
        given: set[str] = getattr(self, "permissions", set())
        self._reviews = user.is_superuser or "publish" in given
        if given & {"add", "change"} and not self._reviews and value(EDITORS_PUBLISH):
            self.permissions = given | {"publish"}

    def can_set_view_restrictions(self) -> bool:
        """Only who could publish anyway."""
        return bool(self._reviews and self.can_publish())
