"""How strong a sign-in this site demands where (PF-05)."""

from django.db import models
from django.db.models import Q

#: No demand, or the levels of ISO 29115 and the Swedish trust framework.
LEVELS = [(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4")]


class SignInPolicy(models.Model):
    """One row a site, or none: then nothing is demanded."""

    editors_level = models.PositiveSmallIntegerField(default=0, choices=LEVELS)
    administration_level = models.PositiveSmallIntegerField(default=0, choices=LEVELS)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="one_sign_in_policy", condition=Q(id=1)),
            models.CheckConstraint(
                name="levels_that_exist", condition=Q(editors_level__lte=4, administration_level__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editors_level}/{self.administration_level}"
