"""What keeps the sites apart: the database, caches, files and jobs."""

from defended.defence import Defence

IDENTITY = "platform/samverk/identity/"
PROJECT = "platform/samverk/project/"

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
        "platform/samverk/kernel/near_cache.py", "    return str(connection.schema_name)", '    return ""',
        "tests/isolation/test_law5_caches.py::test_law5_a_site_finds_nothing_of_another_in_the_memory_of_the_process",
    ),
    Defence(
        "prepared-site", "a prepared question belongs to one site",
        "tenants/prepared.py", "        key = (site, statement.sql)\n        found", '        key = ("", statement.sql)\n        found',
        "tests/isolation/test_law1_prepared.py::test_law1_each_site_has_its_own_and_gets_its_own_rows",
    ),
    Defence(
        "answer-site", "a kept answer belongs to one site",
        "tenants/answers.py", "(connection.schema_name, stamp, own if", '("", stamp, own if',
        "tests/isolation/test_law1_answers.py::test_law1_the_same_question_on_another_site_is_another",
    ),
    Defence(
        "answer-stamp", "a kept answer is let go when a right, a place or a page changes",
        "tenants/answers.py", "(connection.schema_name, stamp, own if", "(connection.schema_name, own if",
        "tests/isolation/test_law1_answers.py::test_pf02_a_right_is_gone_at_the_next_request_though_it_was_kept",
    ),
    Defence(
        "answer-tables", "the database renews the stamp when somebody's rights change",
        "platform/samverk/identity/migrations/0004_stamp_of_standing.py", '            "auth_group",\n', "",
        "tests/isolation/test_law1_answers.py::test_law1_every_table_that_a_kept_answer_reads_renews_the_stamp",
    ),
    Defence(
        "answer-uncommitted", "nothing that may be rolled back is kept",
        "tenants/backend/base.py", "        if not self.in_atomic_block:\n            self.standing, self.person = stamp, person\n", "        self.standing, self.person = stamp, person\n",
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
        "tenants/prepared.py", "            own.close()\n", "            raise\n",
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
)  # fmt: skip
