"""What campaigns write to people: each letter leaves with the fact it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.writing import Writing
from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import Letter, letter_writings, send_many
from ritrovo.foundations.people.models import Site
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Campaign, Pledge

KINDS = (
    Kind(
        "campaigns.promise",
        _("Conferma delle promesse"),
        "at_once",
        why=_(
            "Ti scriviamo perché con questo indirizzo qualcuno ha promesso"
            " di sostenere una campagna."
        ),
    ),
    Kind(
        "campaigns.thanks",
        _("Le tue promesse"),
        "at_once",
        why=_("Ti scriviamo perché hai promesso di sostenere una campagna."),
    ),
    Kind(
        "campaigns.outcome",
        _("Com'è finita una campagna che sostieni"),
        "at_once",
        why=_("Ti scriviamo perché hai promesso di sostenere una campagna."),
    ),
    Kind(
        "campaigns.arrived",
        _("Un versamento è arrivato"),
        "at_once",
        why=_("Ti scriviamo perché è arrivato un versamento a tuo nome."),
    ),
    Kind(
        "campaigns.reminder",
        _("Promemoria sulle promesse"),
        "digest",
        can_unsubscribe=True,
        why=_("Ti scriviamo perché hai promesso di sostenere una campagna."),
    ),
    Kind(
        "campaigns.account",
        _("Cambio delle coordinate bancarie"),
        "at_once",
        why=_("Ti scriviamo perché hai promesso di sostenere una campagna."),
    ),
)


def register_kinds() -> None:
    """Tell `messages` what campaigns write."""
    register(*KINDS)


def promise_letter(
    pledge: Pledge, campaign: Campaign, token: str, *, hours: int
) -> tuple[Writing, ...]:
    """Give the writings of the letter whose link makes a promise count, within so many hours."""
    letter = _linked(pledge, campaign, token)
    return letter_writings(
        kind="campaigns.promise",
        letter=replace(letter, context={**letter.context, "hours": hours}),
        subject=_about(_("Conferma la tua promessa"), campaign),
        template="campaigns/mail/promise",
        site=campaign.site,
        language=pledge.language,
    )


def send_thanks(pledge: Pledge, campaign: Campaign, token: str) -> None:
    """Say that a promise counts, or waits for the promoter's yes, and where to manage it."""
    counts = pledge.state == PledgeState.COUNTED
    words = _("Grazie, la promessa conta") if counts else _("Grazie, chi promuove ti risponde")
    send_many(
        kind="campaigns.thanks",
        subject=_about(words, campaign),
        template=f"campaigns/mail/{'thanks' if counts else 'to_approve'}",
        site=campaign.site,
        language=pledge.language,
        letters=[_linked(pledge, campaign, token)],
    )


def send_verdict(pledge: Pledge, campaign: Campaign) -> None:
    """Tell who made a big promise whether the promoter took it; the link is in the first letter."""
    taken = pledge.state == PledgeState.COUNTED
    letter = Letter(
        key=f"{pledge.pk}:verdict",
        to=pledge.email,
        party_id=pledge.backer_id,
        context=_context(pledge, campaign, campaign.site),
    )
    send_many(
        kind="campaigns.thanks",
        subject=_about(_("La tua promessa conta") if taken else _("Sulla tua promessa"), campaign),
        template=f"campaigns/mail/{'approved' if taken else 'declined'}",
        site=campaign.site,
        language=pledge.language,
        letters=[letter],
    )


def send_outcome(campaign: Campaign, pledges: Iterable[Pledge], *, template: str) -> int:
    """Tell backers how a campaign ended: `template` is `pay_now`, `released` or `closed`."""
    site = campaign.site
    return send_many(
        kind="campaigns.outcome",
        subject=_about(_("Com'è andata"), campaign),
        template=f"campaigns/mail/{template}",
        site=site,
        letters=(
            Letter(
                key=f"{pledge.pk}:{template}",
                to=pledge.email,
                party_id=pledge.backer_id,
                context=_context(pledge, campaign, site),
            )
            for pledge in pledges
        ),
    )


def send_reminders(campaign: Campaign, pledges: Iterable[Pledge], *, day: int) -> int:
    """Remind kindly, never as a debt, those whose money has not come; once for each `day`."""
    site = campaign.site
    return send_many(
        kind="campaigns.reminder",
        subject=_about(_("Manca ancora un passo"), campaign),
        template="campaigns/mail/reminder",
        site=site,
        letters=(
            Letter(
                key=f"{pledge.pk}:{day}",
                to=pledge.email,
                party_id=pledge.backer_id,
                context=_context(pledge, campaign, site),
            )
            for pledge in pledges
        ),
    )


def send_arrived(pledge: Pledge, campaign: Campaign, *, payment_id: UUID, cents: int) -> None:
    """Say once that money arrived."""
    site = campaign.site
    letter = Letter(
        key=str(payment_id),
        to=pledge.email,
        party_id=pledge.backer_id,
        context={**_context(pledge, campaign, site), "arrived": Amount(cents)},
    )
    send_many(
        kind="campaigns.arrived",
        subject=_about(_("È arrivato, grazie"), campaign),
        template="campaigns/mail/arrived",
        site=site,
        language=pledge.language,
        letters=[letter],
    )


def send_account_changed(campaign: Campaign, pledges: Iterable[Pledge], *, change_id: UUID) -> int:
    """Tell who has still to pay that the bank details changed, and to wait."""
    site = campaign.site
    return send_many(
        kind="campaigns.account",
        subject=_about(_("È cambiato l'IBAN"), campaign),
        template="campaigns/mail/account",
        site=site,
        letters=(
            Letter(
                key=f"{change_id}:{pledge.pk}",
                to=pledge.email,
                party_id=pledge.backer_id,
                context=_context(pledge, campaign, site),
            )
            for pledge in pledges
        ),
    )


def _about(words: Promise, campaign: Campaign) -> Promise:
    return format_lazy("{words}: {title}", words=words, title=campaign.title)


def _linked(pledge: Pledge, campaign: Campaign, token: str) -> Letter:
    """Give a letter with the link that manages its promise."""
    site = campaign.site
    link = absolute(site, reverse("campaigns:manage", args=[token]))
    context = {**_context(pledge, campaign, site), "link": link}
    return Letter(key=pledge.pk, to=pledge.email, party_id=pledge.backer_id, context=context)


def _context(pledge: Pledge, campaign: Campaign, site: Site) -> dict[str, Any]:
    """Say what every letter may name: the promise, its campaign, and the way to pay."""
    return {
        "given_name": pledge.given_name,
        "amount": Amount(pledge.cents),
        "title": campaign.title,
        "page": absolute(site, _page_of(campaign.slug)),
        "reference": pledge.due.reference,
        "is_payable": campaign.terms.is_payable,
        "funding_rule": campaign.funding_rule,
        "last_day": campaign.collection_ends_on or campaign.terms.last_day,
    }


@lru_cache(maxsize=1000)
def _page_of(slug: str) -> str:
    """Give the path of a campaign's page: thousands of letters name the same few."""
    return reverse("campaigns:detail", args=[slug])
