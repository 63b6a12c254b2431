"""The pages of tills, for whoever stands at the counter and for whoever keeps the accounts."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.choices import Rail, TillKind
from ritrovo.foundations.payments.models import Deposit, Difference, Slip, Till, TillHandover
from ritrovo.practices.campaigns.models import CollectiveGift
from tests import factories
from tests.payments.cashboxes import Counter, held, make_counter


@pytest.fixture
def counter(committed_db) -> Counter:
    return make_counter()


def signed_in(client, person):
    client.force_login(person.login)
    return client


def at(counter: Counter, name: str, *rest: object) -> str:
    return reverse(f"treasury:{name}", args=[counter.desk.organisation.pk, *rest])


def desk(counter: Counter, name: str, *rest: object) -> str:
    return reverse(f"campaigns:desk_{name}", args=[counter.campaign.pk, *rest])


def test_an_operator_takes_cash_prints_the_slip_and_hands_the_box_over(client, counter):
    here = signed_in(client, counter.at_the_counter)
    said = here.post(
        desk(counter, "gift"),
        {
            "key": str(uuid4()),
            "till": str(counter.box.pk),
            "amount": "20,00",
            "fee": "",
            "paid_on": clock.today().isoformat(),
            "given_name": "Nina",
        },
    )
    slip = Slip.objects.get()
    assert said.url == at(counter, "slip", slip.pk)
    assert "Nina" in here.get(said.url).content.decode()
    assert here.get(at(counter, "slip_pdf", slip.pk)).content.startswith(b"%PDF")
    shown = here.get(at(counter, "give_till", counter.box.pk)).content.decode()
    assert "20,00" in shown
    gone = here.post(
        at(counter, "give_till", counter.box.pk),
        {
            "counted": "19,50",
            "receiver": str(counter.desk.treasurer.pk),
            "into": str(counter.box.pk),
            "given": "",
        },
    )
    handover = TillHandover.objects.get()
    assert gone.url == at(counter, "handover", handover.pk)
    assert here.get(at(counter, "handover_paper", handover.pk)).content.startswith(b"%PDF")
    assert "Mancano" in here.get(gone.url).content.decode()


def test_the_treasurer_confirms_deposits_and_closes_the_difference(client, counter):
    counter.gift(2000)
    handover = counter.give(1950)
    here = signed_in(client, counter.desk.treasurer)
    assert "tocca a te" in here.get(at(counter, "tills")).content.decode()
    here.post(at(counter, "handover", handover.pk), {"received": "19,50"})
    difference = Difference.objects.get()
    closing = at(counter, "close_difference", difference.pk)
    here.post(closing, {"closing": "unknown"})
    here.post(
        at(counter, "announce_deposit", counter.box.pk),
        {
            "key": str(uuid4()),
            "amount": "19,50",
            "taken_on": clock.today().isoformat(),
            "bank_account": str(counter.desk.account.pk),
        },
    )
    line, deposit = counter.bank_line(1950), Deposit.objects.get()
    shown = here.get(at(counter, "line", line.pk)).content.decode()
    assert "Viene da una cassa?" in shown
    here.post(at(counter, "match_deposit", line.pk), {"deposit": str(deposit.pk)})
    assert "Versamento di cassa" in here.get(at(counter, "line", line.pk)).content.decode()
    assert held(counter.box) == 0
    assert "Chi l'ha avuta" in here.get(at(counter, "till", counter.box.pk)).content.decode()


def test_a_till_is_opened_and_closed_on_the_page(client, counter):
    here = signed_in(client, counter.desk.treasurer)
    written = {"kind": "paypal", "name": "PayPal", "holder": str(counter.desk.treasurer.pk)}
    here.post(at(counter, "open_till"), written)
    made = Till.objects.get(name="PayPal")
    again = here.post(at(counter, "open_till"), written)
    assert (again.status_code, "già una cassa" in again.content.decode()) == (422, True)
    here.post(at(counter, "retire_till", made.pk))
    made.refresh_from_db()
    assert made.retired_at


def test_a_slip_is_annulled_and_money_given_back_on_its_page(client, counter):
    first, second = counter.gift(2000), counter.gift(1000)
    here = signed_in(client, counter.desk.treasurer)
    here.post(at(counter, "void_slip", first.slip_id), {"reason": "twice"})
    assert "Annullata" in here.get(at(counter, "slip", first.slip_id)).content.decode()
    back = {"key": str(uuid4()), "amount": "4,00", "refunded_on": clock.today().isoformat()}
    here.post(at(counter, "refund_slip", second.slip_id), back)
    assert held(counter.box) == 600
    assert "annullata" in here.get(at(counter, "slips", counter.box.pk)).content.decode()


def test_a_promise_is_paid_and_a_dinner_written_on_the_campaigns_desk(client, counter):
    pledge = factories.make_pledge(counter.campaign, 3000)
    here = signed_in(client, counter.at_the_counter)
    money = {
        "key": str(uuid4()),
        "till": str(counter.box.pk),
        "amount": "30",
        "paid_on": clock.today().isoformat(),
    }
    here.post(desk(counter, "take", pledge.pk), money)
    pledge.refresh_from_db()
    assert pledge.state == "paid"
    told = {
        "key": str(uuid4()),
        "kind": "dinner",
        "title": "Cena di San Martino",
        "place": "Oratorio",
        "first_day": clock.today().isoformat(),
        "headcount": "20",
        "gross": "300,00",
        "costs": "80,00",
        "till": str(counter.box.pk),
        "is_occasional": "on",
        "people": "Nina Sella 15,00\nElio Gila",
    }
    here.post(desk(counter, "collections"), told)
    made = CollectiveGift.objects.get()
    assert sorted(each.cents or 0 for each in made.givers.all()) == [0, 1500]
    shown = here.get(desk(counter, "collections")).content.decode()
    assert "Cena di San Martino" in shown
    wrong = here.post(desk(counter, "collections"), {**told, "key": str(uuid4()), "headcount": "1"})
    assert wrong.status_code == 422
    public = here.get(reverse("campaigns:detail", args=[counter.campaign.slug])).content.decode()
    assert "Raccolti insieme, a parte" in public


def test_an_operator_sees_tills_and_no_accounts(client, counter):
    here = signed_in(client, counter.at_the_counter)
    assert here.get(reverse("treasury:till_bodies")).url == at(counter, "tills")
    assert here.get(at(counter, "tills")).status_code == 200
    assert here.get(at(counter, "announce_deposit", counter.box.pk)).status_code == 403
    assert here.get(at(counter, "open_till")).status_code == 403
    assert here.get(at(counter, "body")).status_code == 403


def test_another_bodys_people_see_none_of_it(client, counter):
    counter.gift(2000)
    slip, handover = Slip.objects.get(), counter.give(2000)
    other = make_counter()
    here = signed_in(client, other.at_the_counter)
    for name, thing in (
        ("till", counter.box.pk),
        ("slip", slip.pk),
        ("slip_pdf", slip.pk),
        ("handover", handover.pk),
        ("handover_paper", handover.pk),
    ):
        assert here.get(at(counter, name, thing)).status_code == 403
        assert here.get(at(other, name, thing)).status_code == 404


def test_as_many_queries_for_one_till_as_for_many(client, counter):
    counter.gift(2000)
    here = signed_in(client, counter.desk.treasurer)
    pages = (at(counter, "tills"), at(counter, "till", counter.box.pk))
    before = [_queries(here, each) for each in pages]
    for number in range(5):
        counter.open(TillKind.BOX, f"Cassetta {number}")
        counter.gift(1000)
        counter.announce(100)
    assert [_queries(here, each) for each in pages] == before


def _queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_a_gift_by_satispay_is_annulled_or_given_back_on_its_own_page(client, counter):
    wallet = counter.open(TillKind.SATISPAY, "Satispay")
    made = counter.gift(2500, till=wallet, rail=Rail.SATISPAY, fee=25)
    here = signed_in(client, counter.desk.treasurer)
    page = at(counter, "gift", made.payment_id)
    assert page in here.get(at(counter, "till", wallet.pk)).content.decode()
    assert "24,75" in here.get(page).content.decode()
    refund = at(counter, "refund_gift", made.payment_id)
    told = {"key": str(uuid4()), "refunded_on": clock.today().isoformat()}
    assert "Scrivi quanto" in here.post(refund, told, follow=True).content.decode()
    for _twice in range(2):
        here.post(refund, {**told, "amount": "5"})
    assert (held(wallet), "5,00" in here.get(page).content.decode()) == (1975, True)
    void = at(counter, "void_gift", made.payment_id)
    refused = here.post(void, {"reason": "mistaken"}, follow=True).content.decode()
    assert (held(wallet), "Annullato" in refused) == (1975, False)
    other = counter.gift(1000, till=wallet, rail=Rail.SATISPAY, fee=10)
    here.post(at(counter, "void_gift", other.payment_id), {"reason": "twice"})
    assert held(wallet) == 1975
    assert here.get(at(counter, "gift", other.payment_id)).status_code == 404


def test_the_page_of_a_gift_opens_to_its_own_body_and_not_to_cash(client, counter):
    wallet = counter.open(TillKind.SATISPAY, "Satispay")
    made, cash = counter.gift(2500, till=wallet, rail=Rail.SATISPAY), counter.gift(2000)
    stranger = factories.make_login_with_role("treasurer")
    assert signed_in(client, stranger).get(at(counter, "gift", made.payment_id)).status_code in {
        403,
        404,
    }
    here = signed_in(client, counter.desk.treasurer)
    assert here.get(at(counter, "gift", cash.payment_id)).status_code == 404
