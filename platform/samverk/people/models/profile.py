"""What a person tells of themselves, beside what the municipality's directory says of them."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models


class Profile(models.Model):
    """One row a person, made the first time there is something to keep; name, title and e-mail stay with `User`.

    `shared_as` is what other sites know the person by where skills are shared: it means nothing anywhere else.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    pronounced = models.CharField(max_length=120, blank=True, help_text="How the name is said")
    presentation = models.TextField(max_length=600, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    digits = models.CharField(max_length=60, blank=True, help_text="Both numbers as digits, for who looks for one")
    workplace = models.CharField(max_length=120, blank=True)
    workdays = models.CharField(max_length=7, blank=True, help_text="ISO numbers of weekdays: 12345")
    hours = models.CharField(max_length=80, blank=True)
    ask_about = models.CharField(max_length=300, blank=True)
    photo = models.CharField(max_length=60, blank=True, help_text="Name of the picture's files, without ending")
    shared_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [
            GinIndex(SearchVector("ask_about", "workplace", config="simple"), name="people_profile_words"),
            models.Index("workplace", name="people_profile_workplace", condition=~models.Q(workplace="")),
        ]

    def __str__(self) -> str:
        return str(self.user)
