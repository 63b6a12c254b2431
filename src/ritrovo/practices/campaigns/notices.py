"""What campaigns write to promoters, to who offers help, and to backers when there is news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import Letter, send_many
from ritrovo.foundations.people.models import OrganisationRole, Site
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Campaign, NeedOffer, Question, Remark, Update

KINDS: Final = (
    Kind(
        "campaigns.update",
        _("Novità delle campagne che sostieni"),
        "digest",
        can_unsubscribe=True,
        why=_("Ti scriviamo perché sostieni questa campagna."),
    ),
    Kind(
        "campaigns.offer",
        _("Le tue proposte di aiuto"),
        "at_once",
        why=_("Ti scriviamo perché qualcuno, con questo indirizzo, si è proposto per un aiuto."),
    ),
    Kind(
        "campaigns.answer",
        _("Risposte alle tue domande"),
        "at_once",
        why=_("Ti scriviamo perché hai fatto una domanda su una campagna."),
    ),
    Kind(
        "campaigns.review",
        _("Revisione delle tue campagne"),
        "at_once",
        why=_("Ti scriviamo perché promuovi questa campagna."),
    ),
)
SUBJECTS: Final = {
    "published": _("La campagna è pubblicata"),
    "returned": _("C'è qualcosa da cambiare"),
    "suspended": _("La campagna è sospesa"),
    "resumed": _("La campagna riparte"),
    "offer": _("Conferma la tua proposta"),
    "accepted": _("La tua proposta è accettata"),
    "declined": _("La tua proposta"),
}


def register_kinds() -> None:
    """Tell `messages` what these letters are."""
    register(*KINDS)


register_kinds()


def send_review(campaign: Campaign, *, template: str, remark: Remark | None = None) -> None:
    """Tell the promoter's people how the review went; once for each remark or state."""
    site = _site(campaign)
    page = absolute(site, reverse("campaigns:desk_campaign", args=[campaign.pk]))
    event = campaign.events.latest("at", "id")
    send_many(
        kind="campaigns.review",
        subject=_titled(SUBJECTS[template], campaign),
        template=f"campaigns/mail/review_{template}",
        site=site,
        letters=(
            Letter(
                key=event.pk,
                to=email,
                party_id=party_id,
                context={
                    "title": campaign.title,
                    "page": page,
                    "remark": remark.text if remark else "",
                },
            )
            for party_id, email in _promoters(campaign).items()
        ),
    )


def send_update(update: Update, campaign: Campaign) -> int:
    """Tell news to everyone whose promise counts, once for each address; how many letters."""
    site = _site(campaign)
    page = absolute(site, reverse("campaigns:detail", args=[campaign.slug]))
    counted = campaign.pledges.filter(state__in=[PledgeState.COUNTED, PledgeState.PAID])
    return send_many(
        kind="campaigns.update",
        subject=_titled(update.title, campaign),
        template="campaigns/mail/update",
        site=site,
        letters=_each_address(
            counted.exclude(email="").only("email", "backer", "given_name"),
            update,
            {"title": campaign.title, "page": page, "heading": update.title, "text": update.text},
        ),
    )


def send_offer(offer: NeedOffer, campaign: Campaign, *, template: str, token: str = "") -> None:
    """Write to who offered help: `template` is `offer`, `accepted` or `declined`."""
    site = _site(campaign)
    link = absolute(site, reverse("campaigns:offer", args=[token])) if token else ""
    letter = Letter(
        key=f"{offer.pk}:{template}",
        to=offer.email,
        party_id=offer.party_id,
        context={
            "given_name": offer.given_name,
            "title": campaign.title,
            "need": offer.need.title,
            "page": absolute(site, reverse("campaigns:detail", args=[campaign.slug])),
            "link": link,
        },
    )
    send_many(
        kind="campaigns.offer",
        subject=_titled(SUBJECTS[template], campaign),
        template=f"campaigns/mail/offer_{template}",
        site=site,
        letters=[letter],
    )


def send_answer(question: Question, campaign: Campaign) -> None:
    """Send an answer to who asked, when they left an address."""
    site = _site(campaign)
    page = absolute(site, reverse("campaigns:detail", args=[campaign.slug]))
    context = {
        "title": campaign.title,
        "page": page,
        "question": question.text,
        "answer": question.answer,
    }
    send_many(
        kind="campaigns.answer",
        subject=_titled(_("Risposta alla tua domanda"), campaign),
        template="campaigns/mail/answer",
        site=site,
        letters=[Letter(key=question.pk, to=question.asked_by_email, context=context)],
    )


def _titled(words: str | Promise, campaign: Campaign) -> str | Promise:
    return format_lazy("{words}: {title}", words=words, title=campaign.title)


def _site(campaign: Campaign) -> Site:
    return Site.objects.get(ecosystems=campaign.ecosystem_id)


def _promoters(campaign: Campaign) -> dict[UUID, str]:
    """Map who promotes a campaign to their address; one query."""
    held = OrganisationRole.objects.filter(
        organisation=campaign.promoter_id, until=None, role__in=["promoter", "administrator"]
    )
    return dict(
        held.filter(person__login__isnull=False)
        .order_by("id")
        .values_list("person_id", "person__login__email")
    )


def _each_address(pledges: object, update: Update, context: dict[str, str]) -> Iterator[Letter]:
    met: set[str] = set()
    for pledge in pledges.order_by("id").iterator(2000):  # type: ignore[attr-defined]
        address = pledge.email.lower()
        if address not in met:
            met.add(address)
            greeted = {**context, "given_name": pledge.given_name}
            yield Letter(key=update.pk, to=pledge.email, party_id=pledge.backer_id, context=greeted)
