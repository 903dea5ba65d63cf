"""What following offers to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.kernel.registries import Leaving, person_leaves
from samverk.social.following.leaving import count_follows, end_follows

person_leaves.register("follows", Leaving(_("Sådant personen följer"), count_follows, end_follows))
