"""A year's end: summaries once a donor, a file that tells every gift, public advantages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.actions import advantages, lines, receipts, summaries
from ritrovo.foundations.payments.advantages import PlannedAdvantage
from ritrovo.foundations.payments.errors import (
    AdvantageInTheFuture,
    AdvantageOfNothing,
    AdvantageUnsaid,
    AdvantageVoided,
    NothingToReport,
    PayerNotPublic,
    VoidReasonMissing,
    YearNotOver,
    YearUnknown,
)
from ritrovo.foundations.payments.exclusions import Exclusion
from ritrovo.foundations.payments.models import PublicAdvantage, YearlySummary
from ritrovo.foundations.payments.queries.advantages import advantage_year, standing_advantages
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.foundations.payments.queries.summaries import sending_of, summaries_of
from ritrovo.foundations.payments.queries.yearly import yearly_file
from ritrovo.foundations.payments.rules.given_names import family_letters, names_in
from ritrovo.foundations.people.actions.requests import object_to
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.steps import merge
from tests import factories
from tests.payments.treasury import assert_proved, make_desk, reason_of, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]
ANNA, ELIO = "RSSMRA80A01F205X", "PZZLEI75C15A859J"


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def year():
    return clock.today().year


def next_year(month: int = 2, day: int = 10):
    """Move on to a day of next year."""
    moment = datetime(clock.today().year + 1, month, day, 12, tzinfo=clock.ROME)
    return clock.moved_to(moment)


def unite(first, second):
    """Have the second's giver read as the first's."""
    with transaction.atomic():
        merge(party_id=second.due.debtor_id, into_id=first.due.debtor_id)


def issued(desk, payment, **who):
    return receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk, **who)


def send(desk, year):
    return summaries.send_summaries(
        actor=desk.actor, organisation_id=desk.organisation.pk, year=year
    )


def reasons(file):
    return sorted(each.reason for each in file.left_out)


def test_each_donor_is_written_to_once_a_year(desk, year):
    made = [desk.paid(desk.pledge(cents, tax_code=ANNA)) for cents in (2000, 3000)]
    for payment in made:
        issued(desk, payment)
    unite(*made)
    with next_year():
        assert send(desk, year) == 1
        assert send(desk, year) == 0
    (summary,) = YearlySummary.objects.all()
    assert summary.cents == 5000
    (letter,) = Message.objects.filter(kind="payments.summary")
    assert letter.key == str(summary.pk)
    assert ANNA not in str(letter.context)
    assert sending_of([summary]).asked == 1
    assert_proved()


def test_summaries_wait_for_the_year_to_be_over(desk, year):
    issued(desk, desk.paid(desk.pledge(tax_code=ANNA)))
    with pytest.raises(YearNotOver):
        send(desk, year)
    with next_year(), pytest.raises(NotAllowed):
        summaries.send_summaries(actor=NOBODY, organisation_id=desk.organisation.pk, year=year)
    assert not YearlySummary.objects.exists()


def test_a_code_written_by_somebody_else_never_opens_a_donors_year(desk, year):
    issued(desk, desk.paid(desk.pledge(9000, tax_code=ANNA, email="anna@example.org")))
    stranger = desk.pledge(
        100, tax_code=ANNA, email="altri@example.org", given_name="Ugo", family_name="Neri"
    )
    issued(desk, desk.paid(stranger, name="Ugo Neri"))
    found = {each.email: each for each in summaries_of(desk.organisation.pk, year)}
    assert {email: each.cents for email, each in found.items()} == {
        "anna@example.org": 9000,
        "altri@example.org": 100,
    }
    assert all(each.is_shared for each in found.values())


def test_who_paid_for_another_is_not_written_to_at_the_others_address(desk, year):
    payment = desk.paid(desk.pledge(email="anna@example.org"), name="Bruno Verdi")
    issued(desk, payment, donor="payer")
    (found,) = summaries_of(desk.organisation.pk, year)
    assert (found.name, found.may_be_sent) == ("Bruno Verdi", False)


def test_the_file_sums_a_persons_gifts_and_says_who_gives_again(desk, year):
    for days in (0, 1):
        pledge = desk.pledge(1050, tax_code=ANNA, given_name="Mara", family_name="Rossi")
        day = clock.today() - timedelta(days=days)
        issued(desk, desk.paid(pledge, name="Mara Rossi", day=day))
    file = yearly_file(desk.organisation, year)
    (row,) = file.included
    assert (row.tax_code, row.family_name, row.given_name) == (ANNA, "Rossi", "Mara")
    assert (row.cents, row.gifts, row.kind) == (2100, 2, "continuativo")
    assert (file.body_type, file.left_out, file.unreceipted) == (8, [], 0)
    assert file.deadline == date(year + 1, 3, 16)
    assert_proved()


def test_each_gift_left_out_says_why(desk, year):
    issued(desk, desk.paid(desk.pledge(1000)))
    body = desk.pledge(2000, company_name="Filati srl", tax_code="02345670027")
    desk.paid(body, name="Filati srl")
    desk.paid(desk.pledge(3000, tax_code=ANNA), name="Bruno Verdi")
    elio = desk.pledge(4000, tax_code="ABC", given_name="Elio", family_name="Pozzo")
    desk.paid(elio, name="Elio Pozzo")
    file = yearly_file(desk.organisation, year)
    assert Exclusion.NO_CODE in reasons(file)
    assert Exclusion.BODY in reasons(file)
    assert Exclusion.DONOR_UNCLEAR in reasons(file)
    assert Exclusion.BAD_CODE in reasons(file)
    assert sum(each.cents for each in file.gifts) == 10_000
    assert_proved()


def test_a_no_holds_for_every_gift_of_the_person(desk, year):
    pledge = desk.pledge(1000, tax_code=ANNA, given_name="Mara", family_name="Rossi")
    issued(desk, desk.paid(pledge, name="Mara Rossi"))
    other = desk.pledge(
        2000, tax_code=ANNA, given_name="Mara", family_name="Rossi", email="m2@example.org"
    )
    desk.paid(other, name="Mara Rossi")
    pledge.refresh_from_db()
    identity = identity_of(pledge.backer_id, desk.organisation.pk)
    with transaction.atomic():
        object_to(identity, pledge.backer_id, "yearly", recorded_by=None)
    with next_year():
        file = yearly_file(desk.organisation, year)
    assert file.included == []
    assert set(reasons(file)) == {str(Exclusion.OPPOSED)}
    assert all(row.is_opposed for row in file.rows)


def test_a_no_after_the_term_is_for_the_next_year(desk, year):
    pledge = desk.pledge(1000, tax_code=ANNA, given_name="Mara", family_name="Rossi")
    issued(desk, desk.paid(pledge, name="Mara Rossi"))
    pledge.refresh_from_db()
    identity = identity_of(pledge.backer_id, desk.organisation.pk)
    with next_year(month=3, day=20), transaction.atomic():
        object_to(identity, pledge.backer_id, "yearly", recorded_by=None)
    with next_year(month=4):
        assert len(yearly_file(desk.organisation, year).included) == 1


def test_what_went_back_in_the_year_leaves_it_and_later_is_a_refund_of_the_next(desk, year):
    early, late = (
        desk.paid(
            desk.pledge(cents, tax_code=code, given_name="Mara", family_name=name), name="Mara"
        )
        for cents, code, name in ((1000, ANNA, "Rossi"), (5000, ELIO, "Pozzo"))
    )
    issued(desk, early, donor="debtor")
    issued(desk, late, donor="debtor")
    give_back(desk, early, 1000)
    before = yearly_file(desk.organisation, year)
    assert [row.cents for row in before.included] == [5000]
    assert reasons(before) == [str(Exclusion.REFUNDED)]
    with next_year(month=1, day=20):
        give_back(desk, late, 2000)
        assert [row.cents for row in yearly_file(desk.organisation, year).included] == [5000]
        assert yearly_file(desk.organisation, year).otherwise_receipted == 1
        (refund,) = yearly_file(desk.organisation, year + 1).included
    assert (refund.cents, refund.gifts) == (0, 0)
    assert (refund.returned_cents, refund.returned_of) == (2000, year)
    assert_proved()


def give_back(desk, payment, cents):
    desk.imported(transfer(-cents, "restituzione", name="Altri"))
    (line,) = unmatched(desk.organisation.pk)
    return lines.refund_line(actor=desk.actor, line_id=line.pk, payment_id=payment.pk)


def test_a_body_outside_the_register_has_no_file():
    desk = make_desk(entitled=False)
    with pytest.raises(NothingToReport):
        yearly_file(desk.organisation, clock.today().year)
    with pytest.raises(YearUnknown):
        yearly_file(desk.organisation, clock.today().year + 1)


def test_the_file_costs_the_same_for_one_gift_and_for_many(desk, year, django_assert_num_queries):
    desk.paid(desk.pledge(tax_code=ANNA))
    with CountedQueries() as one:
        yearly_file(desk.organisation, year)
    for _ in range(12):
        desk.paid(desk.pledge(tax_code=ANNA))
    with django_assert_num_queries(one.count):
        yearly_file(desk.organisation, year)


class CountedQueries:
    """Count the queries of a block."""

    def __enter__(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *raised):
        self._captured.__exit__(*raised)
        self.count = len(self._captured)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Mara Rossi", "RSSMRA80A01F205X", ("Rossi", "Mara")),
        ("Rossi Mara", "RSSMRA80A01F205X", ("Rossi", "Mara")),
        ("Anna Maria De Rossi", "DRSNMR80A41F205X", ("De Rossi", "Anna Maria")),
        ("Ugo", "", ("Ugo", "")),
        ("", "", ("", "")),
    ],
)
def test_the_code_tells_which_name_is_the_familys(name, code, expected):
    assert names_in(name, code) == expected


def test_short_family_names_are_filled_up():
    assert [family_letters(name) for name in ("Fo", "Aia", "D'Aù", "Rossi")] == [
        "FOX", "AIA", "DAU", "RSS",
    ]  # fmt: skip


def planned(**facts):
    told = {
        "payer_name": "Comune di Biella",
        "cents": 1_000_000,
        "received_on": clock.today(),
        "reason": "contributo",
    }
    return PlannedAdvantage(**(told | facts))


def record(desk, key=None, corrects_id=None, **facts):
    return advantages.record_advantage(
        actor=desk.actor,
        organisation_id=desk.organisation.pk,
        key=key or uuid4(),
        planned=planned(**facts),
        corrects_id=corrects_id,
    )


def test_ten_thousand_euro_in_a_year_are_to_be_published(desk, year):
    record(desk, cents=999_999)
    told = advantage_year(desk.organisation.pk, year)
    assert (told.is_due, told.deadline) == (False, date(year + 1, 6, 30))
    record(desk, cents=1, in_kind=True)
    assert advantage_year(desk.organisation.pk, year).is_due


def test_an_advantage_is_written_once_a_key(desk):
    key = uuid4()
    assert record(desk, key).pk == record(desk, key).pk
    with pytest.raises(KeyReused):
        record(desk, key, cents=5)
    assert PublicAdvantage.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cents": 0}, AdvantageOfNothing),
        ({"reason": "  "}, AdvantageUnsaid),
        ({"payer_name": ""}, AdvantageUnsaid),
    ],
)
def test_a_row_without_sense_is_refused(desk, facts, refusal):
    with pytest.raises(refusal):
        record(desk, **facts)
    assert not PublicAdvantage.objects.exists()


def test_what_has_not_come_or_came_from_a_private_is_refused(desk):
    with pytest.raises(AdvantageInTheFuture):
        record(desk, received_on=clock.today() + timedelta(days=1))
    with pytest.raises(PayerNotPublic):
        record(desk, payer_id=desk.organisation.pk)


def test_a_mistake_is_void_and_its_correction_takes_its_place(desk, year):
    wrong = record(desk)
    right = record(desk, corrects_id=wrong.pk, cents=10_000, why="due zeri di troppo")
    assert list(standing_advantages(desk.organisation.pk, year)) == [right]
    with pytest.raises(AdvantageVoided):
        record(desk, corrects_id=wrong.pk, why="ancora")
    with pytest.raises(VoidReasonMissing):
        advantages.void_advantage(actor=desk.actor, advantage_id=right.pk, reason=" ")
    first = advantages.void_advantage(actor=desk.actor, advantage_id=right.pk, reason="mai avuto")
    again = advantages.void_advantage(actor=desk.actor, advantage_id=right.pk, reason="altro")
    assert first == again
    assert_proved()


def test_rows_about_public_money_never_change(desk):
    row = record(desk)
    for spoil in (
        lambda: PublicAdvantage.objects.filter(pk=row.pk).update(cents=1),
        lambda: PublicAdvantage.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_who_keeps_no_accounts_writes_no_advantage(desk):
    other = factories.make_organisation("Altra")
    with pytest.raises(NotAllowed):
        advantages.record_advantage(
            actor=desk.actor, organisation_id=other.pk, key=uuid4(), planned=planned()
        )


def test_a_code_in_the_transfer_is_shown_by_the_payment(desk, year):
    pledge = desk.pledge(1000, tax_code=ANNA, given_name="Mara", family_name="Rossi")
    desk.imported(transfer(1000, f"{reason_of(pledge)} CF {ANNA}", name="Mara Rossi"))
    file = yearly_file(desk.organisation, year)
    assert [each.shows_code for each in file.gifts] == [True]
    assert file.codes_by_promise == 0
