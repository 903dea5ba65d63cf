"""Which page stands for which place of the model's structure."""

from django.db import models
from wagtail.models import Page

from shared_templates.adoption.models import Adopted


class Place(models.Model):
    """An item of kind `node` and its page, one each. While they belong together the page cannot be deleted."""

    item = models.OneToOneField(Adopted, on_delete=models.CASCADE, related_name="place")
    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="+")
    made = models.BooleanField(help_text="The page was made for the item; else it was there before")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.item_id}: {self.page_id}"
