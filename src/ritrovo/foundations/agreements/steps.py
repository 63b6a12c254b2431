"""Write versions, consents and their withdrawal inside somebody's transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from ritrovo.foundations.agreements.models import Consent, Rulebook, Trace, Version, Withdrawal
from ritrovo.foundations.agreements.queries import (
    address_mark,
    standing_consents,
)
from ritrovo.foundations.agreements.rules import digest_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction


def give_consent(
    *,
    version_id: UUID,
    channel: str,
    form: str,
    party_id: UUID | None = None,
    address: str = "",
    subject_id: UUID | None = None,
    given_at: datetime | None = None,
    recorded_by: UUID | None = None,
) -> Consent:
    """Write down somebody's yes to the version they were shown, once for one `subject_id`.

    `form` names the page or the sheet. Three queries at most. Raises NobodyConsents.
    """
    require_transaction()
    if subject_id:
        before = Consent.objects.filter(version_id=version_id, subject_id=subject_id).first()
        if before:
            return before
    with refusing():
        return Consent.objects.create(
            version_id=version_id,
            party_id=party_id,
            address_mark=address_mark(address),
            given_at=given_at or clock.now(),
            recorded_at=clock.now(),
            channel=channel,
            recorded_by_id=recorded_by,
            form=form,
            subject_id=subject_id,
        )


def keep_trace(*, consent: Consent, network_address: str | None, browser: str) -> Trace:
    """Keep from where a consent came, for the days of `agreements.trace_days`. Two queries."""
    require_transaction()
    days = parameter("agreements.trace_days")
    return Trace.objects.create(
        consent=consent,
        network_address=network_address or None,
        browser=browser[:200],
        kept_until=clock.now() + timedelta(days=days),
    )


def withdraw_consent(
    *,
    kind: str,
    owner_id: UUID | None,
    channel: str,
    party_id: UUID | None = None,
    address: str = "",
    recorded_by: UUID | None = None,
) -> int:
    """Take back whatever somebody consented to of a kind; how many consents ended.

    Two queries. Again ends none. Raises NobodyConsents.
    """
    require_transaction()
    standing = standing_consents(kind, owner_id, party_id=party_id, address=address)
    made = [
        Withdrawal(consent=consent, channel=channel, recorded_by_id=recorded_by)
        for consent in standing
    ]
    # Two tabs may take back the same consent: one row says so, whoever comes first.
    Withdrawal.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def rulebook(*, kind: str, owner_id: UUID | None = None, is_model: bool = False) -> Rulebook:
    """Find or open the book of a text, and hold it: one version at a time is added."""
    require_transaction()
    Rulebook.objects.bulk_create(
        [Rulebook(kind=kind, owner_id=owner_id, is_model=is_model)], ignore_conflicts=True
    )
    held = Rulebook.objects.select_for_update(no_key=True)
    owned = held.filter(owner_id=owner_id) if owner_id else held.filter(owner=None)
    return owned.get(kind=kind, is_model=is_model)


def add_version(
    *,
    book: Rulebook,
    titles: tuple[str, str],
    texts: tuple[str, str],
    change: str = "",
    valid_from: datetime | None = None,
    published_by: UUID | None = None,
    made_from: Version | None = None,
) -> Version:
    """Add a version to a held book, Italian first; the latest when it says the same.

    Two or three queries. Raises SomebodyPublished.
    """
    require_transaction()
    digest = digest_of(*titles, *texts)
    last = book.versions.order_by("-number").first()
    if last and last.digest == digest and last.made_from_id == (made_from and made_from.pk):
        return last
    now = clock.now()
    with refusing():
        return Version.objects.create(
            rulebook=book,
            number=(last.number if last else 0) + 1,
            title_it=titles[0],
            title_en=titles[1],
            text_it=texts[0],
            text_en=texts[1],
            change=change,
            digest=digest,
            valid_from=valid_from or now,
            published_at=now,
            published_by_id=published_by,
            made_from=made_from,
        )
