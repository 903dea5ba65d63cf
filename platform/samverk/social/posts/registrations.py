"""What posts offer to the registries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.groups import EDITORS, MODERATORS
from samverk.identity.rights.words import permission_words
from samverk.kernel.registries import (
    NavEntry,
    SubjectPart,
    UnitFollower,
    Widget,
    WidgetPlace,
    nav_entries,
    start_widgets,
    subject_parts,
    unit_followers,
)
from samverk.kernel.searching import Searchable, searchables
from samverk.kernel.standard_rights import StandardRights, standard_rights
from samverk.kernel.subjects import SubjectKind, subject_kinds
from samverk.people.profiles.asking import TO_ASK
from samverk.social.posts import asking, hiding, subject
from samverk.social.posts.access import MANAGE, OFFICIAL
from samverk.social.posts.actions.move_posts import move_back, move_posts
from samverk.social.posts.chosen import follow_answer
from samverk.social.posts.parts import posts_of
from samverk.social.posts.places import place_sources
from samverk.social.posts.places_here import ORGANISATION, WHOLE
from samverk.social.posts.refs import KIND, UNIT
from samverk.social.posts.searching import newer_posts, search_posts
from samverk.social.posts.site_settings import KEYS
from samverk.social.posts.start import newest_of, start_feed
from samverk.social.posts.tag_subject import WORDS
from samverk.social.posts.told import declare_events
from samverk.social.tags import WORD
from samverk.social.talk.choosers import choosers
from samverk.social.talk.hideables import Hideable, hideables
from tenants.life.rules import tables_not_copied
from tenants.settings.registry import declare

declare(*KEYS)
declare_events()
place_sources.register("organisation", ORGANISATION)
place_sources.register("site", WHOLE)
nav_entries.register(
    "feed",
    NavEntry(
        label=_("Flödet"),
        url=lambda: reverse("posts:feed"),
        icon="feed",
        order=25,
        visible=lambda request: is_internal(request.user),
    ),
)
start_widgets.register(
    "feed",
    Widget(
        template="social_posts/_start.html",
        context=start_feed,
        order=20,
        title=_("Flödet"),
        place=WidgetPlace.MAIN,
        kept=True,
    ),
)
subject_parts.register("newest", SubjectPart(frozenset({UNIT}), newest_of, order=10))
subject_parts.register("ask", SubjectPart(frozenset({TO_ASK}), asking.drawn_button, order=20, in_head=True))
subject_kinds.register(
    KIND,
    SubjectKind(
        label=_("inlägg"),
        plural=_("Inlägg"),
        found=subject.found,
        visible=subject.visible,
        readers=subject.readers,
        icon="feed",
    ),
)
subject_kinds.register(WORD, WORDS)
searchables.register(
    "posts", Searchable(label=_("Inlägg"), search=search_posts, order=30, icon="feed", newer=newer_posts)
)
hideables.register(
    KIND,
    Hideable(label=_("inlägg"), exhibit=hiding.exhibit, hide=hiding.hide, restore=hiding.restore, forget=hiding.forget),
)
choosers.register(KIND, follow_answer)
unit_followers.register(
    "posts",
    UnitFollower(label=_("Inlägg i flödet"), count=posts_of, apply=move_posts, undo=move_back),
)
standard_rights.register("posts.editors", StandardRights(EDITORS, (OFFICIAL,)))
standard_rights.register("posts.moderators", StandardRights(MODERATORS, (MANAGE, OFFICIAL)))
permission_words.register(MANAGE, _("Lägga inlägg överst och säga att frågor är besvarade."))
permission_words.register(OFFICIAL, _("Märka inlägg som officiell information."))
tables_not_copied.register("social_posts_draft", "det någon har börjat skriva")
tables_not_copied.register("social_posts_ballot", "vem som har röstat")
tables_not_copied.register("social_posts_choice", "vad någon röstade på")
