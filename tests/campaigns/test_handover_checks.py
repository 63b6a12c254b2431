"""After six and twelve months keepers say how it goes; silence is shown as silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.contributions.models import Milestone
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.identities import identity_of
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.actions import handover_checks as checking
from ritrovo.practices.campaigns.actions import stepping_back as leaving
from ritrovo.practices.campaigns.handover_errors import (
    AnsweredOtherwise,
    AnswerIncomplete,
    CheckNotDue,
    KeeperNotInvited,
    KeeperSpeaksThemselves,
    NothingNeeded,
    PromoterAnswers,
)
from ritrovo.practices.campaigns.handover_plans import PlannedAnswer
from ritrovo.practices.campaigns.handover_proofs import handovers_agree_with_their_milestones
from ritrovo.practices.campaigns.known_companions import erase_companions
from ritrovo.practices.campaigns.models import CheckAnswer, Handover, Keeper
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.queries.handover import handovers_of
from ritrovo.practices.campaigns.queries.keepers import keepers_to_call
from ritrovo.practices.campaigns.queries.registered import to_dos
from ritrovo.practices.campaigns.second_victory import (
    SecondVictory,
    Term,
    months_after,
    second_victory,
)
from tests import factories
from tests.campaigns.handovers import (
    STILL_THERE,
    accepted,
    answered,
    due,
    invited,
    on,
    phoned,
    signed_on_paper,
    token_of,
    written,
)

GONE = PlannedAnswer(is_there=False)
TODAY = date(2026, 3, 31)


@pytest.fixture
def deed(db: None) -> Handover:
    return written()


@pytest.fixture
def keeper(deed: Handover) -> Keeper:
    return accepted(deed)


def shown_on(deed: Handover, months: int, late: int = 0) -> SecondVictory:
    with on(due(deed, months).due_on + timedelta(days=late)):
        return handovers_of(deed.campaign).victory


def letters() -> int:
    subjects = Message.objects.filter(kind="campaigns.handover")
    return subjects.filter(template="campaigns/mail/handover_check").count()


def asking_on(day: date) -> int:
    """Let the morning's job run, and again; how many letters there are by then."""
    with on(day):
        jobs.ask_each_keeper()
        jobs.ask_each_keeper()
    return letters()


def test_a_keeper_who_answers_keeps_the_victory_alive(deed, keeper):
    signed_on_paper(deed)
    answered(keeper)
    assert shown_on(deed, 6).words == "Ancora viva dopo 6 mesi"
    answered(keeper, 12)
    assert shown_on(deed, 12).words == "Ancora viva dopo 12 mesi"
    kinds = Milestone.objects.filter(object_id=deed.pk, kind=MilestoneKind.HANDOVER_CHECKED)
    assert sorted(kinds.values_list("line", flat=True)) == [6, 12]
    assert handovers_agree_with_their_milestones().drifted == []


def test_what_is_gone_is_said_to_be_gone(deed, keeper):
    answered(keeper, answer=GONE)
    assert shown_on(deed, 6).words == "Dopo 6 mesi non c'è più"


def test_silence_is_shown_as_silence(deed, keeper):
    signed_on_paper(deed)
    assert shown_on(deed, 6, late=30).code == "handed"
    assert shown_on(deed, 6, late=31).words == "Dopo 6 mesi: nessuna risposta"
    answered(keeper, 6)
    assert shown_on(deed, 12, late=31).words == "Dopo 12 mesi: nessuna risposta"
    assert shown_on(deed, 12, late=31).detail == "Era viva dopo 6 mesi."


def test_a_late_answer_takes_the_place_of_silence(deed, keeper):
    answered(keeper, late=60)
    assert shown_on(deed, 6, late=61).code == "there"


def test_nobody_answers_before_the_question(deed, keeper):
    with pytest.raises(CheckNotDue):
        answered(keeper, late=-1)
    with pytest.raises(CheckNotDue):
        phoned(keeper, answered_on=due(deed).due_on + timedelta(days=1))


def test_each_keeper_says_their_word_once(deed, keeper):
    first = answered(keeper)
    assert answered(keeper, late=3) == first
    assert phoned(keeper) == first
    with pytest.raises(AnsweredOtherwise):
        answered(keeper, answer=GONE)
    second = signed_on_paper(deed)
    assert phoned(second, answer=GONE).term_id == first.term_id
    assert CheckAnswer.objects.count() == 2


def test_who_only_was_invited_does_not_answer(deed, keeper):
    other = invited(deed, "Pia", "Mosca")
    with pytest.raises(KeeperNotInvited):
        answered(other)


def test_the_promoters_own_answer_is_refused(deed, keeper):
    promoter = factories.promoter_of(deed.campaign.promoter)
    check = due(deed)
    with on(check.due_on), pytest.raises(PromoterAnswers):
        checking.answer_check(
            actor=promoter, token=token_of(keeper), check_id=check.pk, answer=STILL_THERE
        )
    assert not CheckAnswer.objects.exists()


