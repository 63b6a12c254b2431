"""What is written of a handover: the deed, who keeps it, a signature, an answer, a need."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.forms import DayInput, PhoneField, RadioCards
from ritrovo.practices.campaigns.choices import HandedOver, NeedKind, ShownAs
from ritrovo.practices.campaigns.handover_plans import (
    PlannedAnswer,
    PlannedHandover,
    PlannedKeeper,
)
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.shown_texts import ShownTexts

YES, NO = "yes", "no"
SHORT_LINES: Final = 3


class HandoverForm(forms.Form):
    """The words of a deed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("Che cosa consegnate"), choices=HandedOver.choices, widget=RadioCards()
    )
    title = forms.CharField(
        label=_("Come si chiama"),
        max_length=120,
        help_text=_("Per esempio: il forno del cortile."),
    )
    description = forms.CharField(
        label=_("Che cosa comprende"),
        max_length=1000,
        widget=forms.Textarea({"rows": SHORT_LINES}),
        help_text=_("Le cose, le chiavi, gli accordi, i file: quello che passa di mano."),
    )
    recipient = forms.CharField(
        label=_("A chi"),
        max_length=200,
        help_text=_("Per esempio: alle famiglie di via Po, o a chiunque passi di qui."),
    )
    terms = forms.CharField(
        label=_("Che cosa se ne può fare"),
        max_length=600,
        widget=forms.Textarea({"rows": SHORT_LINES}),
        help_text=_(
            "Chi può usarlo e quando; se è un testo o un progetto, con quale licenza si può "
            "copiare e cambiare."
        ),
    )
    terms_url = forms.URLField(
        label=_("Link alla licenza o alle regole"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4()

    @property
    def planned(self) -> PlannedHandover:
        """Give the deed as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return PlannedHandover(**said)


class InviteForm(forms.Form):
    """Somebody who is asked to look after what is handed over."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Riceve un link per leggere l'atto e dire sì o no."),
    )
    phone = PhoneField(
        help_text=_("Senza e-mail serve: firma l'atto stampato, e più avanti la chiamate."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach them."""
        given = super().clean() or {}
        if not given.get("email") and not given.get("phone") and "email" not in self.errors:
            self.add_error("phone", _("Serve un'e-mail o un telefono, per sapere come va."))
        return given

    @property
    def planned(self) -> PlannedKeeper:
        """Give the person as the action takes them."""
        names = ("given_name", "family_name", "email", "phone")
        said = {name: self.cleaned_data[name] for name in names}
        return PlannedKeeper(**said, shown_as=self.cleaned_data.get("shown_as", ShownAs.ANONYMOUS))


class _NameForm(forms.Form):
    """How somebody appears on the page, and their yes to their whole name."""

    shown_as = forms.ChoiceField(
        label=_("Come compari sulla pagina"),
        choices=ShownAs.choices,
        initial=ShownAs.INITIALS,
        widget=RadioCards(),
    )
    public_consent = forms.BooleanField(
        label=_("Sì: il mio nome può stare sulla pagina pubblica."), required=False
    )
    text_shown = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, texts: ShownTexts, **options: Any) -> None:
        super().__init__(*args, **options)
        self.version_id = texts.kept(newsletter=False, public_name=True)["public_name_version_id"]
        self.fields["text_shown"].initial = self.version_id
        self.fields["public_consent"].help_text = texts.link("public_name")

    def clean(self) -> dict[str, Any]:
        """Ask for the yes to a whole name, to the text that was shown."""
        given = super().clean() or {}
        if given.get("shown_as") == ShownAs.NAME:
            if not given.get("public_consent"):
                self.add_error("public_consent", _("Senza il suo sì il nome non può comparire."))
            elif given.get("text_shown") != self.version_id:
                changed = _("Nel frattempo il testo è cambiato: rileggilo e conferma di nuovo.")
                self.add_error("public_consent", changed)
        return given


class AcceptForm(_NameForm):
    """The yes of somebody who opened their link."""


class DeedForm(InviteForm, _NameForm):
    """A signature under the printed deed, typed by an operator."""

    accepted_on = forms.DateField(label=_("Giorno della firma"), widget=DayInput())
    place = forms.CharField(label=_("Dove è stato firmato"), max_length=100)
    field_order = (
        "key", "given_name", "family_name", "accepted_on", "place", "phone", "email",
        "shown_as", "public_consent", "text_shown",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["accepted_on"].initial = clock.today()
        self.fields["shown_as"].label = _("Come vuole comparire")
        self.fields["public_consent"].label = _(
            "Sull'atto ha segnato di sì: il suo nome può stare sulla pagina pubblica."
        )
        self.fields["email"].help_text = _("Se c'è, le domande che verranno le arrivano lì.")

    @property
    def facts(self) -> dict[str, Any]:
        """Give the signature as the action takes it."""
        said = self.cleaned_data
        is_named = said["shown_as"] == ShownAs.NAME
        return {
            "key": said["key"],
            "planned": self.planned,
            "accepted_on": said["accepted_on"],
            "place": said["place"],
            "public_name_version_id": self.version_id if is_named else None,
        }


class AnswerForm(forms.Form):
    """The three questions."""

    is_there = forms.ChoiceField(
        label=_("C'è ancora?"),
        choices=[(YES, _("Sì, c'è ancora")), (NO, _("No, non c'è più"))],
        widget=RadioCards(),
    )
    used_by = forms.CharField(
        label=_("Chi lo usa?"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": SHORT_LINES}),
        help_text=_(
            "Quante persone, più o meno, e per che cosa. Senza nomi: si legge in pubblico."
        ),
    )
    needed = forms.CharField(
        label=_("Che cosa serve?"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": SHORT_LINES}),
        help_text=_("Una mano, una riparazione, una cosa. Se non serve nulla, lascia vuoto."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask who uses what is still there."""
        given = super().clean() or {}
        if given.get("is_there") == YES and not given.get("used_by", "").strip():
            self.add_error("used_by", _("Scrivi chi lo usa: bastano poche parole."))
        return given

    @property
    def answer(self) -> PlannedAnswer:
        """Give the answer as the action takes it."""
        said = self.cleaned_data
        return PlannedAnswer(said["is_there"] == YES, said["used_by"], said["needed"])


class AnswerByHandForm(AnswerForm):
    """What a keeper said on the phone or wrote on paper, typed by an operator."""

    channel = forms.ChoiceField(
        label=_("Come ha risposto"),
        choices=[(Channel.COUNTER, _("al telefono")), (Channel.PAPER, _("su carta"))],
        initial=Channel.COUNTER,
        widget=RadioCards(),
    )
    called_by = forms.CharField(
        label=_("Chi ha chiamato"),
        max_length=100,
        required=False,
        help_text=_("Serve solo per le telefonate."),
    )
    answered_on = forms.DateField(label=_("In che giorno ha risposto"), widget=DayInput())
    field_order = ("channel", "called_by", "answered_on", "is_there", "used_by", "needed")

    def clean(self) -> dict[str, Any]:
        """Ask who called, when it was a call."""
        given = super().clean()
        if given.get("channel") == Channel.COUNTER and not given.get("called_by", "").strip():
            self.add_error("called_by", _("Scrivi chi ha fatto la telefonata."))
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """Give the answer, and how it came, as the action takes them."""
        said = self.cleaned_data
        by_hand = {name: said[name] for name in ("called_by", "answered_on")}
        return {"answer": self.answer, "channel": Channel(said["channel"]), **by_hand}


class NeedFromAnswerForm(forms.Form):
    """What a keeper says is needed, as a need of the campaign."""

    kind = forms.ChoiceField(label=_("Che cosa serve"), choices=NeedKind.choices)
    title = forms.CharField(label=_("In poche parole"), max_length=80)
    description = forms.CharField(
        label=_("Spiegalo meglio"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": SHORT_LINES}),
    )
    wanted = forms.IntegerField(label=_("Quante persone o pezzi"), min_value=1, max_value=500)

    @property
    def planned(self) -> PlannedNeed:
        """Give the need as the action takes it."""
        return PlannedNeed(**self.cleaned_data)
