"""Who comes in, what they may and what the log tells of it."""

from defended.defence import Defence

IDENTITY = "platform/samverk/identity/"
PROJECT = "platform/samverk/project/"
HANDOFF = "tests/integration/identity/test_handoff.py::"
FIRST_LINK = "tests/integration/operator/test_tn02_first_link.py::"
HARDENING = "tests/integration/project/test_hardening.py::"
SUPPORT = "tests/integration/identity/test_tn12_support.py::"
CHAIN = "tests/integration/kernel/test_law54_chain.py::"

DEFENCES = (
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
        "platform/samverk/kernel/migrations/0006_links_planned_once.py", "(before || ':' || number", "(number",
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
)  # fmt: skip
