"""Who is in the demo before any campaign: the site, those who sign in, bodies, ecosystems."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import BytesIO
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.queries import actor_of_party
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM, Actor
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import BankAccount, Organisation, Site
from ritrovo.foundations.places.models import Municipality
from ritrovo.foundations.places.queries import municipality_named
from ritrovo.practices.campaigns.demo import codes, texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.logins import LOGINS, PASSWORD, DemoLogin, sign_up
from ritrovo.practices.campaigns.demo.texts import Facts

REGISTERED: Final = date(2022, 3, 21)
FIRST_NUMBER: Final = 990_001
RUNS_THE_SITE: Final = "ponte"
# By then every body that promotes has registered, and no ecosystem is open yet.
OWNED_FOR_DAYS: Final = 435


@dataclass
class Community:
    """Everybody the demo can name, by a short key."""

    people: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    accounts: dict[str, BankAccount] = field(default_factory=dict)
    ecosystems: dict[str, Ecosystem] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)
    places: dict[str, Municipality] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Give a person who signs in, with the roles they hold now."""
        return actor_of_party(self.people[key])

    def who(self, role: str, body: str) -> Actor:
        """Give whoever holds a role at a body."""
        login = next(one for one in LOGINS if (body, role) in one.roles)
        return self.actor(login.key)

    def counter(self, body: str) -> Actor:
        """Give whoever records at a body's counter: its operator, else its promoter."""
        has_operator = any((body, "operator") in login.roles for login in LOGINS)
        return self.who("operator" if has_operator else "promoter", body)

    def place(self, name: str) -> Municipality:
        """Find a municipality by its name, once."""
        if name not in self.places:
            self.places[name] = municipality_named(name)
        return self.places[name]


def write_down(agenda: Agenda, community: Community) -> None:
    """Write in the agenda how the community came to be."""
    founding = -455
    agenda.at(founding, open_platform, hour=9)
    for login in LOGINS:
        agenda.at(founding, partial(_sign_up, community, login), hour=9.2)
    for number, body in enumerate(texts.bodies(), start=1):
        agenda.at(-body["since"], partial(_register, community, number, body), hour=10)
    agenda.at(-OWNED_FOR_DAYS, partial(_look_after_the_site, community), hour=10.5)
    for told in texts.ecosystems():
        agenda.at(-told["opened"], partial(_open, community, agenda, told), hour=11)
    for body in texts.bodies():
        if "ecosystem" in body:
            day = -min(body["since"], _opened(body["ecosystem"]))
            agenda.at(day, partial(_join, community, body), hour=15)


def open_platform() -> Site:
    """Open the default site, if the installation has not done so, at its own address."""
    scheme, _, host = settings.BASE_URL.rstrip("/").partition("://")
    return people.open_site(actor=SYSTEM, host=host, is_secure=scheme == "https", name="Ritrovo")


def _look_after_the_site(community: Community) -> None:
    """Say which body runs the installation: its notices name it."""
    people.give_site(
        actor=community.actor("ada"),
        site_id=Site.objects.get(is_default=True).pk,
        owner_id=community.bodies[RUNS_THE_SITE].pk,
    )


def _sign_up(community: Community, login: DemoLogin) -> None:
    login_id = sign_up(login.email, PASSWORD)
    person = people.introduce(
        actor=NOBODY,
        login_id=login_id,
        given_name=login.given_name,
        family_name=login.family_name,
    )
    community.people[login.key] = person.pk
    for role in login.platform:
        people.give_platform_role(actor=SYSTEM, email=login.email, role=role)


def _register(community: Community, number: int, body: Facts) -> None:
    """Register a body, give those who work for it their roles, and record its account."""
    key = body["key"]
    facts = {"municipality": community.place(body["town"]), **_facts_of(number, body)}
    made = people.register_organisation(actor=SYSTEM, name=body["name"], **facts)
    community.bodies[key] = made
    for login in LOGINS:
        for role in (role for at, role in login.roles if at == key):
            people.give_role(
                actor=community.actor("ada"), organisation_id=made.pk, email=login.email, role=role
            )
    if body.get("account"):
        community.accounts[key] = people.add_bank_account(
            actor=community.who("treasurer", key),
            organisation_id=made.pk,
            iban=codes.iban(1000 + number),
            holder=made.legal_name[:70],
            is_declared=True,
            proof=paper("attestazione.pdf", "Attestazione della banca", made.legal_name),
        )


