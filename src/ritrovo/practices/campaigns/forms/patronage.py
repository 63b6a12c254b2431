"""Forms of a patronage: which body, which act, and why it no longer holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import DayInput
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.models import Organisation


class BodyChoice(forms.ModelChoiceField[Organisation]):
    """A public body, with its municipality where the name does not say it."""

    def label_from_instance(self, body: Organisation) -> str:
        """Write its legal name."""
        return body.legal_name


class PatronageForm(forms.Form):
    """A public body's act."""

    body = BodyChoice(
        label=_("Ente pubblico"),
        queryset=Organisation.objects.none(),
        help_text=_("Se manca, chi amministra la piattaforma lo iscrive."),
    )
    act_number = forms.CharField(
        label=_("Numero dell'atto"),
        max_length=60,
        help_text=_("Per esempio «delibera di Giunta 41»."),
    )
    act_date = forms.DateField(label=_("Data dell'atto"), widget=DayInput())
    file = forms.FileField(
        label=_("L'atto, in PDF o in foto"),
        required=False,
        help_text=_("Non è pubblico: lo legge chi lavora alla campagna e chi deve confermare."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Organisation.objects.filter(kind=OrganisationKind.PUBLIC_BODY)
        self.fields["body"].queryset = bodies.order_by("legal_name")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why a patronage no longer holds."""

    reason = forms.CharField(label=_("Perché non vale più"), max_length=200)
