"""Reads about recorded helps: what a desk wrote, who can be named there, what a link asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ritrovo.foundations.contributions.choices import Side
from ritrovo.foundations.contributions.errors import FactUnknown
from ritrovo.foundations.contributions.measures import Within
from ritrovo.foundations.contributions.models import Confirmation, Contribution, HelpRecord
from ritrovo.foundations.contributions.policies import SEE_FACTS
from ritrovo.foundations.ecosystems.models import Ecosystem, EcosystemActor
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Dossier, Party

SEEN: Final = 12
HUMAN: Final = {PartyKind.PERSON, PartyKind.HOUSEHOLD, PartyKind.GROUP}


@dataclass(frozen=True, slots=True)
class Sight:
    """Which facts behind a number an actor may see, and whose names."""

    every_fact: bool
    own_organisations: frozenset[UUID]

    @property
    def is_blind(self) -> bool:
        """Say whether there is nothing to see."""
        return not self.every_fact and not self.own_organisations

    def among(self, facts: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Keep the facts that may be seen."""
        if self.every_fact:
            return facts
        own = self.own_organisations
        return facts.filter(Q(giver__in=own) | Q(receiver__in=own))

    def name(self, party: Party, fact: Contribution) -> str:
        """Give a party's name if the actor may know it, else nothing.

        What an organisation knows of people stays with it.
        """
        is_theirs = bool({fact.giver_id, fact.receiver_id} & self.own_organisations)
        return party.name if is_theirs or party.kind not in HUMAN else ""


def recorded_helps(organisation_id: UUID) -> QuerySet[Contribution]:
    """Give what an organisation recorded at its desk, newest first, with both sides' words.

    One query for any number of rows. Each has `giver_says`, `receiver_says` (a verdict or None)
    and `was_taken_back`.
    """
    written = Contribution.objects.filter(help_record__organisation=organisation_id, reverses=None)
    return with_words(written).order_by("-help_record__id")


def with_words(facts: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Add to facts their parties, the last word of each side and whether they were taken back."""
    return facts.select_related("giver", "receiver", "unit", "ecosystem").annotate(
        giver_says=_last_word(Side.GIVER),
        receiver_says=_last_word(Side.RECEIVER),
        was_taken_back=Exists(Contribution.objects.filter(reverses=OuterRef("pk"))),
    )


def recorded_help(actor: Actor, organisation_id: UUID, fact_id: UUID) -> Contribution:
    """Get one recorded help with both sides' words, in one query. Raises FactUnknown."""
    fact = recorded_helps(organisation_id).filter(pk=fact_id).first()
    if fact is None or not SEE_FACTS.admits(actor, Scope(organisation_id)):
        raise FactUnknown
    return fact


def help_record_of(fact_id: UUID) -> HelpRecord:
    """Get where a help was recorded, with its fact, in one query. Raises FactUnknown."""
    found = HelpRecord.objects.select_related("contribution__ecosystem").filter(
        contribution=fact_id
    )
    if (record := found.first()) is None:
        raise FactUnknown
    return record


def asked_fact(fact_id: UUID) -> Contribution:
    """Get the fact a link speaks of, with both sides' words, in one query. Raises FactUnknown."""
    fact = with_words(Contribution.objects.filter(pk=fact_id, reverses=None)).first()
    if fact is None:
        raise FactUnknown
    return fact


def ecosystems_joined(organisation_id: UUID) -> QuerySet[Ecosystem]:
    """List the ecosystems an organisation promotes or takes part in today, by name."""
    today = clock.today()
    joined = EcosystemActor.objects.filter(
        Q(until=None) | Q(until__gt=today), party=organisation_id, since__lte=today
    )
    own = Q(promoter=organisation_id) | Q(pk__in=joined.values("ecosystem_id"))
    return Ecosystem.objects.filter(own).order_by("name")


def companions_called(organisation_id: UUID, text: str) -> list[Party]:
    """Find organisations, groups and commons of the same ecosystems by name, in one query.

    Their part in an ecosystem is public; people are found in one's own dossiers only.
    """
    if not text.strip():
        return []
    here = ecosystems_joined(organisation_id).values("pk")
    members = EcosystemActor.objects.filter(ecosystem__in=here).values("party_id")
    found = Party.objects.filter(Q(pk__in=members) | Q(pk__in=here), merged_into=None)
    found = found.exclude(kind__in=[PartyKind.PERSON, PartyKind.HOUSEHOLD])
    return list(found.filter(name__unaccent__icontains=text.strip()).order_by("name")[:SEEN])


def is_known(organisation_id: UUID, party_id: UUID) -> bool:
    """Say whether an organisation may name a party: itself, its dossiers, its ecosystems' parts.

    Three queries at most.
    """
    if party_id == organisation_id:
        return True
    if Dossier.objects.filter(organisation=organisation_id, party=party_id).exists():
        return True
    here = ecosystems_joined(organisation_id).values("pk")
    members = EcosystemActor.objects.filter(ecosystem__in=here, party=party_id)
    public = members.exclude(party__kind__in=[PartyKind.PERSON, PartyKind.HOUSEHOLD])
    return public.exists() or Ecosystem.objects.filter(pk=party_id, pk__in=here).exists()


def known_names(organisation_id: UUID, party_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give the names of those parties that an organisation may name."""
    parties = Party.objects.filter(pk__in=list(party_ids))
    return {party.pk: party.name for party in parties if is_known(organisation_id, party.pk)}


def sight(actor: Actor, within: Within) -> Sight:
    """Say what an actor may see of the facts behind a number in a scope. One query at most.

    Roles in the ecosystem or in its promoter open all of its facts; roles in an organisation
    open those it gave or received.
    """
    own = frozenset(
        organisation_id
        for organisation_id in actor.organisations
        if SEE_FACTS.admits(actor, Scope(organisation_id))
    )
    if not actor.is_known:
        return Sight(every_fact=False, own_organisations=own)
    ecosystem = _ecosystem_of(within)
    scope = Scope(ecosystem.promoter_id, ecosystem.pk) if ecosystem else Scope()
    return Sight(every_fact=SEE_FACTS.admits(actor, scope), own_organisations=own)


def _ecosystem_of(within: Within) -> Ecosystem | None:
    if within.ecosystem_id:
        return Ecosystem.objects.filter(pk=within.ecosystem_id).first()
    if within.context_id is None:
        return None
    homes = Contribution.objects.filter(context_id=within.context_id).values("ecosystem_id")[:1]
    return Ecosystem.objects.filter(pk__in=homes).first()


def _last_word(side: Side) -> Subquery:
    words = Confirmation.objects.filter(contribution=OuterRef("pk"), side=side)
    return Subquery(words.order_by("-at", "-id").values("verdict")[:1])
