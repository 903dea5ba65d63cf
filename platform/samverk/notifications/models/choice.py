"""The matrix: which ways for which kind of event in which role."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models

from samverk.notifications.events import MyRole
from samverk.notifications.ways import Pace, Ways


class Cell(models.Model):
    """What was chosen for one kind and role; where there is no row, what stands above applies."""

    kind = models.CharField(max_length=40)
    role = models.SmallIntegerField(choices=MyRole.choices)
    inbox = models.BooleanField(default=True)
    mail = models.SmallIntegerField(choices=Pace.choices, default=Pace.NEVER)
    push = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def ways(self) -> Ways:
        """As a value."""
        return Ways(inbox=self.inbox, mail=Pace(self.mail), push=self.push)


class Choice(Cell):
    """A person's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "role"], name="one_choice_of_ways_a_person"),
        ]
        indexes = [models.Index(fields=["kind", "user"], name="notifications_choice_of_kind")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class GroupChoice(Cell):
    """A group's, for its members who have not chosen: what somebody who joins begins with."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "role"], name="one_choice_of_ways_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.kind}"


class SiteChoice(Cell):
    """The site's, for everybody who has not chosen and is in no group that has."""

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "role"], name="one_choice_of_ways_a_site"),
        ]

    def __str__(self) -> str:
        return self.kind
