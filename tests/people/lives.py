"""Somebody who leaves a trace everywhere, so that forgetting them can be tried."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import connection, transaction

from ritrovo.foundations.agreements.models import Consent, Trace
from ritrovo.foundations.agreements.steps import add_version, rulebook
from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.messages.models import Bounce, Message, Preference, Suppression
from ritrovo.foundations.payments.actions import receipts
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Organisation, Party, Person
from ritrovo.foundations.people.steps import keep_dossier, merge
from ritrovo.foundations.volunteers.actions import registering
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.practices.campaigns.actions import helping, talking
from ritrovo.practices.campaigns.models import Campaign, FirstSupporter, PledgeDraft
from tests import factories as make
from tests.payments.treasury import Desk

GIVEN, FAMILY = "Zenobia", "Quartapelle"
EMAIL = "zenobia.quartapelle@example.org"
PHONE = "+39 347 5550199"
TAX_CODE = "QRTZNB80A41A859M"
MARKS = ("zenobia", "quartapelle", "5550199", TAX_CODE.lower())
TEXT_COLUMNS = """
    SELECT c.table_name, c.column_name, c.data_type = 'bytea' FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      AND (c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea'))
    ORDER BY 1, 2
"""


def live_everywhere(desk: Desk, second: Organisation) -> Person:
    """Make somebody with a login whom two organisations know, with promises, help and mails."""
    first = desk.organisation
    person = make.make_member(GIVEN, FAMILY, email=EMAIL)
    for organisation in (first, second):
        meet(organisation, person)
    give(desk)
    for campaign in (desk.campaign, make.make_campaign(promoter=second)):
        promise_and_help(campaign)
    receive_mails(person)
    live_in_a_household(first, person)
    agree(first, person)
    volunteer(first, person)
    ask(first, person)
    unite_all(person)
    return person


def give(desk: Desk) -> None:
    """Give money that came by bank, with a receipt."""
    pledge = desk.pledge(2500, given_name=GIVEN, family_name=FAMILY, email=EMAIL, tax_code=TAX_CODE)
    payment = desk.paid(pledge, name=f"{GIVEN} {FAMILY}")
    receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)


def unite_all(person: Person) -> None:
    """Read as one whoever has this name."""
    others = Party.objects.filter(name=f"{GIVEN} {FAMILY}", merged_into=None)
    with transaction.atomic():
        for party in others.exclude(pk=person.pk):
            merge(party_id=party.pk, into_id=person.pk)


def meet(organisation: Organisation, person: Person) -> None:
    """Let an organisation write down all that it may know of somebody."""
    with transaction.atomic():
        keep_dossier(
            organisation_id=organisation.pk,
            party_id=person.pk,
            email=EMAIL,
            email_verified_at=clock.now(),
            phone=PHONE,
            tax_code=TAX_CODE,
            address=f"presso {FAMILY}, via Po 1",
            note=f"{GIVEN} viene il martedì",
        )


def promise_and_help(campaign: Campaign) -> None:
    """Promise at the counter and on the web, offer a hand both ways, ask a question."""
    who = {"given_name": GIVEN, "family_name": FAMILY, "email": EMAIL}
    for counted in (True, False):
        make.make_pledge(
            campaign, counted=counted, shown_as="name", public_name=f"{GIVEN} Q.",
            phone=PHONE, tax_code=TAX_CODE, in_memory_of=f"Ugo {FAMILY}", **who,
        )  # fmt: skip
    need = make.make_need(campaign)
    make.make_offer(need, message=f"Sono {GIVEN}", phone=PHONE, **who)
    helping.offer_help(actor=NOBODY, need_id=need.pk, key=uuid4(), channel=Channel.WEB, **who)
    talking.ask_question(
        actor=NOBODY, campaign_id=campaign.pk, text="Quando aprite?", name=GIVEN, email=EMAIL
    )
    PledgeDraft.objects.create(
        campaign=campaign, browser=uuid4(), key=uuid4(), answers={"email": EMAIL, "name": GIVEN}
    )
    FirstSupporter.objects.create(
        campaign=campaign, key=uuid4(), name=f"{GIVEN} {FAMILY}", email=EMAIL, phone=PHONE
    )


def receive_mails(person: Person) -> None:
    """Get a mail, a digest that collected another, and all that a mailbox may say back."""
    common = {"address": EMAIL, "party_id": person.pk, "language": "it"}
    digest = Message.objects.create(
        kind="digest", key="1", subject=f"Ciao {GIVEN}", state="queued", urgency="at_once", **common
    )
    Message.objects.create(
        kind="news", key="2", subject="Novità", text=f"Cara {GIVEN}", urgency="digest",
        state="digested", digest=digest, **common,
    )  # fmt: skip
    Bounce.objects.create(
        message=digest, address=EMAIL, is_permanent=True, diagnosis=f"550 {EMAIL}", digest="a" * 64
    )
    Preference.objects.create(address=EMAIL, kind="news", mode="never")
    Suppression.objects.create(address=EMAIL, reason="bounced")


def live_in_a_household(organisation: Organisation, person: Person) -> None:
    """Live alone in a household called after oneself."""
    household = people.register_household(
        actor=SYSTEM, organisation_id=organisation.pk, name=f"famiglia {FAMILY}"
    )
    people.add_household_member(
        actor=SYSTEM,
        organisation_id=organisation.pk,
        household_id=household.pk,
        person_id=person.pk,
        since=date(2020, 1, 1),
    )


def agree(organisation: Organisation, person: Person) -> Consent:
    """Say yes to the newsletter, from somewhere."""
    with transaction.atomic():
        version = add_version(
            book=rulebook(kind="newsletter", owner_id=organisation.pk),
            titles=("Novità", "News"),
            texts=("Vi scriviamo.", "We write."),
        )
        consent = Consent.objects.create(
            version=version,
            party_id=person.pk,
            channel="web",
            form="/prova/",
        )
        Trace.objects.create(consent=consent, browser=f"Browser di {GIVEN}", kept_until=clock.now())
    return consent


def volunteer(organisation: Organisation, person: Person) -> None:
    """Stand in the register of volunteers, which the law keeps."""
    registering.enrol(
        actor=SYSTEM,
        organisation_id=organisation.pk,
        party_id=person.pk,
        details=Details(GIVEN, FAMILY, "Via Po 1, Biella", "", "Biella", date(1980, 1, 1)),
        started_on=clock.today(),
        key=uuid4(),
    )


def ask(organisation: Organisation, person: Person) -> None:
    """Ask for a correction, and object."""
    actor = make.as_actor(person)
    people.ask_correction(
        actor=actor, organisation_id=organisation.pk, text=f"Mi chiamo {GIVEN} con la Z"
    )
    people.make_objection(actor=actor, organisation_id=organisation.pk, purpose="yearly")


def places_of(*marks: str) -> set[str]:
    """List every column of the database that holds one of some words, whatever its capitals."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(TEXT_COLUMNS)
        for table, column, is_bytes in cursor.fetchall():
            as_text = f"encode(\"{column}\", 'escape')" if is_bytes else f'"{column}"::text'
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE lower({as_text}) LIKE ANY(%s)',
                [[f"%{mark.lower()}%" for mark in marks]],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found
