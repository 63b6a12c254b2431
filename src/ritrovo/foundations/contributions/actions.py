"""The verbs of the desk that records helps, and of those who confirm them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.errors import (
    NotInEcosystem,
    NotYetHappened,
    PartyNotKnown,
)
from ritrovo.foundations.contributions.links import read
from ritrovo.foundations.contributions.models import Confirmation, Contribution, HelpRecord
from ritrovo.foundations.contributions.policies import RULES
from ritrovo.foundations.contributions.queries import (
    asked_fact,
    ecosystems_joined,
    help_record_of,
    is_known,
)
from ritrovo.foundations.contributions.steps import confirm, record, reverse
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people.steps import keep_dossier, make_person

HELP: Final = "help"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody the organisation meets for the first time."""

    given_name: str
    family_name: str = ""


Somebody = UUID | NewPerson


@transaction.atomic(durable=True)
def record_help(  # noqa: PLR0913  All that a form of a help asks.
    *,
    actor: Actor,
    organisation_id: UUID,
    giver: Somebody,
    receiver: Somebody,
    kind: Kind,
    basis: Basis,
    amount: Amount,
    occurred_on: date,
    setting: Setting,
    channel: Channel,
    key: UUID,
    ecosystem_id: UUID | None = None,
    headcount: int = 1,
) -> Contribution:
    """Record a help between two parties an organisation knows, once per key.

    A new person gets a dossier of the organisation. Raises NotAllowed, PartyNotKnown,
    NotInEcosystem, NotYetHappened, and what `record` raises.
    """
    said = {name: value for name, value in locals().items() if name not in {"actor", "key"}}
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("record_help", said),
        answer=new_id(),
    )
    if taken.answer:
        return Contribution.objects.get(practice=HELP, object_id=taken.answer)
    RULES["record_help"].require(actor, _scope(organisation_id, ecosystem_id))
    _require_possible(organisation_id, ecosystem_id, occurred_on)
    fact = record(
        giver=_party(organisation_id, giver),
        receiver=_party(organisation_id, receiver),
        kind=kind,
        basis=basis,
        amount=amount,
        practice=HELP,
        object_id=taken.id,
        occurred_at=clock.start_of(occurred_on),
        channel=channel,
        setting=setting,
        headcount=headcount,
        ecosystem=ecosystem_id,
        recorded_by=actor.party_id,
    )
    HelpRecord.objects.create(organisation_id=organisation_id, contribution=fact)
    return fact


@transaction.atomic(durable=True)
def reverse_help(*, actor: Actor, fact_id: UUID) -> Contribution:
    """Take back a help recorded at an organisation's desk; the reversal.

    Raises FactUnknown, NotAllowed.
    """
    written = help_record_of(fact_id)
    fact = written.contribution
    RULES["reverse_help"].require(actor, _scope(written.organisation_id, fact.ecosystem_id))
    return reverse(
        fact, occurred_at=clock.now(), channel=Channel.COUNTER, recorded_by=actor.party_id
    )


@transaction.atomic(durable=True)
def confirm_help(*, actor: Actor, fact_id: UUID, side: Side, verdict: Verdict) -> Confirmation:
    """Write down what one side said of a help to an operator who asked.

    Raises FactUnknown, NotAllowed, FactTakenBack.
    """
    written = help_record_of(fact_id)
    fact = written.contribution
    RULES["confirm_help"].require(actor, _scope(written.organisation_id, fact.ecosystem_id))
    return confirm(fact, side=side, verdict=verdict, by=actor.party_id, channel=Channel.COUNTER)


@transaction.atomic(durable=True)
def confirm_by_link(*, actor: Actor, token: str, verdict: Verdict) -> Confirmation:
    """Let a giver or a receiver say whether a fact is true, by the link they were given.

    Raises LinkExpired, FactUnknown, FactTakenBack.
    """
    RULES["confirm_by_link"].require(actor)
    link = read(token)
    fact = asked_fact(link.fact_id)
    by = fact.giver_id if link.side == Side.GIVER else fact.receiver_id
    return confirm(fact, side=link.side, verdict=verdict, by=by, channel=Channel.WEB)


def _scope(organisation_id: UUID, ecosystem_id: UUID | None) -> Scope:
    """Let roles of an ecosystem count only for the organisation that promotes it."""
    promotes = ecosystems_joined(organisation_id).filter(pk=ecosystem_id, promoter=organisation_id)
    return Scope(organisation_id, ecosystem_id if ecosystem_id and promotes.exists() else None)


def _require_possible(organisation_id: UUID, ecosystem_id: UUID | None, day: date) -> None:
    if day > clock.today():
        raise NotYetHappened
    if ecosystem_id and not ecosystems_joined(organisation_id).filter(pk=ecosystem_id).exists():
        raise NotInEcosystem


def _party(organisation_id: UUID, somebody: Somebody) -> UUID:
    if isinstance(somebody, NewPerson):
        person = make_person(given_name=somebody.given_name, family_name=somebody.family_name)
        keep_dossier(organisation_id=organisation_id, party_id=person.party_id)
        return person.party_id
    if not is_known(organisation_id, somebody):
        raise PartyNotKnown
    return somebody
