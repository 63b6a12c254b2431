"""The two rings as papers carry them: of one initiative, or of all of them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from ritrovo.foundations.documents.pages import Progress
from ritrovo.foundations.ecosystems.practices import cards, practices
from ritrovo.foundations.kernel.amounts import total
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.insight.impact.queries import ScopeKind
from ritrovo.insight.impact.queries.scopes import context_of
from ritrovo.insight.impact.shown import Shown

MOST_CARDS: Final = 200


def progress_of(shown: Shown) -> Progress | None:
    """Give both rings of an initiative as its own card draws them, or of all initiatives.

    A municipality and an organisation have none.
    """
    if shown.scope.kind is ScopeKind.CONTEXT:
        return rings_of_card(shown)
    if shown.scope.kind is ScopeKind.EVERYWHERE:
        return rings_of_all(None)
    return rings_of_all(UUID(shown.scope.id)) if shown.scope.kind is ScopeKind.ECOSYSTEM else None


def rings_of_card(shown: Shown) -> Progress | None:
    """Find the card of an initiative among those of its ecosystem."""
    ecosystem = context_of(UUID(shown.scope.id)).ecosystem_id
    for card in cards(ecosystem_id=ecosystem, limit=MOST_CARDS):
        if card.url == shown.scope.url and card.rings:
            rings = card.rings
            return Progress(rings["first"], rings["second"], str(rings["label"]))
    return None


def rings_of_all(ecosystem_id: UUID | None) -> Progress | None:
    """Draw what initiatives collected of what they asked; the second ring where all have one."""
    counting = [each for each in practices() if each.numbers]
    found = [each.step("numbers")(ecosystem_id=ecosystem_id) for each in counting]
    if not found:
        return None
    collected, asked = total(v.collected for v in found), total(v.optimum for v in found)
    ratios = [each.people_ratio for each in found if each.people_ratio is not None]
    label = _("%(collected)s arrivati su %(asked)s") % {
        "collected": format_amount(collected, short=True),
        "asked": format_amount(asked, short=True),
    }
    second = sum(ratios) // len(ratios) if ratios else None
    return Progress(collected.per_mille_of(asked), second, label)