def _facts_of(number: int, body: Facts) -> Facts:
    is_sole = body.get("sole_trader", False)
    given, _, family = body["representative"].partition(" ")
    facts: Facts = {
        "kind": body["kind"],
        "legal_name": body["legal_name"],
        "tax_code": codes.person_code(given, family, 900) if is_sole else codes.body_code(number),
        "address": body["address"],
        "postcode": body["postcode"],
        "email": f"{body['key'].replace('_', '')}@example.org",
        "certified_email": f"{body['key'].replace('_', '')}@pec.example.org",
        "legal_representative": body["representative"],
    }
    if body["kind"] == "public_body":
        facts["pagopa_url"] = f"https://pagopa.example.org/{body['key']}"
    if body["kind"] in {"business", "social_coop_a", "social_coop_b", "community_coop"}:
        facts["vat_number"] = codes.body_code(number)
    if "runts" in body:
        facts |= {
            "runts_section": body["runts"],
            "runts_number": str(FIRST_NUMBER + number),
            "runts_date": REGISTERED,
            "statute": paper("statuto.pdf", "Statuto", body["legal_name"]),
        }
    return facts


def _open(community: Community, agenda: Agenda, told: Facts) -> None:
    """Open an ecosystem: its directions, the practice of campaigns, who looks after it."""
    promoter = community.bodies[told["promoter"]]
    actor = community.who("promoter", told["promoter"])
    made = ecosystems.open_ecosystem(
        actor=actor,
        promoter_id=promoter.pk,
        site_id=Site.objects.get(is_default=True).pk,
        name=told["name"],
        theme=told["theme"],
        summary=told["summary"],
        story=told["story"],
        slug=told["slug"],
        municipality=community.place(told["town"]),
    )
    community.ecosystems[told["key"]] = made
    ecosystems.switch_on(actor=actor, ecosystem_id=made.pk, practice="campaigns")
    for login in LOGINS:
        for role in (role for at, role in login.ecosystem_roles if at == told["key"]):
            ecosystems.give_ecosystem_role(
                actor=actor, ecosystem_id=made.pk, email=login.email, role=role
            )
    _name_places(actor, made, told)
    for direction in told["directions"]:
        agenda.at(-direction["since"], partial(_turn, community, agenda, told, direction))


def _name_places(actor: Actor, ecosystem: Ecosystem, told: Facts) -> None:
    """Name the parts of the town as those who live there do, and the houses people speak of."""
    named = {
        name: ecosystems.add_neighbourhood(actor=actor, ecosystem_id=ecosystem.pk, name=name).pk
        for name in told.get("neighbourhoods", ())
    }
    for house in told.get("buildings", ()):
        ecosystems.add_building(
            actor=actor,
            ecosystem_id=ecosystem.pk,
            neighbourhood_id=named[house["neighbourhood"]],
            street=house["street"],
            number=house["number"],
            note=house["note"],
        )


def _turn(community: Community, agenda: Agenda, told: Facts, direction: Facts) -> None:
    """Take a direction, and leave it on its last day."""
    actor = community.who("promoter", told["promoter"])
    ecosystem_id = community.ecosystems[told["key"]].pk
    taken = ecosystems.set_direction(
        actor=actor, ecosystem_id=ecosystem_id, direction=direction["direction"]
    )
    if "until" in direction:
        agenda.at(
            -direction["until"],
            lambda: ecosystems.end_direction(
                actor=community.who("promoter", told["promoter"]),
                ecosystem_id=ecosystem_id,
                direction_id=taken.pk,
            ),
        )


def _join(community: Community, body: Facts) -> None:
    ecosystem = community.ecosystems[body["ecosystem"]]
    promoter = next(
        told["promoter"] for told in texts.ecosystems() if told["key"] == body["ecosystem"]
    )
    if promoter != body["key"]:
        ecosystems.add_actor(
            actor=community.who("promoter", promoter),
            ecosystem_id=ecosystem.pk,
            party_id=community.bodies[body["key"]].pk,
            role=body["role"],
        )


def _opened(key: str) -> int:
    return next(int(told["opened"]) for told in texts.ecosystems() if told["key"] == key)


def paper(name: str, title: str, holder: str) -> SimpleUploadedFile:
    """Make a page as a PDF that says what it would be."""
    page = Image.new("L", (620, 877), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=26)
    pen.text(
        (60, 90), f"{title}\n\n{holder}\n\nDocumento di esempio\ndella comunità demo.", 0, font
    )
    out = BytesIO()
    page.save(out, "PDF", resolution=75)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")
