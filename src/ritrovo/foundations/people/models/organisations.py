"""Organisations, their accounts, and the groups whose money they receive."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import OrganisationKind, RuntsSection
from ritrovo.foundations.people.models.parties import Group, Party
from ritrovo.foundations.places.models import Municipality


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
