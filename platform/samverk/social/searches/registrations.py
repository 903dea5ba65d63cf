"""What followed searches offer to the registries."""

from samverk.kernel.searching import search_parts
from samverk.kernel.subjects import subject_kinds
from samverk.notifications.kinds import event_kinds
from samverk.social.searches import subject, told
from samverk.social.searches.button import drawn_button
from tenants.life.rules import tables_not_copied

subject_kinds.register(subject.KIND, subject.SEARCH)
search_parts.register("follow", drawn_button)
for _event, _words in told.KINDS.items():
    event_kinds.register(_event, _words)
tables_not_copied.register("social_searches_followedsearch", "vad någon bevakar")
