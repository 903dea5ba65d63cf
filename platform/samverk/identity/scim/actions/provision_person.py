"""Take in a person from the directory, or change what it says of one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory, leave_directory
from samverk.identity.models import User
from samverk.identity.movers.actions.cancel_departure import cancel_departure
from samverk.identity.movers.actions.plan_departure import plan_departure
from samverk.identity.movers.models import Source
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.protection.sealed import keep_facts
from samverk.identity.scim.actions.settle_rights import settle_rights
from samverk.identity.scim.facts import TEXTS, PersonFacts, check_facts, facts_of, longest
from samverk.identity.scim.issuers import check_list_issuer
from samverk.identity.scim.models import PersonEmail, ProvisionedPerson
from samverk.identity.usernames import username_is_free
from samverk.kernel.actions.record_audit import Actor, record_audit

#: What others see of a person, here and elsewhere.
SHOWN = {"display_name", "given_name", "family_name", "title", "emails"}


class NameTaken(Exception):
    """Another person of the same provider has the user name or the external id."""


def provision_person(
    *, actor: Actor, issuer: str, capacity: str, facts: PersonFacts, now: datetime
) -> ProvisionedPerson:
    """Make the person known here, or take over the row that their first sign-in made.

    A person is (issuer, subject), and the directory's external id is the subject: somebody who signed in before the
    directory told of them, or who left and came back, is the same person here and keeps what they wrote.

    Raises:
        BadFact: when something must not be stored.
        NameTaken: when the provider already delivered somebody with that name or id.
    """
    issuer = check_list_issuer(issuer)
    check_facts(facts)
    with transaction.atomic():
        _refuse_taken(issuer, facts, None)
        user = None
        if facts.external_id:
            user = User.objects.select_for_update().filter(issuer=issuer, subject=facts.external_id).first()
        known = user is not None
        if user is None:
            user = User(issuer=issuer, subject=facts.external_id, is_active=False)
            user.username = _free_username(facts.user_name, user)
            user.set_unusable_password()
        was_active = known and user.is_active
        _write_user(user, facts, capacity)
        # A person who is sent without a word about it is one who works here.
        user.is_active = facts.active is not False
        user.save()
        person = ProvisionedPerson(user=user, issuer=issuer, created_at=now, changed_at=now)
        _write_person(person, facts)
        record_audit(actor=actor, verb="scim.provision_person", target=user, details={"known": known})
        _follow_activity(actor, user, was_active=was_active, has_groups=known, now=now)
        if known:
            carry_profile(actor=actor, user=user)
    return person


def change_person(
    *, actor: Actor, person: ProvisionedPerson, capacity: str, facts: PersonFacts, now: datetime
) -> ProvisionedPerson:
    """Replace what the directory says of a person. Nothing changed: nothing is written, and no line in the log.

    Raises:
        BadFact, NameTaken: as `provision_person`.
    """
    check_facts(facts)
    with transaction.atomic():
        person = ProvisionedPerson.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
        before = facts_of(person)
        if before == facts and person.user.capacity == facts.capacity(capacity):
            return person
        _refuse_taken(person.issuer, facts, person)
        user = person.user
        was_active, old_key = user.is_active, (user.issuer, user.subject)
        if facts.external_id and facts.external_id != user.subject:
            user.subject = facts.external_id
            leave_directory(actor=actor, user=user, issuer=old_key[0], subject=old_key[1], now=now)
            was_active = False
        _write_user(user, facts, capacity)
        # Only what the directory changes is followed: an account that the house has closed is not opened again
        # because somebody got a new title.
        if facts.active is not None and facts.active != before.active:
            user.is_active = facts.active
        user.save()
        person.version += 1
        person.changed_at = now
        _write_person(person, facts)
        changed = sorted(name for name in (*TEXTS, "emails", "active") if getattr(before, name) != getattr(facts, name))
        record_audit(actor=actor, verb="scim.change_person", target=user, details={"changed": changed})
        _follow_activity(actor, user, was_active=was_active, now=now)
        if SHOWN & set(changed):
            carry_profile(actor=actor, user=user)
    return person


def remove_person(*, actor: Actor, person: ProvisionedPerson, now: datetime) -> User:
    """The directory no longer knows the person. They become inactive here; what they wrote stays theirs (LAW-49).

    What only the directory needed (addresses, department, manager, groups) is erased with the link; name and identity
    stay, so that records tell who did what and the same person can come back. Erasing a person is another act.
    """
    with transaction.atomic():
        user = person.user
        was_active = user.is_active
        user.is_active = False
        user.email = user.title = ""
        user.save()
        keep_facts(user, {"email": "", "title": ""})
        user_pk = user.pk
        person.delete()
        settle_rights(actor=actor, users=[user_pk])
        record_audit(actor=actor, verb="scim.remove_person", target=user)
        _follow_activity(actor, user, was_active=was_active, now=now)
    return user


def _refuse_taken(issuer: str, facts: PersonFacts, person: ProvisionedPerson | None) -> None:
    others = ProvisionedPerson.objects.filter(issuer=issuer)
    subjects = User.objects.filter(issuer=issuer, subject=facts.external_id)
    if person is not None:
        others, subjects = others.exclude(pk=person.pk), subjects.exclude(pk=person.user_id)
    if others.filter(user_name__iexact=facts.user_name).exists():
        raise NameTaken("user_name")
    same_id = Q(external_id=facts.external_id) | Q(user__subject=facts.external_id)
    if facts.external_id and others.filter(same_id).exists():
        raise NameTaken("external_id")
    # A known person cannot become another one who has signed in here.
    if person is not None and facts.external_id and subjects.exists():
        raise NameTaken("external_id")


def _free_username(wanted: str, user: User) -> str:
    """The directory's name where nobody here has it, a local account above all; else the opaque id."""
    limit = longest(User, "username")
    return wanted if len(wanted) <= limit and username_is_free(wanted) else str(user.uuid)


