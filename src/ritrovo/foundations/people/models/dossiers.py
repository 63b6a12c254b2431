"""What each organisation knows of parties, and who searched in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Upper

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models.organisations import Organisation
from ritrovo.foundations.people.models.parties import Party


class Dossier(IdentifiedModel):
    """What one organisation knows of a party; no other organisation ever reads it.

    `listed_at` says that it came from a list the organisation kept before: its address is theirs
    by the organisation's word, though nobody proved it (decision record 0024).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dossiers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="dossiers")
    email = models.EmailField(blank=True)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    address = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    listed_at = models.DateTimeField(null=True, blank=True)

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
