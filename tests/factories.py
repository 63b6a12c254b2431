"""People, bodies, ecosystems, campaigns and promises for tests, made by the real actions.

Every function gives the model it made; arguments left out get something plausible.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from schwifty import IBAN
from stdnum import luhn

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.queries import actor_of_party
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM, Actor
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.choices import OrganisationKind, RuntsSection
from ritrovo.foundations.people.models import BankAccount, Login, Organisation, Person, Site
from ritrovo.foundations.people.steps import make_person as person_step
from ritrovo.foundations.places.models import Municipality
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.practices.campaigns.actions import closing, helping, pledging, preparing, reviewing
from ritrovo.practices.campaigns.choices import NeedKind, Status
from ritrovo.practices.campaigns.models import Campaign, Need, NeedOffer, Pledge
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.steps.volunteering import Stay

STORY = """
<p>Nel vecchio lanificio il tetto è sano e le finestre guardano il torrente. Ci mancano i tavoli,
la linea e il riscaldamento. Con voi diventa il posto dove chi ha vent'anni può lavorare senza
prendere ogni mattina la corriera.</p>
<h2>Chi siamo</h2><p>Siamo in dodici, della valle. Il Comune ci dà le stanze, noi le teniamo
aperte.</p>
"""
_numbers = count(1)


def as_actor(person: Person) -> Actor:
    """Give a person with the roles they hold now."""
    return actor_of_party(person.pk)


def make_municipality(belfiore: str = "L712", name: str = "Veglio") -> Municipality:
    """Find the municipality, or make it."""
    found, _made = Municipality.objects.get_or_create(
        belfiore=belfiore,
        defaults={
            "name": name,
            "province_code": "BI",
            "province": "Biella",
            "region": "Piemonte",
        },
    )
    return found


def make_person(given_name: str = "Anna", family_name: str = "Rossi") -> Person:
    """Make a person without a login."""
    with transaction.atomic():
        return person_step(given_name=given_name, family_name=family_name)


def make_member(
    given_name: str = "Bruna", family_name: str = "Bosio", email: str = "", password: str = ""
) -> Person:
    """Make a person who signs in, with a proved address."""
    address = email or f"persona{next(_numbers)}@example.org"
    login = Login(email=address)
    login.set_password(password or None)
    login.save()
    EmailAddress.objects.create(user=login, email=address, verified=True, primary=True)
    return people.introduce(
        actor=NOBODY, login_id=login.pk, given_name=given_name, family_name=family_name
    )


def make_login_with_role(
    role: str = "promoter",
    *,
    organisation: Organisation | None = None,
    ecosystem: Ecosystem | None = None,
    platform: bool = False,
    **who: str,
) -> Person:
    """Make a person who signs in and holds a role, in one of the three places."""
    person = make_member(**who)
    email = person.login.email
    if organisation:
        people.give_role(actor=SYSTEM, organisation_id=organisation.pk, email=email, role=role)
    if ecosystem:
        ecosystems.give_ecosystem_role(
            actor=SYSTEM, ecosystem_id=ecosystem.pk, email=email, role=role
        )
    if platform:
        people.give_platform_role(actor=SYSTEM, email=email, role=role)
    return person


def make_tax_code() -> str:
    """Make the codice fiscale of a body that no other has."""
    digits = f"9{next(_numbers):06d}096"  # 096 is Biella: the last three name a province.
    return digits + luhn.calc_check_digit(digits)


def make_iban() -> str:
    """Make an Italian IBAN that no other account has, right in every check."""
    number = f"{next(_numbers):012d}"
    return str(IBAN.generate("IT", bank_code="05428", account_code=number, branch_code="44250"))


def make_organisation(
    name: str = "Il Filo",
    kind: str = OrganisationKind.SOCIAL_COOP_A,
    *,
    entitled: bool = True,
    by: Person | None = None,
    **facts: Any,
) -> Organisation:
    """Make an organisation; `entitled` ones are in the RUNTS, so that gifts give tax relief."""
    known: dict[str, Any] = {
        "legal_name": f"{name} società cooperativa sociale",
        "tax_code": make_tax_code(),
        "municipality": make_municipality(),
        "address": "Via al Lanificio 3",
        "legal_representative": "Ada Ferro",
    }
    if entitled:
        section = {OrganisationKind.ODV: RuntsSection.A, OrganisationKind.APS: RuntsSection.B}
        known |= {
            "runts_section": section.get(kind, RuntsSection.D),  # type: ignore[call-overload]
            "runts_number": str(next(_numbers)),
            "runts_date": date(2021, 11, 23),
        }
    actor = as_actor(by) if by else SYSTEM
    return people.register_organisation(actor=actor, name=name, kind=kind, **(known | facts))


def make_bank_account(organisation: Organisation, iban: str = "", holder: str = "") -> BankAccount:
    """Give an organisation an account in its own name."""
    return people.add_bank_account(
        actor=SYSTEM,
        organisation_id=organisation.pk,
        iban=iban or make_iban(),
        holder=holder or organisation.legal_name[:70],
        is_declared=True,
        proof=SimpleUploadedFile("prova.pdf", b"%PDF-1.4", "application/pdf"),
    )


def make_site() -> Site:
    """Find the installation's own site, or make it."""
    found, _made = Site.objects.get_or_create(
        is_default=True, defaults={"host": "localhost", "name": "Ritrovo", "is_secure": False}
    )
    return found


