"""Every page of ours at 320 and 1280 pixels, light and dark: axe finds nothing, all fits."""

from datetime import date

import pytest
from django.conf import settings

from ritrovo.foundations.ecosystems import actions as ecosystem_actions
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people import actions
from tests.accessible import assert_fits_and_reads
from tests.people import factories as make
from tests.site.conftest import browser_of

PUBLIC = ["/", "/cerca/?q=veglio", "/ecosistemi/", "/ecosistemi/veglio-insieme/"]
DESK = [
    "",
    "organizzazioni/",
    "organizzazioni/nuova/",
    "organizzazioni/{organisation}/",
    "organizzazioni/{organisation}/conti/nuovo/",
    "organizzazioni/{organisation}/ruoli/nuovo/",
    "organizzazioni/{organisation}/persone/?q=pina",
    "organizzazioni/{organisation}/persone/ricerche/",
    "organizzazioni/{organisation}/persone/{person}/",
    "organizzazioni/{organisation}/persone/nuova/",
    "ecosistemi/",
    "ecosistemi/nuovo/",
    "ecosistemi/veglio-insieme/",
    "ecosistemi/veglio-insieme/direzioni/",
    "ecosistemi/veglio-insieme/attori/nuovo/",
    "piattaforma/",
    "siti/{site}/",
    "siti/{site}/colori/",
]


@pytest.fixture
def square(live_site, bread, tmp_path, settings):
    """Fill a site with a little life; its address, who looks after it, and the ids in it."""
    settings.MEDIA_ROOT = tmp_path
    keeper = make.make_platform_administrator()
    organisation = make.make_organisation(keeper)
    keeper, site = make.fresh(keeper), make.make_site()
    ecosystem = ecosystem_actions.open_ecosystem(
        actor=keeper,
        promoter_id=organisation.pk,
        site_id=site.pk,
        name="Veglio insieme",
        theme="regeneration",
        summary="Un co-working per tornare a vivere e lavorare in un paese di mezza montagna.",
        story="C'era una filatura.\n\nAdesso ci sono sei banchi, una stampante e una stufa.",
        municipality=make.make_municipality(),
    )
    here = {"actor": keeper, "ecosystem_id": ecosystem.pk}
    past = ecosystem_actions.set_direction(
        **here, direction="idea_to_place", since=date(2025, 3, 1)
    )
    ecosystem_actions.end_direction(**here, direction_id=past.pk, until=date(2026, 3, 1))
    for direction in ("interweaving", "need_to_collaboration"):
        ecosystem_actions.set_direction(**here, direction=direction, since=date(2026, 3, 1))
    ecosystem_actions.switch_on(**here, practice="bread")
    town = make.make_organisation(keeper, "Comune di Veglio", legal_name="Comune di Veglio")
    ecosystem_actions.add_actor(**here, party_id=town.pk, role="host")
    person = actions.register_person(
        actor=keeper, organisation_id=organisation.pk, given_name="Pina", family_name="Gallo"
    )
    actions.add_bank_account(
        actor=keeper,
        organisation_id=organisation.pk,
        iban=make.IBAN,
        holder="Il Filo s.c.s.",
        is_declared=True,
        proof=make.proof(),
    )
    ids = {"organisation": organisation.pk, "person": person.pk, "site": site.pk}
    return live_site, keeper, ids


def sign_in(page, address: str, actor: Actor) -> None:
    """Put the actor's session in the browser."""
    session = browser_of(actor).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}
    page.context.add_cookies([cookie])


def check(page, address: str) -> None:
    """Find nothing wrong with a page, narrow and wide."""
    answer = page.goto(address)
    assert answer.status == 200, address
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_fits_and_reads(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_accessible_and_ask_nothing_elsewhere(square, page, scheme):
    address, _, _ = square
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.emulate_media(color_scheme=scheme)
    for path in PUBLIC:
        check(page, address + path)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert said == []


def test_desk_pages_are_accessible(square, page):
    address, keeper, ids = square
    sign_in(page, address, keeper)
    for path in DESK:
        check(page, f"{address}/scrivania/{path.format(**ids)}")


def test_a_role_is_given_by_keyboard_alone(square, page):
    address, keeper, ids = square
    person = make.make_person("Dora", "Neri", "dora@example.org")
    sign_in(page, address, keeper)
    page.goto(f"{address}/scrivania/organizzazioni/{ids['organisation']}/ruoli/nuovo/")
    page.focus("[name=email]")
    page.keyboard.type("dora@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/organizzazioni/{ids['organisation']}/")
    assert make.actor_of_party(person.pk).organisations[ids["organisation"]] == {"operator"}
