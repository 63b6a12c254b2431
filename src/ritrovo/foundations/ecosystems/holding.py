"""The ecosystem an action works on: locked, and open to who acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.policies import RULES
from ritrovo.foundations.ecosystems.steps import hold
from ritrovo.foundations.kernel.access import Actor, Scope

TOLD: Final = frozenset({"name", "theme", "summary", "story", "municipality"})


def scope_of(ecosystem: Ecosystem) -> Scope:
    """Name what an action on an ecosystem touches: itself and the body that promotes it."""
    return Scope(organisation_id=ecosystem.promoter_id, ecosystem_id=ecosystem.pk)


def held_for(actor: Actor, verb: str, ecosystem_id: UUID) -> Ecosystem:
    """Lock an ecosystem and let the actor pass. Raises EcosystemUnknown, NotAllowed."""
    ecosystem = hold(ecosystem_id)
    RULES[verb].require(actor, scope_of(ecosystem))
    return ecosystem


def told_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is told of an ecosystem, its texts without spaces around them."""
    if unknown := facts.keys() - TOLD:
        raise TypeError(f"Nobody tells an ecosystem's {', '.join(sorted(unknown))}.")
    return {k: each.strip() if isinstance(each, str) else each for k, each in facts.items()}
