"""What the model municipality and the others say to each other: proposals, the board, orders, deviations, places."""

from defended.defence import Defence

ADOPTION = "shared_templates/adoption/"
BOARD = "shared_templates/board/"
PROPOSALS = "shared_templates/proposals/"
STRUCTURE = "shared_templates/structure/"
TESTS = "tests/integration/shared_templates/"
TP03_BOARD = TESTS + "test_tp03_board.py::"
TP12 = TESTS + "test_tp12_structure.py::"
TP13 = TESTS + "test_tp13_proposals.py::"
TP14 = TESTS + "test_tp14_in_the_worker.py::"

DEFENCES = (
    Defence(
        "board-right", "a municipality's reasons are read by those who speak for the board only",
        BOARD + "access.py", "    if not (is_person(user) and may_release(user)):\n", "    if False:\n",
        TP03_BOARD + "test_tp03_the_board_is_asked_answers_once_and_the_municipality_reads_it",
    ),
    Defence(
        "board-text", "the board answers the text it has read, not one written meanwhile",
        BOARD + "actions/answer_habit.py", "        if told.submitted_at != submitted_at:\n", "        if False:\n",
        TP03_BOARD + "test_tp03_the_board_never_answers_a_text_it_has_not_read",
    ),
    Defence(
        "board-made-up", "nothing of a person or a real site leaves the municipality with its reasons",
        BOARD + "submitting.py", "    if found:\n", "    if False:\n",
        TP03_BOARD + "test_tp03_nothing_of_a_person_or_a_real_site_goes_to_the_board",
    ),
    Defence(
        "master-read", "what somebody else wrote in a draft meanwhile is not written over",
        "shared_templates/masters/actions/keep_master.py",
        "        if master and read is not None and row.revision != read:\n", "        if False:\n",
        TESTS + "test_tp01_release_and_take.py::test_tp01_a_draft_that_was_written_in_meanwhile_is_not_written_over",
    ),
    Defence(
        "proposal-made-up", "nothing of a person or a real site is proposed",
        PROPOSALS + "real.py", "    if found := told_reals(said, not_made_up(said, real_hosts()), code=code):\n", "    if found := ():\n",
        TP13 + "test_tp16_nothing_real_and_nothing_empty_is_proposed",
    ),
    Defence(
        "order-meanwhile", "what changed here after it was chosen is not written over",
        ADOPTION + "actions/take_release.py", "        _refuse_what_changed(wanted, read_at)\n", "",
        TP14 + "test_tp14_what_changed_after_the_choice_fails_and_nothing_is_taken",
    ),
    Defence(
        "order-once", "an order carried out twice, or after it was undone, is carried out once",
        ADOPTION + "actions/take_release.py", "        if application is not None and not application.is_pending:\n", "        if False:\n",
        TP14 + "test_tp14_an_order_carried_out_twice_is_carried_out_once_and_can_be_undone",
    ),
    Defence(
        "text-decided", "a release leaves a text that a body has decided on",
        ADOPTION + "planning.py", "if here.base is None and here.decided_on is None:", "if here.base is None:",
        TESTS + "test_tp04_decided.py::test_tp04_what_is_decided_and_does_not_apply_is_proposed_too",
    ),
    Defence(
        "deviation-own", "nobody approves a deviation of their own",
        "shared_templates/deviations/access.py", "    return may_approve(user) and deviation.owner_id != user.pk\n", "    return may_approve(user)\n",
        TESTS + "test_tp03_deviations.py::test_tp03_an_approver_who_is_not_the_owner_decides_on_the_page",
    ),
    Defence(
        "deviation-unit", "one speaks for the units one works in",
        "shared_templates/deviations/access.py", "    if not may_take(user):\n        found =", "    if False:\n        found =",
        TESTS + "test_tn14_units.py::test_tn14_school_g_departs_and_the_departments_report_counts_it_with_its_reason",
    ),
    Defence(
        "place-kept", "the page of a place is not deleted by any other way either",
        STRUCTURE + "models.py", "on_delete=models.PROTECT", "on_delete=models.CASCADE",
        TP12 + "test_tp12_what_is_above_a_place_stays_too_and_the_database_sees_to_it",
    ),
    # What changes the template database comes last: each builds it anew.
    Defence(
        "place-held", "an editor neither moves, hides nor deletes a page whose place is settled",
        STRUCTURE + "registrations.py", 'page_holds.register("structure", holds_of)\n', "",
        TP12 + "test_tp12_a_place_is_not_deleted_hidden_or_moved",
    ),
    Defence(
        "board-between", "a habit is read by its municipality and the board it was sent to only",
        BOARD + "registrations.py", '_BETWEEN = f"schema_name = {SITE} OR template_schema = {SITE}"', '_BETWEEN = "true"',
        TP03_BOARD + "test_law3_between_the_two_nobody_else_reads_and_each_writes_its_own",
    ),
    Defence(
        "board-submitted", "the board speaks only of what was submitted to it",
        BOARD + "registrations.py",
        '" WHERE told.deviation = board_word.deviation AND told.schema_name = board_word.schema_name"\n'
        '        f" AND told.template_schema = {SITE})"',
        '")"',
        TESTS + "test_tp03_forged.py::test_law3_the_database_keeps_the_words_between_a_municipality_and_its_board",
    ),
    Defence(
        "board-once", "two of the board do not answer the same text",
        BOARD + "migrations/0001_initial.py",
        "'constraints': [models.UniqueConstraint(fields=('deviation', 'submitted_at'), name='one_word_about_a_text')],",
        "",
        TP03_BOARD + "test_tp03_the_board_never_answers_a_text_it_has_not_read",
    ),
    Defence(
        "proposal-draft", "what a municipality has not sent is its own",
        PROPOSALS + "registrations.py", "(sent_at IS NOT NULL AND {_TAKES_PART})", "{_TAKES_PART}",
        TP13 + "test_tp13_a_draft_is_seen_and_changed_by_its_own_municipality_alone",
    ),
    Defence(
        "proposal-sent", "what is sent is never changed",
        PROPOSALS + "migrations/0002_what_is_sent_stays.py", "    RAISE EXCEPTION 'a proposal that is sent is never changed';", "    RETURN NEW;",
        TP13 + "test_tp13_what_is_sent_is_never_changed",
    ),
    Defence(
        "proposal-answers", "nobody answers a proposal that is not sent",
        PROPOSALS + "registrations.py", " AND p.sent_at IS NOT NULL{extra}", "{extra}",
        TESTS + "test_tp13_forged.py::test_law3_nobody_votes_speaks_or_answers_about_a_draft_or_for_another",
    ),
    Defence(
        "proposal-vote", "a municipality votes in its own name",
        PROPOSALS + "registrations.py", "_VOTES = f\"{_OWN} AND {_kind_is('municipality')}", "_VOTES = f\"{_kind_is('municipality')}",
        TP13 + "test_tp13_a_municipality_votes_once_for_itself_and_changes_its_mind",
    ),
    Defence(
        "proposal-decision", "a proposal is decided by the model it was sent to",
        PROPOSALS + "registrations.py", '_ASKED = _about(f" AND p.template = {SITE}")', '_ASKED = _about()',
        TP13 + "test_tp13_only_the_model_answers_and_once",
    ),
    Defence(
        "proposal-erased", "what others said of a proposal goes with it when its municipality is erased",
        PROPOSALS + "migrations/0002_what_is_sent_stays.py", "ON DELETE CASCADE", "ON DELETE NO ACTION",
        TESTS + "test_tp13_life.py::test_tn11_the_proposers_erasure_takes_what_others_said_of_it",
    ),
)  # fmt: skip
