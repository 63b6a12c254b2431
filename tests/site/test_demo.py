"""The demo: a year of two places, lived by the real verbs, and left for a newcomer to try.

One load serves the whole file, with a fifth of the people: the code is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.models import F
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.plugin import DjangoDbBlocker

from ritrovo.foundations.contributions.choices import Basis
from ritrovo.foundations.contributions.measures import facts_behind
from ritrovo.foundations.contributions.models import Confirmation, Contribution, NightlyCount
from ritrovo.foundations.ecosystems.queries import actor_of_party
from ritrovo.foundations.inventory.actions.waiting import upload_list
from ritrovo.foundations.inventory.models import Newcomer
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.actions import files
from ritrovo.foundations.payments.models import (
    BankLine,
    Payment,
    Receipt,
    Refund,
    StatementImport,
)
from ritrovo.foundations.payments.queries.previews import Preview, preview, upload_for
from ritrovo.foundations.payments.statements import read_statement
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people import rules
from ritrovo.foundations.people.models import BankAccount, Login, Organisation, Party, Person
from ritrovo.foundations.places.actions import import_inner_areas
from ritrovo.insight.impact.actions import count_now
from ritrovo.insight.impact.jobs import count_scope
from ritrovo.insight.impact.queries import ScopeKind, scope_for
from ritrovo.insight.observatory.actions.decisions import decide_pair
from ritrovo.insight.observatory.actions.sources import add_event, add_figure, add_rates
from ritrovo.insight.observatory.counting.currency import Rate
from ritrovo.insight.observatory.counting.duplicates import Decision
from ritrovo.insight.observatory.demo import load as load_observatory
from ritrovo.practices.campaigns.choices import CampaignKind, FundingRule, Status
from ritrovo.practices.campaigns.demo import codes, load, today
from ritrovo.practices.campaigns.demo.newcomer import NAME
from ritrovo.practices.campaigns.models import AccountChange, Campaign, NeedOffer, Pledge
from tests.databases import Databases
from tests.people import lives
from tests.site import hostile

SHARE = 20
SAMPLE = Path(__file__).parents[2] / "demo" / NAME


@dataclass(frozen=True)
class Loaded:
    """What loading left: its database, the logins it made, the names of jobs that wait."""

    database: str
    logins: list[dict[str, str]]
    jobs: list[str]


@pytest.fixture(scope="module")
def loaded(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Loaded]:
    """Load the demo into a database of its own, which the tests of this file share."""
    before = connection.settings_dict["NAME"]
    with databases.clone() as name, django_db_blocker.unblock():
        use(name)
        try:
            logins = load(share=SHARE)
            jobs = ProcrastinateJob.objects.values_list("task_name", flat=True)
            yield Loaded(name, logins, list(jobs))
        finally:
            use(before)


@pytest.fixture(scope="module")
def logins(loaded: Loaded) -> list[dict[str, str]]:
    return loaded.logins


@pytest.fixture
def demo(loaded: Loaded, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def use(name: str) -> None:
    connections.close_all()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


def statement_of_newcomer() -> bytes:
    return (settings.DATA / "demo" / NAME).read_bytes()


def ponte() -> BankAccount:
    return BankAccount.objects.order_by("added_at").get(
        organisation__party__name="Il Ponte Rosso", iban=codes.iban(1001)
    )


def looked_at() -> Preview:
    """Look at the newcomer's statement as its treasurer does."""
    lucia = actor_of_party(Person.objects.get(login__email="lucia@example.org").pk)
    upload = files.upload_statement(
        actor=lucia, bank_account_id=ponte().pk, name=NAME, content=statement_of_newcomer()
    )
    try:
        found = preview(upload_for(lucia, upload.pk))
    finally:
        files.discard_upload(actor=lucia, upload_id=upload.pk)
    assert isinstance(found, Preview)
    return found


def test_everything_the_demo_did_can_be_proved(demo):
    drifted = {name: prove().drifted for name, prove in provers().items()}
    assert not any(drifted.values()), drifted


def test_campaigns_stand_in_each_state_that_lasts(demo):
    lasting = set(Status.values) - {Status.SUCCEEDED, Status.CLOSED}
    assert set(Campaign.objects.values_list("status", flat=True)) == lasting
    assert Campaign.objects.filter(status=Status.PUBLISHED, round=2).exists()


def test_campaigns_of_every_kind_and_rule_are_open(demo):
    live = Campaign.objects.filter(status=Status.PUBLISHED)
    assert set(live.values_list("kind", flat=True)) == set(CampaignKind.values)
    assert set(live.values_list("funding_rule", flat=True)) == set(FundingRule.values)


