"""What fills the gaps of a text: who an organisation is, where, how to reach it."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.people.models import Organisation, Site

NOBODY_YET: Final = {"it": "chi gestisce questo sito", "en": "whoever runs this site"}
NOT_SAID: Final = {"it": "non indicato", "en": "not stated"}
GAPS: Final = ("name", "tax_code", "seat", "contacts", "platform", "root")


def facts_of(organisation: Organisation | None, site: Site, language: str) -> dict[str, str]:
    """Give what each gap says for an organisation, or for an installation nobody owns yet."""
    unknown = NOT_SAID[language]
    return {
        "name": organisation.legal_name if organisation else NOBODY_YET[language],
        "tax_code": (organisation and organisation.tax_code) or unknown,
        "seat": (organisation and seat_of(organisation)) or unknown,
        "contacts": (organisation and contacts_of(organisation)) or site.root,
        "platform": site.name,
        "root": site.root,
    }


def seat_of(organisation: Organisation) -> str:
    """Write where an organisation has its seat, on one line."""
    place = organisation.municipality
    town = " ".join(filter(None, [organisation.postcode, str(place) if place else ""]))
    return ", ".join(filter(None, [organisation.address, town]))


def contacts_of(organisation: Organisation) -> str:
    """Write how to reach an organisation: e-mail, certified e-mail, telephone."""
    certified = organisation.certified_email
    found = [
        organisation.email,
        f"PEC {certified}" if certified else "",
        f"tel. {organisation.phone}" if organisation.phone else "",
    ]
    return ", ".join(filter(None, found))
