"""A text as its editor writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.look.forms import DayInput

LONGEST_TEXT = 60_000
TALL = {"rows": 24}


class VersionForm(forms.Form):
    """Titles and texts in both languages, what changed, and from which day."""

    title_it = forms.CharField(label=_("Titolo"), max_length=120)
    text_it = forms.CharField(
        label=_("Testo"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=TALL),
        help_text=_(
            "Una riga vuota separa i paragrafi. Comincia un titolo con «## » e i punti di un"
            " elenco con «- ». Tra parentesi graffe puoi mettere {name}, {tax_code}, {seat},"
            " {contacts}, {platform}: li riempiamo noi."
        ),
    )
    title_en = forms.CharField(label=_("Titolo in inglese"), max_length=120, required=False)
    text_en = forms.CharField(
        label=_("Testo in inglese"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=TALL),
    )
    change = forms.CharField(
        label=_("Che cosa cambia"),
        max_length=200,
        required=False,
        help_text=_("Una frase per chi legge la storia di questo testo."),
    )
    valid_on = forms.DateField(
        label=_("Vale dal giorno"),
        required=False,
        widget=DayInput,
        help_text=_("Lascia vuoto perché valga da subito."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both an English title and text, or neither."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(found.get("title_en")) != bool(found.get("text_en")):
            words = _("In inglese servono sia il titolo sia il testo, oppure nessuno dei due.")
            self.add_error("text_en", words)
        return found

    @property
    def words(self) -> dict[str, Any]:
        """Give what `publish_version` takes."""
        found = self.cleaned_data
        return {
            "titles": (found["title_it"], found["title_en"]),
            "texts": (found["text_it"], found["text_en"]),
            "change": found["change"],
            "valid_on": found["valid_on"],
        }


def started_from(version: Version | None) -> VersionForm:
    """Make the form with the words of a version to start from."""
    if version is None:
        return VersionForm()
    names = ("title_it", "text_it", "title_en", "text_en")
    return VersionForm(initial={name: getattr(version, name) for name in names})
