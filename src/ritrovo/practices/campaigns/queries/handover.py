"""What a campaign hands over, as its page and its desk show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.queries import withdrawn_among
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import KeeperState, ShownAs
from ritrovo.practices.campaigns.models import (
    Campaign,
    CheckAnswer,
    Handover,
    HandoverCheck,
    Keeper,
)
from ritrovo.practices.campaigns.rules import initials
from ritrovo.practices.campaigns.second_victory import (
    HANDING,
    SecondVictory,
    Term,
    TermState,
    second_victory,
)

TERMS: Final = ("campaigns.handover_first_months", "campaigns.handover_second_months")
NUMBERS: Final = ("campaigns.keepers_needed", "campaigns.handover_silence_days")


@dataclass(frozen=True, slots=True)
class Moment:
    """A question after some months, how it stands, what keepers said, and who said nothing."""

    check: HandoverCheck
    state: TermState
    answers: Sequence[CheckAnswer]
    silent: Sequence[Keeper]


@dataclass(frozen=True)
class HandoverShown:
    """Something handed over, with who keeps it and how it went on.

    `names` maps keepers to the name the public sees; empty for who stays anonymous.
    """

    handover: Handover
    names: dict[UUID, str]
    needed: int
    patience: int
    today: date

    @cached_property
    def keepers(self) -> list[Keeper]:
        """Who accepted and has not stepped back, in the order in which they said yes."""
        return [each for each in self._all if each.is_keeping]

    @cached_property
    def left(self) -> list[Keeper]:
        """Who accepted and stepped back since then."""
        return [each for each in self._all if each.left_on]

    @cached_property
    def asked(self) -> list[Keeper]:
        """Who was asked and has not said yes."""
        return [each for each in self._all if each.state in {"invited", "declined"}]

    @cached_property
    def keeper_names(self) -> list[str]:
        """The chosen names of who keeps it, one each; empty for who stays anonymous."""
        return [self.names.get(each.pk, "") for each in self.keepers]

    @cached_property
    def moments(self) -> list[Moment]:
        """Its questions in order, each with its answers."""
        return [self._moment(check) for check in self.handover.checks.all()]

    @cached_property
    def victory(self) -> SecondVictory:
        """Where the second victory stands for this."""
        return second_victory(
            len(self.keepers),
            [_term(check) for check in self.handover.checks.all()],
            needed=self.needed,
            today=self.today,
            patience=self.patience,
            left=len(self.left),
        )

    @property
    def missing(self) -> int:
        """How many more must say yes."""
        return max(0, self.needed - len(self.keepers))

    @cached_property
    def _all(self) -> list[Keeper]:
        return list(self.handover.keepers.all())

    def _moment(self, check: HandoverCheck) -> Moment:
        state = _term(check).state(self.today, self.patience)
        answers = list(check.answers.all())
        told = {answer.keeper_id for answer in answers}
        silent = [keeper for keeper in self.keepers if keeper.pk not in told]
        return Moment(check, state, answers, silent)


@dataclass(frozen=True, slots=True)
class Handovers:
    """All that a campaign hands over, and where its second victory stands."""

    campaign: Campaign
    shown: Sequence[HandoverShown]

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has said yes to anything yet, or all who did stepped back."""
        return not any(each.keepers for each in self.shown)

    @property
    def victory(self) -> SecondVictory:
        """Where the second victory of the whole campaign stands."""
        if not self.shown:
            written = _("Che cosa si consegna, e a chi, non è ancora scritto.")
            return SecondVictory("waiting", _("In attesa"), written)
        if len(self.shown) == 1 or self.is_waiting:
            return self.shown[0].victory
        handed = sum(1 for each in self.shown if not each.missing)
        if not handed:
            return next(each.victory for each in self.shown if each.keepers)
        return SecondVictory("handed", _words_of_many(handed, len(self.shown)))


def handovers_of(campaign: Campaign) -> Handovers:
    """Read all that a campaign hands over. One query when nothing is written, else six."""
    rows = list(_whole().filter(campaign=campaign))
    return Handovers(campaign, list(_shown(rows)))


def handover_for(campaign: Campaign, handover_id: UUID) -> HandoverShown:
    """Read one thing that a campaign hands over. Six queries. Raises NotFound."""
    rows = list(_whole().filter(campaign=campaign, pk=handover_id))
    for shown in _shown(rows):
        return shown
    raise NotFound


def public_handovers(campaign: Campaign) -> Handovers | None:
    """Read what a campaign's page shows once it is closed; None, and no query, before."""
    return handovers_of(campaign) if campaign.status in HANDING else None


def months_asked() -> tuple[int, int]:
    """Say after how many months keepers are asked, today. One query."""
    found = parameters(*TERMS)
    return found[TERMS[0]], found[TERMS[1]]


def public_name(keeper: Keeper, *, is_nameless: bool = False) -> str:
    """Say how a keeper appears, as they chose; empty for who stays anonymous."""
    if keeper.shown_as == ShownAs.ANONYMOUS or is_nameless:
        return ""
    if keeper.shown_as == ShownAs.INITIALS:
        return initials(keeper.given_name, keeper.family_name)
    return keeper.name


def _whole() -> QuerySet[Handover]:
    answers = CheckAnswer.objects.select_related("keeper", "need")
    checks = HandoverCheck.objects.prefetch_related(Prefetch("answers", answers))
    keepers = Keeper.objects.exclude(state=KeeperState.WITHDRAWN)
    return Handover.objects.prefetch_related(
        Prefetch("keepers", keepers), Prefetch("checks", checks)
    )


def _shown(rows: Sequence[Handover]) -> Iterable[HandoverShown]:
    if not rows:
        return
    numbers = parameters(*NUMBERS)
    needed, patience = (numbers[code] for code in NUMBERS)
    keepers = [keeper for row in rows for keeper in row.keepers.all()]
    nameless = withdrawn_among(RulebookKind.PUBLIC_NAME, [keeper.pk for keeper in keepers])
    for row in rows:
        names = {
            each.pk: public_name(each, is_nameless=each.pk in nameless)
            for each in row.keepers.all()
        }
        yield HandoverShown(row, names, needed, patience, clock.today())


def _term(check: HandoverCheck) -> Term:
    """Give a question with the last word said on it."""
    said = [answer.is_there for answer in check.answers.all()]
    return Term(check.months, check.due_on, said[-1] if said else None)


def _words_of_many(handed: int, whole: int) -> str:
    words = ngettext("%(handed)d consegna su %(all)d", "%(handed)d consegne su %(all)d", handed)
    return words % {"handed": handed, "all": whole}
