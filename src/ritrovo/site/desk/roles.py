"""Roles in words."""

from __future__ import annotations

from collections.abc import Iterable

from ritrovo.foundations.people.choices import OrganisationRoleName, PlatformRoleName

LABELS = {**dict(PlatformRoleName.choices), **dict(OrganisationRoleName.choices)}


def role_words(held: Iterable[str] | None) -> str:
    """Write the roles somebody holds: "amministra, tiene i conti"; nothing for none."""
    return ", ".join(sorted(str(LABELS[role]) for role in held or ()))
