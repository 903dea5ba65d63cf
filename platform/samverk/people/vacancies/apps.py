"""Django app of what sites tell of their roles."""

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    """One table in `public`."""

    name = "samverk.people.vacancies"
    label = "vacancies"
    default_auto_field = "django.db.models.BigAutoField"
