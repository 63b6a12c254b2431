"""What is typed about volunteers, their policies and their hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.look.forms import DayInput
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.choices import Cover
from ritrovo.foundations.volunteers.contexts import Context
from ritrovo.foundations.volunteers.errors import (
    DayNotCome,
    HoursImpossible,
    VolunteeringEndsTooSoon,
)
from ritrovo.foundations.volunteers.models import InsurancePolicy
from ritrovo.foundations.volunteers.rules import Details

PERSONAL: Final = (
    "given_name",
    "family_name",
    "tax_code",
    "birth_place",
    "birth_date",
    "residence",
)
MOST_HOURS: Final = 24
EARLIEST: Final = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day of our times, in the browser's own field."""

    widget = DayInput

    def validate(self, value: date | None) -> None:
        """Refuse days before 1900, which are slips. Raises ValidationError."""
        super().validate(value)
        if value and value < EARLIEST:
            raise ValidationError(_("Controlla l'anno."), "early")


class PastDayField(DayField):
    """Today, or a day before."""

    def validate(self, value: date | None) -> None:
        """Refuse days to come. Raises ValidationError."""
        super().validate(value)
        if value and value > clock.today():
            raise ValidationError(str(DayNotCome.message), "to_come")


class KeyedForm(forms.Form):
    """A form that writes once, even when it is sent twice."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"key": new_id(), **self.initial}


class DetailsForm(forms.Form):
    """What the lists must say of a volunteer; cleans to `details`, and what a child adds."""

    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100)
    tax_code = forms.CharField(
        label=_("Codice fiscale"),
        max_length=40,
        required=False,
        help_text=_("Basta questo; chi non ce l'ha scrive luogo e data di nascita."),
    )
    birth_place = forms.CharField(
        label=_("Luogo di nascita"),
        max_length=120,
        required=False,
        help_text=_("Il Comune, oppure la città e lo Stato."),
    )
    birth_date = DayField(label=_("Data di nascita"), required=False)
    residence = forms.CharField(
        label=_("Residenza o domicilio"),
        max_length=200,
        help_text=_("Via e numero, CAP e Comune."),
    )

    def __init__(self, *args: Any, details: Details | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if details:
            known = {name: getattr(details, name) for name in PERSONAL}
            self.initial = {**known, **self.initial}

    def clean(self) -> dict[str, Any]:
        """Join the personal fields into one value, as the actions want it."""
        super().clean()
        rest = {name: value for name, value in self.cleaned_data.items() if name not in PERSONAL}
        if self.errors:
            return self.cleaned_data
        return {**rest, "details": Details(**{n: self.cleaned_data[n] for n in PERSONAL})}


class EntryForm(DetailsForm, KeyedForm):
    """A new line of the register."""

    started_on = PastDayField(
        label=_("Dal giorno"),
        help_text=_(
            "Di regola oggi: per la legge il volontariato comincia quando si è nel registro."
        ),
    )


class CorrectionForm(DetailsForm):
    """A line that corrects another."""

    started_on = PastDayField(label=_("Dal giorno"))


class OccasionDaysForm(DetailsForm):
    """What the occasional list must say when somebody is accepted for a task."""

    first_day = DayField(label=_("In che giorno?"))
    last_day = DayField(
        label=_("Fino a"), required=False, help_text=_("Solo se dura più di un giorno.")
    )

    def clean(self) -> dict[str, Any]:
        """Let a task without a last day be of one day."""
        given = super().clean()
        given["last_day"] = given.get("last_day") or given.get("first_day")
        if given["last_day"] and given["last_day"] < given["first_day"]:
            self.add_error("last_day", str(VolunteeringEndsTooSoon.message))
        return given


class OccasionalForm(OccasionDaysForm, KeyedForm):
    """A new line of the occasional list."""

    task = forms.CharField(
        label=_("Per che cosa?"),
        max_length=200,
        help_text=_("Per esempio: montare le scrivanie."),
    )


class EndingForm(forms.Form):
    """When somebody stopped."""

    ended_on = PastDayField(label=_("Ultimo giorno"))


class PolicyForm(forms.Form):
    """A policy, as its first page says it."""

    insurer = forms.CharField(label=_("Compagnia"), max_length=120)
    number = forms.CharField(label=_("Numero di polizza"), max_length=60)
    covers = forms.MultipleChoiceField(
        label=_("Che cosa copre"),
        choices=Cover.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("La legge le vuole tutte e tre, anche con più polizze."),
    )
    first_day = DayField(label=_("Vale dal"))
    last_day = DayField(label=_("Vale fino al"), help_text=_("L'ultimo giorno coperto."))

    def __init__(self, *args: Any, policy: InsurancePolicy | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if policy:
            facts = ("insurer", "number", "covers", "first_day", "last_day")
            known = {name: getattr(policy, name) for name in facts}
            self.initial = {**known, "covers": sorted(policy.covers), **self.initial}


class TimeForm(KeyedForm):
    """A day, how long, for what; cleans hours and minutes to minutes."""

    day = PastDayField(label=_("In che giorno?"))
    hours = forms.IntegerField(label=_("Ore"), min_value=0, max_value=MOST_HOURS, required=False)
    minutes = forms.IntegerField(label=_("Minuti"), min_value=0, max_value=59, required=False)
    task = forms.CharField(
        label=_("Per che cosa?"),
        max_length=200,
        required=False,
        help_text=_("Per esempio: il doposcuola del martedì."),
    )
    is_another = forms.BooleanField(
        label=_("Sì, sono altre ore dello stesso giorno"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Join hours and minutes."""
        super().clean()
        given = dict(self.cleaned_data)
        spent = (given.pop("hours", None) or 0) * 60 + (given.get("minutes") or 0)
        if not 1 <= spent <= MOST_HOURS * 60 and not {"hours", "minutes"} & set(self.errors):
            self.add_error("hours", str(HoursImpossible.message))
        return {**given, "minutes": spent}


class HoursForm(TimeForm):
    """Hours as the organisation writes them."""

    party_id = forms.TypedChoiceField(label=_("Chi?"), coerce=UUID)
    context_id = forms.TypedChoiceField(
        label=_("Per quale campagna?"), coerce=UUID, required=False, empty_value=None
    )
    is_signed = forms.BooleanField(
        label=_("Ha firmato il foglio ore"),
        required=False,
        help_text=_("Allora le ore contano subito. Altrimenti chiediamo conferma per e-mail."),
    )
    field_order = ("party_id", "day", "hours", "minutes", "task", "context_id", "is_signed")

    def __init__(
        self,
        *args: Any,
        volunteers: Iterable[tuple[UUID, str]],
        contexts: Iterable[Context],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        people = [(str(party), name) for party, name in volunteers]
        self.fields["party_id"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
        works = [(str(each.id), each.title) for each in contexts]
        if works:
            none = ("", _("nessuna in particolare"))
            self.fields["context_id"].choices = [none, *works]  # type: ignore[attr-defined]
        else:
            del self.fields["context_id"]


class OwnHoursForm(TimeForm):
    """Hours as the volunteer says them."""

    organisation_id = forms.TypedChoiceField(label=_("Con chi?"), coerce=UUID)
    field_order = ("organisation_id", "day", "hours", "minutes", "task")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(each.pk), each.party.name) for each in organisations]
        first = [] if len(known) == 1 else [("", "—")]
        self.fields["organisation_id"].choices = [*first, *known]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """The days that a list for the insurer speaks of."""

    first_day = DayField(label=_("Dal"))
    last_day = DayField(label=_("Al"))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", str(VolunteeringEndsTooSoon.message))
        return self.cleaned_data
