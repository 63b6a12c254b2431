"""The verbs of agreements: load the texts that come along, publish one, take a consent back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.agreements import steps
from ritrovo.foundations.agreements.bundled import bundled_texts
from ritrovo.foundations.agreements.choices import Channel
from ritrovo.foundations.agreements.errors import (
    BeforeTheLast,
    ConsentNotYours,
    GapUnknown,
    NoSuchText,
)
from ritrovo.foundations.agreements.facts import facts_of
from ritrovo.foundations.agreements.models import Consent, Version, Withdrawal
from ritrovo.foundations.agreements.policies import RULES
from ritrovo.foundations.agreements.queries import consents_of, current_version, owner_or_none
from ritrovo.foundations.agreements.rules import digest_of, filled, gaps
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor, Scope
from ritrovo.foundations.people.queries import default_site


@transaction.atomic(durable=True)
def load_bundled(*, actor: Actor = SYSTEM) -> int:
    """Publish the texts that come with the platform, where nobody published their own since.

    Returns how many versions are new: none when run again. Two or three queries for each text.
    """
    RULES["load_bundled"].require(actor)
    site = default_site()
    facts = facts_of(site.owner, site)
    count = 0
    for text in bundled_texts():
        book = steps.rulebook(kind=text.kind, is_model=text.is_model)
        last = book.versions.order_by("-number").first()
        if last and last.published_by_id:
            continue
        texts = (text.text_it, text.text_en)
        if not text.is_model:
            texts = (filled(text.text_it, facts), filled(text.text_en, facts))
        made = steps.add_version(book=book, titles=(text.title_it, text.title_en), texts=texts)
        count += made != last
    return count


def ensure_version(*, actor: Actor, kind: str, owner_id: UUID | None) -> Version:
    """Give the version in force, made from the model where the organisation follows it.

    What people are shown is thus always a version that stays. One query for a text of one's own;
    three for one that follows a model; a transaction only when the filled text is new.
    Raises NoSuchText.
    """
    RULES["ensure_version"].require(actor, Scope(owner_id))
    standing = current_version(kind, owner_id)
    if standing and (owner_id is None or standing.made_from_id is None):
        return standing
    model = current_version(kind, is_model=True)
    owner = owner_or_none(owner_id)
    if model is None or owner is None:
        raise NoSuchText
    texts = _filled(model, owner_id)
    same = standing and standing.digest == digest_of(model.title_it, model.title_en, *texts)
    if standing and same and standing.made_from_id == model.pk:
        return standing
    with transaction.atomic(durable=True):
        book = steps.rulebook(kind=kind, owner_id=owner_id)
        return steps.add_version(
            book=book, titles=(model.title_it, model.title_en), texts=texts, made_from=model
        )


@transaction.atomic(durable=True)
def publish_version(
    *,
    actor: Actor,
    kind: str,
    owner_id: UUID | None,
    titles: tuple[str, str],
    texts: tuple[str, str],
    change: str = "",
    valid_on: date | None = None,
) -> Version:
    """Publish a text, Italian first, from the start of a day on; again changes nothing.

    Gaps between braces are filled with the organisation's data. Raises NotAllowed,
    BeforeTheLast, GapUnknown, SomebodyPublished.
    """
    book = steps.rulebook(kind=kind, owner_id=owner_id)
    RULES["publish_version"].require(actor, Scope(owner_id))
    now = clock.now()
    valid_from = clock.start_of(valid_on) if valid_on and valid_on > clock.today() else now
    last = book.versions.order_by("-number").first()
    if (valid_on and valid_on < clock.today()) or (last and valid_from < last.valid_from):
        raise BeforeTheLast
    site = default_site()
    facts = facts_of(owner_or_none(owner_id) or site.owner, site)
    if unknown := gaps("".join(texts)) - facts.keys():
        raise GapUnknown(gap=", ".join(sorted(unknown)))
    return steps.add_version(
        book=book,
        titles=titles,
        texts=(filled(texts[0], facts), filled(texts[1], facts)),
        change=change,
        valid_from=valid_from,
        published_by=actor.party_id,
    )


@transaction.atomic(durable=True)
def withdraw_mine(*, actor: Actor, consent_id: UUID) -> Consent:
    """Take one's own consent back. Raises NotAllowed, ConsentNotYours."""
    RULES["withdraw_mine"].require(actor)
    consent = consents_of(actor.party_id).filter(pk=consent_id).first() if actor.party_id else None
    if consent is None:
        raise ConsentNotYours
    book = consent.version.rulebook
    steps.withdraw_consent(
        kind=book.kind,
        owner_id=book.owner_id,
        channel=Channel.WEB,
        party_id=actor.party_id,
        recorded_by=actor.party_id,
    )
    return consent
