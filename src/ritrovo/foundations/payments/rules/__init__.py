"""Which bank line pays what is owed: rules without a database, a clock or a choice."""

from ritrovo.foundations.payments.rules.matching import match
from ritrovo.foundations.payments.rules.names import NameAgreement, names_agree
from ritrovo.foundations.payments.rules.proposals import (
    By,
    Certainty,
    DueStanding,
    GiftPaid,
    OpenDue,
    Outcome,
    Proposal,
)

__all__ = [
    "By",
    "Certainty",
    "DueStanding",
    "GiftPaid",
    "NameAgreement",
    "OpenDue",
    "Outcome",
    "Proposal",
    "match",
    "names_agree",
]
