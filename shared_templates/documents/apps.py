"""Django app of the documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents written after document templates; in each site's schema."""

    name = "shared_templates.documents"
    label = "project_documents"
    default_auto_field = "django.db.models.BigAutoField"
