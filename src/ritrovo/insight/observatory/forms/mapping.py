"""How a file is read: which column is which, what its words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ritrovo.foundations.look.formatting import grouped, language
from ritrovo.insight.observatory.counting import guessing
from ritrovo.insight.observatory.counting.drafting import KEPT, NEEDED, Facts, sources_in
from ritrovo.insight.observatory.counting.looking import Look
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
UNKNOWN_WORD: Final = "-"
HEADING: Final = ("title", "source", "platform")
RARE: Final = (
    "model",
    "country",
    "collected_cents",
    "minimum_cents",
    "crowd_cents",
    "match_cents",
    "sponsor_cents",
    "backers_single",
    "backers_collective",
)
WHOLE: Final = ("money", "dates", "currency", "model", "raised_is", "stages")


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
    def heading(self) -> list[forms.BoundField]:
        """Give the fields that name the mapping."""
        return [self[name] for name in HEADING]

    @property
    def common(self) -> list[forms.BoundField]:
        """Give the columns that nearly every file has."""
        return [self[COLUMN + name] for name in COLUMNS if name not in RARE]

    @property
    def rare(self) -> list[forms.BoundField]:
        """Give the columns that few files have."""
        return [self[COLUMN + name] for name in RARE]

    @property
    def has_rare(self) -> bool:
        """Say whether some of those are chosen, or wrong."""
        return any(field.value() or field.errors for field in self.rare)

    @property
    def whole(self) -> list[forms.BoundField]:
        """Give what holds for the whole file."""
        return [self[name] for name in WHOLE]

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
                help_text=ngettext(
                    "In una riga fra quelle guardate.",
                    "In %(n)s righe fra quelle guardate.",
                    many,
                )
                % {"n": grouped(many, language())},
                choices=[
                    (UNKNOWN_WORD, _("non la conosco: la riga aspetta")),
                    *meanings.items(),
                ],
                initial=guess if guess in meanings else UNKNOWN_WORD,
            )

    @property
    def meanings(self) -> dict[str, str]:
        """Give what each word means; nothing for one that is not known."""
        told = [self.cleaned_data[f"{WORD}{place}"] for place in range(len(self.words))]
        return {
            word: "" if meaning == UNKNOWN_WORD else meaning
            for word, meaning in zip(self.words, told, strict=True)
        }


def mapping_name(title: str) -> str:
    """Make a mapping's plain name of its title."""
    name = slugify(title).replace("-", "_")[:40].strip("_")
    return name if re.match(r"[a-z]", name) else ""


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
