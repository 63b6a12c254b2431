"""Each measure counts what its definition says, and nothing else."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, MilestoneKind
from ritrovo.foundations.contributions.disclosure import disclosed, disclosed_rate
from ritrovo.foundations.contributions.measures import (
    Counts,
    Money,
    Targets,
    Within,
    collected,
    counted,
    facts_behind,
    givers_by_context,
    milestones_behind,
    people_ratio,
    shown,
    victories,
)
from ritrovo.foundations.contributions.steps import recount_delicate_measures, reverse
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount, euros
from ritrovo.foundations.people.choices import OrganisationKind, PartyKind
from ritrovo.foundations.people.models import Party
from tests.contributions.factories import (
    days_ago,
    give,
    make_ecosystem,
    make_organisation,
    make_party,
    make_person,
    pass_milestone,
)

pytestmark = pytest.mark.django_db
NO_MONEY = Money(euros("0"), euros("0"), euros("0"), euros("0"))


@pytest.fixture
def coop() -> UUID:
    return make_organisation()


@pytest.fixture
def valley(coop: UUID) -> UUID:
    return make_ecosystem(coop)


@pytest.fixture
def here(valley: UUID) -> dict[str, UUID]:
    return {"ecosystem": valley, "context": uuid4()}


def count(where: dict[str, UUID]) -> Counts:
    return counted(Within(context_id=where["context"]))


def test_who_gives_twice_is_one_giver(coop: UUID, here: dict[str, UUID]) -> None:
    anna = make_person()
    give(anna, coop, **here)
    give(anna, coop, **here)
    assert count(here).givers == 1


def test_work_for_pay_and_duty_is_no_help(coop: UUID, here: dict[str, UUID]) -> None:
    for basis in (Basis.PAID, Basis.DUTY, Basis.LOAN):
        give(make_person(), coop, basis=basis, **here)
    assert count(here).givers == 0


def test_a_household_is_one_and_a_group_its_heads(coop: UUID, here: dict[str, UUID]) -> None:
    give(make_party(PartyKind.HOUSEHOLD), coop, headcount=4, **here)
    group = make_party(PartyKind.GROUP)
    give(group, coop, headcount=3, **here)
    give(group, coop, headcount=12, **here)
    assert count(here).givers == 1 + 12


def test_givers_of_many_contexts_are_those_of_each(
    coop: UUID, valley: UUID, django_assert_num_queries: Any
) -> None:
    contexts = [uuid4() for _ in range(3)]
    anna = make_person()
    give(anna, coop, ecosystem=valley, context=contexts[0])
    give(anna, coop, ecosystem=valley, context=contexts[1])
    give(make_party(PartyKind.HOUSEHOLD), coop, headcount=4, ecosystem=valley, context=contexts[1])
    give(make_party(PartyKind.GROUP), coop, headcount=12, ecosystem=valley, context=contexts[1])
    give(make_organisation("Forno"), coop, ecosystem=valley, context=contexts[2])
    one_by_one = {each: counted(Within(context_id=each)).givers for each in contexts}
    with django_assert_num_queries(1):
        found = givers_by_context(contexts)
    assert {each: found.get(each, 0) for each in contexts} == one_by_one
    assert sorted(one_by_one.values()) == [0, 1, 14]


def test_givers_of_no_context_cost_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert givers_by_context([]) == {}


def test_a_baker_is_an_organisation_that_gives_not_a_person(
    coop: UUID, here: dict[str, UUID]
) -> None:
    give(make_organisation("Forno", OrganisationKind.BUSINESS), coop, **here)
    assert (count(here).givers, count(here).organisations) == (0, 1)


def test_a_merged_party_is_one_giver(coop: UUID, here: dict[str, UUID]) -> None:
    anna, again = make_person(), make_person()
    give(anna, coop, **here)
    give(again, coop, **here)
    Party.objects.filter(pk=again).update(merged_into=anna)
    assert count(here).givers == 1


def test_what_was_taken_back_does_not_count(coop: UUID, here: dict[str, UUID]) -> None:
    fact = give(make_person(), coop, **here)
    with transaction.atomic():
        reverse(fact, occurred_at=days_ago(0), channel=Channel.WEB)
    assert count(here).givers == 0


def test_a_companion_is_new_where_their_first_help_was(
    coop: UUID, valley: UUID, here: dict[str, UUID]
) -> None:
    old, new = make_person(), make_person()
    give(old, coop, ecosystem=valley, context=uuid4(), occurred_at=days_ago(30))
    give(old, coop, **here)
    give(new, coop, **here)
    give(new, coop, ecosystem=valley, context=uuid4(), occurred_at=days_ago(0))
    assert count(here).new_companions == 1
    assert [fact.giver_id for fact in facts_behind("new_companions", Within(here["context"]))] == [
        new
    ]


def test_of_two_first_helps_at_once_the_one_recorded_first_decides(
    coop: UUID, valley: UUID, here: dict[str, UUID]
) -> None:
    anna, moment = make_person(), days_ago(2)
    give(anna, coop, occurred_at=moment, **here)
    give(anna, coop, occurred_at=moment, ecosystem=valley, context=uuid4())
    assert count(here).new_companions == 1


def test_companions_of_the_contexts_add_up_to_those_of_the_ecosystem(
    coop: UUID, valley: UUID
) -> None:
    contexts = [uuid4(), uuid4(), uuid4()]
    people = [make_person() for _ in range(7)]
    for number, anna in enumerate(people):
        give(anna, coop, ecosystem=valley, context=contexts[number % 3])
        give(anna, coop, ecosystem=valley, context=contexts[0], occurred_at=days_ago(number % 4))
    give(make_person(), coop, ecosystem=valley)
    parts = [counted(Within(context)).new_companions for context in contexts]
    assert sum(parts) == counted(Within(ecosystem_id=valley)).new_companions == 7


def test_who_helped_elsewhere_is_still_new_here(coop: UUID, here: dict[str, UUID]) -> None:
    anna = make_person()
    give(anna, coop, ecosystem=make_ecosystem(), occurred_at=days_ago(50), context=uuid4())
    give(anna, coop, **here)
    assert count(here).new_companions == 1


def test_a_need_met_counts_until_it_is_reopened(here: dict[str, UUID]) -> None:
    need, other = uuid4(), uuid4()
    pass_milestone(MilestoneKind.NEED_MET, need, **here)
    pass_milestone(MilestoneKind.NEED_MET, other, **here)
    assert count(here).needs_met == 2
    pass_milestone(MilestoneKind.NEED_REOPENED, need, **here)
    assert count(here).needs_met == 1
    pass_milestone(MilestoneKind.NEED_MET, need, line=1, **here)
    assert count(here).needs_met == 2
    assert milestones_behind("needs_met", Within(here["context"])).count() == 4


def test_a_tie_joins_two_kinds_once_whichever_way_it_goes(
    coop: UUID, here: dict[str, UUID]
) -> None:
    town = make_organisation("Comune", OrganisationKind.PUBLIC_BODY)
    twin = make_organisation("Altra", OrganisationKind.SOCIAL_COOP_A)
    give(town, coop, kind=Kind.SPACE, amount=Amount(1, "piece"), **here)
    give(coop, town, **here)
    give(coop, twin, **here)
    give(make_person(), make_party(PartyKind.HOUSEHOLD), **here)
    give(make_person(), here["ecosystem"], **here)
    assert count(here).ties_between_kinds == 1


def test_who_was_helped_before_and_gives_now_returns(
    coop: UUID, valley: UUID, here: dict[str, UUID]
) -> None:
    before, after, never = make_person(), make_person(), make_person()
    give(coop, before, ecosystem=valley, basis=Basis.DUTY, occurred_at=days_ago(20))
    give(before, coop, **here)
    give(after, coop, **here)
    give(coop, after, ecosystem=valley, basis=Basis.DUTY, occurred_at=days_ago(0))
    give(coop, never, ecosystem=valley, basis=Basis.PAID, occurred_at=days_ago(20))
    give(never, coop, **here)
    behind = facts_behind("helped_who_help", Within(here["context"]))
    assert [fact.giver_id for fact in behind] == [before]


def test_few_returns_are_never_shown_and_enough_are_after_the_night(
    coop: UUID, valley: UUID, here: dict[str, UUID]
) -> None:
    def returns() -> None:
        anna = make_person()
        give(coop, anna, ecosystem=valley, basis=Basis.DUTY, occurred_at=days_ago(20))
        give(anna, coop, **here)

    within = Within(here["context"])
    for _ in range(4):
        returns()
    for _ in range(5):
        give(make_person(), coop, **here)
    recount_delicate_measures()
    assert shown("helped_who_help", within) is None
    returns()
    assert shown("helped_who_help", within) is None
    recount_delicate_measures()
    assert shown("helped_who_help", within) == 5
    assert shown("helped_who_help", Within(ecosystem_id=valley)) == 5
    assert shown("helped_who_help") == 5


def test_counts_and_complements_under_five_and_rates_under_thirty_are_hidden() -> None:
    assert [disclosed(n, 20) for n in (0, 4, 5, 15, 16, 20)] == [None, None, 5, 15, None, None]
    assert (disclosed_rate(10, 29), disclosed_rate(10, 30), disclosed_rate(4, 40)) == (
        None,
        333,
        None,
    )


def test_money_that_came_adds_up(coop: UUID, here: dict[str, UUID]) -> None:
    give(make_person(), coop, kind=Kind.MONEY, amount=Amount(2050, EUR_CENT), **here)
    give(make_person(), coop, **here)
    assert collected(Within(here["context"])) == euros("20.50")


def test_targets_are_capped_and_averaged_and_without_them_there_is_no_ratio() -> None:
    counts = Counts(50, 0, 5, 0, 1, 0)
    assert people_ratio(counts, Targets()) is None
    assert people_ratio(counts, Targets(people=10, companions=10)) == 750


@pytest.mark.parametrize("people", [1, 20])
def test_both_victories_cost_two_queries(
    coop: UUID, here: dict[str, UUID], people: int, django_assert_num_queries
) -> None:
    for _ in range(people):
        give(make_person(), coop, **here)
    with django_assert_num_queries(2):
        found = victories(money=NO_MONEY, context_id=here["context"])
    assert (found.givers, found.new_companions, found.helped_who_help) == (people, people, None)
