"""Django app of posts; its tables lie in every site's schema."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Not in `public`: the operator's people have no feed."""

    name = "samverk.social.posts"
    label = "social_posts"
    default_auto_field = "django.db.models.BigAutoField"
