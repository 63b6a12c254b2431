"""The texts somebody reads before they promise: each in the version that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.errors import NoSuchText
from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.shown import version_to_show

KINDS: Final = (RulebookKind.PRIVACY, RulebookKind.NEWSLETTER, RulebookKind.PUBLIC_NAME)


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """What a form shows or asks a yes to, by kind; a text nobody has written is not there."""

    versions: Mapping[str, Version]

    @property
    def mark(self) -> str:
        """Name the versions: a form that comes back with another mark showed other texts."""
        return " ".join(str(version.pk) for version in self.versions.values())

    def link(self, kind: str) -> str:
        """Link the page on which a text is read whole, as HTML; nothing when there is no text."""
        if kind not in self.versions:
            return ""
        path = reverse("agreements:text_of", args=[kind, self.versions[kind].rulebook.owner_id])
        return format_html('<a href="{}">{}</a>', path, _("Leggi il testo intero"))

    def kept(self, *, newsletter: bool, public_name: bool) -> dict[str, Any]:
        """Give the versions a promise keeps: the notice that was shown, and each yes, by field."""
        said = {
            RulebookKind.PRIVACY: True,
            RulebookKind.NEWSLETTER: newsletter,
            RulebookKind.PUBLIC_NAME: public_name,
        }
        return {
            f"{kind.value}_version_id": self.versions[kind].pk
            if yes and kind in self.versions
            else None
            for kind, yes in said.items()
        }


def texts_to_show(owner_id: UUID) -> ShownTexts:
    """Find the texts of whoever receives the money. Four queries for each text at most."""
    return ShownTexts(dict(_standing(owner_id)))


def _standing(owner_id: UUID) -> Iterator[tuple[str, Version]]:
    for kind in KINDS:
        try:
            yield kind, version_to_show(kind, owner_id)
        except NoSuchText:
            continue
