"""Messages with what became of them, preferences, bounces and stopped addresses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.messages.choices import Mode, Reason, State, Urgency
from ritrovo.foundations.people.models import Party, Site


class Message(IdentifiedModel):
    """One mail to one address about one thing: `key` says about what.

    `text` and `html` are the body without its frame, emptied when it has left; until a message of
    many is drawn up they are empty, and `template` with `context` says what to draw. A digest is a
    message too.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    address = models.EmailField()
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    template = models.CharField(max_length=120, blank=True)
    context = models.JSONField(default=dict, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    digest = models.ForeignKey("self", models.PROTECT, null=True, related_name="collected")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key", "address"], name="never_two_messages_for_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="message_urgency_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="message_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="sent_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DIGESTED, digest__isnull=False)
                | (~Q(state=State.DIGESTED) & Q(digest=None)),
                name="digested_message_names_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUPPRESSED) ^ Q(reason=""),
                name="stopped_message_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["urgency", "due_at"],
                condition=Q(state=State.QUEUED),
                name="message_waiting",
            ),
            models.Index(fields=["address", "created_at"], name="message_by_address"),
            models.Index(fields=["state", "created_at"], name="message_by_state"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def can_be_retried(self) -> bool:
        """Say whether it did not leave for a reason that is not its reader's wish."""
        was_stopped = self.state == State.SUPPRESSED and self.reason != Reason.UNWANTED
        return was_stopped or self.state == State.FAILED


class Preference(IdentifiedModel):
    """How an address wants the messages of a kind."""

    address = models.EmailField()
    kind = models.CharField(max_length=60)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address", "kind"], name="one_preference_per_address_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values), name="preference_mode_is_known"
            ),
        ]


class Bounce(IdentifiedModel):
    """A mail that came back: from which address, with which status (RFC 3463), in whose words."""

    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="bounces")
    address = models.EmailField()
    status = models.CharField(max_length=12, blank=True)
    is_permanent = models.BooleanField()
    diagnosis = models.CharField(max_length=300, blank=True)
    came_back_at = models.DateTimeField(default=clock.now)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], name="a_bounce_is_read_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["address"], name="bounce_by_address")]


class Suppression(IdentifiedModel):
    """An address that gets nothing until somebody lifts the stop."""

    address = models.EmailField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    since = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="suppression_reason_is_known"
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(lifted_at=None),
                name="an_address_is_stopped_once",
            ),
        ]
