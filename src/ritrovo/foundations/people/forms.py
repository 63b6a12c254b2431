"""What people type about themselves and their organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.look.forms import DayInput, RadioCards
from ritrovo.foundations.look.themes import LIGHT, Theme
from ritrovo.foundations.people.choices import (
    OrganisationKind,
    OrganisationRoleName,
    PlatformRoleName,
    RuntsSection,
)
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import Claimable
from ritrovo.foundations.places.forms import MunicipalityField

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 10
BEGINNINGS: Final = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png"}

ROLE_HINTS: Final[dict[str, str | Promise]] = {
    OrganisationRoleName.PROMOTER: _("Apre campagne e ne risponde."),
    OrganisationRoleName.OPERATOR: _("Registra allo sportello e cerca le persone."),
    OrganisationRoleName.TREASURER: _("Vede i conti, abbina i bonifici, fa le ricevute."),
    OrganisationRoleName.EDITOR: _("Scrive storie e aggiornamenti."),
    OrganisationRoleName.ADMINISTRATOR: _("Dà e toglie i ruoli, cambia i dati dell'ente."),
}


class DocumentField(forms.FileField):
    """A PDF or a picture of a document, recognised by its content; renamed, so that names of
    people in it are never in an address."""

    widget = forms.FileInput
    default_error_messages = {
        "kind": _("Allega un PDF oppure una foto JPG o PNG."),
        "size": _("Il file è troppo grande: al massimo %(most)s MB."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the file under a new name. Raises ValidationError."""
        given = super().clean(data, initial)
        if not isinstance(given, UploadedFile):
            return given
        if (given.size or 0) > MOST_MEGABYTES * MEGABYTE:
            raise ValidationError(self.error_messages["size"], "size", {"most": MOST_MEGABYTES})
        start = given.read(8)
        given.seek(0)
        ending = next((end for begin, end in BEGINNINGS.items() if start.startswith(begin)), None)
        if ending is None:
            raise ValidationError(self.error_messages["kind"], "kind")
        given.name = str(Path(f"{new_id()}{ending}"))
        return given


