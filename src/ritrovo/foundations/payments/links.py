"""The links by which a donor opens a receipt, or a year's summary, without a login: ids, signed."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.people.models import Site
from ritrovo.foundations.people.queries import default_site

_signer = Signer(sep=".", salt="ritrovo.payments.receipt")
_summaries = Signer(sep=".", salt="ritrovo.payments.summary")


def token_of(receipt_id: UUID) -> str:
    """Sign a receipt's id: whoever holds the token may open that receipt, nothing else."""
    return _signer.sign(receipt_id.hex)


def receipt_of(token: str) -> UUID | None:
    """Read the receipt's id out of a token, or None when the token is not ours."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def receipt_path(receipt_id: UUID) -> str:
    """Give the address of a receipt for its donor, without the host."""
    return reverse("receipts:open", args=[token_of(receipt_id)])


def receipt_url(receipt_id: UUID, site: Site) -> str:
    """Give the whole address of a receipt for its donor."""
    return absolute(site, receipt_path(receipt_id))


def summary_of(token: str) -> UUID | None:
    """Read the summary's id out of a token, or None when the token is not ours."""
    try:
        return UUID(_summaries.unsign(token))
    except (BadSignature, ValueError):
        return None


def summary_url(summary_id: UUID, site: Site) -> str:
    """Give the whole address of a year's summary for its donor."""
    return absolute(site, reverse("receipts:summary", args=[_summaries.sign(summary_id.hex)]))


def site_of_body(organisation_id: UUID) -> Site:
    """Find the site that speaks for a body: its own, else the default one; two queries at most."""
    own = Site.objects.filter(owner_id=organisation_id).order_by("-is_default", "host").first()
    return own or default_site()
