"""The addresses of an installation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models.organisations import Organisation


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
