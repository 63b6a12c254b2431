"""Rules by version, consents to a version, consents taken back: all of it append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.agreements.choices import Channel, RulebookKind
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party


class Rulebook(IdentifiedModel):
    """A text that changes over time: of an organisation, of the platform, or a model for many.

    A model has gaps, filled with the data of the organisation that follows it.
    """

    kind = models.CharField(max_length=16, choices=RulebookKind.choices)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="rulebooks")
    is_model = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=RulebookKind.values), name="rulebook_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_model=False) | Q(owner=None), name="a_model_belongs_to_nobody"
            ),
            models.UniqueConstraint(
                fields=["kind", "owner", "is_model"],
                nulls_distinct=False,
                name="one_rulebook_per_kind_and_owner",
            ),
        ]


class Version(IdentifiedModel):
    """A text as it stood from a moment on, in both languages, never changed afterwards.

    `digest` covers titles and texts. `made_from` is the model's version whose gaps were filled;
    a text of one's own has none. Written in paragraphs, `## ` before a heading, `- ` before a
    point of a list.
    """

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title_it = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    text_it = models.TextField()
    text_en = models.TextField(blank=True)
    change = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    valid_from = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    made_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rulebook", "number"], name="version_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=~Q(title_it="") & ~Q(text_it=""), name="version_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_it} ({self.number})"

    def title(self, language: str) -> str:
        """Give the title in a language, in Italian when there is no other."""
        return self.title_en if language == "en" and self.text_en else self.title_it

    def text(self, language: str) -> str:
        """Give the text in a language, in Italian when there is no other."""
        return self.text_en if language == "en" and self.text_en else self.text_it


class Consent(IdentifiedModel):
    """Somebody's yes to a version: who, when, which text, by which way, written down by whom.

    Who is a party, or, for somebody not known yet, a keyed digest of their address. `form` names
    the page, `subject_id` the thing during which it was given.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="consents")
    address_mark = models.CharField(max_length=64, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=200)
    subject_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(address_mark=""),
                name="consent_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="consent_channel_is_known"
            ),
            models.UniqueConstraint(
                fields=["version", "subject_id"],
                condition=Q(subject_id__isnull=False),
                name="consent_is_given_once_about_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["address_mark"],
                condition=~Q(address_mark=""),
                name="consent_by_address",
            ),
        ]


class Withdrawal(IdentifiedModel):
    """A consent taken back; what was done until then stays lawful (art. 7.3 GDPR)."""

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="withdrawal_channel_is_known"
            ),
        ]


class Trace(IdentifiedModel):
    """From where a consent was given: kept for a short while, then deleted."""

    consent = models.OneToOneField(Consent, models.CASCADE, related_name="trace")
    network_address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    kept_until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kept_until"], name="trace_by_end")]
