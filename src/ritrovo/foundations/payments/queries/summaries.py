"""The year's summaries: one for each donor, who can be written to, who was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import F

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.choices import State
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.letters import SUMMARY
from ritrovo.foundations.payments.models import Due, Receipt, YearlySummary
from ritrovo.foundations.payments.queries.receipts import donors_of_year, subjects_of
from ritrovo.foundations.payments.subjects import NOTHING_KNOWN
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.queries import canonical_ids


@dataclass(frozen=True)
class DonorYear:
    """What one donor gave to a body in a year: their standing receipts, by day of payment.

    `donor_id` is the person who promised, all united records as one; None when somebody else paid
    and bears the receipts: then nobody's address is theirs. `is_shared` says that another donor
    has the same codice fiscale.
    """

    key: str
    donor_id: UUID | None
    email: str
    language: str
    receipts: Sequence[Receipt]
    is_shared: bool = False

    @property
    def name(self) -> str:
        """The donor's name, as the last receipt has it."""
        return str(self.receipts[-1].snapshot["donor"]["name"])

    @cached_property
    def cents(self) -> int:
        """What the receipts come to."""
        return sum(each.cents for each in self.receipts)

    @property
    def may_be_sent(self) -> bool:
        """Say whether there is an address that surely is the donor's."""
        return bool(self.email) and self.donor_id is not None


@dataclass(frozen=True)
class Sending:
    """How far the sending of a year's summaries is."""

    asked: int
    sent: int
    stopped: int

    @property
    def waiting(self) -> int:
        """How many have not left yet."""
        return self.asked - self.sent - self.stopped


def summaries_of(organisation_id: UUID, year: int) -> list[DonorYear]:
    """List a year's donors by name, each with their receipts and where to write to them.

    Four queries, and those of the practices that describe what was given.
    """
    donors = donors_of_year(organisation_id, year)
    receipts = [each for made in donors.values() for each in made]
    dues = {each.payment.due_id: each.payment.due for each in receipts}
    roots = canonical_ids({due.debtor_id for due in dues.values() if due.debtor_id})
    subjects = subjects_of(dues.values())
    known = _known_addresses(organisation_id, roots)
    codes = Counter(made[-1].snapshot["donor"]["tax_code"] for made in donors.values())
    found = []
    for key, made in donors.items():
        due = made[-1].payment.due
        root = _root(due, roots) if _gave_what_they_promised(made) else None
        subject = subjects.get(due.pk, NOTHING_KNOWN)
        code = made[-1].snapshot["donor"]["tax_code"]
        email = (known.get(root, "") or subject.email) if root else ""
        is_shared = bool(code) and codes[code] > 1
        found.append(DonorYear(key, root, email, subject.language, made, is_shared))
    return found


def one_summary(organisation_id: UUID, year: int, key: str) -> list[Receipt]:
    """Give one donor's receipts of a year by their key; none when nobody has it. Two queries."""
    return donors_of_year(organisation_id, year).get(key, [])


def asked_summaries(organisation_id: UUID, year: int) -> dict[str, YearlySummary]:
    """Give the summaries that were asked to leave, by donor. One query."""
    made = YearlySummary.objects.filter(beneficiary_id=organisation_id, year=year)
    return {each.donor_key: each for each in made}


def sending_of(asked: Iterable[YearlySummary]) -> Sending:
    """Count how many of some summaries left, and how many never will. One query."""
    keys = [str(each.pk) for each in asked]
    messages = Message.objects.filter(kind=SUMMARY.code, key__in=keys)
    states = Counter(messages.values_list("state", flat=True))
    stopped = states[State.SUPPRESSED] + states[State.FAILED]
    return Sending(len(keys), states[State.SENT], stopped)


def is_over(year: int) -> bool:
    """Say whether a year is over in Italy."""
    return year < clock.today().year


def _gave_what_they_promised(receipts: Sequence[Receipt]) -> bool:
    """Say whether the receipts bear the name of who promised, not of another who paid.

    A receipt to who promised names the other person as its payer.
    """
    return not any(
        each.payment.from_another_person and not each.snapshot.get("payer") for each in receipts
    )


def _root(due: Due, roots: dict[UUID, UUID]) -> UUID | None:
    return roots.get(due.debtor_id) if due.debtor_id else None


def _known_addresses(organisation_id: UUID, roots: dict[UUID, UUID]) -> dict[UUID, str]:
    """Find the address at which a body knows each person, whichever of their records has it."""
    known = Dossier.objects.filter(organisation_id=organisation_id, party_id__in=list(roots))
    # The address proved last comes last, and stands.
    found = known.exclude(email="").order_by(F("email_verified_at").asc(nulls_first=True), "pk")
    return {roots[party_id]: email for party_id, email in found.values_list("party_id", "email")}
