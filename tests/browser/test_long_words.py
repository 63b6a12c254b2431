"""Words longer than a small phone's screen break, and push nothing out of it."""

from playwright.sync_api import Page

from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.kernel.access import SYSTEM
from tests import factories

LONG = "Straordinariamentelunghissimaassociazionedivolontariatointercomunale"
# A table as pages write it: each cell with a bare word, a link, a badge.
CELLS = f"""
<table class="table-list"><tbody><tr><th scope="row">{LONG}</th>
<td data-label="Indirizzo">{LONG}</td>
<td data-label="Ruolo"><a href="/">{LONG}</a></td>
<td data-label="Stato"><span class="badge">{LONG}</span></td></tr></tbody></table>
"""


def overflow(page: Page) -> int:
    """Say by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_a_list_of_long_words_fits_a_small_phone(live_site, page):
    page.goto(f"{live_site}/")
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", CELLS)
    assert overflow(page) <= 0


def test_an_ecosystem_with_long_names_fits_a_small_phone(live_site, page):
    body = factories.make_organisation(LONG)
    found = factories.make_ecosystem(LONG, promoter=body)
    ecosystems.add_actor(actor=SYSTEM, ecosystem_id=found.pk, party_id=body.pk, role="host")
    for address in (f"/ecosistemi/{found.slug}/", "/ecosistemi/", "/"):
        page.goto(f"{live_site}{address}")
        assert overflow(page) <= 0, address
