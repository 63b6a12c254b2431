"""What keepers get: the invitation with its link, and the questions after months."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import Letter, send_many
from ritrovo.practices.campaigns.handover_links import signed
from ritrovo.practices.campaigns.models import Campaign, Handover, Keeper
from ritrovo.practices.campaigns.queries.keepers import Asked

KINDS: Final = (
    Kind(
        "campaigns.handover",
        _("Ciò di cui ti prendi cura"),
        "at_once",
        why=_("Ti scriviamo perché ti è stato chiesto di prenderti cura di una consegna."),
    ),
)


def register_kinds() -> None:
    """Tell `messages` what keepers get."""
    register(*KINDS)


def send_invitation(keeper: Keeper, handover: Handover, campaign: Campaign) -> None:
    """Send somebody the link with which they say yes or no; who has no address is phoned."""
    _send(
        campaign,
        _("Te ne prendi cura tu?"),
        "handover_invite",
        [_letter(keeper, handover, campaign, key=f"{keeper.pk}:invite")],
    )


def send_questions(handover: Handover, campaign: Campaign, asked: Iterable[Asked]) -> int:
    """Send the questions that are due, each once to each keeper; how many letters are new."""
    letters = [
        _letter(
            each.keeper,
            handover,
            campaign,
            key=f"{each.check.pk}:{each.keeper.pk}:{each.round}",
            months=each.check.months,
            again=each.round > 1,
        )
        for each in asked
    ]
    return _send(campaign, _("C'è ancora? Chi lo usa?"), "handover_check", letters)


def _send(campaign: Campaign, subject: str | Promise, template: str, letters: list[Letter]) -> int:
    return send_many(
        kind="campaigns.handover",
        subject=format_lazy("{words} {title}", words=subject, title=campaign.title),
        template=f"campaigns/mail/{template}",
        site=campaign.site,
        letters=[letter for letter in letters if letter.to],
    )


def _letter(
    keeper: Keeper, handover: Handover, campaign: Campaign, *, key: str, **more: Any
) -> Letter:
    path = reverse("campaigns:keeper", args=[signed(keeper.pk, keeper.email)])
    return Letter(
        key=key,
        to=keeper.email,
        party_id=keeper.party_id,
        context={
            "given_name": keeper.given_name,
            "handover": handover.title,
            "recipient": handover.recipient,
            "title": campaign.title,
            "promoter": campaign.promoter.legal_name,
            "link": absolute(campaign.site, path),
            **more,
        },
    )
