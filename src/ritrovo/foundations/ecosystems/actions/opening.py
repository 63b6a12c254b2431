"""Verbs on an ecosystem itself: open it, tell its story, switch practices on and off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from ritrovo.foundations.ecosystems import practices
from ritrovo.foundations.ecosystems.choices import ActorRole
from ritrovo.foundations.ecosystems.errors import (
    AddressTaken,
    PracticeNotInstalled,
    PracticeOff,
)
from ritrovo.foundations.ecosystems.holding import held_for, told_facts
from ritrovo.foundations.ecosystems.models import Ecosystem, EcosystemPractice, EcosystemRole
from ritrovo.foundations.ecosystems.policies import RULES
from ritrovo.foundations.ecosystems.steps import join
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.choices import OrganisationRoleName, PartyKind
from ritrovo.foundations.people.errors import OrganisationUnknown
from ritrovo.foundations.people.models import Organisation, Person, Site
from ritrovo.foundations.people.steps import make_party

RESERVED = frozenset({"nuovo"})


@transaction.atomic(durable=True)
def open_ecosystem(
    *,
    actor: Actor,
    promoter_id: UUID,
    site_id: UUID,
    name: str,
    slug: str = "",
    **told: Any,
) -> Ecosystem:
    """Open an ecosystem promoted by an organisation; who opens it looks after it.

    `told` is its theme, summary, municipality and, when there is one, story. Raises NotAllowed,
    OrganisationUnknown, NotFound (site), AddressTaken, NameMissing.
    """
    promoter = Organisation.objects.select_for_update(no_key=True).filter(pk=promoter_id).first()
    RULES["open_ecosystem"].require(actor, Scope(organisation_id=promoter_id))
    if promoter is None:
        raise OrganisationUnknown
    if not Site.objects.filter(pk=site_id).exists():
        raise NotFound
    if (slug := slugify(slug or name)[:80]) in RESERVED or not slug:
        raise AddressTaken
    with refusing():
        made = Ecosystem(
            party=make_party(kind=PartyKind.ECOSYSTEM, name=name),
            slug=slug,
            name=" ".join(name.split()),
            promoter=promoter,
            site_id=site_id,
            opened_at=clock.now(),
            **told_facts(told),
        )
        made.save(force_insert=True)
    join(ecosystem_id=made.pk, party_id=promoter_id, role=ActorRole.PROMOTER)
    if actor.party_id:
        EcosystemRole.objects.create(
            ecosystem=made,
            person=Person.objects.get(party_id=actor.party_id),
            role=OrganisationRoleName.PROMOTER,
            since=clock.now(),
            given_by_id=actor.party_id,
        )
    return made


@transaction.atomic(durable=True)
def edit_story(*, actor: Actor, ecosystem_id: UUID, **facts: Any) -> Ecosystem:
    """Change what is told of an ecosystem: name, theme, summary, story, municipality.

    Its address stays: people have it on paper. Raises NotAllowed, EcosystemUnknown.
    """
    ecosystem = held_for(actor, "edit_story", ecosystem_id)
    for name, value in told_facts(facts).items():
        setattr(ecosystem, name, value)
    ecosystem.save(update_fields=list(facts))
    return ecosystem


@transaction.atomic(durable=True)
def switch_on(*, actor: Actor, ecosystem_id: UUID, practice: str) -> EcosystemPractice:
    """Switch a practice on in an ecosystem.

    Raises NotAllowed, EcosystemUnknown, PracticeNotInstalled, PracticeOn.
    """
    held_for(actor, "switch_on", ecosystem_id)
    if practice not in {each.slug for each in practices.practices()}:
        raise PracticeNotInstalled
    with refusing():
        return EcosystemPractice.objects.create(
            ecosystem_id=ecosystem_id, practice=practice, since=clock.now()
        )


@transaction.atomic(durable=True)
def switch_off(*, actor: Actor, ecosystem_id: UUID, practice: str) -> EcosystemPractice:
    """Switch a practice off; what was done in it stays. Raises NotAllowed, PracticeOff."""
    held_for(actor, "switch_off", ecosystem_id)
    on = EcosystemPractice.objects.filter(ecosystem_id=ecosystem_id, until=None)
    row = on.filter(practice=practice).first()
    if row is None:
        raise PracticeOff
    row.until = clock.now()
    row.save(update_fields=["until"])
    return row
