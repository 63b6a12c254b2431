"""A form field for a municipality: typed, suggested while typing, checked when sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.places import queries, rules
from ritrovo.foundations.places.errors import MunicipalityAmbiguous, MunicipalityUnknown
from ritrovo.foundations.places.models import Municipality


class MunicipalityInput(forms.TextInput):
    """A plain text field; with JavaScript the browser's own list fills while one types."""

    template_name = "places/municipality_input.html"
    offered: tuple[str, ...] = ()

    class Media:
        js = ("places/municipality.js",)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the list of suggestions and where more of them are."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"] |= {
            "list": list_id,
            "autocomplete": "off",
            "data-municipalities": reverse("places:search"),
        }
        context["widget"] |= {"list_id": list_id, "offered": self.offered}
        return context


class MunicipalityField(forms.CharField):
    """A municipality, typed as "Veglio (BI)", "veglio" or "L712". Gives a Municipality or None.

    Costs one or two queries. An ambiguous name is answered with the choices, offered as
    suggestions too.
    """

    widget = MunicipalityInput
    default_error_messages = {"required": _("Scrivi il nome del comune.")}

    def prepare_value(self, value: Any) -> Any:
        """Show a municipality, or a stored Belfiore code, by its name."""
        if isinstance(value, str) and rules.belfiore_in(value):
            value = next(iter(queries.search_municipalities(value, limit=1)), value)
        return str(value) if isinstance(value, Municipality) else value

    def clean(self, value: Any) -> Any:
        """Find the municipality that was typed."""
        text = super().clean(str(value) if isinstance(value, Municipality) else value)
        if not text:
            return None
        try:
            return queries.municipality_named(text)
        except Refusal as refusal:
            self._offer(refusal)
            raise ValidationError(str(refusal), code=type(refusal).__name__) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare names, as they are shown."""
        return super().has_changed(self.prepare_value(initial), self.prepare_value(data))

    def _offer(self, refusal: Refusal) -> None:
        if isinstance(self.widget, MunicipalityInput):
            if isinstance(refusal, MunicipalityAmbiguous):
                self.widget.offered = tuple(refusal.choices)
            elif isinstance(refusal, MunicipalityUnknown):
                self.widget.offered = tuple(refusal.suggestions)


class SearchForm(forms.Form):
    """What somebody looks for on the page of places."""

    q = forms.CharField(label=_("Cerca un comune"), max_length=100)
