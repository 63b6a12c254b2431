"""A page that a link in a letter opens takes its answer from a real browser, origin and all."""

from ritrovo.foundations.contributions import actions
from ritrovo.foundations.contributions.choices import Side, Verdict
from ritrovo.foundations.contributions.links import signed
from ritrovo.foundations.contributions.models import Confirmation
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people import actions as people
from tests import factories


def helped_once():
    """Record that somebody gave an hour and a half to an organisation."""
    organisation = factories.make_organisation()
    actor = factories.promoter_of(organisation)
    person = people.register_person(actor=actor, organisation_id=organisation.pk, given_name="Pina")
    return actions.record_help(
        actor=actor,
        organisation_id=organisation.pk,
        giver=person.pk,
        receiver=organisation.pk,
        kind="time",
        basis="gift",
        amount=Amount(90, MINUTE),
        occurred_on=clock.today(),
        setting="community",
        channel="counter",
        key=new_id(),
    )


def test_a_giver_says_by_link_that_it_went_so(live_site, page):
    fact = helped_once()
    page.goto(f"{live_site}/gesti/{signed(fact.pk, Side.GIVER)}/")
    page.get_by_role("button", name="È vero").click()
    page.get_by_text("Grazie: hai detto che è vero").wait_for()
    said = Confirmation.objects.get(contribution=fact, side=Side.GIVER)
    assert said.verdict == Verdict.YES
