"""The report on its pages: at the desk, for everyone, for the accountant, for whoever reviews."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions.lines import take_back_set_aside
from ritrovo.foundations.payments.errors import LinePaysExpense
from ritrovo.foundations.payments.models import BankLine, StatementImport
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.practices.campaigns.actions import reporting
from ritrovo.practices.campaigns.models import Campaign, Expense, VoiceUse
from ritrovo.practices.campaigns.queries.accountant import movements_of
from ritrovo.practices.campaigns.report_errors import DebitUnfit
from tests import factories
from tests.campaigns import reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def won(db: None) -> Campaign:
    return reports.won()


def signed_in(campaign: Campaign, role: str = "promoter") -> Client:
    client = Client()
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    client.force_login(person.login)
    return client


def at(name: str, campaign: Campaign, *more: object) -> str:
    return reverse(f"campaigns:desk_{name}", args=[campaign.pk, *more])


def written(campaign: Campaign, **changes: object) -> dict[str, object]:
    """Give what somebody types of an expense."""
    today = clock.today().isoformat()
    known = {
        "key": "01a20580-8b1d-7000-bb0c-d1037ff52e2e",
        "line": campaign.budget.first().pk,
        "nature": "goods",
        "amount": "120,50",
        "paid_on": today,
        "document_kind": "invoice",
        "document_number": "12/A",
        "document_date": today,
        "supplier": "Ferramenta Bosio",
    }
    return {**known, **changes}


def debit(campaign: Campaign, cents: int = -12050, **facts: object) -> BankLine:
    """Have the bank say that money left the beneficiary's account."""
    account = campaign.bank_account
    statement = StatementImport.objects.create(
        bank_account=account,
        file_name="estratto.xml",
        file_digest=str(facts),
        format="camt",
        imported_by_id=factories.make_person().pk,
    )
    known = {"booked_on": clock.today(), "fingerprint": f"{cents}{facts}", "party_name": "Bosio"}
    return BankLine.objects.create(
        statement=statement, bank_account=account, cents=cents, **{**known, **facts}
    )


def test_an_empty_report_invites_to_write_the_first_expense(won):
    page = signed_in(won).get(at("report", won))
    assert "Nessuna spesa, per ora" in page.content.decode()


def test_an_expense_is_typed_with_its_paper_and_a_second_click_changes_nothing(won):
    client = signed_in(won)
    for _ in range(2):
        paper = SimpleUploadedFile("f.pdf", reports.PDF)
        sent = client.post(at("new_expense", won), written(won, file=paper))
        assert sent.status_code == 302
    made = Expense.objects.get()
    assert (made.cents, made.file.name) == (12_050, f"private/expenses/{made.pk}.pdf")
    page = client.get(at("expense", won, made.pk)).content.decode()
    assert "Ferramenta Bosio" in page
    assert client.get(made.file.url).status_code == 200
    assert signed_in(won, "operator").get(made.file.url).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "-3"),
        ("amount", "1e9"),
        ("amount", ""),
        ("line", "00000000-0000-0000-0000-000000000000"),
        ("paid_on", "3026-01-01"),
        ("document_number", "x" * 41),
        ("supplier", ""),
        ("file", SimpleUploadedFile("f.html", b"<script>")),
    ],
)
def test_a_wrong_expense_comes_back_with_what_was_typed(won, field, value):
    sent = signed_in(won).post(at("new_expense", won), written(won, **{field: value}))
    assert sent.status_code == 422
    assert not Expense.objects.exists()


def test_who_has_no_role_finds_nothing(won):
    stranger = factories.make_member()
    client = Client()
    client.force_login(stranger.login)
    for name in ("report", "new_expense", "statement"):
        assert client.get(at(name, won)).status_code in {403, 404}
    assert client.get(at("accountant", won, "csv")).status_code in {403, 404}


def test_the_page_closes_the_report_and_everyone_reads_it(won):
    client = signed_in(won)
    made = reports.spent(won, supplier="Pia Rossa", supplier_is_person=True)
    second = won.budget.last()
    client.post(
        at("report", won),
        {"what_we_did": "Venti scrivanie.", f"difference_{second.pk}": "L'ideale non c'era."},
    )
    assert Client().get(reverse("campaigns:statement", args=[won.slug])).status_code == 404
    client.post(at("report_close", won))
    page = Client().get(reverse("campaigns:detail", args=[won.slug])).content.decode()
    assert "Venti scrivanie." in page
    assert "L&#x27;ideale non c&#x27;era." in page
    assert made.supplier not in page
    paper = Client().get(reverse("campaigns:statement", args=[won.slug]))
    assert paper.content.startswith(b"%PDF")
    assert "Rendicontata" in page


def test_closing_too_early_says_what_lacks(won):
    client = signed_in(won)
    answer = client.post(at("report_close", won), follow=True).content.decode()
    assert "Racconta che cosa avete fatto" in answer


def test_a_picture_without_words_is_sent_back(won):
    sent = signed_in(won).post(
        at("report_picture", won), {"file": SimpleUploadedFile("f.jpg", b"x"), "alternative": ""}
    )
    assert sent.status_code == 422


