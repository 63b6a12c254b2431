"""Names as visitors write them: of themselves, of a company, of who they remember."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Letters greet people by name and pages show names: neither is a place to advertise.
LINK_IN_NAME = _("Qui va un nome: niente indirizzi di siti.")
ADDRESS: Final = re.compile(r"://|\bwww\.", re.IGNORECASE)
SITE: Final = re.compile(r"://|\bwww\.|\.(com|net|org|info|it|eu|ru|biz)\b", re.IGNORECASE)
# Joins emoji and the letters of some scripts; the other invisible signs only disguise a name.
JOINERS: Final = frozenset("\u200c\u200d")


class NameField(forms.CharField):
    """A name on one line, without invisible signs and without addresses of sites."""

    link = SITE

    def to_python(self, value: Any) -> str:
        """Give the name with single spaces and only signs that can be seen."""
        return " ".join(seen(super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        """Refuse an address of a site. Raises ValidationError."""
        super().validate(value)
        if self.link.search(value):
            raise ValidationError(LINK_IN_NAME)


class CompanyNameField(NameField):
    """The name of a company, which may end as its site does: "Pane.it srl"."""

    link = ADDRESS


def seen(text: str) -> str:
    """Give a text with a space for each control or direction sign."""
    return "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cf"} and sign not in JOINERS else sign
        for sign in text
    )
