"""Who a list is about: known for certain, proposed, or new. Nobody is merged by itself."""

from __future__ import annotations

import pytest
from django.db import transaction

from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting
from ritrovo.foundations.contributions.measures import Within, counted
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import record
from ritrovo.foundations.inventory.actions import bringing, waiting
from ritrovo.foundations.inventory.queries.plans import plan_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Party
from ritrovo.foundations.people.queries import party_root
from ritrovo.foundations.people.steps import find_or_make_backer, verify_email
from tests.inventory.lists import Office

pytestmark = pytest.mark.django_db

HEADER = "Data;Nominativo;Codice fiscale;E-mail;Data di nascita;Importo\n"
CODE = "RSSNNA80A41A859S"


@pytest.fixture
def office():
    return Office()


def know(office, given_name="Anna", family_name="Rossi", **told):
    """Let the organisation know somebody, as its desk does."""
    return people.register_person(
        actor=office.actor,
        organisation_id=office.organisation.pk,
        given_name=given_name,
        family_name=family_name,
        **told,
    )


def planned(office, *rows):
    return office.plan(HEADER + "".join(f"{row}\n" for row in rows))


def give(office, party_id, context_id):
    """Record a gift of today in a campaign."""
    with transaction.atomic():
        record(
            giver=party_id,
            receiver=office.organisation.pk,
            kind=Kind.MONEY,
            basis=Basis.GIFT,
            amount=Amount(2000),
            practice="campaigns",
            object_id=new_id(),
            ecosystem=office.ecosystem.pk,
            context=context_id,
            occurred_at=clock.now(),
            channel=Channel.WEB,
            setting=Setting.COMMUNITY,
        )


def code_of(office):
    from stdnum.it import codicefiscale

    return CODE[:-1] + codicefiscale.calc_check_digit(CODE[:-1])


def test_a_codice_fiscale_recognises_whatever_the_name(office):
    code = code_of(office)
    known = know(office, tax_code=code)
    (person,) = planned(office, f"2021;Rossi Anna Maria;{code};;;5").people
    assert person.party_id == known.pk


def test_an_address_and_the_name_recognise_in_whatever_order(office):
    known = know(office, email="anna@example.org")
    (person,) = planned(office, "2021;ROSSI Anna;;Anna@Example.org;;5").people
    assert person.party_id == known.pk


def test_an_address_with_another_name_is_another_person(office):
    know(office, email="famiglia@example.org")
    (person,) = planned(office, "2021;Piero Rossi;;famiglia@example.org;;5").people
    assert (person.party_id, person.twins) == (None, [])


def test_name_and_birth_recognise(office):
    code = code_of(office)
    known = know(office, tax_code=code)
    (person,) = planned(office, "2021;Anna Rossi;;;01/01/1980;5").people
    assert person.party_id == known.pk


def test_the_name_alone_only_proposes(office):
    known = know(office)
    plan = planned(office, "2021;Anna Rossi;;;;5")
    assert [twin.party_id for twin in plan.people[0].twins] == [known.pk]
    assert plan.newcomers_count == 1


def test_a_namesake_born_on_another_day_is_not_even_proposed(office):
    know(office, tax_code=code_of(office))
    (person,) = planned(office, "2021;Anna Rossi;;;02/02/1990;5").people
    assert (person.party_id, person.twins) == (None, [])


def test_whom_another_organisation_knows_is_nobody_here(office):
    other = Office()
    know(other, email="anna@example.org", tax_code=code_of(other))
    (person,) = planned(office, f"2021;Anna Rossi;{code_of(office)};anna@example.org;;5").people
    assert (person.party_id, person.twins) == (None, [])


def test_without_an_answer_a_twin_stays_another_person(office):
    know(office)
    waiting_list = office.upload(HEADER + "2021;Anna Rossi;;;;5\n")
    bringing.write_list(actor=office.actor, waiting_id=waiting_list.pk)
    assert Party.objects.filter(name="Anna Rossi", merged_into=None).count() == 2


def test_an_answered_twin_gets_the_gifts_and_nobody_is_merged(office):
    known = know(office)
    waiting_list = office.upload(HEADER + "2021;Anna Rossi;;;;5\n")
    (person,) = plan_of(waiting_list).people
    waiting.answer_who(
        actor=office.actor, waiting_id=waiting_list.pk, answers={person.key: known.pk}
    )
    bringing.write_list(actor=office.actor, waiting_id=waiting_list.pk)
    assert Contribution.objects.get().giver_id == known.pk
    assert not Party.objects.exclude(merged_into=None).exists()


