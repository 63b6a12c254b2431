"""What people ask about what is known of them, and what organisations answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.forms import DayInput
from ritrovo.foundations.people.choices import CorrectionState, Purpose
from ritrovo.foundations.people.models import Organisation, Person


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the organisations that know the reader."""

    def label_from_instance(self, obj: Any) -> str:
        """Show the legal name."""
        return str(obj.legal_name)


class CorrectionForm(forms.Form):
    """What is wrong, and who has it wrong."""

    organisation = OrganisationChoice(
        label=_("Chi lo deve correggere"), queryset=Organisation.objects.none()
    )
    text = forms.CharField(
        label=_("Che cosa è sbagliato, e come è giusto"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Per esempio: il mio telefono adesso finisce con 412."),
    )

    def __init__(self, knowing: Iterable[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = knowing  # type: ignore[attr-defined]


class ObjectionForm(forms.Form):
    """Which use, by whom."""

    organisation = OrganisationChoice(
        label=_("A chi lo dici"), queryset=Organisation.objects.none()
    )
    purpose = forms.ChoiceField(
        label=_("Che cosa non deve più fare"), choices=Purpose.choices, widget=forms.RadioSelect
    )

    def __init__(self, knowing: Iterable[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = knowing  # type: ignore[attr-defined]


class PurposeForm(forms.Form):
    """Which use somebody objected to, at the counter or by phone."""

    purpose = ObjectionForm.base_fields["purpose"]


class AnswerForm(forms.Form):
    """What became of a request."""

    state = forms.ChoiceField(
        label=_("Com'è andata"),
        choices=[each for each in CorrectionState.choices if each[0] != CorrectionState.ASKED],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Due parole a chi l'ha chiesto"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Se non si può correggere, scrivi perché."),
    )


class EraseForm(forms.Form):
    """The second yes before somebody is forgotten."""

    is_sure = forms.BooleanField(
        label=_("Ho letto che cosa sparisce e che cosa resta, e non si torna indietro."),
        error_messages={"required": _("Prima di cancellare, segna che hai letto.")},
    )


class EraseOtherForm(forms.Form):
    """The yes of an operator before the organisation forgets somebody."""

    is_sure = forms.BooleanField(
        label=_("Lo chiede proprio questa persona: l'ho riconosciuta."),
        error_messages={"required": _("Prima di cancellare, riconosci chi lo chiede.")},
    )


class MemberForm(forms.Form):
    """Who lives in a household, and since when."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Chi"), queryset=Person.objects.none()
    )
    since = forms.DateField(label=_("Dal"), widget=DayInput(), initial=clock.today)
    until = forms.DateField(
        label=_("Fino al"), required=False, widget=DayInput(), help_text=_("Se non ci vive più.")
    )

    def __init__(self, found: Iterable[Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = found  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """The day somebody lives in a household no more."""

    until = forms.DateField(
        label=_("Da quando non ci vive più"), widget=DayInput(), initial=clock.today
    )
