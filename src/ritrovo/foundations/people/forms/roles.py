"""Who gets which role."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import RadioCards
from ritrovo.foundations.people.choices import (
    ECOSYSTEM_ROLES,
    OrganisationRoleName,
    PlatformRoleName,
)

ROLE_HINTS: Final[dict[str, str | Promise]] = {
    OrganisationRoleName.PROMOTER: _("Apre campagne e ne risponde."),
    OrganisationRoleName.OPERATOR: _("Registra allo sportello e cerca le persone."),
    OrganisationRoleName.TREASURER: _("Vede i conti, abbina i bonifici, fa le ricevute."),
    OrganisationRoleName.EDITOR: _("Scrive storie e aggiornamenti."),
    OrganisationRoleName.ADMINISTRATOR: _("Dà e toglie i ruoli, cambia i dati dell'ente."),
    OrganisationRoleName.SHOP: _("Solo il punto di raccolta: non cerca e non vede nessuno."),
}


class RoleForm(forms.Form):
    """A role for somebody who signs in."""

    email = forms.EmailField(
        label=_("E-mail con cui la persona entra"),
        help_text=_("Deve essere già entrata una volta e averci detto come si chiama."),
    )
    role = forms.ChoiceField(
        label=_("Ruolo"),
        choices=OrganisationRoleName.choices,
        widget=RadioCards(hints=ROLE_HINTS),
    )


class EcosystemRoleForm(RoleForm):
    """A role in an ecosystem."""

    role = forms.ChoiceField(
        label=_("Ruolo"), choices=ECOSYSTEM_ROLES, widget=RadioCards(hints=ROLE_HINTS)
    )


class PlatformRoleForm(RoleForm):
    """A role on the whole installation."""

    role = forms.ChoiceField(
        label=_("Ruolo"), choices=PlatformRoleName.choices, widget=RadioCards()
    )
