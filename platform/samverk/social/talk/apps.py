"""Django app of talking; its tables lie in every site's schema."""

from django.apps import AppConfig


class TalkConfig(AppConfig):
    """Not in `public`: nobody talks at the operator's."""

    name = "samverk.social.talk"
    label = "social_talk"
    default_auto_field = "django.db.models.BigAutoField"
