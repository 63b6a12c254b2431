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
)
from ritrovo.foundations.agreements.facts import GAPS
from ritrovo.foundations.agreements.models import Consent, Version
from ritrovo.foundations.agreements.policies import RULES
from ritrovo.foundations.agreements.queries import (
    consents_of,
    filled_in_both,
    filled_model,
    owner_or_none,
)
from ritrovo.foundations.agreements.rules import gaps
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
    count = 0
    for text in bundled_texts():
        book = steps.rulebook(kind=text.kind, is_model=text.is_model)
        last = book.versions.order_by("-number").first()
        if last and last.published_by_id:
            continue
        texts = (text.text_it, text.text_en)
        if not text.is_model:
            texts = filled_in_both(texts, site.owner, site)
        titles = (text.title_it, text.title_en)
        made = steps.add_version(book=book, titles=titles, texts=texts)
        count += made != last
    return count


@transaction.atomic(durable=True)
def adopt_model(*, actor: Actor, kind: str, owner_id: UUID) -> Version:
    """Give the version that fills the model with an organisation's data, making it if it is new.

    Two who ask at once get the same one. Seven queries at most. Raises NoSuchText.
    """
    RULES["adopt_model"].require(actor, Scope(owner_id))
    titles, texts, model = filled_model(kind, owner_id)
    book = steps.rulebook(kind=kind, owner_id=owner_id)
    return steps.add_version(book=book, titles=titles, texts=texts, made_from=model)


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
    if unknown := gaps("".join(texts)) - set(GAPS):
        raise GapUnknown(gap=", ".join(sorted(unknown)))
    return steps.add_version(
        book=book,
        titles=titles,
        texts=filled_in_both(texts, owner_or_none(owner_id) or site.owner, site),
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