def test_promises_took_every_turn_a_promise_can_take(demo):
    states = set(Pledge.objects.values_list("state", flat=True))
    assert {"counted", "paid", "withdrawn", "expired", "declined", "released"} <= states
    assert "to_approve" in states
    assert set(Pledge.objects.values_list("channel", flat=True)) == {"web", "counter", "paper"}


def test_money_came_too_much_twice_from_another_and_went_back(demo):
    assert {"exact", "too_much", "double"} <= set(Payment.objects.values_list("outcome", flat=True))
    assert Payment.objects.filter(from_another_person=True).exists()
    assert Refund.objects.exists()
    assert (
        min(Receipt.objects.filter(series__first_number=38).values_list("number", flat=True)) == 38
    )


def test_parties_of_all_kinds_take_part(demo):
    kinds = set(Party.objects.values_list("kind", flat=True))
    assert kinds == {"person", "organisation", "household", "group", "ecosystem"}
    assert Party.objects.count() > 150
    assert len(set(Organisation.objects.values_list("kind", flat=True))) > 12


def test_help_passes_between_people_and_some_who_were_helped_help(demo):
    assert NeedOffer.objects.filter(state="done").exists()
    assert Contribution.objects.filter(practice="help", setting="service").exists()
    assert NightlyCount.objects.filter(shown__gte=5).exists()


def test_neighbours_say_yes_and_no_from_both_sides_and_desks_take_back(demo):
    helps = Contribution.objects.filter(practice="help")
    assert set(helps.values_list("channel", flat=True)) == {"counter", "paper"}
    assert set(helps.values_list("basis", flat=True)) == set(Basis.values)
    assert helps.filter(giver__kind="household").exists()
    assert helps.exclude(reversed_by=None).exists()
    words = Confirmation.objects.filter(contribution__in=helps)
    assert set(words.values_list("side", "channel")) >= {("giver", "counter"), ("receiver", "web")}
    assert set(words.values_list("verdict", flat=True)) == {"yes", "no"}
    # A notebook copied on the day the desk opened: it happened long before it was written down.
    copied = helps.filter(channel="paper", occurred_at__lt=F("recorded_at") - timedelta(days=300))
    assert copied.exists()


def test_who_gave_before_the_program_and_gives_again_is_no_new_companion(demo):
    gifts = Contribution.objects.exclude(context_id=None)
    again = gifts.filter(giver__in=Newcomer.objects.values("party"))
    assert again.exists()
    anew = facts_behind("new_companions")
    assert not anew.filter(pk__in=again).exists()
    assert anew.filter(pk__in=gifts.exclude(pk__in=again)).exists()


def test_a_change_of_iban_waits_for_its_second_person(demo):
    assert AccountChange.objects.get().decided_at is None


def test_everyone_of_the_list_can_sign_in_at_once(logins, demo, client):
    for row in logins:
        login = Login.objects.get(email=row["email"])
        assert login.check_password(row["password"]), row
        assert EmailAddress.objects.get(user=login).verified
    entered = client.post(
        "/conto/login/", {"login": logins[0]["email"], "password": logins[0]["password"]}
    )
    assert (entered.status_code, entered["Location"]) == (302, "/scrivania/")


def test_letters_of_the_year_went_nowhere_and_no_job_is_left(loaded, demo):
    assert Message.objects.filter(state="sent").exists()
    assert not Message.objects.filter(urgency="at_once", state="queued").exists()
    assert loaded.jobs == []
    assert not list(settings.MAIL_FOLDER.glob("*.eml"))


def test_the_newcomers_statement_has_every_awkward_line(demo):
    found = looked_at()
    outcomes = {line.proposal.outcome for line in found.lines}
    assert outcomes >= {
        *("exact", "too_little", "too_much", "early", "late", "double", "other_person"),
        *("unknown_reference", "refund", "reversed", "reversal_of", "not_ours"),
    }
    ladder = {line.proposal.by for line in found.lines}
    assert ladder >= {"rf", "short_code", "amount_name_date"}
    assert any(line.entry.detail_index for line in found.lines), "no batch"
    assert {warning.code for warning in found.statement.warnings} >= {"not_booked"}


def test_the_newcomers_statement_is_not_imported_yet_and_goes_on_from_the_last(demo):
    found = looked_at()
    assert found.known_count == 0
    last = StatementImport.objects.filter(bank_account=ponte()).latest("last_day")
    assert found.statement.opening_cents == last.closing_cents
    assert not BankLine.objects.filter(text__contains="STORNO").exists()


def test_banks_print_on_request_what_pays_every_promise(demo, tmp_path):
    written = today.write_statements(tmp_path)
    assert written
    for path in written:
        statement = read_statement(path.name, path.read_bytes())
        assert statement.entries
        assert statement.warnings == ()


