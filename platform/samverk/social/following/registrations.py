"""What following offers to the registries."""

from django.utils.translation import gettext_lazy as _

from samverk.kernel.registries import Leaving, SubjectPart, person_leaves, subject_parts
from samverk.social.following.context import drawn_button
from samverk.social.following.leaving import count_follows, end_follows
from tenants.life.rules import tables_not_copied

person_leaves.register("follows", Leaving(_("Sådant personen följer"), count_follows, end_follows))
# Pages of rooms that following stands upon; those above it put the button into their own pages.
subject_parts.register("follow", SubjectPart(frozenset({"person", "unit"}), drawn_button, order=10, in_head=True))
tables_not_copied.register("social_following_follow", "vad någon följer")
