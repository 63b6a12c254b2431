"""Parties, what each organisation knows of them, roles, logins and sites."""

from ritrovo.foundations.people.models.counters import Counter, MemberCard
from ritrovo.foundations.people.models.dossiers import Dossier, SearchLog
from ritrovo.foundations.people.models.households import HouseholdMember
from ritrovo.foundations.people.models.logins import Login, Logins
from ritrovo.foundations.people.models.organisations import BankAccount, Hosting, Organisation
from ritrovo.foundations.people.models.parties import Group, Household, Party, Person
from ritrovo.foundations.people.models.requests import Correction, Erasure, Objection
from ritrovo.foundations.people.models.roles import OrganisationRole, PlatformRole
from ritrovo.foundations.people.models.sites import Site

__all__ = [
    "BankAccount",
    "Correction",
    "Counter",
    "Dossier",
    "Erasure",
    "Group",
    "Hosting",
    "Household",
    "HouseholdMember",
    "Login",
    "Logins",
    "MemberCard",
    "Objection",
    "Organisation",
    "OrganisationRole",
    "Party",
    "Person",
    "PlatformRole",
    "SearchLog",
    "Site",
]
