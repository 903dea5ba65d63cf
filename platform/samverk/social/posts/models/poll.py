"""A question with given answers, one vote a person."""

from django.conf import settings
from django.db import models

from .post import Post


class Poll(models.Model):
    """What is asked stands in the post. `ballots` and the options' `votes` are counted when somebody votes."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="poll")
    several = models.BooleanField(default=False, help_text="May one choose more than one")
    shows_names = models.BooleanField(default=False, help_text="Else nothing is kept of who chose what")
    closes_at = models.DateTimeField(null=True, blank=True)
    ballots = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.post}"


class PollOption(models.Model):
    """One of the answers."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_poll_option_per_place_in_order", fields=["poll", "order"])]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """That somebody has voted. No time, and for a poll without names no way to what they chose."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="cast")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_ballot_per_person", fields=["poll", "user"])]

    def __str__(self) -> str:
        return f"{self.poll}"


class Choice(models.Model):
    """What a ballot says, where names are shown."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="choices")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_choice_per_ballot_and_option", fields=["ballot", "option"])]

    def __str__(self) -> str:
        return f"{self.option}"
