"""Django app of following; its table lies in every site's schema."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Not in `public`: nobody follows anything at the operator's."""

    name = "samverk.social.following"
    label = "social_following"
    default_auto_field = "django.db.models.BigAutoField"