def test_a_late_report_is_on_the_desk_on_the_next_page_and_before_the_reviewer(won):
    won_again = factories.make_campaign(
        promoter=won.promoter, ecosystem=won.ecosystem, title="La prossima"
    )
    waiting = factories.make_campaign(
        "in_review", promoter=won.promoter, ecosystem=won.ecosystem, title="In lettura"
    )
    moderator = factories.make_login_with_role("moderator", platform=True)
    reviewer = Client()
    reviewer.force_login(moderator.login)
    pages = {
        "desk": lambda: signed_in(won).get(reverse("campaigns:desk_campaigns")),
        "public": lambda: Client().get(reverse("campaigns:detail", args=[won_again.slug])),
        "review": lambda: reviewer.get(reverse("campaigns:desk_review", args=[waiting.pk])),
    }
    words = {"desk": "in ritardo", "public": "ancora un rendiconto", "review": "ancora un rendi"}
    assert all(words[name] not in get().content.decode() for name, get in pages.items())
    with clock.moved_to(clock.now() + timedelta(days=200)):
        late = {name for name, get in pages.items() if words[name] in get().content.decode()}
    assert late == set(pages)


def test_a_debit_pays_what_it_is_and_no_more(won):
    line = debit(won)
    keeper = factories.as_actor(
        factories.make_login_with_role("treasurer", organisation=won.promoter)
    )
    reports.spent(won, cents=12_000, debit_id=line.pk, actor=keeper)
    with pytest.raises(DebitUnfit):
        reports.spent(won, cents=51, debit_id=line.pk, actor=keeper)
    last = reports.spent(won, cents=50, actor=keeper)
    tied = reporting.tie_debit(actor=keeper, expense_id=last.pk, debit_id=line.pk)
    assert reporting.tie_debit(actor=keeper, expense_id=last.pk, debit_id=line.pk) == tied


def test_a_debit_that_pays_an_expense_waits_no_more_until_all_its_expenses_are_taken_back(won):
    keeper = factories.as_actor(
        factories.make_login_with_role("treasurer", organisation=won.promoter)
    )
    line, waiting = debit(won), unmatched(won.beneficiary_id)
    two = [reports.spent(won, cents=5000, debit_id=line.pk, actor=keeper) for _ in range(2)]
    assert line not in waiting.all()
    with pytest.raises(LinePaysExpense):
        take_back_set_aside(actor=keeper, line_id=line.pk)
    for expense, still in zip(two, (False, True), strict=True):
        reporting.reverse_expense(actor=keeper, expense_id=expense.pk, reason="Doppia")
        assert (line in waiting.all()) is still


def test_a_debit_is_offered_to_who_keeps_the_accounts_only(won):
    line = debit(won, party_name="Segreteria del Comune")
    for role, sees in (("promoter", False), ("treasurer", True)):
        page = signed_in(won, role).get(at("new_expense", won)).content.decode()
        assert (line.party_name in page) is sees


def test_of_the_debits_that_are_enough_the_one_of_that_very_sum_comes_first(won):
    expense = reports.spent(won, cents=12_000)
    right = debit(won, -12_000, text="Fattura 12/A", party_name="")
    debit(won, -50_000, party_name="Segreteria")
    debit(won, -250, party_name="Commissioni")
    page = signed_in(won, "treasurer").get(at("expense", won, expense.pk)).content.decode()
    assert "Commissioni" not in page
    assert page.index("· Fattura 12/A") < page.index("· Segreteria")
    sent = signed_in(won, "treasurer").post(at("expense", won, expense.pk), {"debit": ""})
    assert sent.status_code == 422
    signed_in(won, "treasurer").post(at("expense", won, expense.pk), {"debit": right.pk})
    assert expense.debit.line == right


def test_money_that_came_and_another_body_s_debit_pay_nothing(won):
    keeper = factories.as_actor(
        factories.make_login_with_role("treasurer", organisation=won.promoter)
    )
    other = factories.make_campaign(ecosystem=won.ecosystem)
    for line in (debit(won, 12050), debit(other)):
        with pytest.raises(DebitUnfit):
            reports.spent(won, cents=1, debit_id=line.pk, actor=keeper)


def test_the_accountant_gets_every_movement_with_its_voice_or_the_reason(won):
    keeper = factories.as_actor(
        factories.make_login_with_role("treasurer", organisation=won.promoter)
    )
    line = debit(won)
    reports.spent(won, cents=10_000, debit_id=line.pk, actor=keeper)
    reports.spent(won, cents=700, nature="work", actor=keeper)
    client = signed_in(won, "treasurer")
    sent = client.get(at("accountant", won, "csv"))
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text), delimiter=";"))
    found = {(row["Uscite"], row["Voce del Modello D"], bool(row["Da decidere"])) for row in rows}
    assert found == {("100,00", "A.U1", False), ("20,50", "", True), ("7,00", "", True)}
    book = load_workbook(BytesIO(client.get(at("accountant", won, "xlsx")).content))
    assert book.active.max_row == 4


def test_the_bank_s_part_of_the_file_is_the_bank(won):
    line = debit(won)
    debit(won, 4_000)
    today = clock.today()
    found = movements_of(won.beneficiary_id, today, today)
    bank = [each.cents for each in found if each.where.startswith("Banca")]
    assert sum(bank) == line.cents + 4_000


def test_a_voice_counts_from_its_day(won):
    debit(won, -500)
    reports.spent(won, cents=100)
    today = clock.today()
    VoiceUse.objects.filter(origin="goods").update(valid_from=today + timedelta(days=1))
    (bought,) = [
        each for each in movements_of(won.beneficiary_id, today, today) if each.origin == "goods"
    ]
    assert (bought.voice, bought.why) == ("", "goods")


def test_a_period_that_ends_before_it_begins_is_refused_in_words(won):
    client = signed_in(won, "treasurer")
    address = f"{at('accountant', won, 'csv')}?dal=2026-05-01&al=2026-04-01"
    assert "prima di cominciare" in client.get(address, follow=True).content.decode()
