"""Parties, what each organisation knows of them, roles, logins and sites."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import (
    OrganisationKind,
    OrganisationRoleName,
    PartyKind,
    PlatformRoleName,
    RuntsSection,
)
from ritrovo.foundations.places.models import Municipality


class Logins(BaseUserManager["Login"]):
    """Find and make logins by their e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Login:
        """Find a login by its address. Raises Login.DoesNotExist."""
        return self.get(email__iexact=username)


class Login(AbstractBaseUser):
    """An e-mail address with a way to prove one holds it. A person may live without one."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=5, default="it")

    objects = Logins()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    is_staff = False

    def __str__(self) -> str:
        return self.email


class Party(IdentifiedModel):
    """Anyone, or anything, that can give or receive: the one identity every fact points to.

    `name` is how the party is called on pages its own people see; what the public sees is
    decided fact by fact. A merged party keeps its id: reads go through `canonical_party`.
    """

    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=PartyKind.values), name="party_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="party_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human being. Needs no e-mail, no phone and no login."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    login = models.OneToOneField(Login, models.SET_NULL, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Household(models.Model):
    """Persons who live together, as one party."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)


class Group(models.Model):
    """People who act together without a legal form; its money is hosted by an organisation."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    contact_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)


class Organisation(models.Model):
    """A body with a legal existence: what it is, where it is registered, who speaks for it."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    legal_name = models.CharField(max_length=200)
    tax_code = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    vat_number = models.CharField(_("partita IVA"), max_length=11, blank=True)
    runts_section = models.CharField(max_length=1, choices=RuntsSection.choices, blank=True)
    runts_number = models.CharField(max_length=20, blank=True)
    runts_date = models.DateField(null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    email = models.EmailField(blank=True)
    certified_email = models.EmailField(_("PEC"), blank=True)
    phone = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    legal_representative = models.CharField(max_length=200, blank=True)
    pagopa_url = models.URLField(blank=True)
    statute = models.FileField(upload_to="private/statutes/", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values),
                name="organisation_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(runts_section="", runts_number="", runts_date=None)
                | (
                    Q(runts_section__in=RuntsSection.values, runts_date__isnull=False)
                    & ~Q(runts_number="")
                ),
                name="runts_registration_is_whole",
            ),
            models.UniqueConstraint(
                fields=["tax_code"], condition=~Q(tax_code=""), name="tax_code_names_one_body"
            ),
        ]

    def __str__(self) -> str:
        return self.legal_name


class BankAccount(IdentifiedModel):
    """An organisation's own account: the IBAN and its holder exactly as the bank writes it.

    Banks compare the holder's name with the IBAN before they pay (Regulation (EU) 2024/886).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bank_accounts")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    bank_name = models.CharField(max_length=120, blank=True)
    proof = models.FileField(upload_to="private/accounts/", blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["iban"], name="iban_belongs_to_one_body"),
            models.CheckConstraint(
                condition=~Q(iban="") & ~Q(holder=""), name="bank_account_names_its_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.iban}"


class Dossier(IdentifiedModel):
    """What one organisation knows of a party; no other organisation ever reads it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dossiers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="dossiers")
    email = models.EmailField(blank=True)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    address = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "party"], name="one_dossier_per_party_and_organisation"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "email"], name="dossier_by_email"),
            models.Index(Upper("email"), "organisation", name="dossier_by_address"),
        ]


class OrganisationRole(IdentifiedModel):
    """A role a person holds in an organisation, from a moment until another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="organisation_roles")
    role = models.CharField(max_length=16, choices=OrganisationRoleName.choices)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=OrganisationRoleName.values),
                name="organisation_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisation_role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(until=None),
                name="organisation_role_is_held_once",
            ),
        ]


class PlatformRole(IdentifiedModel):
    """A role on the whole installation: who moderates, who administers."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="platform_roles")
    role = models.CharField(max_length=16, choices=PlatformRoleName.choices)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=PlatformRoleName.values), name="platform_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until=None),
                name="platform_role_is_held_once",
            ),
        ]


class Hosting(IdentifiedModel):
    """A written agreement by which an organisation receives money for an informal group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="hostings")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted_groups")
    signed_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.FileField(upload_to="private/hostings/", blank=True)
    reference = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("signed_on")),
                name="hosting_ends_after_it_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(reference=""), name="hosting_names_its_written_agreement"
            ),
        ]


class SearchLog(IdentifiedModel):
    """One search in an organisation's dossiers: who, when, where; of the text only a digest."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    searcher = models.ForeignKey(Party, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    found = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-at"], name="search_log_by_organisation"),
        ]


class Site(IdentifiedModel):
    """An address of this installation with its owner, look, sender and language."""

    host = models.CharField(max_length=120, unique=True)
    is_secure = models.BooleanField(default=True)
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    theme = models.JSONField(default=dict, blank=True)
    sender = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="it")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_site_is_the_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def root(self) -> str:
        """The address every link of this site starts with, without a final slash."""
        return f"{'https' if self.is_secure else 'http'}://{self.host}"
