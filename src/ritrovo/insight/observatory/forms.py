"""What is asked at the analyst's desk: a file, how it is read, what a cell should say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import AmountField, DayInput
from ritrovo.insight.observatory.choices import LifeEvent, Measure
from ritrovo.insight.observatory.counting import guessing
from ritrovo.insight.observatory.counting.drafting import KEPT, NEEDED, Facts, sources_in
from ritrovo.insight.observatory.counting.looking import Look
from ritrovo.insight.observatory.counting.refused import Refused, Waiting
from ritrovo.insight.observatory.counting.taxonomy import taxonomy
from ritrovo.insight.observatory.counting.words import REASONS
from ritrovo.insight.observatory.models.sources import SOME_TIME
from ritrovo.insight.observatory.speech import said
from ritrovo.insight.observatory.wording import (
    COLUMNS,
    DATE_FORMS,
    HINTS,
    MODELS,
    MONEY_FORMS,
    STAGES,
    STATES,
    WHOSE,
)

LONGEST_EXAMPLE: Final = 40
LONGEST_SOURCE: Final = 300
COLUMN: Final = "column_"
WORD: Final = "word_"
CELL: Final = "cell_"


class FileForm(forms.Form):
    """A file of campaigns."""

    file = forms.FileField(
        label=_("Il file"),
        help_text=_("CSV, JSON Lines (un oggetto per riga) o Parquet, così come l'hai avuto."),
    )


class DayForm(forms.Form):
    """The day whose state a file tells."""

    day = forms.DateField(
        label=_("Di che giorno sono questi dati"),
        required=False,
        widget=DayInput,
        help_text=_("Se non lo sai, vale l'ultimo giorno in cui nel file comincia una campagna."),
    )


class ColumnsForm(forms.Form):
    """Which column of a file is which of ours, and what holds for the whole file."""

    title = forms.CharField(
        label=_("Come si chiama questa mappa"),
        max_length=80,
        help_text=_(
            "Di solito il nome della piattaforma. Se c'è già, diventa la sua versione dopo."
        ),
    )
    source = forms.CharField(
        label=_("Da dove viene il file"),
        max_length=LONGEST_SOURCE,
        help_text=_("Chi l'ha pubblicato, dove e quando: starà accanto a ogni numero."),
    )
    platform = forms.CharField(
        label=_("Piattaforma"),
        max_length=60,
        help_text=_("Il nome della piattaforma di tutte le campagne del file."),
    )

    def __init__(self, *args: Any, look: Look, facts: Facts, **kwargs: Any) -> None:
        self.has_columns = bool(facts["columns"])
        kwargs["initial"] = _first_values(look, facts)
        super().__init__(*args, **kwargs)
        named = [(column, _with_example(look, column)) for column in look.header]
        known = set(sources_in(facts).values())
        named += [(column, column) for column in sorted(known - set(look.header))]
        for name, label in COLUMNS.items():
            needed = name in NEEDED
            self.fields[COLUMN + name] = forms.ChoiceField(
                label=label,
                help_text=HINTS.get(name, ""),
                choices=[("", _("scegli") if needed else _("non c'è")), *named],
                required=needed,
            )
        self._add_whole()

    def _add_whole(self) -> None:
        """Ask what holds for the whole file."""
        for name, label, forms_of in (
            ("money", _("Come sono scritte le somme"), MONEY_FORMS),
            ("dates", _("Come sono scritte le date"), DATE_FORMS),
        ):
            choices = [(key, words) for key, words in forms_of.items() if self._may(key)]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect
            )
        self.fields["currency"] = forms.RegexField(
            label=_("La valuta, se nel file non c'è"),
            regex=r"^[A-Za-z]{3}$",
            required=False,
            help_text=_("Tre lettere: EUR, USD, GBP."),
        )
        self.fields["model"] = forms.ChoiceField(
            label=_("Il modello, se nel file non c'è"),
            choices=[("", _("non si sa")), *MODELS.items()],
            required=False,
        )
        self.fields["raised_is"] = forms.ChoiceField(
            label=_("Di chi è il denaro"), choices=list(WHOSE.items()), required=False
        )
        self.fields["stages"] = forms.MultipleChoiceField(
            label=_("Quali campagne mostra il file"),
            choices=list(STAGES.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Se mostra solo le riuscite, quante non ce l'hanno fatta non si saprà."),
        )

    def _may(self, key: str) -> bool:
        return key != KEPT or self.has_columns

    def clean_currency(self) -> str:
        """Write a currency as everybody does."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_title(self) -> str:
        """Refuse a title of which no plain name can be made."""
        title = str(self.cleaned_data["title"]).strip()
        if not mapping_name(title):
            raise forms.ValidationError(_("Usa almeno una lettera, e comincia con quella."))
        return title

    def clean(self) -> dict[str, Any]:
        """Ask for a currency where there is money."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get(f"{COLUMN}currency") and not told.get("currency"):
            self.add_error("currency", _("Senza una valuta non si somma niente: scrivila qui."))
        return told

    @property
    def sources(self) -> dict[str, str]:
        """Give the chosen column of the file for each of ours."""
        return {name: self.cleaned_data[COLUMN + name] for name in COLUMNS}

    def changed(self, facts: Facts) -> Facts:
        """Give the facts of a mapping with what holds for the whole file."""
        told = self.cleaned_data
        fixed = {"platform": told["platform"].strip()}
        if told["currency"] and not told[f"{COLUMN}currency"]:
            fixed["currency"] = told["currency"]
        if told["model"] and not told[f"{COLUMN}model"]:
            fixed["model"] = told["model"]
        asked = ("platform", "currency", "model")
        kept = {name: value for name, value in facts["fixed"].items() if name not in asked}
        return {
            **facts,
            "title": told["title"],
            "source": told["source"],
            "raised_is": told["raised_is"],
            "stages": told["stages"],
            "fixed": {**kept, **fixed},
        }


class WordsForm(forms.Form):
    """What the words of a column mean."""

    def __init__(
        self,
        *args: Any,
        words: Iterable[tuple[str, int]],
        known: Mapping[str, str],
        meanings: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = [word for word, _many in words]
        for place, (word, many) in enumerate(words):
            guess = known.get(word) or (guessing.state_of(word) if meanings is STATES else "")
            self.fields[f"{WORD}{place}"] = forms.ChoiceField(
                label=f"«{word}»",
                help_text=_("In %(n)s righe fra quelle guardate.") % {"n": f"{many:n}"},
                choices=[("", _("non la conosco: la riga aspetta")), *meanings.items()],
                required=False,
                initial=guess if guess in meanings else "",
            )

    @property
    def meanings(self) -> dict[str, str]:
        """Give what each word means."""
        return {word: self.cleaned_data[f"{WORD}{place}"] for place, word in enumerate(self.words)}


class CellsForm(forms.Form):
    """The cells of a refused row, each in a field of its own."""

    def __init__(self, *args: Any, row: Waiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(row.cells)
        wrong = {refused.column: refused for refused in row.refusals if refused.place}
        ordered = sorted(enumerate(self.columns), key=lambda each: each[1] not in wrong)
        for place, column in ordered:
            refused = wrong.get(column)
            self.fields[f"{CELL}{place}"] = forms.CharField(
                label=column,
                help_text=refused_words(refused) if refused else "",
                initial=row.cells[column],
                required=False,
                strip=False,
            )

    @property
    def cells(self) -> dict[str, str]:
        """Give what every cell should say."""
        return {
            column: self.cleaned_data[f"{CELL}{place}"] for place, column in enumerate(self.columns)
        }


class WordForm(forms.Form):
    """One word put in place of another, in all the rows that wait for its sake."""

    column = forms.CharField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    cell = forms.CharField(label=_("Scrivi invece"), required=False)


class PairForm(forms.Form):
    """Two campaigns, and whether they are one."""

    SAME_FIRST, SAME_OTHER, TWO = "first", "other", "two"
    platform = forms.CharField(widget=forms.HiddenInput)
    campaign_id = forms.CharField(widget=forms.HiddenInput)
    other_platform = forms.CharField(widget=forms.HiddenInput)
    other_campaign_id = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(widget=forms.HiddenInput, required=False)
    said = forms.ChoiceField(choices=[(SAME_FIRST, ""), (SAME_OTHER, ""), (TWO, "")])


class PlaceForm(forms.Form):
    """Where a platform's category belongs."""

    platform = forms.CharField(widget=forms.HiddenInput)
    category = forms.CharField(widget=forms.HiddenInput)
    node = forms.ChoiceField(label=_("Mettila sotto"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [("", _("scegli")), *nodes()]  # type: ignore[attr-defined]


class RateForm(forms.Form):
    """The rate of one day."""

    day = forms.DateField(label=_("Giorno"), widget=DayInput)
    currency = forms.RegexField(
        label=_("Valuta"), regex=r"^[A-Za-z]{3}$", help_text=_("Tre lettere: USD, GBP.")
    )
    units_per_euro = forms.DecimalField(
        label=_("Quante ne compra un euro"),
        max_digits=18,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        localize=True,
        help_text=_("Come le scrive la Banca centrale europea: 1,0850."),
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)


class RatesForm(forms.Form):
    """Many rates in a file."""

    file = forms.FileField(
        label=_("Il file dei cambi"),
        help_text=_("CSV con le colonne day, currency, units_per_euro, source."),
    )


class FigureForm(forms.Form):
    """A sum that somebody published."""

    as_of = forms.RegexField(
        label=_("Di quando"), regex=SOME_TIME, help_text=_("Anno, mese o giorno: 2017-01.")
    )
    measure = forms.ChoiceField(
        label=_("Che cosa conta"), choices=Measure.choices, widget=forms.RadioSelect
    )
    amount = AmountField(label=_("Quanto, in euro"))
    series = forms.SlugField(
        label=_("Serie"),
        max_length=60,
        help_text=_("Solo figure della stessa serie si confrontano: chi conta, e come."),
    )
    scope = forms.CharField(
        label=_("Per che cosa vale"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Per esempio: 51 piattaforme su 82, solo campagne riuscite."),
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)


class EventForm(forms.Form):
    """What happened to a platform."""

    platform = forms.CharField(label=_("Piattaforma"), max_length=120)
    event = forms.ChoiceField(
        label=_("Che cosa è successo"), choices=LifeEvent.choices, widget=forms.RadioSelect
    )
    on = forms.RegexField(
        label=_("Quando"), regex=SOME_TIME, help_text=_("Anno, mese o giorno: 2017-01.")
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)


def mapping_name(title: str) -> str:
    """Make a mapping's plain name of its title."""
    name = slugify(title).replace("-", "_")[:40].strip("_")
    return name if re.match(r"[a-z]", name) else ""


def nodes() -> list[tuple[str, str]]:
    """List the categories of the tree, those below another one after it."""
    tree = taxonomy().nodes
    return [
        (
            code,
            f"{said(tree[node.top].name)}: {said(node.name)}" if "." in code else said(node.name),
        )
        for code, node in sorted(tree.items())
    ]


def refused_words(refused: Refused) -> str:
    """Say why a cell is refused."""
    return said(REASONS[refused.code], cell=refused.cell)


def _first_values(look: Look, facts: Facts) -> dict[str, Any]:
    """Give what a form begins with: what the mapping says, else what the header suggests."""
    sources = sources_in(facts) or guessing.columns_of(look.header)
    fixed = facts["fixed"]
    return {
        **{COLUMN + name: source for name, source in sources.items()},
        "title": facts["title"],
        "source": facts["source"],
        "platform": fixed.get("platform", ""),
        "currency": fixed.get("currency", ""),
        "model": fixed.get("model", ""),
        "raised_is": facts["raised_is"],
        "stages": list(facts["stages"]) or ["published", "successful"],
        "money": KEPT if facts["columns"] else "point",
        "dates": KEPT if facts["columns"] else "iso",
    }


def _with_example(look: Look, column: str) -> str:
    example = next(iter(look.examples(column)), "")
    return f"{column}: {example[:LONGEST_EXAMPLE]}" if example else column
