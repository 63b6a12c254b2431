"""What a campaign still lacks before somebody may review it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.queries import host_of
from ritrovo.practices.campaigns.choices import BudgetKind, CampaignKind, FundingRule
from ritrovo.practices.campaigns.errors import BeneficiaryUnfit, HostingMissing, NotReady
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.stories import plain_story

SHORTEST_STORY = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, in words, and the page of the desk where to put it right."""

    words: str | Promise
    page: str


def gaps(campaign: Campaign) -> list[Gap]:
    """List what a campaign lacks, in the order of its pages; nothing when it is ready.

    Six queries at most.
    """
    return [*_words(campaign), *_budget(campaign), *_money(campaign), *_days(campaign)]


def is_fit(campaign: Campaign) -> bool:
    """Say whether the beneficiary may receive money: its codice fiscale, an account of its own.

    A public body is paid on its own pagoPA page instead (art. 5 D.Lgs. 82/2005).
    """
    body = campaign.beneficiary
    if not body.tax_code:
        return False
    if body.kind == OrganisationKind.PUBLIC_BODY:
        return bool(body.pagopa_url) and campaign.bank_account_id is None
    account = campaign.bank_account
    return account is not None and account.organisation_id == body.pk and not account.retired_at


def is_hosted(campaign: Campaign) -> bool:
    """Say whether the beneficiary hosts, by a written agreement, the group it stands for."""
    if campaign.on_behalf_of_id is None:
        return True
    host = host_of(campaign.on_behalf_of_id)
    return host is not None and host.pk == campaign.beneficiary_id


def require_ready(campaign: Campaign) -> None:
    """Let a campaign pass that lacks nothing. Raises what names the first thing it lacks."""
    missing = gaps(campaign)
    others = [gap for gap in missing if gap.page != "money"]
    if others:
        raise NotReady(missing=", ".join(str(gap.words) for gap in missing))
    if not is_fit(campaign):
        raise BeneficiaryUnfit
    if not is_hosted(campaign):
        raise HostingMissing
    if missing:
        raise NotReady(missing=", ".join(str(gap.words) for gap in missing))


def submitter_of(campaign: Campaign) -> UUID | None:
    """Say who asked for the review last; one query."""
    asked = campaign.events.filter(transition="submit").order_by("-at", "-id")
    return asked.values_list("by_id", flat=True).first()


def _words(campaign: Campaign) -> Iterator[Gap]:
    if not campaign.summary:
        yield Gap(_("una frase che dice di che cosa si tratta"), "story")
    if len(plain_story(campaign.story)) < SHORTEST_STORY:
        yield Gap(_("il racconto, almeno qualche riga"), "story")
    if not campaign.pictures.exists():
        yield Gap(_("una foto"), "pictures")


def _budget(campaign: Campaign) -> Iterator[Gap]:
    kinds = set(campaign.budget.values_list("kind", flat=True))
    in_two = campaign.funding_rule == FundingRule.MINIMUM_THEN_OPTIMUM
    needs_minimum = campaign.funding_rule != FundingRule.KEEP_IT_ALL
    if not kinds:
        yield Gap(_("le voci di spesa"), "budget")
    elif needs_minimum and BudgetKind.MINIMUM not in kinds:
        yield Gap(_("almeno una voce di spesa nel minimo"), "budget")
    elif in_two and BudgetKind.OPTIMUM not in kinds:
        yield Gap(_("almeno una voce di spesa per l'ideale"), "budget")
    rewarded = campaign.kind != CampaignKind.DONATION
    if rewarded and not campaign.rewards.filter(is_collective=False).exists():
        yield Gap(_("almeno una ricompensa"), "rewards")


def _money(campaign: Campaign) -> Iterator[Gap]:
    is_public = campaign.beneficiary.kind == OrganisationKind.PUBLIC_BODY
    if not is_fit(campaign):
        yield Gap(
            _("il codice fiscale e la pagina pagoPA dell'ente che riceve")
            if is_public
            else _("chi riceve i soldi, con codice fiscale e un conto a proprio nome"),
            "money",
        )
    if is_public and campaign.funding_rule != FundingRule.KEEP_IT_ALL:
        yield Gap(_("la regola «raccogli tutto»: su pagoPA i doni arrivano subito"), "money")
    if not is_hosted(campaign):
        yield Gap(_("l'accordo scritto tra il gruppo e chi ospita i soldi"), "money")
    if not campaign.consequence_text:
        yield Gap(_("che cosa succede se arriva meno del previsto"), "money")


def _days(campaign: Campaign) -> Iterator[Gap]:
    today = clock.today()
    if campaign.closes_on <= today:
        yield Gap(_("un giorno di chiusura che deve ancora venire"), "money")
