"""A hundred thousand promises and facts at once, for measuring only: SQL instead of actions.

What it writes is what the actions write, letters aside; the books move through their own
triggers, and `ritrovo prove` agrees.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import psycopg
from django.db import connection, transaction

if TYPE_CHECKING:
    from ritrovo.practices.campaigns.models import Campaign

CENTS: Final = 2000
# Ids in the order of time, as the platform makes them: version 7, one millisecond apart.
ID: Final = """
    (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 10000000 + n), 12, '0')
        || '7{kind:03x}8' || substr(md5(random()::text), 1, 15))::uuid
"""
NAMES: Final = ("party", "account", "pledge", "due", "journal", "transfer", "fact")
IDS: Final = ", ".join(
    f"{ID.format(kind=kind)} AS {name}" for kind, name in enumerate(NAMES, start=1)
)
CROWD: Final = f"""
    CREATE TEMPORARY TABLE crowd ON COMMIT DROP AS
    SELECT n, now() - interval '1 hour' AS at, {IDS}, substr(md5(%(mark)s || n), 1, 12) AS code
    FROM generate_series(1, %(how_many)s) AS n
"""  # noqa: S608  Names of ours alone.
PARTIES: Final = """
    INSERT INTO people_party (id, kind, name, created_at)
    SELECT party, 'person', 'Anna Rossi', at FROM crowd
"""
ACCOUNTS: Final = """
    INSERT INTO ledger_account (id, address, book, unit, sent, received, floor)
    SELECT account, 'party:' || party, 'promised', 'eur_cent', 0, 0, NULL FROM crowd
"""
DUES: Final = """
    INSERT INTO payments_due (id, practice, subject_id, debtor_id, beneficiary_id,
        bank_account_id, cents, gift_cents, reference, short_code, state, promised_from_id,
        promised_to_id, collected_to_id, opened_at)
    SELECT due, 'campaigns', pledge, party, %(beneficiary)s, %(bank_account)s, %(cents)s,
        %(cents)s, 'RF00' || code, code, %(due_state)s, account, %(promised)s, %(collected)s, at
    FROM crowd
"""
JOURNALS: Final = """
    INSERT INTO ledger_journal (id, key, digest, kind, practice, subject_id, occurred_at,
        recorded_at)
    SELECT journal, journal, '', 'promise', 'campaigns', pledge, at, at FROM crowd
"""
PLEDGES: Final = """
    INSERT INTO campaigns_pledge (id, campaign_id, backer_id, due_id, cents, gift_cents, state,
        given_name, family_name, company_name, email, phone, tax_code, address, payer_name,
        shown_as, public_name, in_memory_of, on_behalf_of, note, wants_newsletter, language,
        channel, token_digest, made_at, confirmed_at, counted_at, journal_id)
    SELECT pledge, %(campaign)s, party, due, %(cents)s, %(cents)s, 'counted', 'Anna', 'Rossi', '',
        'anna' || code || '@example.org', '', '', '', '', 'initials', '', '', '', '', false, 'it',
        'web', md5('a' || pledge) || md5('b' || pledge), at, at, at, journal
    FROM crowd
"""
TRANSFERS: Final = """
    INSERT INTO ledger_transfer (id, journal_id, book, unit, source_id, target_id, count)
    SELECT transfer, journal, 'promised', 'eur_cent', account, %(promised)s, %(cents)s FROM crowd
"""
FACTS: Final = """
    INSERT INTO contributions_contribution (id, giver_id, receiver_id, kind, basis, quantity,
        unit, headcount, ecosystem_id, practice, object_id, line, context_id, occurred_at,
        recorded_at, channel, setting)
    SELECT fact, party, %(beneficiary)s, 'time', 'gift', 60, 'minute', 1, %(ecosystem)s, 'bench',
        fact, 0, %(campaign)s, at, at, 'counter', 'community'
    FROM crowd
"""


def promise_by(campaign: Campaign, how_many: int, *, with_facts: bool = False) -> None:
    """Have so many people promise, each with an hour given too when told."""
    words = {
        "how_many": how_many,
        "mark": str(campaign.pk),
        "cents": CENTS,
        "campaign": campaign.pk,
        "ecosystem": campaign.ecosystem_id,
        "beneficiary": campaign.beneficiary_id,
        "bank_account": campaign.bank_account_id,
        "promised": campaign.promised_account_id,
        "collected": campaign.collected_account_id,
        "due_state": "open" if campaign.terms.is_payable else "waiting",
    }
    writes = [CROWD, PARTIES, ACCOUNTS, DUES, JOURNALS, PLEDGES, TRANSFERS]
    with transaction.atomic(), connection.cursor() as cursor:
        for write in [*writes, FACTS] if with_facts else writes:
            cursor.execute(write, words)
    settle_statistics()


def settle_statistics() -> None:
    """Have the planner know of what was just written, as it would a minute later by itself."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
