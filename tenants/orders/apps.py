"""Django app of the orders; its table lies in `public` and is the operator's."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """What the page asked for and the worker carries out."""

    name = "tenants.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
