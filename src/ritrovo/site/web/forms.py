"""What visitors type."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What somebody looks for."""

    q = forms.CharField(
        label=_("Che cosa cerchi?"),
        max_length=100,
        help_text=_("Un paese, un nome, una cosa da fare: «Veglio», «stampante 3D»."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