def test_a_keeper_who_went_to_work_for_the_promoter_answers_no_more(deed):
    member = factories.make_member(given_name="Elsa", family_name="Rey", email="e@example.org")
    keeper = accepted(deed)
    people.give_role(
        actor=SYSTEM,
        organisation_id=deed.campaign.promoter_id,
        email=member.login.email,
        role="operator",
    )
    with pytest.raises(PromoterAnswers):
        answered(keeper)
    with pytest.raises(PromoterAnswers):
        phoned(keeper)


def test_the_database_refuses_the_promoters_answer_too(deed, keeper):
    from ritrovo.foundations.kernel.refusals import refusing

    role = deed.campaign.promoter.roles.filter(until=None).first()
    people_ids = {"person_id": keeper.party_id, "organisation_id": deed.campaign.promoter_id}
    type(role).objects.create(role="editor", **people_ids)
    facts = {"answered_on": clock.today(), "channel": "web", "is_there": False}
    with pytest.raises(PromoterAnswers), refusing():
        CheckAnswer.objects.create(term=due(deed), keeper=keeper, **facts)


def test_a_call_says_who_made_it_and_an_operator_may_type_it(deed):
    keeper = signed_on_paper(deed)
    with pytest.raises(AnswerIncomplete):
        phoned(keeper, called_by=" ")
    with pytest.raises(AnswerIncomplete):
        phoned(keeper, answer=replace(STILL_THERE, used_by=" "))
    said = phoned(keeper)
    assert (said.channel, said.called_by, bool(said.recorded_by_id)) == ("counter", "Samir", True)
    check = due(deed)
    facts = {"keeper_id": keeper.pk, "check_id": check.pk, "answer": STILL_THERE}
    for actor in (
        NOBODY,
        factories.as_actor(
            factories.make_login_with_role("editor", organisation=deed.campaign.promoter)
        ),
    ):
        with pytest.raises(NotAllowed):
            checking.record_answer(
                actor=actor, channel=Channel.PAPER, answered_on=check.due_on, **facts
            )


def test_an_answer_on_paper_needs_no_caller(deed):
    said = phoned(signed_on_paper(deed), channel=Channel.PAPER, called_by="")
    assert (said.channel, said.called_by) == ("paper", "")


def test_a_question_of_another_handover_is_not_there(deed, keeper):
    other = written(deed.campaign)
    accepted(other)
    with pytest.raises(NotFound):
        checking.answer_check(
            actor=NOBODY, token=token_of(keeper), check_id=due(other).pk, answer=STILL_THERE
        )


def test_keepers_are_asked_on_the_day_and_once_more_and_never_twice(deed, keeper):
    signed_on_paper(deed)
    first = due(deed).due_on
    assert asking_on(first - timedelta(days=1)) == 0
    assert asking_on(first) == 1
    assert asking_on(first + timedelta(days=13)) == 1
    assert asking_on(first + timedelta(days=14)) == 2
    assert asking_on(first + timedelta(days=90)) == 2


def test_who_answered_is_left_in_peace(deed, keeper):
    answered(keeper)
    assert asking_on(due(deed).due_on) == 0
    assert asking_on(due(deed, 12).due_on) == 1


def test_who_has_no_address_is_called(deed, keeper):
    called = signed_on_paper(deed)
    day = due(deed).due_on
    assert keepers_to_call(deed.campaign, day - timedelta(days=1)) == []
    assert [each.keeper.pk for each in keepers_to_call(deed.campaign, day)] == [called.pk]
    phoned(called)
    assert keepers_to_call(deed.campaign, day) == []


def test_who_steps_back_is_asked_no_more_and_what_they_said_stays(deed, keeper):
    signed_on_paper(deed)
    answered(keeper)
    milestones = Milestone.objects.filter(object_id=deed.pk).count()
    with on(due(deed, 12).due_on):
        left = leaving.step_back(token=token_of(keeper))
        assert leaving.step_back(token=token_of(keeper)).left_on == left.left_on == clock.today()
        jobs.ask_each_keeper()
        shown = handovers_of(deed.campaign).shown[0]
    assert letters() == 0
    assert ([each.given_name for each in shown.keepers], shown.missing) == (["Nino"], 1)
    assert shown.moments[0].answers[0].used_by == STILL_THERE.used_by
    assert Milestone.objects.filter(object_id=deed.pk).count() == milestones
    assert handovers_agree_with_their_milestones().drifted == []
    with pytest.raises(KeeperNotInvited):
        answered(keeper, months=12)


