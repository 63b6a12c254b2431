"""What a campaign made passes into other hands; nobody's yes is nobody's victory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from ritrovo.foundations.contributions.choices import MilestoneKind
from ritrovo.foundations.contributions.measures import Within, counted
from ritrovo.foundations.contributions.models import Milestone
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.errors import LinkUnknown
from ritrovo.practices.campaigns.handover_errors import (
    AlreadyKeeper,
    DeedDayImpossible,
    HandoverFrozen,
    HandoverIncomplete,
    HandoverTooEarly,
    KeeperIsPromoter,
    KeeperNotInvited,
    PlaceOfDeedMissing,
    TooManyToHandOver,
)
from ritrovo.practices.campaigns.handover_links import signed
from ritrovo.practices.campaigns.handover_plans import PlannedKeeper
from ritrovo.practices.campaigns.handover_proofs import handovers_agree_with_their_milestones
from ritrovo.practices.campaigns.models import Handover, Keeper
from ritrovo.practices.campaigns.queries.handover import handovers_of, public_handovers
from ritrovo.practices.campaigns.second_victory import MOST_KEEPERS
from tests import factories
from tests.campaigns.handovers import (
    DEED,
    accepted,
    ended,
    invited,
    signed_on_paper,
    token_of,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def deed() -> Handover:
    return written()


def standing(deed: Handover) -> str:
    return handovers_of(deed.campaign).victory.code


def milestones(deed: Handover) -> list[str]:
    return list(Milestone.objects.filter(object_id=deed.pk).values_list("kind", flat=True))


def test_until_the_first_yes_the_second_victory_waits(deed):
    invited(deed)
    assert handovers_of(deed.campaign).victory.words == "In attesa"
    assert counted(Within(context_id=deed.campaign_id)).handovers == 0
    assert milestones(deed) == [MilestoneKind.HANDOVER_PROMISED]


def test_it_waits_also_while_nothing_is_written():
    assert public_handovers(ended()).victory.words == "In attesa"
    assert public_handovers(factories.make_campaign()) is None


def test_the_first_yes_begins_it_and_the_second_hands_it_over(deed):
    accepted(deed)
    assert standing(deed) == "begun"
    signed_on_paper(deed)
    assert standing(deed) == "handed"
    assert counted(Within(context_id=deed.campaign_id)).handovers == 1
    assert milestones(deed).count(MilestoneKind.HANDOVER_ACCEPTED) == 2
    assert handovers_agree_with_their_milestones().drifted == []


def test_the_first_yes_dates_both_questions(deed):
    accepted(deed)
    deed.refresh_from_db()
    months = list(deed.checks.values_list("months", flat=True))
    assert (deed.accepted_on, months) == (clock.today(), [6, 12])


def test_nothing_is_handed_over_while_the_collection_is_open():
    campaign = factories.make_campaign()
    with pytest.raises(HandoverTooEarly):
        written(campaign)


def test_a_deed_says_what_to_whom_and_how():
    campaign = ended()
    for name in ("title", "description", "recipient", "terms"):
        with pytest.raises(HandoverIncomplete):
            written(campaign, replace(DEED, **{name: "  "}))


def test_a_deed_sent_twice_is_one():
    campaign, key = ended(), uuid4()
    facts = {"actor": factories.promoter_of(campaign.promoter), "campaign_id": campaign.pk}
    first = handing.write_handover(**facts, key=key, planned=DEED)
    assert handing.write_handover(**facts, key=key, planned=DEED) == first
    with pytest.raises(KeyReused):
        handing.write_handover(**facts, key=key, planned=replace(DEED, title="Altro"))


def test_only_the_promoter_writes_and_invites(deed):
    facts = {"key": uuid4(), "planned": PlannedKeeper("Elsa", "Rey")}
    operator = factories.as_actor(
        factories.make_login_with_role("operator", organisation=deed.campaign.promoter)
    )
    for actor in (NOBODY, operator):
        with pytest.raises(NotAllowed):
            handing.invite_keeper(actor=actor, handover_id=deed.pk, **facts)
        with pytest.raises(NotAllowed):
            handing.edit_handover(actor=actor, handover_id=deed.pk, planned=DEED)


def test_accepted_words_never_change(deed):
    promoter = factories.promoter_of(deed.campaign.promoter)
    changed = replace(DEED, title="La sala del lanificio")
    facts = {"actor": promoter, "handover_id": deed.pk, "planned": changed}
    assert handing.edit_handover(**facts).title == "La sala del lanificio"
    accepted(deed)
    with pytest.raises(HandoverFrozen):
        handing.edit_handover(**facts)


def test_the_database_keeps_accepted_words_too(deed):
    from ritrovo.foundations.kernel.refusals import refusing

    accepted(deed)
    with pytest.raises(HandoverFrozen), refusing():
        Handover.objects.filter(pk=deed.pk).update(terms="Solo per i soci")


def test_an_invitation_is_a_letter_whose_link_says_nothing_by_itself(deed):
    keeper = invited(deed)
    link = Message.objects.get(kind="campaigns.handover").context["link"]
    assert "/campagne/consegna/" in link
    assert Keeper.objects.get(pk=keeper.pk).state == "invited"


def test_who_says_yes_twice_said_it_once(deed):
    keeper = accepted(deed)
    again = handing.accept_handover(actor=NOBODY, token=token_of(keeper))
    assert (again.number, deed.keepers.count()) == (1, 1)


def test_who_says_no_may_change_their_mind_until_they_say_yes(deed):
    keeper = invited(deed)
    assert handing.decline_handover(token=token_of(keeper)).state == "declined"
    assert standing(deed) == "waiting"
    assert handing.accept_handover(actor=NOBODY, token=token_of(keeper)).state == "accepted"
    with pytest.raises(KeeperNotInvited):
        handing.decline_handover(token=token_of(keeper))


def test_an_invitation_taken_back_opens_nothing(deed):
    keeper = invited(deed)
    promoter = factories.promoter_of(deed.campaign.promoter)
    handing.withdraw_invitation(actor=promoter, keeper_id=keeper.pk)
    with pytest.raises(KeeperNotInvited):
        handing.accept_handover(actor=NOBODY, token=token_of(keeper))
    second = accepted(deed)
    with pytest.raises(KeeperNotInvited):
        handing.withdraw_invitation(actor=promoter, keeper_id=second.pk)


@pytest.mark.parametrize("made", ["inventato", ""])
def test_a_link_nobody_sent_opens_nothing(deed, made):
    with pytest.raises(LinkUnknown):
        handing.accept_handover(actor=NOBODY, token=made or signed(uuid4(), "a@example.org"))
    keeper = invited(deed)
    with pytest.raises(LinkUnknown):
        handing.accept_handover(actor=NOBODY, token=signed(keeper.pk, "altra@example.org"))


@pytest.mark.parametrize(
    "who",
    [
        {"given_name": "Anna", "family_name": "Pria"},
        {"given_name": "Pria", "family_name": "Ánna", "email": ""},
        {"given_name": "Altra", "family_name": "Persona", "email": "ANNA.pria@example.org"},
    ],
)
def test_the_promoter_is_no_keeper_by_name_or_by_address(deed, who):
    factories.make_login_with_role(
        "treasurer",
        organisation=deed.campaign.promoter,
        given_name="Anna",
        family_name="Pria",
        email="anna.pria@example.org",
    )
    planned = PlannedKeeper(**{"email": "una@example.org", **who})
    with pytest.raises(KeeperIsPromoter):
        handing.invite_keeper(
            actor=factories.promoter_of(deed.campaign.promoter),
            handover_id=deed.pk,
            key=uuid4(),
            planned=planned,
        )
    with pytest.raises(KeeperIsPromoter):
        signed_on_paper(deed, planned.given_name, planned.family_name) if not who.get(
            "email"
        ) else accepted(deed, "Anna", "Pria")


def test_the_promoter_who_opens_somebody_elses_link_is_refused(deed):
    keeper = invited(deed)
    promoter = factories.promoter_of(deed.campaign.promoter)
    with pytest.raises(KeeperIsPromoter):
        handing.accept_handover(actor=promoter, token=token_of(keeper))
    assert standing(deed) == "waiting"


def test_the_database_refuses_the_promoters_party(deed):
    from ritrovo.foundations.kernel.refusals import refusing

    keeper = invited(deed)
    promoter = factories.promoter_of(deed.campaign.promoter)
    for party_id in (promoter.party_id, deed.campaign.promoter_id):
        facts = {"party_id": party_id, "number": 1, "accepted_on": clock.today()}
        with pytest.raises(KeeperIsPromoter), refusing():
            Keeper.objects.filter(pk=keeper.pk).update(state="accepted", **facts)


def test_one_address_and_one_name_are_one_keeper(deed):
    accepted(deed)
    with pytest.raises(AlreadyKeeper):
        invited(deed, "Altra", "Persona", email="ELSA@example.org")
    with pytest.raises(AlreadyKeeper):
        invited(deed, "Rey", "Elsa", email="due@example.org")


def test_a_signature_typed_twice_counts_once(deed):
    first = signed_on_paper(deed)
    again = signed_on_paper(deed)
    assert (again.pk, deed.keepers.count()) == (first.pk, 1)
    key = uuid4()
    third = signed_on_paper(deed, "Pia", "Mosca", key=key)
    assert signed_on_paper(deed, "Pia", "Mosca", key=key).pk == third.pk
    with pytest.raises(AlreadyKeeper):
        signed_on_paper(deed, accepted_on=clock.today() - timedelta(days=1))


def test_who_was_invited_and_signs_on_paper_is_one_keeper(deed):
    keeper = invited(deed)
    signed_now = signed_on_paper(deed, "Elsa", "Rey")
    assert (signed_now.pk, signed_now.email) == (keeper.pk, "elsa@example.org")
    assert (signed_now.channel, signed_now.place) == ("paper", "Veglio")


def test_a_printed_deed_has_a_day_and_a_place_that_can_be(deed):
    with pytest.raises(PlaceOfDeedMissing):
        signed_on_paper(deed, place=" ")
    for days in (1, -400):
        with pytest.raises(DeedDayImpossible):
            signed_on_paper(deed, accepted_on=clock.today() + timedelta(days=days))


def test_more_keepers_than_anyone_would_read_are_refused(deed):
    Keeper.objects.bulk_create(
        Keeper(handover=deed, key=uuid4(), given_name=f"Persona {n}", state="invited")
        for n in range(MOST_KEEPERS)
    )
    with pytest.raises(TooManyToHandOver):
        invited(deed)


def test_whoever_is_shown_by_name_agreed_to_it_and_may_take_it_back(deed):
    accepted(deed, shown_as="initials")
    (shown,) = handovers_of(deed.campaign).shown
    assert shown.keeper_names == ["E. R."]


def test_many_handovers_cost_as_many_queries_as_one(deed, django_assert_num_queries):
    accepted(deed)
    with django_assert_num_queries(6):
        handovers_of(deed.campaign).victory.words  # noqa: B018
    for number in range(5):
        other = written(deed.campaign, replace(DEED, title=f"Cosa {number}"))
        accepted(other)
        signed_on_paper(other)
    with django_assert_num_queries(6):
        assert handovers_of(deed.campaign).victory.words == "5 consegne su 6"