class IntroductionForm(forms.Form):
    """How somebody who signed in for the first time is called."""

    given_name = forms.CharField(
        label=_("Nome"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Cognome"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation as its papers describe it."""

    name = forms.CharField(
        label=_("Come vi chiamano"),
        max_length=200,
        help_text=_("Il nome breve che mettiamo sulle pagine, per esempio «Il Filo»."),
    )
    municipality = MunicipalityField(
        label=_("Comune della sede"), help_text=_("Per esempio: Veglio (BI).")
    )
    statute = DocumentField(
        label=_("Statuto"),
        required=False,
        help_text=_("PDF o foto. Lo vede solo chi ha un ruolo e chi controlla le campagne."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "legal_name",
            "tax_code",
            "vat_number",
            "municipality",
            "address",
            "postcode",
            "legal_representative",
            "runts_section",
            "runts_number",
            "runts_date",
            "email",
            "certified_email",
            "phone",
            "website",
            "pagopa_url",
            "statute",
        ]
        labels: ClassVar = {
            "kind": _("Che cosa siete"),
            "legal_name": _("Denominazione intera"),
            "tax_code": _("Codice fiscale dell'ente"),
            "vat_number": _("Partita IVA"),
            "address": _("Via e numero"),
            "postcode": _("CAP"),
            "legal_representative": _("Chi rappresenta l'ente"),
            "runts_section": _("Sezione del RUNTS"),
            "runts_number": _("Numero di repertorio RUNTS"),
            "runts_date": _("Data di iscrizione al RUNTS"),
            "email": _("E-mail per il pubblico"),
            "certified_email": _("PEC"),
            "phone": _("Telefono"),
            "website": _("Sito"),
            "pagopa_url": _("Pagina pagoPA"),
        }
        help_texts: ClassVar = {
            "legal_name": _("Come sta scritta nello statuto: va sulle ricevute."),
            "tax_code": _("11 cifre; per una ditta individuale, quello di chi la tiene."),
            "runts_section": _("Solo se siete iscritti: allora scrivi anche numero e data."),
            "pagopa_url": _("Solo per gli enti pubblici: chi dona paga lì."),
        }
        widgets: ClassVar = {"runts_date": DayInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "—"), *OrganisationKind.choices]  # type: ignore[attr-defined]
        self.fields["runts_section"].choices = [("", _("Non iscritti")), *RuntsSection.choices]  # type: ignore[attr-defined]
        self.fields["website"].assume_scheme = "https"  # type: ignore[attr-defined]
        self.fields["pagopa_url"].assume_scheme = "https"  # type: ignore[attr-defined]

    def validate_unique(self) -> None:
        """Leave it to the action, whose refusal says what to do."""

    def validate_constraints(self) -> None:
        """Leave it to the action, whose refusal says what to do."""


class AccountForm(forms.Form):
    """An account of the organisation's own."""

    iban = forms.CharField(
        label=_("IBAN"),
        max_length=50,
        help_text=_("Ricopialo dall'estratto conto, con o senza spazi."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    holder = forms.CharField(
        label=_("Intestazione"),
        max_length=70,
        help_text=_("Proprio come la scrive la banca: chi paga la vede confrontata con l'IBAN."),
    )
    proof = DocumentField(
        label=_("Prova del conto"),
        help_text=_("La prima pagina dell'estratto conto o l'attestazione della banca."),
    )
    is_declared = forms.BooleanField(
        label=_("Dichiaro che il conto è intestato all'ente e non a una persona")
    )


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


class PlatformRoleForm(RoleForm):
    """A role on the whole installation."""

    role = forms.ChoiceField(
        label=_("Ruolo"), choices=PlatformRoleName.choices, widget=RadioCards()
    )


class SearchForm(forms.Form):
    """Whom an operator looks for."""

    q = forms.CharField(
        label=_("Cerca una persona"),
        max_length=100,
        required=False,
        help_text=_("Nome, o e-mail, telefono, codice fiscale interi. Ogni ricerca è annotata."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DossierForm(forms.Form):
    """What an organisation knows of a person."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefono"), max_length=20, required=False)
    tax_code = forms.CharField(
        label=_("Codice fiscale"),
        max_length=20,
        required=False,
        help_text=_("Serve solo per la ricevuta."),
    )
    address = forms.CharField(label=_("Indirizzo"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Nota"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Solo quello che serve a collaborare; mai notizie di salute."),
    )


class PersonForm(IntroductionForm, DossierForm):
    """A person whom an organisation meets."""


class HouseholdForm(forms.Form):
    """People who live together."""

    name = forms.CharField(
        label=_("Come la chiamate"), max_length=200, help_text=_("Per esempio: famiglia Bosio.")
    )
    municipality = MunicipalityField(label=_("Comune"), required=False)


class GroupForm(HouseholdForm):
    """People who act together."""

    name = forms.CharField(
        label=_("Nome del gruppo"), max_length=200, help_text=_("Per esempio: Mamme del cortile.")
    )


class HostingForm(forms.Form):
    """The written agreement by which an organisation receives money for a group."""

    signed_on = forms.DateField(label=_("Firmato il"), widget=DayInput())
    until = forms.DateField(label=_("Vale fino al"), required=False, widget=DayInput())
    reference = forms.CharField(
        label=_("Riferimento"),
        max_length=120,
        help_text=_("Come ritrovarlo: numero di verbale, protocollo…"),
    )
    document = DocumentField(label=_("Copia dell'accordo"), required=False)


class ClaimForm(forms.Form):
    """Which of the people an organisation knows is the one who reads."""

    parties = forms.MultipleChoiceField(
        label=_("Quali di queste persone sei tu?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, offered: list[Claimable], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parties"].choices = [  # type: ignore[attr-defined]
            (str(each.party_id), f"{each.name} · {each.organisation}") for each in offered
        ]


class ColourField(forms.CharField):
    """A colour, picked or written as # and six digits."""

    widget = forms.TextInput(attrs={"type": "color"})


class ThemeForm(forms.Form):
    """The six colours of a site."""

    paper = ColourField(label=_("Carta: lo sfondo"))
    ink = ColourField(label=_("Inchiostro: il testo"))
    brand = ColourField(label=_("Il vostro colore: pulsanti e prima vittoria"))
    kin = ColourField(label=_("Le persone: seconda vittoria"))
    sky = ColourField(label=_("Collegamenti"))
    sun = ColourField(label=_("Tocchi di luce, mai testo"))

    def theme(self) -> Theme:
        """Give the six colours. Raises NotAColour."""
        return Theme(**self.cleaned_data)

    @classmethod
    def showing(cls, theme: Theme | None) -> ThemeForm:
        """Make the form of a site's colours, or of the platform's own."""
        shown = theme or LIGHT
        return cls(initial={name: getattr(shown, name) for name in cls.base_fields})


class SiteForm(forms.Form):
    """How a site is called, and from which address its mails leave."""

    name = forms.CharField(label=_("Nome del sito"), max_length=80)
    sender = forms.CharField(
        label=_("Mittente delle e-mail"),
        max_length=120,
        required=False,
        help_text=_("Per esempio: Il Filo <ciao@ilfilo.example>."),
    )
    language = forms.ChoiceField(label=_("Lingua"), choices=settings.LANGUAGES)