def test_without_anybody_left_the_second_victory_waits_again(deed, keeper):
    leaving.step_back(token=token_of(keeper))
    victory = handovers_of(deed.campaign).victory
    assert (victory.code, "lasciato" in str(victory.detail)) == ("waiting", True)


def test_who_stepped_back_may_take_it_up_again_with_the_same_yes(deed, keeper):
    leaving.step_back(token=token_of(keeper))
    again = handing.accept_handover(actor=NOBODY, token=token_of(keeper))
    assert (again.left_on, again.number, again.accepted_on) == (None, 1, keeper.accepted_on)
    paper = signed_on_paper(deed)
    leaving.record_stepping_back(
        actor=factories.promoter_of(deed.campaign.promoter), keeper_id=paper.pk
    )
    assert signed_on_paper(deed).left_on is None
    assert deed.keepers.count() == 2


def test_only_who_has_no_address_is_taken_off_by_a_counter(deed, keeper):
    paper = signed_on_paper(deed)
    promoter = factories.promoter_of(deed.campaign.promoter)
    assert leaving.record_stepping_back(actor=promoter, keeper_id=paper.pk).left_on
    with pytest.raises(KeeperSpeaksThemselves):
        leaving.record_stepping_back(actor=promoter, keeper_id=keeper.pk)
    with pytest.raises(NotAllowed):
        leaving.record_stepping_back(actor=NOBODY, keeper_id=paper.pk)
    with on(due(deed).due_on):
        assert keepers_to_call(deed.campaign, clock.today()) == []


def test_who_never_said_yes_cannot_step_back(deed):
    with pytest.raises(KeeperNotInvited):
        leaving.step_back(token=token_of(invited(deed, "Ugo", "Re")))


def test_a_keeper_who_is_forgotten_is_called_by_nobody(deed):
    paper = signed_on_paper(deed)
    with transaction.atomic():
        erase_companions(identity_of(paper.party_id, None))
    with on(due(deed).due_on):
        assert keepers_to_call(deed.campaign, clock.today()) == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_desk_says_on_the_day_whom_to_call(deed, count, django_assert_max_num_queries):
    for number in range(count):
        signed_on_paper(deed, f"Nino{number}")
    person = factories.make_login_with_role("operator", organisation=deed.campaign.promoter)
    actor = factories.as_actor(person)
    assert not [each for each in to_dos(actor) if "chiamare" in each.title]
    with on(due(deed).due_on), django_assert_max_num_queries(10):
        told = [each for each in to_dos(actor) if "chiamare" in each.title]
    assert [each.count for each in told] == [count]
    phoned(deed.keepers.get(given_name="Nino0"))
    with on(due(deed).due_on):
        left = [each.count for each in to_dos(actor) if "chiamare" in each.title]
    assert left == ([count - 1] if count > 1 else [])


def test_what_it_needs_becomes_a_need_of_the_campaign_once(deed, keeper):
    said = answered(keeper)
    promoter = factories.promoter_of(deed.campaign.promoter)
    planned = PlannedNeed("thing", "Una stufa nuova")
    need = checking.open_need(actor=promoter, answer_id=said.pk, planned=planned)
    assert checking.open_need(actor=promoter, answer_id=said.pk, planned=planned) == need
    assert (need.campaign_id, need.state) == (deed.campaign_id, "open")
    opened = Milestone.objects.filter(object_id=need.pk, kind=MilestoneKind.NEED_OPENED)
    assert opened.count() == 1
    with pytest.raises(NotAllowed):
        checking.open_need(actor=NOBODY, answer_id=said.pk, planned=planned)


def test_what_needs_nothing_opens_nothing(deed, keeper):
    said = answered(keeper, answer=replace(STILL_THERE, needed=""))
    with pytest.raises(NothingNeeded):
        checking.open_need(
            actor=factories.promoter_of(deed.campaign.promoter),
            answer_id=said.pk,
            planned=PlannedNeed("thing", "Una stufa"),
        )


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)), months=st.integers(0, 60))
def test_months_later_is_that_month_and_never_a_later_day(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


TERMS = st.lists(st.sampled_from([True, False, None]), min_size=0, max_size=2)


@given(accepted_by=st.integers(0, 5), said=TERMS, passed=st.integers(0, 500))
def test_no_keeper_no_victory_and_the_last_question_decides(accepted_by, said, passed):
    terms = [
        Term(months, months_after(TODAY, months), word)
        for months, word in zip((6, 12), said, strict=False)
    ]
    today = TODAY + timedelta(days=passed)
    shown = second_victory(accepted_by, terms, needed=2, today=today, patience=30)
    assert (shown.code == "waiting") == (accepted_by == 0)
    if accepted_by and terms and terms[-1].is_there is not None:
        assert shown.code == ("there" if terms[-1].is_there else "gone")
    if accepted_by and not said:
        assert shown.code == ("handed" if accepted_by > 1 else "begun")
