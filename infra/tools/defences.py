"""Take each defence away and see a test fail: `make defences`, or with names: `make defences ARGS="csp throttle"`.

For each defence: a copy of the tree, one text in one file replaced, the named test run. A defence counts as proved
when that test passes in the untouched copy and *fails* (not: breaks on import) in the changed one. The table in
docs/threat-model.md is made from this list; tests/architecture/test_threat_model.py holds the two together.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", ".samverk", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@dataclass(frozen=True, slots=True)
class Defence:
    """One thing that stops an attack, and how to take it away.

    Attributes:
        name: short, unique.
        what: what it does, for the table.
        file: where it stands.
        old, new: the text that is it, and what is left without it.
        test: file and name of the test that must fail then.
    """

    name: str
    what: str
    file: str
    old: str
    new: str
    test: str


IDENTITY = "platform/samverk/identity/"
PROJECT = "platform/samverk/project/"
HANDOFF = "tests/integration/identity/test_handoff.py::"
FIRST_LINK = "tests/integration/operator/test_tn02_first_link.py::"
HARDENING = "tests/integration/project/test_hardening.py::"
SUPPORT = "tests/integration/identity/test_tn12_support.py::"
SOCIAL, NOTIFICATIONS = "platform/samverk/social/", "platform/samverk/notifications/"
SOCIAL_TESTS, NOTICE_TESTS = "tests/integration/social/", "tests/integration/notifications/"
CATALOGUE, TAKING = "shared_templates/catalogue/", "tests/integration/shared_templates/test_tp01_release_and_take.py::"
CHAIN = "tests/integration/kernel/test_law54_chain.py::"

DEFENCES = (
    Defence(
        "search_path", "search_path follows the site in the same statement as the key",
        "tenants/backend/base.py", "set_config('search_path', %s, false)", "length(%s)",
        "tests/isolation/test_law3_search_path_and_key.py::test_law3_the_context_comes_back_after_an_exception",
    ),
    Defence(
        "rls-key", "the row-level-security key follows the site",
        "tenants/backend/base.py", "set_config('samverk.tenant', %s, false)", "length(%s)",
        "tests/isolation/test_law3_search_path_and_key.py::test_law3_the_context_comes_back_after_an_exception",
    ),
    Defence(
        "rollback", "a rollback makes the connection tell the site anew",
        "tenants/backend/base.py",
        "        # A session-level setting made inside a transaction is undone with it.\n"
        "        self._site_in_server = None\n",
        "", "tests/isolation/test_law3_search_path_and_key.py::test_law3_both_follow_the_site_after",
    ),
    Defence(
        "session-hash", "a session's hash is salted with the site",
        IDENTITY + "models/user.py", 'f"samverk.session:{connection.schema_name}"', '"samverk.session"',
        "tests/isolation/test_law5_sessions.py::test_law5_a_session_copied_to_a_clone_opens_nothing",
    ),
    Defence(
        "host-only-cookies", "cookies name no domain",
        PROJECT + "settings/people.py", "SESSION_COOKIE_HTTPONLY = True",
        'SESSION_COOKIE_HTTPONLY = True\nSESSION_COOKIE_DOMAIN = ".localhost"',
        "tests/isolation/test_law5_sessions.py::test_law5_cookies_name_no_domain",
    ),
    Defence(
        "cache-key", "the site stands in every cache key",
        "tenants/caching.py", 'f"{connection.schema_name}:{key_prefix}:{version}:{key}"',
        'f"{key_prefix}:{version}:{key}"',
        "tests/isolation/test_law5_caches.py::test_law5_a_site_finds_nothing_of_another_in_the_cache",
    ),
    Defence(
        "near-memory", "the site stands before what a web process remembers",
        "platform/samverk/kernel/near_cache.py", "    return cache.make_key(key)\n", "    return key\n",
        "tests/isolation/test_law5_caches.py::test_law5_a_site_finds_nothing_of_another_in_the_memory_of_the_process",
    ),
    Defence(
        "prepared-site", "a prepared question belongs to one site",
        "tenants/prepared.py", "        key = (site, statement.sql)\n        found", '        key = ("", statement.sql)\n        found',
        "tests/isolation/test_law1_prepared.py::test_law1_each_site_has_its_own_and_gets_its_own_rows",
    ),
    Defence(
        "answer-site", "a kept answer belongs to one site",
        "tenants/answers.py", "(connection.schema_name, stamp, sql, repr(values))", '("", stamp, sql, repr(values))',
        "tests/isolation/test_law1_answers.py::test_law1_the_same_question_on_another_site_is_another",
    ),
    Defence(
        "answer-stamp", "a kept answer is let go when a right, a place or a page changes",
        "tenants/answers.py", "(connection.schema_name, stamp, sql, repr(values))", "(connection.schema_name, sql, repr(values))",
        "tests/isolation/test_law1_answers.py::test_pf02_a_right_is_gone_at_the_next_request_though_it_was_kept",
    ),
    Defence(
        "answer-tables", "the database renews the stamp when somebody's rights change",
        "platform/samverk/identity/migrations/0004_stamp_of_standing.py", '            "auth_group",\n', "",
        "tests/isolation/test_law1_answers.py::test_law1_every_table_that_a_kept_answer_reads_renews_the_stamp",
    ),
    Defence(
        "answer-uncommitted", "nothing that may be rolled back is kept",
        "tenants/backend/base.py", "        if not self.in_atomic_block:\n            self.standing = stamp\n", "        self.standing = stamp\n",
        "tests/isolation/test_law1_answers.py::test_law1_nothing_uncommitted_is_kept",
    ),
    Defence(
        "answer-restore", "a site that is put back answers nothing from before",
        "tenants/life/loading.py", "        renew_stamp(schema_name)\n", "",
        "tests/integration/life/test_tn13_restore.py::test_tn13_a_corrupted_site_is_as_it_was_and_the_neighbour_keeps_its_later_work",
    ),
    Defence(
        "frame-person", "the frame that is kept is the person's own",
        "platform/samverk/portal/shell.py", "*_row(tenant), *_row(person)", "*_row(tenant)",
        "tests/isolation/test_frame_follows.py::test_pf07_a_guest_in_the_same_process_gets_nobody_elses_menu",
    ),
    Defence(
        "frame-standing", "the frame that is kept follows the rights of now",
        "platform/samverk/portal/shell.py", "versions = connection.standing, tenant", "versions = 0, tenant",
        "tests/isolation/test_frame_follows.py::test_pf02_a_right_is_in_the_menu_at_the_next_page_and_out_of_it_again",
    ),
    Defence(
        "stamp-order", "the stamp and the log's chain are written under one lock",
        "platform/samverk/kernel/migrations/0004_stamp_of_standing.py",
        "    PERFORM pg_advisory_xact_lock(hashtextextended('samverk.audit.' || TG_TABLE_SCHEMA, 0));\n", "",
        "tests/isolation/test_law1_answers.py::test_law54_who_logs_first_and_who_changes_first_never_wait_for_each_other",
    ),
    Defence(
        "reconnecting", "a question on a connection that has ended is asked on a new one",
        "tenants/prepared.py", "            connection.close()\n", "            raise\n",
        "tests/isolation/test_law3_connections_that_end.py::test_law3_a_connection_that_was_ended_between_two_requests_is_made_anew",
    ),
    Defence(
        "kept-markup", "markup is kept under all that it shows",
        "platform/samverk/kernel/kept_html.py", '        return (kind, *[facts(getattr(value, name)) for name in kind.__dataclass_fields__])\n', "        return kind\n",
        "tests/integration/kernel/test_kept_html.py::test_law1_another_value_is_drawn_anew",
    ),
    Defence(
        "storage", "files lie in the site's own folder",
        "tenants/storage.py", "return str(site_folder(schema_name))", 'return str(site_folder("alla"))',
        "tests/isolation/test_law5_files.py::test_law5_the_same_name_next_door_is_another_file",
    ),
    Defence(
        "files-access", "a picture is served only after access.py has said yes",
        "platform/samverk/intranet/access.py", "    pass_gates(user, file_gates(picture.collection, picture))\n", "",
        "tests/isolation/test_doors.py::test_law5_a_guest_gets_no_picture",
    ),
    Defence(
        "task-site", "a task without a site raises, it never falls back to the operator's",
        PROJECT + "celery.py", 'if not named or (named == "public" and not self.operator):', "if False:",
        "tests/isolation/test_law6_jobs.py::test_law6_a_message_that_names_public_fails_in_the_worker",
    ),
    Defence(
        "handoff-once", "a ticket from site to site works once",
        IDENTITY + "actions/accept_handoff.py", "handoff.used_at is not None or ", "",
        HANDOFF + "test_a_ticket_works_once",
    ),
    Defence(
        "handoff-30s", "it lasts thirty seconds",
        IDENTITY + "actions/accept_handoff.py", " or handoff.expires_at < now", "",
        HANDOFF + "test_a_ticket_lasts_thirty_seconds",
    ),
    Defence(
        "handoff-browser", "it is bound to the browser that set out",
        IDENTITY + "actions/accept_handoff.py",
        "if not nonce or not hmac.compare_digest(handoff.browser_hash, digest(nonce)):", "if False:",
        HANDOFF + "test_another_browser_gets_nothing",
    ),
    Defence(
        "support-end", "a support session is over at its end, and when anybody has ended it",
        IDENTITY + "support/access.py", "return session is None or not session.is_running(now)", "return False",
        SUPPORT + "test_tn12_it_is_over_at_the_next_request",
    ),
    Defence(
        "support-scope", "in a support session one sees what its purpose covers",
        IDENTITY + "support/middleware.py", "        require_within_scope(session=session, request=request)\n", "",
        SUPPORT + "test_tn12_content_is_refused_and_the_refusal_logged",
    ),
    Defence(
        "support-person", "a support session lets nobody in but whoever opened it",
        IDENTITY + "support/actions/issue_support_handoff.py", "session.opened_by_uuid != user.uuid or ", "",
        SUPPORT + "test_tn12_without_a_session_nobody_gets_in_and_the_attempt_is_logged",
    ),
    Defence(
        "safe-next", "the way after sign-in never leads out of the house",
        IDENTITY + "views/sign_in.py",
        'if wanted.startswith("/") and url_has_allowed_host_and_scheme(\n        wanted, allowed_hosts={request.get_host()}, '
        "require_https=request.is_secure()\n    ):",
        "if wanted:", "tests/integration/identity/test_sign_in.py::test_the_form_leads_nowhere_else",
    ),
    Defence(
        "throttle", "the ninth attempt on an account is refused",
        IDENTITY + "throttle.py", "    if not _ask(lambda limiter: _lets_in(limiter, keys) and",
        "    if False and not _ask(lambda limiter: _lets_in(limiter, keys) and",
        "tests/integration/identity/test_sign_in.py::"
        "test_law52_the_ninth_attempt_on_an_account_is_429_even_with_the_right_password",
    ),
    Defence(
        "throttle-office", "one account that comes in again and again buys its address no more guesses",
        IDENTITY + "throttle.py", "        if limiter.hit(once, *keys.came_in_as):\n", "        if True:\n",
        "tests/integration/identity/test_sign_in.py::"
        "test_law52_strangers_at_an_offices_address_do_not_shut_the_office_out",
    ),
    Defence(
        "protected-groups", "only who is in a protected group makes a rule or a key that fills it",
        IDENTITY + "protected_groups.py", "    if not guarded:\n", "    if True:\n",
        "tests/integration/identity/rights/test_law12_protected_groups.py::"
        "test_law12_only_who_is_in_a_protected_group_lets_the_directory_fill_it",
    ),
    Defence(
        "first-link-first", "the operator makes no way in to a site whose maintainers have come in",
        IDENTITY + "first_links/actions/issue_link.py", "if only_first and somebody_is_in():", "if False:",
        FIRST_LINK + "test_tn12_a_site_that_looks_after_itself_gets_no_more_keys_from_the_operator",
    ),
    Defence(
        "first-link-once", "the first link opens once",
        IDENTITY + "first_links/actions/use_link.py", 'link.link_hash, link.used_at = "", now', "pass",
        FIRST_LINK + "test_tn02_the_first_maintainer_chooses_a_password_that_nobody_else_has_seen",
    ),
    Defence(
        "guest-proof", "whoever the rules make one of the organisation's own does not come in as a guest",
        IDENTITY + "oidc/actions/sign_in_with_provider.py", "if becoming.capacity in INTERNAL:", "if False:",
        "tests/integration/identity/oidc/test_pf06_guest_by_provider.py::"
        "test_pf06_whoever_belongs_here_is_no_guest_and_an_identity_opens_one_account",
    ),
    Defence(
        "list-protected", "a list of the organisation tells nobody that somebody protected is here",
        "platform/samverk/people/from_file/there.py", "is_active=True, is_protected=False,", "is_active=True,",
        "tests/integration/people/test_tn03_from_file.py::"
        "test_tn03_a_row_that_cannot_be_is_left_out_and_says_why",
    ),
    Defence(
        "support-yes", "where the site says yes first, support comes in after that and not before",
        IDENTITY + "support/models.py", "now < self.ends_at and not self.is_waiting", "now < self.ends_at",
        SUPPORT + "test_tn12_where_the_site_says_yes_first_nobody_comes_in_before",
    ),
    Defence(
        "cut-logs", "a log line holds no link that opens anything",
        "tenants/logs.py", "return without_secrets(json.dumps(", "return str(json.dumps(",
        "tests/integration/project/test_one_time_links_in_logs.py::"
        "test_pf06_a_link_that_is_used_up_or_broken_leaves_no_secret_in_the_log",
    ),
    Defence(
        "rate-limits", "costly doors are counted per account, address and site",
        PROJECT + "settings/base.py", '    "samverk.identity.rate_limits.RateLimitMiddleware",\n', "",
        HARDENING + "test_law52_limits_are_each_accounts_and_each_sites_own",
    ),
    Defence(
        "csrf", "a form from another site is refused",
        PROJECT + "settings/base.py", '    "django.middleware.csrf.CsrfViewMiddleware",\n', "",
        "tests/integration/identity/test_sign_in.py::test_the_form_is_protected_against_other_sites",
    ),
    Defence(
        "csp", "no inline script or style, nothing from elsewhere",
        PROJECT + "settings/security.py", '        "script-src": [SELF],', '        "script-src": [SELF, "\'unsafe-inline\'"],',
        "tests/integration/project/test_headers_and_health.py::test_look_our_pages_have_the_strict_policy_and_keep_it",
    ),
    Defence(
        "headers", "every kind of answer carries the security headers",
        PROJECT + "settings/base.py", '    "samverk.project.middleware.headers.HeadersMiddleware",\n', "",
        HARDENING + "test_law52_every_kind_of_answer_carries_the_headers",
    ),
    Defence(
        "sign-in-required", "every page asks who you are unless it says otherwise",
        PROJECT + "settings/base.py", '    "django.contrib.auth.middleware.LoginRequiredMiddleware",\n', "",
        "tests/isolation/test_doors.py::test_law11_who_is_signed_out_is_sent_to_sign_in",
    ),
    Defence(
        "editors-door", "the editors' tools are closed to everybody else",
        PROJECT + "settings/base.py", '    "samverk.intranet.middleware.EditorsDoorMiddleware",\n', "",
        "tests/isolation/test_doors.py::test_law11_an_employee_does_not_enter_the_editors_tools",
    ),
    Defence(
        "log-right", "the log is searched by its auditors only",
        IDENTITY + "log/views/search.py", '    """The form; a valid one leads to its result."""\n    require_auditor(request.user)',
        '    """The form; a valid one leads to its result."""',
        "tests/integration/identity/test_pf63_log_search.py::test_law12_no_office_gives_the_right_to_the_log",
    ),
    Defence(
        "log-own-search", "a result belongs to the auditor who said why",
        IDENTITY + "log/queries.py", 'verb=SEARCHED, actor_uuid=user.uuid, result="done"', 'verb=SEARCHED, result="done"',
        "tests/integration/identity/test_pf63_log_search.py::test_pf63_a_result_is_the_searchers_own_and_for_some_hours",
    ),
    Defence(
        "refusals", "a refusal is written to the log",
        PROJECT + "views/errors.py", "    record_refusal(request)\n", "",
        "tests/integration/kernel/test_pf63_acts.py::test_pf63_what_is_done_stands_in_the_log_once",
    ),
    Defence(
        "log-anchor", "the end of each log is kept outside it, so that a cut tail is seen",
        "platform/samverk/kernel/chain.py", "        if seq > (last or 0):", "        if False:",
        CHAIN + "test_law54_what_an_intruder_does_to_the_log_is_seen",
    ),
    Defence(
        "secrets", "the house does not start with a secret that can be guessed",
        PROJECT + "secrets_check.py", "    if found:\n        raise ImproperlyConfigured", "    if False:\n        raise ImproperlyConfigured",
        HARDENING + "test_law52_the_house_does_not_start_with_one",
    ),
    # What changes the template database comes last: each builds it anew.
    Defence(
        "rls-forced", "row-level security binds the tables' owner too",
        "tenants/policies.py", '            f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY;"\n', "",
        "tests/isolation/test_law3_row_level_security.py::test_law3_the_owner_is_bound_too",
    ),
    Defence(
        "log-append-only", "the database refuses to change or remove a line of the log",
        "platform/samverk/kernel/migrations/0003_audit_is_chained.py",
        "    RAISE EXCEPTION 'audit entries are never changed or removed';\n",
        "    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;\n",
        CHAIN + "test_pf63_the_database_refuses_to_rewrite_the_log",
    ),
    Defence(
        "log-chain", "every line of the log is linked to the one before",
        "platform/samverk/kernel/migrations/0003_audit_is_chained.py",
        "number || ':' || NEW.id || ':' || own, 'UTF8')), 'hex');", "number, 'UTF8')), 'hex');",
        CHAIN + "test_law54_four_threads_write_one_chain",
    ),
    Defence(
        "last-day", "an account closes the day after its last, whether or not any job has run",
        IDENTITY + "backends.py", "and user.is_open_on(clock.today())", "and user.is_active",
        "tests/integration/identity/test_pf11_movers.py::test_pf11_a_project_manager_leaves_on_the_thirtieth_of_september",
    ),
    Defence(
        "guest-pages", "a guest reads the pages they are invited to only",
        "platform/samverk/intranet/wagtail_hooks.py", "    pass_gates(request.user, page_gates(page))\n", "    pass\n",
        "tests/isolation/test_pf07_guests.py::test_pf07_what_an_invited_page_shows_can_be_seen_and_its_neighbours_not",
    ),
    Defence(
        "protected-row", "the row of a protected person holds the protected name only",
        IDENTITY + "protection/sealed.py", "    user.display_name = shown_as\n", "",
        "tests/integration/identity/test_law24_protected.py::test_law24_the_probe_sees_a_row_that_was_not_emptied",
    ),
    Defence(
        "protected-log", "the log shows the protected name",
        IDENTITY + "log/lines.py", "    redact = redactor(reader)\n", "    redact = str\n",
        "tests/integration/identity/test_law24_protected.py::test_law24_the_log_shows_the_protected_name_and_a_real_name_finds_nothing",
    ),
    Defence(
        "protected-log-search", "a search of the log by the real name finds nothing",
        IDENTITY + "log/queries.py", "SealedFacts.objects.filter(hit)", "SealedFacts.objects.none()",
        "tests/integration/identity/test_law24_protected.py::test_law24_the_log_shows_the_protected_name_and_a_real_name_finds_nothing",
    ),
    Defence(
        "protected-right", "only those appointed protect, or see behind the name",
        IDENTITY + "protection/access.py", "is_person(user) and user.has_perm(RIGHT)", "is_person(user)",
        "tests/integration/identity/test_law24_protected.py::test_law24_only_those_appointed_protect_or_see",
    ),
    Defence(
        "leaver-own-rows", "a municipality ends only those who act for it elsewhere",
        IDENTITY + "movers/following.py", ", acting_for_code=code)", ")",
        "tests/integration/identity/test_pf11_movers.py::test_pf11_only_rows_that_act_for_this_municipality_end_elsewhere",
    ),
    Defence(
        "profile-order", "an older profile never writes over a newer one",
        IDENTITY + "profile/actions/take_profile.py", "row.version >= profile.version", "row.version == profile.version",
        "tests/integration/identity/test_pf08_profile.py::test_pf08_an_older_version_never_writes_over_a_newer_and_the_same_one_is_taken_once",
    ),
    Defence(
        "profile-own-rows", "a profile reaches only rows that act for its municipality",
        IDENTITY + "profile/actions/take_profile.py", ", acting_for_code=profile.code)", ")",
        "tests/integration/identity/test_pf08_profile.py::test_pf08_a_row_that_acts_for_another_municipality_is_left_alone",
    ),
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
        CATALOGUE + "registrations.py", "_OF_EACH = Policy(sees=\"true\", writes=f\"schema_name = {SITE}\")", "_OF_EACH = Policy(sees=\"true\", writes=\"true\")",
        TAKING + "test_law3_only_the_template_releases_and_each_tells_of_itself",
    ),
    Defence(
        "release-for-good", "what is released is never changed or removed",
        CATALOGUE + "migrations/0002_releases_are_never_changed.py", "    RAISE EXCEPTION 'what is released is never changed or removed';", "    RETURN NEW;",
        TAKING + "test_tp01_a_package_is_hashed_signed_and_never_changed",
    ),
)  # fmt: skip


def copy_tree(target: Path) -> None:
    """The working tree without what belongs to this checkout only."""
    shutil.copytree(ROOT, target, ignore=lambda folder, names: LEFT_OUT & set(names), symlinks=True, dirs_exist_ok=True)


def run(tree: Path, tests: list[str]) -> int:
    """pytest's exit code: 0 passed, 1 failed, more than that broke."""
    environment = {**os.environ, "SAMVERK_TEST_HOME": str(tree / ".samverk" / "test"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tree), str(tree / "platform")])
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=line", "--show-capture=no", *tests]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode


