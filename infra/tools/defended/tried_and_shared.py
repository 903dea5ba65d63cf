"""What is tried out, sent, shared and handed on: the sandbox, documents, articles, releases as files."""

from defended.defence import Defence

SANDBOX = "shared_templates/sandbox/"
DOCUMENTS = "shared_templates/documents/"
KNOWLEDGE = "shared_templates/knowledge/"
PACKAGES = "shared_templates/packages/"
TESTS = "tests/integration/shared_templates/"
LAW24 = TESTS + "test_law24_names.py::"
PF21 = TESTS + "test_pf21_shared_articles.py::"
PF21_FORGED = TESTS + "test_pf21_forged.py::"
TP06 = TESTS + "test_tp06_packages.py::"
TP06_REFUSED = TESTS + "test_tp06_packages_refuse.py::"
TP08_DOOR = TESTS + "test_tp08_sandbox_door.py::"
TP15 = TESTS + "test_tp15_documents.py::"
TP15_SCREENS = TESTS + "test_tp15_screens.py::"

DEFENCES = (
    Defence(
        "sandbox-right", "a visit to the sandbox ends in the moment the right ends at the model",
        SANDBOX + "access.py", "        return tester is not None and tester.is_open_on(clock.today()) and may_edit(tester)\n",
        "        return True\n", TP08_DOOR + "test_tp08_the_visit_ends_with_the_right_and_with_the_reset",
    ),
    Defence(
        "sandbox-made-up", "nobody is in the sandbox as themselves, or as a colleague who was copied",
        SANDBOX + "access.py", "    if not is_standing_in(user):\n        return False\n", "    if not is_standing_in(user):\n        return True\n",
        TP08_DOOR + "test_tp08_nobody_else_comes_in",
    ),
    Defence(
        "sandbox-door", "only those who write the model's drafts go from it into the sandbox",
        SANDBOX + "views/door.py", "require_editor(request.user), request", "request.user, request",
        TP08_DOOR + "test_tp08_nobody_else_comes_in",
    ),
    Defence(
        "sandbox-letters", "no letter leaves the sandbox, whoever writes it",
        "platform/samverk/project/outgoing.py", "        if in_sandbox():\n            log.info", "        if False:\n            log.info",
        TP08_DOOR + "test_tp08_no_letter_leaves_the_sandbox",
    ),
    Defence(
        "sandbox-result", "a result counts for the text that the last reset put in the sandbox",
        "shared_templates/masters/actions/test_master.py", "        if text != master.content_hash:\n", "        if False:\n",
        TESTS + "test_tp08_screens.py::test_tp08_a_result_counts_for_the_text_that_the_sandbox_holds",
    ),
    Defence(
        "sandbox-name", "whom the model hides is hidden in the sandbox in the same moment",
        SANDBOX + "names.py", "    if found is not None:\n        _follow_there(found[0], user)\n", "",
        LAW24 + "test_law24_the_sandbox_knows_nobody_by_a_name_that_the_model_hides",
    ),
    Defence(
        "sandbox-name-copied", "and so is who is hidden while the sandbox is copied",
        SANDBOX + "actions/carry_out_reset.py", "        hide_who_was_protected_meanwhile(model, sandbox)\n", "",
        LAW24 + "test_law24_who_is_protected_while_the_sandbox_is_copied_is_hidden_in_it",
    ),
    Defence(
        "document-draft", "a draft is read by those who write documents only",
        DOCUMENTS + "access.py", "(found.is_sent or may_write(user))", "True",
        TP15_SCREENS + "test_tp15_a_draft_is_for_those_who_write_and_what_is_sent_for_all_who_work_here",
    ),
    Defence(
        "document-writers", "documents are written and sent by those who have that right",
        DOCUMENTS + "access.py", "    if not (is_person(user) and may_write(user)):\n", "    if not is_person(user):\n",
        TP15_SCREENS + "test_tp15_a_draft_is_for_those_who_write_and_what_is_sent_for_all_who_work_here",
    ),
    Defence(
        "document-readers", "a guest reads no document",
        DOCUMENTS + "access.py", "    if not (is_person(user) and is_internal(user)):\n", "    if not is_person(user):\n",
        TP15_SCREENS + "test_tp15_another_municipality_and_a_guest_get_nothing_by_its_id",
    ),
    Defence(
        "document-frozen", "what is sent is neither changed, filled in anew, sent again nor thrown away",
        DOCUMENTS + "keeping.py", "    if row.is_sent:\n", "    if False:\n",
        TP15 + "test_tp15_what_is_sent_is_frozen_and_those_it_is_for_hear_where_it_is_read",
    ),
    Defence(
        "document-overtaken", "what somebody else wrote in a document meanwhile is not written over",
        DOCUMENTS + "keeping.py", "    if row.revision != read:\n", "    if False:\n",
        TP15 + "test_tp15_the_second_writer_is_told_who_was_first_and_nothing_is_lost",
    ),
    Defence(
        "document-hash", "a sent document that was changed behind the house's back says so",
        DOCUMENTS + "frozen.py", "    return document.content_hash == hash_of_document(document)\n", "    return True\n",
        TP15_SCREENS + "test_tp15_what_an_intruder_changed_in_a_sent_document_is_seen_by_its_readers",
    ),
    Defence(
        "document-name", "a sent document is read without the name of who is protected since",
        DOCUMENTS + "names.py", "    redact = redactor(reader)\n", "    redact = str\n",
        LAW24 + "test_law24_a_document_that_is_sent_stays_as_it_was_and_is_read_without_the_name",
    ),
    Defence(
        "document-protected", "no document is sent to a protected person: the names become part of it",
        DOCUMENTS + "queries.py", " if not person.is_protected]", "]",
        LAW24 + "test_law24_nobody_protected_is_offered_among_those_a_document_is_for",
    ),
    Defence(
        "article-own", "an article is shared and taken back by its owner, or by who may publish it",
        KNOWLEDGE + "access.py", "    return page.owner_id == user.pk or bool(page.permissions_for_user(user).can_publish())\n", "    return True\n",
        PF21 + "test_pf21_the_owner_shares_and_nobody_else_without_the_right_to_publish",
    ),
    Defence(
        "article-internal", "what only some at home may read is not shared",
        KNOWLEDGE + "leaving.py", "    if page.get_view_restrictions().exists():\n", "    if False:\n",
        PF21 + "test_pf21_what_is_internal_or_personal_does_not_leave",
    ),
    Defence(
        "article-made-up", "no personnummer leaves in an article",
        KNOWLEDGE + "leaving.py", "    if any(not real.host for real in found):\n", "    if False:\n",
        PF21 + "test_pf21_what_is_internal_or_personal_does_not_leave",
    ),
    Defence(
        "article-ended", "an article that is unpublished at home is read nowhere any more",
        KNOWLEDGE + "ending.py", "    page_unpublished.connect(_after_its_end, sender=ArticlePage, dispatch_uid=_NAME)\n", "",
        TESTS + "test_pf21_at_once.py::test_pf21_what_is_gone_or_closed_at_home_is_not_shared_any_more",
    ),
    Defence(
        "article-signed", "a row that is not what was signed is not shown",
        KNOWLEDGE + "queries.py", "    return found if found and is_genuine(found) else None\n", "    return found\n",
        PF21_FORGED + "test_pf21_a_row_that_is_not_what_was_signed_is_not_shown",
    ),
    Defence(
        "article-cleaned", "another municipality's markup runs and fetches nothing here",
        KNOWLEDGE + "queries.py", '        body=cleaned(said["body"]),\n', '        body=said["body"],\n',
        PF21_FORGED + "test_pf21_markup_is_cleaned_wherever_it_is_shown",
    ),
    Defence(
        "article-place", "another's article is put only where one may publish",
        KNOWLEDGE + "actions/place_article.py", " and parent.permissions_for_user(user).can_publish_subpage()):", "):",
        PF21 + "test_pf21_placed_by_who_may_publish_there_and_once",
    ),
    Defence(
        "package-key", "nothing is read of a file whose key the operator does not trust",
        PACKAGES + "opening.py", "    if trusted is None:\n", "    if False:\n",
        TP06_REFUSED + "test_tp06_nothing_is_parsed_before_the_key_is_known",
    ),
    Defence(
        "package-seal", "what a file says around its package is sealed too",
        PACKAGES + "files.py", "    if not is_sealed(sealed.key, sealed.payload, sealed.seal):\n", "    if False:\n",
        TP06_REFUSED + "test_tp06_what_the_signature_does_not_cover_is_sealed",
    ),
    Defence(
        "package-signature", "a package whose signature is not of what it says is refused, whoever sealed the file",
        PACKAGES + "checking.py", "    if not (whole and is_signed(row.signed_by, row.content_hash, row.signature)):\n", "    if False:\n",
        TP06_REFUSED + "test_tp06_a_seal_is_no_signature_of_the_package",
    ),
    Defence(
        "package-made-up", "no personnummer and no real address comes in with a file",
        PACKAGES + "checking.py", "    if real:\n", "    if False:\n",
        TESTS + "test_tp16_doors.py::test_tp16_an_import_with_a_valid_personnummer_is_refused_and_nothing_of_it_is_here",
    ),
    Defence(
        "package-order", "no release is skipped, and none comes in the wrong order",
        PACKAGES + "order.py", '    if parcel.follows != (here.version if here else ""):\n', "    if False:\n",
        TP06 + "test_tp06_what_is_skipped_is_missed_also_where_nothing_in_the_next_was_there_before",
    ),
    Defence(
        "package-same", "a release that is here is never another under the same number",
        PACKAGES + "actions/receive_release.py", "    if known.content_hash != parcel.release.content_hash:\n", "    if False:\n",
        TP06_REFUSED + "test_tp06_the_same_version_with_other_words_is_refused",
    ),
    Defence(
        "package-mirror", "a model that takes another deployment's releases writes none of its own",
        "shared_templates/masters/another.py", "    if source:\n", "    if False:\n",
        TP06 + "test_tp06_a_site_that_takes_anothers_releases_writes_none_of_its_own",
    ),
    Defence(
        "package-fingerprint", "a key is trusted by the fingerprint its owner has told on another way",
        PACKAGES + "actions/trust_key.py", '    if "".join(said.split()) != fingerprint(key).replace(" ", ""):\n', "    if False:\n",
        TP06 + "test_tp06_a_key_is_trusted_by_its_fingerprint_only",
    ),
    # What changes the template database comes last: each builds it anew.
    Defence(
        "sandbox-apart", "nobody elsewhere sees what the sandbox tells",
        "tenants/policies.py", "OUTSIDE_SANDBOXES = f\"schema_name = {SITE} OR right(schema_name, {len(SANDBOX_SUFFIX)}) <> '{SANDBOX_SUFFIX}'\"\n", 'OUTSIDE_SANDBOXES = "true"\n',
        TESTS + "test_tp08_sandbox.py::test_tp08_nobody_elsewhere_sees_what_the_sandbox_has",
    ),
    Defence(
        "document-for-good", "the database refuses to change or remove a sent document",
        DOCUMENTS + "migrations/0002_what_is_sent_stays.py", "    RAISE EXCEPTION 'a document that is sent is never changed or removed';", "    RETURN NEW;",
        TP15 + "test_tp15_the_database_itself_refuses_to_change_what_is_sent",
    ),
    Defence(
        "article-withdrawn", "the database shows others nothing of an article that is withdrawn",
        KNOWLEDGE + "registrations.py", " AND a.withdrawn_at IS NULL AND (", " AND (",
        PF21 + "test_pf21_withdrawn_the_text_is_gone_everywhere_and_the_address_stays",
    ),
    Defence(
        "article-others", "a municipality shares and changes articles in its own name only",
        KNOWLEDGE + "registrations.py", '_WRITES = f"{_OWN} AND {_IS_MUNICIPALITY}"', "_WRITES = _IS_MUNICIPALITY",
        PF21_FORGED + "test_pf21_nobody_writes_for_another_municipality",
    ),
    Defence(
        "article-for-good", "what was shared is never changed",
        KNOWLEDGE + "migrations/0002_what_was_shared_stays.py", "    RAISE EXCEPTION 'what was shared is never changed or removed';", "    RETURN NEW;",
        PF21_FORGED + "test_pf21_what_was_shared_is_never_changed_but_goes_with_its_site",
    ),
)  # fmt: skip
