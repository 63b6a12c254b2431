"""What this room knows of those around a campaign: first supporters, ambassadors, keepers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.choices import ERASED_NAME
from ritrovo.foundations.people.knowing import Identity, Table
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.models import (
    Ambassador,
    FirstSupporter,
    Keeper,
    NoticeRequest,
    Tutor,
)
from ritrovo.practices.campaigns.queries.keepers import KEEPING

Found = TypeVar("Found", bound=Model)
NAMED = frozenset({"nome", "contatto"})


def tell_companions(identity: Identity) -> Iterator[Table]:
    """Give the lists of a campaign somebody stands in. Five queries."""
    yield Table(
        "campaigns.first_supporters", _("Primi sostenitori"),
        [row(each.campaign, each.name, each.contact, each.email, each.phone)
         for each in first_supporters(identity).select_related("campaign")],
        NAMED,
    )  # fmt: skip
    yield Table(
        "campaigns.ambassadors", _("Passaparola"),
        [row(each.campaign, each.name, each.contact)
         for each in ambassadors(identity).select_related("campaign")],
        NAMED,
    )  # fmt: skip
    yield Table(
        "campaigns.keepers", _("Di che cosa ti prendi cura"),
        [row(each.handover.campaign, f"{each.given_name} {each.family_name}".strip(),
             each.email, each.phone)
         for each in keepers(identity).select_related("handover__campaign")],
        NAMED,
    )  # fmt: skip
    yield Table(
        "campaigns.notices", _("Avvisi chiesti"),
        [row(each.campaign, "", each.email)
         for each in notices(identity).select_related("campaign")],
        NAMED,
    )  # fmt: skip
    yield Table(
        "campaigns.tutors", _("Campagne che accompagni"),
        [{"campagna": each.preparation.campaign.title}
         for each in tutored(identity).select_related("preparation__campaign")],
    )  # fmt: skip


def row(campaign: Any, name: str, *contacts: str) -> dict[str, str | int | None]:
    """Give one line of a list; no name once it was erased."""
    shown = "" if name == ERASED_NAME else name
    return {
        "campagna": campaign.title,
        "nome": shown,
        "contatto": " · ".join(filter(None, contacts)),
    }


def erase_companions(identity: Identity) -> None:
    """Empty names and contacts; that a place in the list was taken stays.

    A keeper who is forgotten steps back: nobody could ask them any more.
    """
    require_transaction()
    notices(identity).delete()
    first_supporters(identity).update(name=ERASED_NAME, contact="", email="", phone="")
    ambassadors(identity).update(name=ERASED_NAME, contact="")
    keepers(identity).filter(**KEEPING).update(left_on=clock.today())
    keepers(identity).update(
        given_name=ERASED_NAME, family_name="", email="", phone="", shown_as=ShownAs.ANONYMOUS
    )


def first_supporters(identity: Identity) -> QuerySet[FirstSupporter]:
    """List where somebody was written down as a first supporter, by address."""
    found = FirstSupporter.objects.annotate(folded=Upper("email"))
    return promoted(found.filter(folded__in=identity.addresses), identity, "campaign__")


def ambassadors(identity: Identity) -> QuerySet[Ambassador]:
    """List where somebody spreads the word."""
    found = Ambassador.objects.annotate(folded=Upper("contact"))
    mine = Q(party_id__in=identity.party_ids) | Q(folded__in=identity.addresses)
    return promoted(found.filter(mine), identity, "campaign__")


def keepers(identity: Identity) -> QuerySet[Keeper]:
    """List what somebody keeps for the community, or was asked to."""
    found = Keeper.objects.annotate(folded=Upper("email"))
    asked = Q(folded__in=identity.addresses, party=None)
    mine = Q(party_id__in=identity.party_ids) | asked
    return promoted(found.filter(mine), identity, "handover__campaign__")


def notices(identity: Identity) -> QuerySet[NoticeRequest]:
    """List where somebody asked to be told of a campaign's opening."""
    found = NoticeRequest.objects.annotate(folded=Upper("email"))
    return promoted(found.filter(folded__in=identity.addresses), identity, "campaign__")


def tutored(identity: Identity) -> QuerySet[Tutor]:
    """List the campaigns somebody accompanies."""
    found = Tutor.objects.filter(person_id__in=identity.party_ids)
    return promoted(found, identity, "preparation__campaign__")


def promoted(rows: QuerySet[Found], identity: Identity, path: str) -> QuerySet[Found]:
    """Leave only the rows of an organisation's own campaigns when the identity names one."""
    if identity.organisation_id is None:
        return rows
    return rows.filter(**{f"{path}promoter_id": identity.organisation_id})
