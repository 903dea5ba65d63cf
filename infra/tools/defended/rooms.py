"""The rooms where people write, are told, and take what the model releases."""

from defended.defence import Defence

SOCIAL = "platform/samverk/social/"
NOTIFICATIONS = "platform/samverk/notifications/"
SOCIAL_TESTS = "tests/integration/social/"
NOTICE_TESTS = "tests/integration/notifications/"
CATALOGUE = "shared_templates/catalogue/"
TAKING = "tests/integration/shared_templates/test_tp01_release_and_take.py::"

DEFENCES = (
    Defence(
        "talk-readers", "who may not see a thing neither reads, comments, reacts to nor follows it",
        SOCIAL + "following/access.py", "    if not is_visible(user, ref):\n", "    if False:\n",
        SOCIAL_TESTS + "test_pf18_comments.py::test_pf18_who_may_not_see_the_page_neither_reads_nor_writes",
    ),
    Defence(
        "talk-own", "only its author changes a comment or takes it away",
        SOCIAL + "talk/access.py", "    if comment.author_id != user.pk:\n", "    if False:\n",
        SOCIAL_TESTS + "test_pf18_comments.py::test_pf18_editing_keeps_what_it_said_for_its_readers",
    ),
    Defence(
        "talk-seal", "nobody puts words into another's draft",
        SOCIAL + "talk/form_seal.py", "        user, kind, key, form = _signer().unsign_object(sealed, max_age=OLDEST)\n", "        user, kind, key, form = signing.b64_decode(sealed.split(':')[0].encode()).decode()[2:-2].split('\",\"')\n",
        SOCIAL_TESTS + "test_pf18_comments.py::test_look_nothing_typed_is_lost_when_the_session_has_run_out",
    ),
    Defence(
        "talk-lock", "a comment that waited while the discussion was locked is not written",
        SOCIAL + "talk/actions/post_comment.py", "locked_at IS NULL FOR NO KEY UPDATE\n", "locked_at IS NULL\n",
        SOCIAL_TESTS + "test_pf18_at_once.py::test_pf18_a_comment_that_waited_while_the_discussion_was_locked_is_not_written",
    ),
    Defence(
        "talk-moderator", "a moderator reads nothing of a page they may not see",
        SOCIAL + "talk/queries.py", "    if shown is None or not is_visible(viewer, shown.about):\n", "    if shown is None:\n",
        SOCIAL_TESTS + "test_pf18_moderation.py::test_pf04_a_moderator_outside_the_page_reads_nothing_of_it",
    ),
    Defence(
        "talk-way-back", "a form never leads the browser to another site",
        SOCIAL + "going_back.py", "    is_own = wanted.startswith(\"/\") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)\n", "    is_own = bool(wanted)\n",
        SOCIAL_TESTS + "test_pf18_in_the_feed.py::test_pf18_a_vote_is_cast_in_the_feed_and_the_result_shows_afterwards_only",
    ),
    Defence(
        "posts-readers", "a post is read by those who belong where it stands",
        SOCIAL + "posts/access.py", "    return post.author_id == user.pk or any(p.key == post.place for p in my_places(user, clock.today()))\n", "    return True\n",
        SOCIAL_TESTS + "test_pf12_posts.py::test_pf04_who_does_not_belong_neither_sees_nor_finds_nor_writes_there",
    ),
    Defence(
        "posts-files", "a picture of a post is served to the post's readers only",
        SOCIAL + "posts/access.py", "    if not is_reader(reader, found.post):\n", "    if False:\n",
        SOCIAL_TESTS + "test_pf12_posts.py::test_pf46_a_picture_needs_words_is_drawn_anew_and_served_to_readers_only",
    ),
    Defence(
        "posts-secret-vote", "where names are not shown, no row leads from a vote to its voter",
        SOCIAL + "posts/actions/cast_vote.py", "            if poll.shows_names:\n", "            if True:\n",
        SOCIAL_TESTS + "test_pf18_in_the_feed.py::test_pf18_a_vote_is_cast_in_the_feed_and_the_result_shows_afterwards_only",
    ),
    Defence(
        "posts-protected", "no post leads to the page of a protected person",
        SOCIAL + "posts/cards.py", "    if line.author_protected or not line.author_active or", "    if not line.author_active or",
        SOCIAL_TESTS + "test_pf18_in_the_feed.py::test_pf22_a_name_leads_to_the_person_and_law24_never_to_who_is_protected",
    ),
    Defence(
        "talk-protected", "no comment leads to the page of a protected person",
        SOCIAL + "talk/queries.py", "u.is_active AND NOT u.is_protected, false", "u.is_active, false",
        SOCIAL_TESTS + "test_pf18_in_the_feed.py::test_pf22_a_name_leads_to_the_person_and_law24_never_to_who_is_protected",
    ),
    Defence(
        "follow-list", "the list of what one follows names nothing one may no longer see",
        SOCIAL + "following/queries.py", "    seen = visible_refs(user, [ref for ref, _since in found])\n", "    seen = {ref for ref, _since in found}\n",
        SOCIAL_TESTS + "test_pf52_following.py::test_pf52_what_one_may_no_longer_see_is_not_listed_and_can_still_be_left",
    ),
    Defence(
        "notice-own", "a notice is opened and marked by whose it is",
        NOTIFICATIONS + "access.py", ".filter(user=user, pk=pk).first()", ".filter(pk=pk).first()",
        NOTICE_TESTS + "test_pf52_inbox.py::test_pf52_nobody_reads_marks_or_opens_anothers",
    ),
    Defence(
        "notice-inbox", "the inbox tells nothing of what one may no longer see",
        NOTIFICATIONS + "queries.py", "    seen = visible_refs(viewer, {notice.event.ref for notice in page})\n", "    seen = {notice.event.ref for notice in page}\n",
        NOTICE_TESTS + "test_pf52_inbox.py::test_pf52_what_may_not_be_seen_any_more_is_not_in_the_inbox",
    ),
    Defence(
        "letter-right", "the right is asked again when a letter goes",
        NOTIFICATIONS + "actions/send_letter.py", "    seen = subjects.visible_refs(person, {notice.event.ref for notice in notices})\n", "    seen = {notice.event.ref for notice in notices}\n",
        NOTICE_TESTS + "test_pf52_letters.py::test_pf52_right_is_asked_again_when_the_letter_goes_and_what_was_read_is_left_out",
    ),
    Defence(
        "push-services", "the house posts to known push services only",
        NOTIFICATIONS + "push/sender.py", "    return host.endswith(known) if known.startswith(\".\") else host == known\n", "    return True\n",
        NOTICE_TESTS + "test_pf52_push.py::test_pf52_only_known_push_services_are_ever_posted_to",
    ),
    Defence(
        "catalogue-templates", "only a template writes releases",
        CATALOGUE + "registrations.py", "_table._meta.db_table, _OF_TEMPLATES)", "_table._meta.db_table, _OF_EACH)",
        TAKING + "test_law3_only_the_template_releases_and_each_tells_of_itself",
    ),
    Defence(
        "catalogue-facts", "a municipality tells of itself only how like it is to the model",
        CATALOGUE + "registrations.py", "_OF_EACH = Policy(sees=OUTSIDE_SANDBOXES, writes=f\"schema_name = {SITE}\")", "_OF_EACH = Policy(sees=\"true\", writes=\"true\")",
        TAKING + "test_law3_only_the_template_releases_and_each_tells_of_itself",
    ),
    Defence(
        "release-for-good", "what is released is never changed or removed",
        CATALOGUE + "migrations/0005_releases_as_files.py",
        "    RAISE EXCEPTION 'what is released is never changed or removed';\nEND $$;\n\"\"\"\nBACKWARD", '    RETURN NEW;\nEND $$;\n"""\nBACKWARD',
        TAKING + "test_tp01_a_package_is_hashed_signed_and_never_changed",
    ),
)  # fmt: skip
