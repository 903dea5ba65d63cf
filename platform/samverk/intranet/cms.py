"""Wagtail's own apps, bent where it matters to us."""

from wagtail.users.apps import WagtailUsersAppConfig


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user pages; people come from identity, so the viewset only lists and grants groups."""

    user_viewset = "samverk.intranet.user_pages.PersonViewSet"
    group_viewset = "samverk.intranet.user_pages.HouseGroupViewSet"
