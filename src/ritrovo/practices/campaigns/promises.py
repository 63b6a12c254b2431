"""What somebody promises, as a value: the shape every way of pledging fills in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as its backer wrote it, or an operator for them. Sums are euro cents.

    `email` may be empty only when an operator records it. `shown_as` is a `ShownAs`; the tax code
    is for the receipt only. The versions are those of the texts that were shown: the last two only
    when somebody said yes to them.
    """

    cents: int
    given_name: str
    family_name: str = ""
    email: str = ""
    phone: str = ""
    reward_id: UUID | None = None
    shown_as: str = "anonymous"
    public_name: str = ""
    company_name: str = ""
    in_memory_of: str = ""
    on_behalf_of: str = ""
    payer_name: str = ""
    tax_code: str = ""
    address: str = ""
    note: str = ""
    language: str = "it"
    wants_newsletter: bool = False
    ambassador_id: UUID | None = None
    privacy_version_id: UUID | None = None
    newsletter_version_id: UUID | None = None
    public_name_version_id: UUID | None = None

    def as_arguments(self) -> dict[str, object]:
        """Give every field, for the digest of an idempotency key."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of help as somebody said it to whoever writes it down."""

    need_id: UUID
    given_name: str
    family_name: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
