"""Reads about insurance: an organisation's policies, and what is wrong with them on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.look.formatting import format_day
from ritrovo.foundations.volunteers.choices import Cover, PolicyGap
from ritrovo.foundations.volunteers.errors import PolicyUnknown
from ritrovo.foundations.volunteers.models import InsurancePolicy
from ritrovo.foundations.volunteers.policies import READERS


@dataclass(frozen=True, slots=True)
class PolicyWarning:
    """What is wrong with the insurance; `day` is when it lapsed or will."""

    gap: PolicyGap
    day: date | None = None
    missing: tuple[Cover, ...] = ()

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        if self.gap == PolicyGap.MISSING:
            return _("Non c'è nessuna polizza per chi fa volontariato")
        if self.gap == PolicyGap.LAPSED:
            return _("La polizza è scaduta il %(day)s") % {"day": format_day(self.day or date.min)}
        if self.gap == PolicyGap.ENDING:
            return _("La polizza scade il %(day)s") % {"day": format_day(self.day or date.min)}
        covers = ", ".join(str(each.label) for each in self.missing)
        return _("La polizza non copre: %(covers)s") % {"covers": covers}

    @property
    def text(self) -> str:
        """What to do about it."""
        if self.gap == PolicyGap.ENDING:
            return _("Rinnovala e scrivi qui quella nuova.")
        return _(
            "Chi fa volontariato va assicurato contro infortuni, malattie e danni a terzi "
            "(art. 18 del Codice del Terzo settore). Puoi continuare a scrivere: la legge "
            "chiede a voi la polizza prima che qualcuno cominci."
        )

    @property
    def is_serious(self) -> bool:
        """Say whether somebody volunteers uninsured, and not only soon."""
        return self.gap != PolicyGap.ENDING


def policies_of(organisation_id: UUID) -> QuerySet[InsurancePolicy]:
    """List an organisation's policies, the one that lasts longest first."""
    own = InsurancePolicy.objects.filter(organisation=organisation_id)
    return own.order_by("-last_day", "-pk")


def policy_of(actor: Actor, organisation_id: UUID, policy_id: UUID) -> InsurancePolicy:
    """Get one policy, in one query. Raises PolicyUnknown."""
    found = policies_of(organisation_id).filter(pk=policy_id).first()
    if found is None or not READERS.admits(actor, Scope(organisation_id)):
        raise PolicyUnknown
    return found


def policy_warning(organisation_id: UUID, day: date) -> PolicyWarning | None:
    """Say what is wrong with the insurance on a day, or None; two queries at most.

    All three covers are needed (art. 18 D.Lgs. 117/2017), by one policy or by several; that one
    of them ends is said `volunteers.policy_notice_days` before, unless another goes on.
    """
    return policy_warnings([organisation_id], day)[organisation_id]


def policy_warnings(
    organisation_ids: Collection[UUID], day: date
) -> dict[UUID, PolicyWarning | None]:
    """Say what is wrong with the insurance of each organisation. Two queries, none for nobody."""
    if not organisation_ids:
        return {}
    written = InsurancePolicy.objects.filter(organisation__in=organisation_ids)
    held: dict[UUID, list[InsurancePolicy]] = {each: [] for each in organisation_ids}
    for policy in written.order_by("-last_day", "-pk"):
        held[policy.organisation_id].append(policy)
    soon = day + timedelta(days=parameter("volunteers.policy_notice_days", day))
    return {each: _warning(policies, day, soon) for each, policies in held.items()}


def _warning(policies: list[InsurancePolicy], day: date, soon: date) -> PolicyWarning | None:
    begun = [each for each in policies if each.first_day <= day]
    if not begun:
        return PolicyWarning(PolicyGap.MISSING)
    if not [each for each in begun if each.last_day >= day]:
        return PolicyWarning(PolicyGap.LAPSED, day=begun[0].last_day)
    if missing := _missing(begun, day):
        return PolicyWarning(PolicyGap.INCOMPLETE, missing=missing)
    return _ending(policies, day, soon)


def _missing(policies: Collection[InsurancePolicy], day: date) -> tuple[Cover, ...]:
    held = {
        cover
        for policy in policies
        if policy.first_day <= day <= policy.last_day
        for cover in policy.covers
    }
    return tuple(each for each in Cover if each not in held)


def _ending(policies: Collection[InsurancePolicy], day: date, soon: date) -> PolicyWarning | None:
    ends = sorted({each.last_day for each in policies if day <= each.last_day < soon})
    for end in ends:
        if _missing(policies, end + timedelta(days=1)):
            return PolicyWarning(PolicyGap.ENDING, day=end)
    return None
