"""Two who type one signed deed at once write one keeper; without the lock they write two."""

from __future__ import annotations

from functools import partial
from unittest import mock
from uuid import UUID, uuid4

from ritrovo.foundations.contributions.models import Milestone
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.handover_plans import PlannedKeeper
from ritrovo.practices.campaigns.handover_proofs import handovers_agree_with_their_milestones
from ritrovo.practices.campaigns.models import Campaign, Handover
from tests import factories
from tests.campaigns.handovers import invited, token_of, written
from tests.campaigns.races import THREADS, all_at_once


def typed_by_many() -> tuple[Handover, int]:
    """Type the same signature as many people at once, each with a key of their own."""
    deed = written()
    actor = factories.promoter_of(deed.campaign.promoter)

    def type_in() -> None:
        handing.record_deed(
            actor=actor,
            handover_id=deed.pk,
            key=uuid4(),
            planned=PlannedKeeper("Nino", "Prato", phone="015 123456"),
            accepted_on=clock.today(),
            place="Veglio",
        )

    seen = all_at_once(*[type_in] * THREADS)
    return deed, seen["done"]


def test_one_signature_typed_by_eight_is_one_keeper(committed_db: str) -> None:
    deed, done = typed_by_many()
    assert (deed.keepers.count(), done) == (1, THREADS)
    assert Milestone.objects.filter(object_id=deed.pk, kind="handover_accepted").count() == 1
    assert deed.checks.count() == 2


def test_control_without_the_hold_it_is_more_or_breaks(committed_db: str) -> None:
    def look(handover_id: UUID) -> tuple[Handover, Campaign]:
        found = Handover.objects.get(pk=handover_id)
        return found, Campaign.objects.get(pk=found.campaign_id)

    with mock.patch.object(handing.keeping, "hold_handover", look):
        deed, done = typed_by_many()
    assert deed.keepers.count() > 1 or done < THREADS


def test_two_first_yeses_at_once_date_the_questions_once(committed_db: str) -> None:
    deed = written()
    tokens = [token_of(invited(deed, name, "Rey")) for name in ("Elsa", "Pia", "Ugo")]
    seen = all_at_once(
        *[partial(handing.accept_handover, actor=NOBODY, token=token) for token in tokens]
    )
    assert seen["done"] == 3
    assert sorted(deed.keepers.values_list("number", flat=True)) == [1, 2, 3]
    assert deed.checks.count() == 2
    assert handovers_agree_with_their_milestones().drifted == []