def test_an_answer_names_only_a_proposed_twin(office):
    know(office)
    stranger = know(office, "Pia", "Verdi")
    waiting_list = office.upload(HEADER + "2021;Anna Rossi;;;;5\n")
    (person,) = plan_of(waiting_list).people
    waiting.answer_who(
        actor=office.actor, waiting_id=waiting_list.pk, answers={person.key: stranger.pk}
    )
    waiting_list.refresh_from_db()
    assert plan_of(waiting_list).answered == {}


def test_all_proposed_twins_can_be_taken_at_once_and_taken_back(office):
    know(office)
    waiting_list = office.upload(HEADER + "2021;Anna Rossi;;;;5\n")
    said = waiting.answer_who(
        actor=office.actor, waiting_id=waiting_list.pk, answers={}, all_same=True
    )
    assert len(plan_of(said).answered) == 1
    (key,) = said.answers
    said = waiting.answer_who(actor=office.actor, waiting_id=waiting_list.pk, answers={key: None})
    assert plan_of(said).answered == {}


def test_rows_of_one_name_are_one_person_of_the_list(office):
    plan = planned(office, "2021;Anna Rossi;;;;5", "2022;Rossi Anna;;a@example.org;;5")
    assert [len(person.lines) for person in plan.people] == [2]


def test_namesakes_with_other_codes_or_births_are_two(office):
    plan = planned(
        office, f"2021;Anna Rossi;{code_of(office)};;;5", "2022;Anna Rossi;;;02/02/1990;5"
    )
    assert len(plan.people) == 2


def test_a_firm_is_an_organisation(office):
    plan = planned(office, "2021;Falegnameria Riva S.r.l.;;;;500", "2021;Forno Po;00743110157;;;5")
    assert plan.bodies == ["Falegnameria Riva S.r.l.", "Forno Po"]


def test_a_giver_of_the_inventory_is_no_new_companion_afterwards(office):
    """New means new to the community, and not new to the program."""
    campaign = new_id()
    office.write()
    anna = Party.objects.get(name="Anna Rossi").pk
    give(office, anna, campaign)
    newcomer = know(office, "Pia", "Verdi").pk
    give(office, newcomer, campaign)
    assert counted(Within(context_id=campaign)).givers == 2
    assert counted(Within(context_id=campaign)).new_companions == 1
    assert counted(Within(ecosystem_id=office.ecosystem.pk)).new_companions == 1


def test_without_the_inventory_the_same_giver_would_be_new(office):
    """The control: what the test above counts does come from the list."""
    campaign = new_id()
    written = office.write()
    anna = Party.objects.get(name="Anna Rossi").pk
    give(office, anna, campaign)
    assert counted(Within(context_id=campaign)).new_companions == 0
    office.undo(written)
    assert counted(Within(context_id=campaign)).new_companions == 1


def test_an_inventory_brought_in_after_the_gift_also_says_so(office):
    campaign = new_id()
    known = know(office, email="anna@example.org")
    give(office, known.pk, campaign)
    assert counted(Within(context_id=campaign)).new_companions == 1
    office.write()
    assert counted(Within(context_id=campaign)).new_companions == 0


def test_who_proves_the_address_of_the_list_is_that_person(office):
    """A listed giver who promises on the web is one with who they were before."""
    office.write()
    listed = Party.objects.get(name="Anna Rossi").pk
    with transaction.atomic():
        backer = find_or_make_backer(
            organisation_id=office.organisation.pk,
            given_name="Anna",
            family_name="Rossi",
            email="ANNA@example.org",
        )
        assert backer.pk != listed
        verify_email(organisation_id=office.organisation.pk, party_id=backer.pk, at=clock.now())
    assert party_root(backer.pk) == listed


def test_what_stands_from_elsewhere_on_that_day_is_pointed_out(office):
    known = know(office, email="anna@example.org")
    with transaction.atomic():
        record(
            giver=known.pk,
            receiver=office.organisation.pk,
            kind=Kind.MONEY,
            basis=Basis.GIFT,
            amount=Amount(500),
            practice="campaigns",
            object_id=new_id(),
            occurred_at=clock.start_of(clock.today()),
            channel=Channel.WEB,
            setting=Setting.COMMUNITY,
        )
    day = clock.today().strftime("%d/%m/%Y")
    plan = planned(office, f"{day};Anna Rossi;;anna@example.org;;5")
    assert [line.line for line in plan.told] == [2]
