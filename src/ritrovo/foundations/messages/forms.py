"""How a reader chooses, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ritrovo.foundations.messages.choices import Mode
from ritrovo.foundations.messages.queries import Choice


class PreferencesForm(forms.Form):
    """One choice of three for each kind of message one may stop."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[choice.kind.code] = forms.ChoiceField(
                label=str(choice.kind.title),
                choices=Mode.choices,
                initial=choice.mode,
                widget=forms.RadioSelect,
            )

    @property
    def modes(self) -> dict[str, Mode]:
        """Give the chosen modes by kind."""
        return {kind: Mode(mode) for kind, mode in self.cleaned_data.items()}
