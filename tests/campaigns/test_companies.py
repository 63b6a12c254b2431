"""Which body a company that promises is: as far as something proves it, and no further."""

import pytest

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.models import Dossier, Organisation, Party
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "ufficio@falegnameria.example"


@pytest.fixture
def campaign():
    return factories.make_campaign()


@pytest.fixture
def body():
    """A body registered on the platform, with its own address."""
    made = factories.make_organisation()
    Organisation.objects.filter(pk=made.pk).update(email=ADDRESS)
    return Organisation.objects.get(pk=made.pk)


def promised(campaign, email=ADDRESS, company_name="Falegnameria Riva", **facts):
    return factories.make_pledge(
        campaign, counted=False, email=email, company_name=company_name, **facts
    )


def opened(pledge):
    """Open the link of a promise, and give the party that promised."""
    token = str(pledge.pk)
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token(token))
    return pledging.confirm_pledge(token=token).backer_id


def test_a_code_that_anybody_can_read_writes_nothing_on_the_bodys_history(campaign, body):
    backer = opened(promised(campaign, email="chiunque@example.org", tax_code=body.tax_code))
    assert backer != body.pk
    assert not body.party.pledges.exists()
    assert not Dossier.objects.filter(party=body.pk).exists()


def test_before_its_link_is_opened_a_promise_names_no_body(campaign, body):
    assert promised(campaign, tax_code=body.tax_code).backer_id is None


def test_the_bodys_own_address_speaks_for_it(campaign, body):
    assert opened(promised(campaign, tax_code=body.tax_code)) == body.pk


def test_a_partita_iva_is_the_bodys_code_too(campaign, body):
    Organisation.objects.filter(pk=body.pk).update(vat_number="00743110157")
    assert opened(promised(campaign, tax_code="00743110157")) == body.pk


def test_whoever_holds_a_role_in_the_body_speaks_for_it(campaign, body):
    person = factories.make_login_with_role("treasurer", organisation=body)
    spoken = promised(campaign, email=person.login.email.upper(), tax_code=body.tax_code)
    assert opened(spoken) == body.pk


def test_whoever_held_a_role_once_speaks_for_it_no_more(campaign, body):
    person = factories.make_login_with_role("treasurer", organisation=body)
    body.roles.filter(person=person).update(until=clock.now())
    spoken = promised(campaign, email=person.login.email, tax_code=body.tax_code)
    assert opened(spoken) != body.pk


def test_an_operator_who_writes_the_code_is_believed(campaign, body):
    told = {"company_name": body.legal_name, "tax_code": body.tax_code}
    assert factories.make_pledge(campaign, email="x@example.org", **told).backer_id == body.pk


def test_a_company_that_promises_twice_is_one_giver(campaign):
    first = opened(promised(campaign))
    again = opened(promised(campaign, company_name="falegnameria  RIVA"))
    coded = opened(promised(campaign, tax_code="00743110157"))
    assert first == again == coded
    assert Party.objects.filter(kind="organisation", name="Falegnameria Riva").count() == 1


def test_two_companies_of_one_address_stay_two(campaign):
    assert opened(promised(campaign)) != opened(promised(campaign, company_name="Bar Riva"))


def test_another_address_with_the_same_name_is_somebody_else(campaign):
    assert opened(promised(campaign)) != opened(promised(campaign, email="altri@example.org"))


def test_what_is_known_of_a_body_is_added_to_and_never_overwritten(campaign, body):
    opened(promised(campaign, tax_code=body.tax_code, phone="015 111"))
    opened(promised(campaign, tax_code=body.tax_code, phone="015 222", address="Via Mazzini 3"))
    known = Dossier.objects.get(party=body.pk)
    assert (known.phone, known.address, known.email) == ("015 111", "Via Mazzini 3", ADDRESS)
    assert known.email_verified_at