def main(names: list[str]) -> int:
    """Prove all, or those named; exit code 1 when one is not proved."""
    wanted = [defence for defence in DEFENCES if not names or defence.name in names]
    unproved = []
    with tempfile.TemporaryDirectory(prefix="samverk-defences-") as folder:
        tree = Path(folder, "tree")
        copy_tree(tree)
        started = time.monotonic()
        code = run(tree, sorted({defence.test for defence in wanted}))
        print(f"{'untouched':<20} {'pass' if code == 0 else 'FAIL'}  {time.monotonic() - started:.0f} s", flush=True)
        if code:
            return 1
        for defence in wanted:
            path = tree / defence.file
            before = path.read_text()
            assert before.count(defence.old) == 1, f"{defence.name}: the text stands not once in {defence.file}"
            started = time.monotonic()
            path.write_text(before.replace(defence.old, defence.new))
            code = run(tree, [defence.test])
            path.write_text(before)
            proved = code == 1
            print(
                f"{defence.name:<20} {'the test fails' if proved else f'NOT PROVED (pytest says {code})'}"
                f"  {time.monotonic() - started:.0f} s",
                flush=True,
            )
            unproved += [] if proved else [defence.name]
    print(f"{len(wanted) - len(unproved)} of {len(wanted)} defences proved")
    return int(bool(unproved))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