def make_ecosystem(
    name: str = "Veglio si ritrova", *, promoter: Organisation | None = None
) -> Ecosystem:
    """Make an ecosystem in which campaigns are switched on."""
    made = ecosystems.open_ecosystem(
        actor=SYSTEM,
        promoter_id=(promoter or make_organisation("Consorzio Valli")).pk,
        site_id=make_site().pk,
        name=name,
        slug=f"veglio-{next(_numbers)}",
        theme="regeneration",
        summary="Un co-working nel vecchio lanificio.",
        municipality=make_municipality(),
    )
    ecosystems.switch_on(actor=SYSTEM, ecosystem_id=made.pk, practice="campaigns")
    return made


def make_picture_file(width: int = 1200, height: int = 800, colour: str = "#8a9a5b") -> BytesIO:
    """Draw a picture as a camera would save it."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    out.seek(0)
    return out


def make_campaign(
    state: str = Status.PUBLISHED,
    *,
    title: str = "Un tetto per chi ha vent'anni",
    ecosystem: Ecosystem | None = None,
    promoter: Organisation | None = None,
    minimum_cents: int = 500_000,
    optimum_cents: int = 800_000,
    rewards: Iterable[PlannedReward] = (),
    needs: Iterable[PlannedNeed] = (),
    days: int = 30,
    **facts: Any,
) -> Campaign:
    """Make a campaign, and bring it through its steps as far as `state`.

    States: draft, in_review, published, suspended, cancelled, and every one that follows the last
    day (then the clock must stand after it: `end_campaign`). `days` from today to its last one.
    """
    promoter = promoter or make_organisation()
    ecosystem = ecosystem or make_ecosystem()
    today = clock.today()
    campaign = preparing.create_campaign(
        actor=promoter_of(promoter),
        promoter_id=promoter.pk,
        ecosystem_id=ecosystem.pk,
        title=title,
        **{
            "category_id": "civic.regeneration",
            "municipality_id": make_municipality().pk,
            "consequence_text": "Compriamo i tavoli e rimandiamo il riscaldamento a primavera.",
            "opens_on": today,
            "closes_on": today + timedelta(days=days),
            **facts,
        },
    )
    fill_campaign(campaign, minimum_cents, optimum_cents, rewards, needs)
    return bring_to(campaign, state)


def promoter_of(promoter: Organisation) -> Actor:
    """Give the promoter's own person, made once."""
    held = promoter.roles.filter(role="promoter", until=None).order_by("id").first()
    person = held.person if held else make_login_with_role("promoter", organisation=promoter)
    return as_actor(person)


def fill_campaign(
    campaign: Campaign,
    minimum_cents: int,
    optimum_cents: int,
    rewards: Iterable[PlannedReward] = (),
    needs: Iterable[PlannedNeed] = (),
) -> None:
    """Write all that a review asks for: story, picture, budget, account."""
    actor, campaign_id = SYSTEM, campaign.pk
    preparing.add_picture(
        actor=promoter_of(campaign.promoter),
        campaign_id=campaign_id,
        # Small: to write a photograph in all its sizes takes longer than most tests.
        file=make_picture_file(120, 80),
        alternative="Il vecchio lanificio visto dal torrente",
    )
    preparing.edit_story(
        actor=actor,
        campaign_id=campaign_id,
        summary="Venti scrivanie, una linea veloce e una stufa nel vecchio lanificio.",
        story=STORY,
    )
    lines = [PlannedLine("minimum", "Tavoli e sedie", minimum_cents)] if minimum_cents else []
    if optimum_cents > minimum_cents:
        lines.append(PlannedLine("optimum", "Riscaldamento", optimum_cents - minimum_cents))
    preparing.set_budget(actor=actor, campaign_id=campaign_id, lines=lines)
    preparing.set_rewards(actor=actor, campaign_id=campaign_id, rewards=list(rewards))
    preparing.set_needs(actor=actor, campaign_id=campaign_id, needs=list(needs))
    if campaign.bank_account_id is None and not campaign.beneficiary.pagopa_url:
        account = campaign.beneficiary.bank_accounts.filter(retired_at=None).first()
        account = account or make_bank_account(campaign.beneficiary)
        preparing.edit_campaign(actor=actor, campaign_id=campaign_id, bank_account_id=account.pk)


