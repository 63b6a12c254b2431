"""What this room knows of a person: promises, help offered, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.people.choices import ERASED_NAME, Purpose
from ritrovo.foundations.people.knowing import Identity, Room, Table, Value
from ritrovo.foundations.people.known import moment
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.known_companions import erase_companions, tell_companions
from ritrovo.practices.campaigns.known_sheets import erase_sheets
from ritrovo.practices.campaigns.models import NeedOffer, Pledge, PledgeDraft, Question
from ritrovo.practices.campaigns.steps.forgetting import give_up_open_promises
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token

WORDS: Final = (
    "family_name", "company_name", "email", "phone", "tax_code", "address", "payer_name",
    "public_name", "in_memory_of", "on_behalf_of", "note",
)  # fmt: skip
OFFERED_WORDS: Final = ("family_name", "email", "phone", "message")


def room() -> Room:
    """Tell what this room knows of people."""
    return Room("campaigns", tell, erase, object=carry_out)


def tell(identity: Identity) -> Iterator[Table]:
    """Give promises, drafts, offers of help, questions, places in lists. Nine queries."""
    yield Table(
        "campaigns.pledges", _("Promesse"), pledged(identity),
        frozenset({"nome", "e-mail", "telefono", "codice fiscale", "indirizzo", "nota"}),
    )  # fmt: skip
    yield Table("campaigns.drafts", _("Promesse non finite"), drafted(identity), frozenset({"dal"}))
    yield Table(
        "campaigns.offers", _("Aiuti offerti"), offered(identity),
        frozenset({"nome", "e-mail", "telefono", "messaggio"}),
    )  # fmt: skip
    yield Table("campaigns.questions", _("Domande"), asked(identity), frozenset({"nome", "e-mail"}))
    yield from tell_companions(identity)


def pledged(identity: Identity) -> list[dict[str, Value]]:
    """Give each promise with all that was typed in it."""
    found = pledges(identity).select_related("campaign", "reward")
    return [
        {
            "campagna": each.campaign.title,
            "quando": moment(each.made_at),
            "quanto": format_amount(Amount(each.cents)),
            "stato": str(each.get_state_display()),
            "ricompensa": each.reward.title if each.reward else "",
            "nome": called(each.given_name, each.family_name, each.company_name),
            "e-mail": each.email,
            "telefono": each.phone,
            "codice fiscale": each.tax_code,
            "indirizzo": each.address,
            "nota": " · ".join(filter(None, [each.payer_name, each.in_memory_of,
                                             each.on_behalf_of, each.note])),
            "si mostra come": each.public_name or str(each.get_shown_as_display()),
            "novità": str(_("sì")) if each.wants_newsletter else str(_("no")),
        }
        for each in found.order_by("made_at", "pk")
    ]  # fmt: skip


def called(given_name: str, family_name: str, company_name: str = "") -> str:
    """Give a name as it was typed; nothing once it was erased."""
    if given_name == ERASED_NAME:
        return ""
    return company_name or f"{given_name} {family_name}".strip()


def drafted(identity: Identity) -> list[dict[str, Value]]:
    """Give the promises somebody began with their address and did not make yet."""
    found = drafts(identity).select_related("campaign").order_by("started_at", "pk")
    return [{"campagna": each.campaign.title, "dal": moment(each.started_at)} for each in found]


def offered(identity: Identity) -> list[dict[str, Value]]:
    """Give each offer of help with all that was typed in it."""
    found = offers(identity).select_related("need__campaign")
    return [
        {
            "campagna": each.need.campaign.title,
            "che cosa": each.need.title,
            "quando": moment(each.made_at),
            "stato": str(each.get_state_display()),
            "nome": called(each.given_name, each.family_name),
            "e-mail": each.email,
            "telefono": each.phone,
            "messaggio": each.message,
        }
        for each in found.order_by("made_at", "pk")
    ]


def asked(identity: Identity) -> list[dict[str, Value]]:
    """Give the questions asked with somebody's address."""
    found = questions(identity).select_related("campaign")
    return [
        {
            "campagna": each.campaign.title,
            "quando": moment(each.asked_at),
            "nome": each.asked_by_name,
            "e-mail": each.asked_by_email,
            "domanda": each.text,
            "risposta": each.answer,
        }
        for each in found.order_by("asked_at", "pk")
    ]


def erase(identity: Identity) -> None:
    """Give up open promises, then empty every name and word; sums and states stay."""
    require_transaction()
    erase_sheets(pledges(identity), offers(identity))
    give_up_open_promises(pledges(identity))
    drafts(identity).delete()
    for pledge in pledges(identity).only("pk"):
        forget(Pledge, pledge.pk, WORDS, wants_newsletter=False)
    for offer in offers(identity).only("pk"):
        forget(NeedOffer, offer.pk, OFFERED_WORDS)
    questions(identity).update(asked_by_name="", asked_by_email="")
    erase_companions(identity)


def forget(model: Any, pk: Any, words: Iterable[str], **also: object) -> None:
    """Empty one row's words, hide its name, and let its link lead nowhere."""
    emptied = dict.fromkeys(words, "")
    model.objects.filter(pk=pk).update(
        given_name=ERASED_NAME,
        shown_as=ShownAs.ANONYMOUS,
        token_digest=digest_of_token(new_token()),
        **emptied,
        **also,
    )


def carry_out(identity: Identity, purpose: str) -> None:
    """Carry out an objection: no more news, or no more name on public pages."""
    require_transaction()
    if purpose == Purpose.NEWS:
        pledges(identity).update(wants_newsletter=False)
    if purpose == Purpose.NAME:
        pledges(identity).update(shown_as=ShownAs.ANONYMOUS, public_name="")
        offers(identity).update(shown_as=ShownAs.ANONYMOUS)


def pledges(identity: Identity) -> QuerySet[Pledge]:
    """List somebody's promises; those nobody confirmed yet are known by their address."""
    unopened = Q(folded__in=identity.addresses, backer=None)
    found = Pledge.objects.annotate(folded=Upper("email"))
    found = found.filter(Q(backer_id__in=identity.party_ids) | unopened)
    if identity.organisation_id:
        found = found.filter(
            Q(campaign__promoter_id=identity.organisation_id)
            | Q(campaign__beneficiary_id=identity.organisation_id)
        )
    return found


def drafts(identity: Identity) -> QuerySet[PledgeDraft]:
    """List the drafts with somebody's address, also of promises made: they hold the same words."""
    found = PledgeDraft.objects.annotate(folded=Upper(KT("answers__email")))
    mine = Q(folded__in=identity.addresses) | Q(pledge__in=pledges(identity).values("pk"))
    found = found.filter(mine)
    if identity.organisation_id:
        found = found.filter(campaign__promoter_id=identity.organisation_id)
    return found


def offers(identity: Identity) -> QuerySet[NeedOffer]:
    """List somebody's offers of help, by record or, unconfirmed, by address."""
    unopened = Q(folded__in=identity.addresses, party=None)
    found = NeedOffer.objects.annotate(folded=Upper("email"))
    found = found.filter(Q(party_id__in=identity.party_ids) | unopened)
    if identity.organisation_id:
        found = found.filter(need__campaign__promoter_id=identity.organisation_id)
    return found


def questions(identity: Identity) -> QuerySet[Question]:
    """List the questions asked with somebody's address."""
    found = Question.objects.annotate(folded=Upper("asked_by_email"))
    found = found.filter(folded__in=identity.addresses)
    if identity.organisation_id:
        found = found.filter(campaign__promoter_id=identity.organisation_id)
    return found
