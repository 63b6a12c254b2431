"""Expenses with their papers, differences in words, and a campaign that is reported only then."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.actions import reporting
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign, Expense
from ritrovo.practices.campaigns.queries.late_reports import late_reports, report_due_on
from ritrovo.practices.campaigns.queries.report import lines_of, report_page
from ritrovo.practices.campaigns.report_errors import (
    DifferenceUnexplained,
    ExpenseOfNothing,
    ExpenseReversed,
    ExpensesTooEarly,
    NotOfThisBudget,
    PaidInTheFuture,
    PaperMissing,
    PaperUnreadable,
    ReasonMissing,
    ReportFrozen,
    ReportTooEarly,
    ReportWithoutWords,
)
from ritrovo.practices.campaigns.report_papers import may_read_paper
from ritrovo.practices.campaigns.report_proofs import statements_agree_with_the_books
from tests import factories
from tests.campaigns import reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def won(db: None) -> Campaign:
    return reports.won()


def promoter(campaign):
    return factories.promoter_of(campaign.promoter)


def everything_agrees():
    drifted = {name: prove().drifted for name, prove in provers().items()}
    assert not any(drifted.values()), drifted


def test_an_expense_counts_for_its_line_and_in_the_books(won):
    reports.spent(won, cents=480_000)
    shown = report_page(won)
    assert shown.lines[0].spent == Amount(480_000)
    assert (shown.figures.income, shown.figures.outgo) == (Amount(500_000), Amount(480_000))
    assert shown.figures.result == Amount(20_000)
    everything_agrees()


def test_an_expense_sent_twice_is_one(won):
    key = uuid4()
    first = reports.spent(won, key=key)
    assert reports.spent(won, key=key) == first
    with pytest.raises(KeyReused):
        reports.spent(won, key=key, cents=1)
    assert Expense.objects.count() == 1


def test_an_expense_is_written_by_who_promotes_or_keeps_the_accounts(won):
    for role in ("operator", "editor"):
        person = factories.make_login_with_role(role, organisation=won.promoter)
        with pytest.raises(NotAllowed):
            reports.spent(won, actor=factories.as_actor(person))
    with pytest.raises(NotAllowed):
        reports.spent(won, actor=NOBODY)
    keeper = factories.make_login_with_role("treasurer", organisation=won.promoter)
    assert reports.spent(won, actor=factories.as_actor(keeper))


def test_an_expense_needs_its_paper_its_sum_and_a_day_that_was(won):
    tomorrow = clock.today() + timedelta(days=1)
    for facts, refusal in (
        ({"document_number": " "}, PaperMissing),
        ({"supplier": " "}, PaperMissing),
        ({"cents": 0}, ExpenseOfNothing),
        ({"paid_on": tomorrow}, PaidInTheFuture),
        ({"document_date": tomorrow}, PaidInTheFuture),
        ({"file": BytesIO(b"<html>")}, PaperUnreadable),
    ):
        with pytest.raises(refusal):
            reports.spent(won, **facts)
    assert not Expense.objects.exists()


def test_an_expense_stands_in_its_own_budget(won):
    other = factories.make_campaign(promoter=won.promoter, ecosystem=won.ecosystem)
    with pytest.raises(NotOfThisBudget):
        reports.spent(won, other.budget.first())


def test_a_campaign_that_failed_or_is_no_longer_has_no_expenses():
    for state in (Status.DRAFT, Status.CANCELLED):
        campaign = factories.make_campaign(state)
        with pytest.raises(ExpensesTooEarly):
            reports.spent(campaign)


def test_a_mistake_is_taken_back_by_a_row_and_once(won):
    wrong = reports.spent(won)
    first = reporting.reverse_expense(actor=promoter(won), expense_id=wrong.pk, reason="due volte")
    again = reporting.reverse_expense(actor=promoter(won), expense_id=wrong.pk, reason="ancora")
    assert (first, first.reverses_id) == (again, wrong.pk)
    assert lines_of(won)[0].spent == Amount(0)
    with pytest.raises(ExpenseReversed):
        reporting.reverse_expense(actor=promoter(won), expense_id=first.pk, reason="no")
    everything_agrees()


def test_who_takes_an_expense_back_says_why(won):
    with pytest.raises(ReasonMissing):
        reporting.reverse_expense(
            actor=promoter(won), expense_id=reports.spent(won).pk, reason="  "
        )


def test_the_database_never_changes_an_expense(won):
    made = reports.spent(won)
    for sql in ("UPDATE campaigns_expense SET cents = 1", "DELETE FROM campaigns_expense"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    made.refresh_from_db()


def test_only_a_row_that_mirrors_may_take_one_back(won):
    made = reports.spent(won)
    facts = {
        name: getattr(made, name)
        for name in ("campaign_id", "line_id", "nature", "journal_id", "document_kind",
                     "document_number", "document_date", "supplier", "paid_on")
    }  # fmt: skip
    with pytest.raises(DatabaseError, match="mirrors"), transaction.atomic():
        Expense.objects.create(**facts, key=uuid4(), reverses=made, reason="x", cents=1)


def test_a_paper_is_read_by_who_works_on_it_and_by_nobody_else(won):
    made = reports.spent(won, file=reports.paper())
    stranger = factories.make_login_with_role(
        "promoter", organisation=factories.make_organisation()
    )
    assert may_read_paper(promoter(won), made.file.name)
    assert not may_read_paper(factories.as_actor(stranger), made.file.name)
    assert not may_read_paper(NOBODY, made.file.name)
    assert not may_read_paper(promoter(won), "private/expenses/other.pdf")


def test_a_photographed_paper_is_drawn_anew(won):
    made = reports.spent(won, file=factories.make_picture_file(60, 40))
    assert made.file.name.endswith(".jpg")
    assert made.file.read(3) == b"\xff\xd8\xff"


def test_a_difference_above_a_tenth_wants_words_and_one_below_does_not(won):
    first, second = won.budget.all()
    reports.spent(won, first, cents=first.cents * 9 // 10)
    reports.spent(won, second, cents=second.cents * 9 // 10 - 1)
    assert [line.lacks_words for line in lines_of(won)] == [False, True]
    reports.told(won, second="Abbiamo comprato una stufa usata.")
    assert not any(line.lacks_words for line in lines_of(won))


def test_a_campaign_is_reported_only_with_its_words_and_differences(won):
    reports.spent(won)
    with pytest.raises(ReportWithoutWords):
        reports.reported(won)
    reports.told(won)
    with pytest.raises(DifferenceUnexplained, match="Riscaldamento"):
        reports.reported(won)
    reports.told(won, second="L'ideale non è arrivato.")
    assert reports.reported(won).status == Status.REPORTED
    assert reports.reported(won).status == Status.REPORTED
    assert won.events.filter(transition="report").count() == 1
    everything_agrees()


def test_a_report_is_closed_by_the_promoter_after_the_end(won):
    editor = factories.make_login_with_role("editor", organisation=won.promoter)
    with pytest.raises(NotAllowed):
        reporting.report_campaign(actor=factories.as_actor(editor), campaign_id=won.pk)
    running = factories.make_campaign(promoter=won.promoter, ecosystem=won.ecosystem)
    with pytest.raises(ReportTooEarly):
        reports.reported(running)


def test_after_the_close_words_stay_and_expenses_are_corrected_by_rows(won):
    wrong = reports.spent(won)
    reports.told(won, second="Niente.")
    reports.reported(won)
    with pytest.raises(ReportFrozen):
        reports.told(won, "Altro")
    with pytest.raises(ReportFrozen):
        reports.told(won, second="Altro.")
    reporting.reverse_expense(actor=promoter(won), expense_id=wrong.pk, reason="errore")
    reports.told(won, first="Il fornitore ha restituito tutto.", second="Niente.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE campaigns_campaignreport SET what_we_did = 'x'")


def test_a_report_takes_pictures_under_the_rules_of_all(won):
    made = reporting.add_report_picture(
        actor=promoter(won),
        campaign_id=won.pk,
        file=factories.make_picture_file(60, 40),
        alternative="La sala finita",
    )
    assert list(report_page(won).pictures) == [made]


def test_a_report_is_late_after_its_days_and_not_on_the_last_of_them(won):
    due = report_due_on(won)
    assert due == won.closes_on + timedelta(days=1 + 180)
    with clock.moved_to(clock.start_of(due)):
        assert late_reports([won.promoter_id]) == []
    with clock.moved_to(clock.end_of(due)):
        (late,) = late_reports([won.promoter_id])
        assert (late.campaign, late.due_on, late.days) == (won, due, 1)
        assert late_reports([won.promoter_id], but=won.pk) == []


def test_the_report_asks_the_same_however_many_expenses(won):
    def asked():
        with connection.execute_wrapper(counting := Counting()):
            report_page(won)
        return counting.count

    reports.spent(won, cents=100)
    one = asked()
    for _ in range(19):
        reports.spent(won, cents=100)
    assert asked() == one


class Counting:
    """Counts queries."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(1, 900_000), st.booleans()), min_size=1, max_size=8
    )
)
def test_whatever_is_spent_and_taken_back_the_statement_is_the_ledger(won, moves):
    before = report_page(won).figures.spent.count
    lines, expected = list(won.budget.all()), 0
    for which, cents, is_wrong in moves:
        made = reports.spent(won, lines[which], cents=cents)
        if is_wrong:
            reporting.reverse_expense(actor=promoter(won), expense_id=made.pk, reason="errore")
        else:
            expected += cents
    figures = report_page(won).figures
    assert figures.spent.count == before + expected
    assert sum(line.spent.count for line in report_page(won).lines) == figures.spent.count
    assert figures.result == figures.income - figures.outgo
    assert statements_agree_with_the_books().drifted == []