def bring_to(campaign: Campaign, state: str) -> Campaign:
    """Bring a draft as far as a state that needs no other day."""
    promoter = promoter_of(campaign.promoter)
    if state in {Status.IN_REVIEW, Status.PUBLISHED, Status.SUSPENDED}:
        preparing.submit_campaign(actor=promoter, campaign_id=campaign.pk)
    if state in {Status.PUBLISHED, Status.SUSPENDED}:
        reviewing.publish_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    if state == Status.SUSPENDED:
        reviewing.suspend_campaign(
            actor=as_actor(make_login_with_role("moderator", platform=True)),
            campaign_id=campaign.pk,
            remark="Manca la liberatoria della seconda foto.",
        )
    if state == Status.CANCELLED:
        preparing.cancel_campaign(actor=promoter, campaign_id=campaign.pk)
    return Campaign.objects.get(pk=campaign.pk)


def end_campaign(campaign: Campaign) -> Campaign:
    """End the present round as its jobs would on the day after, and carry it out to the end."""
    campaign.refresh_from_db()
    with clock.moved_to(clock.end_of(campaign.terms.last_day)):
        closing.end_round(actor=SYSTEM, campaign_id=campaign.pk)
        while closing.carry_out_ending(actor=SYSTEM, campaign_id=campaign.pk):
            pass
    campaign.refresh_from_db()
    return campaign


def make_need(campaign: Campaign, kind: str = NeedKind.TASK, wanted: int = 1, **facts: str) -> Need:
    """Ask for something beside money, keeping what is asked already."""
    standing = [
        PlannedNeed(need.kind, need.title, need.description, need.wanted, need.pk)
        for need in campaign.needs.all()
    ]
    title = facts.pop("title", "Montare le scrivanie")
    planned = PlannedNeed(kind, title, wanted=wanted, **facts)
    preparing.set_needs(actor=SYSTEM, campaign_id=campaign.pk, needs=[*standing, planned])
    return campaign.needs.latest("id")


def make_stay(day: date | None = None) -> Stay:
    """Say what the volunteers' list wants of whoever comes on a day, today unless told."""
    details = Details("Dario", "Pozzo", "Via Po 1, 13900 Biella", "", "Biella", date(1980, 1, 31))
    comes = day or clock.today()
    return Stay(details, first_day=comes, last_day=comes)


def make_offer(need: Need, given_name: str = "Dario", **facts: Any) -> NeedOffer:
    """Record somebody's offer of help at the counter."""
    known = {"channel": Channel.COUNTER, "key": uuid4(), **facts}
    offer_id = helping.offer_help(actor=SYSTEM, need_id=need.pk, given_name=given_name, **known)
    return NeedOffer.objects.get(pk=offer_id)


def make_pledge(
    campaign: Campaign,
    cents: int = 2000,
    *,
    counted: bool = True,
    given_name: str = "Carla",
    family_name: str = "Gila",
    email: str = "",
    **facts: Any,
) -> Pledge:
    """Promise money: recorded by an operator when it must count, from the web when not."""
    number = next(_numbers)
    promise = Promise(
        cents=cents,
        given_name=given_name,
        family_name=family_name,
        email=email or f"sostiene{number}@example.org",
        **facts,
    )
    if counted:
        pledge_id = pledging.record_pledge(
            actor=promoter_of(campaign.promoter),
            campaign_id=campaign.pk,
            promise=promise,
            key=uuid4(),
            channel=Channel.COUNTER,
        )
    else:
        pledge_id = pledging.pledge(
            actor=NOBODY,
            browser=uuid4(),
            campaign_id=campaign.pk,
            promise=promise,
            key=uuid4(),
        )
    return Pledge.objects.get(pk=pledge_id)
