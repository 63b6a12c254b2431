"""Preparing a campaign: its state, its tutor, its checklist, its first supporters."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from ritrovo.practices.campaigns.actions import (
    first_supporters,
    preparation,
    preparing,
    reviewing,
)
from ritrovo.practices.campaigns.actions.first_supporters import reached_at
from ritrovo.practices.campaigns.errors import SubstanceFrozen, TransitionNotAllowed
from ritrovo.practices.campaigns.models import (
    ChecklistItem,
    ChecklistTick,
    FirstSupporter,
    Preparation,
    Tutor,
)
from ritrovo.practices.campaigns.preparation_errors import NotPrepared, TutorUnfit
from ritrovo.practices.campaigns.queries.preparation import (
    Support,
    checklist_of,
    promised_by,
    support_of,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return begun(factories.make_campaign("draft"))


def promoter(campaign):
    return factories.promoter_of(campaign.promoter)


def begun(campaign):
    preparation.begin_preparation(actor=promoter(campaign), campaign_id=campaign.pk)
    campaign.refresh_from_db()
    return campaign


def listed(campaign, name="Irma Coda", **facts):
    return first_supporters.list_supporter(
        actor=promoter(campaign), campaign_id=campaign.pk, key=uuid4(), name=name, **facts
    )


def desk(campaign, rest=""):
    return f"/campagne/scrivania/{campaign.pk}/{rest}"


def signed_in(client, campaign, role="promoter"):
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    client.force_login(person.login)
    return client


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_a_preparation_begins_once_and_asks_for_review_by_itself(campaign):
    again = preparation.begin_preparation(actor=promoter(campaign), campaign_id=campaign.pk)
    assert Preparation.objects.get() == again
    preparing.submit_campaign(actor=promoter(campaign), campaign_id=campaign.pk)
    campaign.refresh_from_db()
    assert campaign.status == "in_review"


@pytest.mark.parametrize(("is_prepared", "back"), [(True, "preparing"), (False, "draft")])
def test_what_is_returned_goes_back_to_where_it_came_from(is_prepared, back):
    campaign = factories.make_campaign("draft")
    if is_prepared:
        begun(campaign)
    preparing.submit_campaign(actor=promoter(campaign), campaign_id=campaign.pk)
    reviewer = factories.as_actor(factories.make_login_with_role("moderator", platform=True))
    reviewing.return_campaign(actor=reviewer, campaign_id=campaign.pk, remark="Manca.")
    campaign.refresh_from_db()
    assert campaign.status == back


def test_everything_may_be_written_while_preparing(campaign):
    preparing.edit_campaign(actor=promoter(campaign), campaign_id=campaign.pk, kind="both")
    preparing.cancel_campaign(actor=promoter(campaign), campaign_id=campaign.pk)
    campaign.refresh_from_db()
    assert (campaign.kind, campaign.status) == ("both", "cancelled")


def test_nothing_is_prepared_in_review_once_published_or_without_the_role():
    waiting, published = factories.make_campaign("in_review"), factories.make_campaign()
    for found, refusal in ((waiting, TransitionNotAllowed), (published, SubstanceFrozen)):
        with pytest.raises(refusal):
            preparation.begin_preparation(actor=promoter(found), campaign_id=found.pk)
    editor = factories.make_login_with_role("editor", organisation=waiting.promoter)
    with pytest.raises(NotAllowed):
        preparation.begin_preparation(
            actor=factories.as_actor(editor), campaign_id=factories.make_campaign("draft").pk
        )


def test_an_item_is_ticked_once_by_somebody_and_may_be_unticked(campaign):
    actor = promoter(campaign)
    first = preparation.tick_item(actor=actor, campaign_id=campaign.pk, code="quotes")
    assert preparation.tick_item(actor=actor, campaign_id=campaign.pk, code="quotes") == first
    (done,) = [line for line in checklist_of(campaign.preparation) if line.tick]
    assert (done.code, done.tick.ticked_by_id) == ("quotes", actor.party_id)
    preparation.untick_item(actor=actor, campaign_id=campaign.pk, code="quotes")
    preparation.untick_item(actor=actor, campaign_id=campaign.pk, code="quotes")
    assert not any(line.tick for line in checklist_of(campaign.preparation))
    kept = ChecklistTick.objects.get()
    assert (kept.ticked_by_id, kept.unticked_by_id) == (actor.party_id, actor.party_id)


def test_the_database_keeps_one_standing_tick_for_an_item(campaign):
    preparation.tick_item(actor=promoter(campaign), campaign_id=campaign.pk, code="quotes")
    with pytest.raises(IntegrityError, match="item_is_ticked_once"), transaction.atomic():
        ChecklistTick.objects.create(preparation=campaign.preparation, item_id="quotes")


def test_a_preparation_keeps_the_items_of_the_day_it_began(campaign):
    before = {line.code for line in checklist_of(campaign.preparation)}
    ChecklistItem.objects.create(
        code="later", text_it="Dopo", text_en="Later", valid_from=date(2100, 1, 1), source="Test"
    )
    ChecklistItem.objects.filter(pk="quotes").update(valid_until=date(2020, 1, 2))
    after = {line.code for line in checklist_of(campaign.preparation)}
    assert before - after == {"quotes"}
    for code in ("later", "quotes"):
        with pytest.raises(NotFound):
            preparation.tick_item(actor=promoter(campaign), campaign_id=campaign.pk, code=code)


def test_a_checklist_is_of_a_preparation():
    draft = factories.make_campaign("draft")
    with pytest.raises(NotPrepared):
        preparation.tick_item(actor=promoter(draft), campaign_id=draft.pk, code="quotes")


def worker_of(ecosystem, role="editor"):
    return factories.make_login_with_role(role, ecosystem=ecosystem)


def test_a_promoter_names_a_tutor_among_those_of_the_ecosystem(campaign):
    person = worker_of(campaign.ecosystem)
    named = {"actor": promoter(campaign), "campaign_id": campaign.pk}
    first = preparation.name_tutor(email=person.login.email.upper(), **named)
    assert preparation.name_tutor(email=person.login.email, **named) == first
    stranger = factories.make_login_with_role("moderator", platform=True)
    for email in (stranger.login.email, "nessuno@example.org"):
        with pytest.raises(TutorUnfit):
            preparation.name_tutor(email=email, **named)
    assert Tutor.objects.get(until=None).person_id == person.pk


def test_who_promotes_the_ecosystem_names_anybody_in_place_of_the_one_before(campaign):
    leader = factories.as_actor(worker_of(campaign.ecosystem, "promoter"))
    for _ in range(2):
        stranger = factories.make_login_with_role("moderator", platform=True)
        preparation.name_tutor(actor=leader, campaign_id=campaign.pk, email=stranger.login.email)
    assert Tutor.objects.get(until=None).person_id == stranger.pk
    assert Tutor.objects.count() == 2
    preparation.end_tutor(actor=leader, campaign_id=campaign.pk)
    assert not Tutor.objects.filter(until=None).exists()


def test_a_tutor_reads_the_desk_ticks_the_list_and_nothing_else(client, campaign):
    person = worker_of(campaign.ecosystem)
    actor = factories.as_actor(person)
    client.force_login(person.login)
    assert client.get(desk(campaign, "racconto/")).status_code == 404
    preparation.name_tutor(
        actor=promoter(campaign), campaign_id=campaign.pk, email=person.login.email
    )
    pages = ("preparazione/", "racconto/", "spese/", "controllo/", "traguardi/")
    assert {client.get(desk(campaign, page)).status_code for page in pages} == {200}
    assert (
        client.post(desk(campaign, "preparazione/voci/quotes/"), {"done": "yes"}).status_code == 302
    )
    assert ChecklistTick.objects.get().ticked_by_id == person.pk
    assert client.get(desk(campaign, "primi/")).status_code == 404
    assert client.post(desk(campaign, "dati/"), {"title": "Altro"}).status_code in {403, 422}
    with pytest.raises(NotAllowed):
        preparing.submit_campaign(actor=actor, campaign_id=campaign.pk)
    assert campaign.title in unescape(
        client.get("/campagne/scrivania/accompagnate/").content.decode()
    )
    preparation.end_tutor(actor=promoter(campaign), campaign_id=campaign.pk)
    assert client.get(desk(campaign, "racconto/")).status_code == 404


def test_a_supporter_is_listed_once_for_each_key(campaign):
    key = uuid4()
    for _ in range(2):
        first_supporters.list_supporter(
            actor=promoter(campaign), campaign_id=campaign.pk, key=key, name=" Irma  Coda "
        )
    assert FirstSupporter.objects.get().name == "Irma Coda"


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("irma@Example.org", ("irma@example.org", "")),
        ("+39 340 123 4567", ("", "401234567")),
        ("al bar, il martedì", ("", "")),
        ("015/401234 o irma@example.org", ("irma@example.org", "015401234")),
        ("", ("", "")),
    ],
)
def test_how_to_reach_somebody_is_read_from_what_was_typed(contact, found):
    assert reached_at(contact) == found


def test_what_somebody_answered_is_kept_and_a_row_goes_for_good(campaign):
    irma = listed(campaign, expected_cents=5000)
    actor = promoter(campaign)
    first_supporters.answer_supporter(actor=actor, supporter_id=irma.pk, outcome="no")
    assert support_of(campaign).expected == Amount(0)
    first_supporters.answer_supporter(actor=actor, supporter_id=irma.pk, outcome="later")
    assert support_of(campaign).expected == Amount(5000)
    first_supporters.strike_supporter(actor=actor, supporter_id=irma.pk)
    assert not FirstSupporter.objects.exists()
    with pytest.raises(NotFound):
        first_supporters.strike_supporter(actor=actor, supporter_id=irma.pk)


def test_nobody_else_touches_the_list_and_it_rests_when_the_campaign_is_over(campaign):
    irma = listed(campaign)
    other = promoter(factories.make_campaign("draft", title="Un'altra"))
    with pytest.raises(NotAllowed):
        first_supporters.answer_supporter(actor=other, supporter_id=irma.pk, outcome="yes")
    preparing.cancel_campaign(actor=promoter(campaign), campaign_id=campaign.pk)
    with pytest.raises(TransitionNotAllowed):
        first_supporters.answer_supporter(
            actor=promoter(campaign), supporter_id=irma.pk, outcome="yes"
        )
    first_supporters.strike_supporter(actor=promoter(campaign), supporter_id=irma.pk)


def test_a_promise_that_counts_is_shown_with_who_was_expected(campaign):
    by_mail = listed(campaign, "Irma Coda", contact="IRMA@example.org")
    by_phone = listed(campaign, "Ugo", contact="340 1234567")
    by_name = listed(campaign, "Élio Regis")
    namesake = listed(campaign, "Irma Coda", contact="altra@example.org")
    factories.bring_to(campaign, "published")
    campaign.refresh_from_db()
    made = {"given_name": "Irma", "family_name": "Coda", "email": "irma@example.org"}
    factories.make_pledge(campaign, 1500, **made)
    factories.make_pledge(campaign, 700, **made)
    factories.make_pledge(campaign, 900, given_name="Ugo", phone="+39 340/1234567")
    factories.make_pledge(campaign, 300, given_name="Elio", family_name="Regis")
    factories.make_pledge(campaign, 5000, given_name="Élio", family_name="Regis", counted=False)
    promised = promised_by(campaign.pk)
    assert promised == {
        by_mail.pk: Amount(2200),
        by_phone.pk: Amount(900),
        by_name.pk: Amount(300),
    }
    assert namesake.pk not in promised


@given(
    sums=st.lists(st.integers(0, 10_000_000), max_size=6),
    goal=st.integers(1, 10_000_000),
    floor=st.integers(0, 100),
)
def test_little_is_less_than_the_floor_to_the_cent(sums, goal, floor):
    support = Support(len(sums), 0, Amount(sum(sums)), Amount(goal), floor)
    assert support.is_thin == (sum(sums) / goal * 100 < floor - 1e-9) or (
        abs(sum(sums) * 100 - goal * floor) < 1
    )
    assert support.per_cent <= sum(sums) * 100 / goal < support.per_cent + 1


def test_little_support_is_said_to_promoter_and_reviewer_and_stops_nothing(client, campaign):
    listed(campaign, expected_cents=149_999)
    words = "Si parte con poco"
    signed_in(client, campaign)
    for page in ("preparazione/", "primi/", "controllo/"):
        assert words in client.get(desk(campaign, page)).content.decode()
    preparing.submit_campaign(actor=promoter(campaign), campaign_id=campaign.pk)
    review = f"/campagne/scrivania/revisione/{campaign.pk}/"
    client.force_login(worker_of(campaign.ecosystem, "promoter").login)
    assert words in client.get(review).content.decode()
    reviewing.publish_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    assert words not in client.get(review).content.decode()


def test_enough_support_is_no_warning(client, campaign):
    listed(campaign, expected_cents=150_000)
    signed_in(client, campaign)
    assert "Le spalle ci sono" in client.get(desk(campaign, "preparazione/")).content.decode()
    assert "Si parte con poco" not in client.get(desk(campaign, "controllo/")).content.decode()


def test_the_reviewer_sees_what_is_being_prepared_and_names_a_tutor_there(client, campaign):
    client.force_login(worker_of(campaign.ecosystem, "promoter").login)
    assert "In preparazione" in client.get("/campagne/scrivania/revisione/").content.decode()
    person = worker_of(campaign.ecosystem)
    sent = {"from": "review", "email": person.login.email}
    assert client.post(desk(campaign, "preparazione/tutor/"), sent).status_code == 302
    review = f"/campagne/scrivania/revisione/{campaign.pk}/"
    assert person.party.name in client.get(review).content.decode()
    answer = client.post(
        desk(campaign, "preparazione/tutor/"), {"from": "review", "email": ""}, follow=True
    )
    assert answer.status_code == 200
    assert "Scrivi un" in answer.content.decode()


def test_the_pages_of_a_preparation_are_used_without_a_script(client):
    campaign = factories.make_campaign("draft")
    signed_in(client, campaign)
    assert (
        "Comincia la preparazione" in client.get(desk(campaign, "preparazione/")).content.decode()
    )
    assert client.post(desk(campaign, "preparazione/")).status_code == 302
    key = str(uuid4())
    row = {"key": key, "name": "Irma", "contact": "al bar", "expected": "20", "caller": "Marta"}
    for _ in range(2):
        assert client.post(desk(campaign, "primi/"), row).status_code == 302
    irma = FirstSupporter.objects.get()
    assert (irma.expected_cents, irma.caller) == (2000, "Marta")
    client.post(desk(campaign, f"primi/{irma.pk}/"), {"outcome": "yes"})
    assert "chiamata: sì" in client.get(desk(campaign, "primi/")).content.decode()
    client.post(desk(campaign, f"primi/{irma.pk}/"), {"strike": "1"})
    assert "La lista è vuota" in client.get(desk(campaign, "primi/")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"name": ""},
        {"name": "Irma", "expected": "-3"},
        {"name": "Irma", "expected": "un po'"},
        {"name": "I" * 101},
        {"name": "Irma", "contact": "x" * 121},
        {"name": "Irma", "expected": "9" * 30},
        {"name": "Irma www.example.org"},
    ],
)
def test_a_wrong_row_is_said_and_not_listed(client, campaign, wrong):
    signed_in(client, campaign)
    answer = client.post(desk(campaign, "primi/"), {"key": str(uuid4()), **wrong})
    assert answer.status_code == 422
    assert not FirstSupporter.objects.exists()


def test_an_unknown_outcome_or_a_row_of_another_campaign_is_not_there(client, campaign):
    irma = listed(campaign)
    other = begun(factories.make_campaign("draft", title="Un'altra", promoter=campaign.promoter))
    signed_in(client, campaign)
    assert client.post(desk(campaign, f"primi/{irma.pk}/"), {"outcome": "x"}).status_code == 404
    assert client.post(desk(other, f"primi/{irma.pk}/"), {"outcome": "yes"}).status_code == 404


def test_a_list_of_twenty_costs_what_a_list_of_one_costs(client, campaign):
    signed_in(client, campaign)
    listed(campaign)
    one = (
        queries_of(client, desk(campaign, "primi/")),
        queries_of(client, desk(campaign, "preparazione/")),
    )
    for number in range(19):
        listed(campaign, f"Persona {number}")
    many = (
        queries_of(client, desk(campaign, "primi/")),
        queries_of(client, desk(campaign, "preparazione/")),
    )
    assert many == one


def test_a_long_list_is_shown_by_pages(client, campaign):
    signed_in(client, campaign)
    FirstSupporter.objects.bulk_create(
        FirstSupporter(campaign=campaign, key=uuid4(), name=f"Persona {number:02}")
        for number in range(51)
    )
    assert "Persona 50" not in client.get(desk(campaign, "primi/")).content.decode()
    assert "Persona 50" in client.get(desk(campaign, "primi/?page=2")).content.decode()


def test_a_checklist_speaks_the_readers_language(client, campaign):
    signed_in(client, campaign)
    client.cookies["django_language"] = "en"
    assert (
        "Every budget line has a quote"
        in client.get(desk(campaign, "preparazione/")).content.decode()
    )


def test_the_first_day_of_a_tutor_is_known(campaign):
    person = worker_of(campaign.ecosystem)
    with clock.moved_to(clock.now()):
        made = preparation.name_tutor(
            actor=promoter(campaign), campaign_id=campaign.pk, email=person.login.email
        )
        assert made.since == clock.now()