def test_the_demo_is_refused_where_people_are(demo):
    with pytest.raises(CommandError, match="people here already"):
        call_command("demo")


@pytest.mark.parametrize("command", ["demo_bank", "demo_night"])
def test_what_serves_the_demo_leaves_other_installations_alone(demo, command):
    (settings.DATA / "demo.json").unlink(missing_ok=True)
    with pytest.raises(CommandError, match="not the demo"):
        call_command(command)


@pytest.mark.parametrize("number", [1, 7, 2001, 565_535])
def test_made_up_codes_pass_every_check(number):
    assert rules.checked_iban(codes.iban(number))
    assert rules.checked_body_tax_code(codes.body_code(number % 1000))
    assert rules.checked_vat_number(codes.body_code(number % 1000))
    assert rules.checked_person_tax_code(codes.person_code("Ada", "Re", number))


def test_the_sample_statement_can_be_read():
    statement = read_statement(SAMPLE.name, SAMPLE.read_bytes())
    assert statement.account_iban == codes.iban(1001)
    assert len(statement.entries) > 20


def test_markup_in_any_column_is_words_on_every_page(loaded, databases, django_db_blocker):
    """Generated from the models: a new column of words needs a row in the demo, or fails here."""
    copy = Databases(databases.server)
    copy.template = loaded.database
    use(loaded.database)
    with copy.clone() as name, django_db_blocker.unblock():
        use(name)
        try:
            keeper, starts = somebody_with_every_role(), first_pages()
            write_what_a_year_leaves_out(keeper)
            written = hostile.overwrite(databases.urls(name).owner)
            visitor = hostile.Walk(Client()).go("/", *starts)
            member = Client()
            member.force_login(keeper)
            at_desks = hostile.Walk(member).go("/scrivania/", *starts)
        finally:
            use(loaded.database)
    for walk in (visitor, at_desks):
        assert [(address, written.marks[number]) for address, number in walk.alive] == []
        assert walk.broken == []
    assert sorted(written.empty) == []
    assert sorted(written.refused) == []
    assert len(visitor.shown | at_desks.shown) > len(written.marks) / 2


def somebody_with_every_role() -> Login:
    """Give a login every role of an organisation, and those of the platform."""
    marta, at = Login.objects.get(email="marta@example.org"), ponte().organisation_id
    for role in ("operator", "treasurer"):
        people.give_role(actor=SYSTEM, organisation_id=at, email=marta.email, role=role)
    for role in ("administrator", "moderator", "analyst"):
        people.give_platform_role(actor=SYSTEM, email=marta.email, role=role)
    return marta


def write_what_a_year_leaves_out(keeper: Login) -> None:
    """Write in the tables that are empty when a year is over: what passes, and what is asked."""
    person, organisation = Person.objects.get(login=keeper), ponte().organisation
    lives.meet(organisation, person)
    lives.receive_mails(person)
    lives.agree(organisation, person)
    lives.ask(organisation, person)
    import_inner_areas(
        content=b"istat_code,class\n096075,D\n",
        source="Mappa delle aree interne",
        since=date(2021, 1, 1),
        until=None,
    )
    actor = actor_of_party(person.pk)
    asked = count_now(actor=actor, scope=scope_for(actor, ScopeKind.EVERYWHERE))
    count_scope(round_id=str(asked.pk))
    files.upload_statement(
        actor=actor, bank_account_id=ponte().pk, name=NAME, content=statement_of_newcomer()
    )
    write_an_observatory(actor)
    upload_list(
        actor=actor,
        organisation_id=organisation.pk,
        sort="gifts",
        name="donatori.csv",
        content=(SAMPLE.parent / "elenchi" / "donatori.csv").read_bytes(),
        ecosystem_id=organisation.promoted_ecosystems.get().pk,
    )


def write_an_observatory(analyst: Actor) -> None:
    """Do as an analyst does: files, a report, and a word of every kind."""
    load_observatory()
    today = clock.today()
    pair = Decision(("loro", "1"), ("nostra", "2"), is_one=True)
    decide_pair(actor=analyst, told=pair, title="Un forno")
    add_rates(actor=analyst, rates=[Rate(today, "USD", Decimal("1.25"), "BCE")])
    told = {"scope": "tutto", "source": "un giornale"}
    add_figure(actor=analyst, as_of="2018-01", measure="stock", cents=100, series="nostra", **told)
    add_event(actor=analyst, platform="loro", event="closed", on="2022", source="un giornale")


def first_pages() -> list[str]:
    """Give the desk of one campaign in each state, which a short walk might not reach."""
    found = Campaign.objects.filter(promoter=ponte().organisation_id).order_by("status", "pk")
    one_of_each = {each.status: each for each in found}
    return [f"/campagne/scrivania/{each.pk}/" for each in one_of_each.values()]