def _write_user(user: User, facts: PersonFacts, capacity: str) -> None:
    told = {
        "display_name": facts.shown_name,
        "first_name": facts.given_name,
        "last_name": facts.family_name,
        "title": facts.title,
        "email": facts.main_email,
    }
    user.capacity = facts.capacity(capacity)
    if user.is_protected:
        # The row keeps the name chosen here, whatever the directory says (LAW-24).
        keep_facts(user, told)
        return
    for name, value in told.items():
        setattr(user, name, value)


def _write_person(person: ProvisionedPerson, facts: PersonFacts) -> None:
    for name in TEXTS:
        setattr(person, name, getattr(facts, name))
    person.active = facts.active
    is_new = person.pk is None
    person.save()
    if not is_new:
        person.emails.all().delete()
    PersonEmail.objects.bulk_create(
        [PersonEmail(person=person, value=e.value, type=e.type, primary=e.primary) for e in facts.emails]
    )


def _follow_activity(actor: Actor, user: User, *, was_active: bool, now: datetime, has_groups: bool = True) -> None:
    """Directory entry, sessions and rights follow whether the person is active."""
    if was_active == user.is_active:
        return
    if user.is_active:
        cancel_departure(actor=actor, user=user, now=now)
        enter_in_directory(actor=actor, user=user, valid_from=timezone.localdate(now))
    else:
        # A new unusable password changes the hash of every session: they end now and do not come back to life
        # should the person become active again before they expire.
        user.set_unusable_password()
        user.save(update_fields=["password"])
        leave_directory(actor=actor, user=user, issuer=user.issuer, subject=user.subject, now=now)
        # Closed now; what the person owns is handed over by the night's round, so that a directory's mistake that is
        # put right the same day has moved nothing.
        yesterday = timezone.localdate(now) - timedelta(days=1)
        plan_departure(actor=actor, user=user, last_day=yesterday, source=Source.DIRECTORY, now=now)
    if has_groups:
        settle_rights(actor=actor, users=[user.pk])
