"""What campaigns let a counter write down: a gift, and an offer of help."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from ritrovo.foundations.ecosystems.counters import Met, Taken, Taking
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.people.models import Counter
from ritrovo.practices.campaigns.actions import counters as actions
from ritrovo.practices.campaigns.choices import PledgeState, ShownAs
from ritrovo.practices.campaigns.forms.counter import GiftForm, HelpForm, reached
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.promises import Offer, Promise
from ritrovo.practices.campaigns.queries.counters import (
    boxes_at,
    campaigns_at,
    needs_at,
    takes_gifts,
)
from ritrovo.practices.campaigns.shown_texts import texts_to_show


def takings(actor: Actor, counter: Counter) -> list[Taking]:
    """List what campaigns take at a counter today; two queries."""
    campaigns = campaigns_at(counter)
    receiving = [each for each in campaigns if takes_gifts(each)]
    found: list[Taking] = []
    if receiving:
        found.append(
            Taking(
                "gift",
                __("Un dono"),
                "gift",
                partial(_gift_form, actor, counter, receiving),
                partial(_record_gift, actor, counter),
            )
        )
    if needs := needs_at(campaigns):
        found.append(
            Taking(
                "help",
                __("Un aiuto"),
                "hand-helping",
                lambda given, met: HelpForm(given, met=met, needs=needs),
                partial(_record_help, actor, counter),
            )
        )
    return found


def _gift_form(
    actor: Actor,
    counter: Counter,
    campaigns: list[Campaign],
    given: Mapping[str, Any] | None,
    met: Met,
) -> GiftForm:
    payable = [each.beneficiary_id for each in campaigns if each.terms.is_payable]
    boxes = list(boxes_at(actor, counter, *payable))
    return GiftForm(given, met=met, campaigns=campaigns, boxes=boxes)


def _record_gift(actor: Actor, counter: Counter, met: Met, form: forms.Form, key: UUID) -> Taken:
    gift = cast(GiftForm, form)
    written = gift.cleaned_data
    campaign, cents = gift.campaigns[written["campaign"]], written["amount"].count
    known: dict[str, Any] = {
        **reached(_tellable(campaign, counter, met, written["contact"])),
        **texts_to_show(campaign.beneficiary_id).kept(newsletter=False, public_name=False),
    }
    told: dict[str, Any] = {
        "actor": actor,
        "counter_id": counter.pk,
        "campaign_id": campaign.pk,
        "promise": Promise(
            cents=cents,
            given_name=met.given_name,
            family_name=met.family_name,
            shown_as=ShownAs.ANONYMOUS,
            **known,
        ),
        "key": key,
        "card": met.card,
        "party_id": met.party_id,
    }
    said = {"sum": format_amount(Amount(cents), short=True), "name": met.name}
    said["title"] = campaign.title
    if gift.till_id:
        made = actions.gift_at_counter(**told, till_id=gift.till_id)
        return Taken(_("%(sum)s in contanti da %(name)s, per «%(title)s».") % said, made.slip_id)
    pledge = actions.promise_at_counter(**told)
    if pledge.state == PledgeState.TO_APPROVE:
        return Taken(_("%(sum)s da %(name)s: è tanto, conta quando chi promuove approva.") % said)
    return Taken(_("%(sum)s promessi da %(name)s, per «%(title)s»: contano da adesso.") % said)


def _record_help(actor: Actor, counter: Counter, met: Met, form: forms.Form, key: UUID) -> Taken:
    helping = cast(HelpForm, form)
    written = helping.cleaned_data
    need = helping.needs[written["need"]]
    offer = Offer(
        need_id=need.pk,
        given_name=met.given_name,
        family_name=met.family_name,
        message=written["message"],
        **reached(written["contact"]),
    )
    actions.offer_at_counter(
        actor=actor,
        counter_id=counter.pk,
        offer=offer,
        key=key,
        card=met.card,
        party_id=met.party_id,
    )
    said = {"name": met.name, "title": need.title}
    return Taken(_("%(name)s si offre per «%(title)s»: ora tocca a chi promuove.") % said)


def _tellable(campaign: Campaign, counter: Counter, met: Met, contact: str) -> str:
    """Give the contact that goes with a promise.

    One that only stood in the counter's own dossier never travels to another organisation.
    """
    is_ours = campaign.beneficiary_id == counter.organisation_id
    return "" if met.is_known and contact == met.contact and not is_ours else contact
