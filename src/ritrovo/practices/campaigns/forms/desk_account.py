"""Which other account a live campaign's money could go to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import RadioCards
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.foundations.people.models import BankAccount


class AccountForm(forms.Form):
    """The account that is proposed."""

    account = forms.TypedChoiceField(label=_("Il conto nuovo"), widget=RadioCards())

    def __init__(self, *args: Any, accounts: Iterable[BankAccount], **options: Any) -> None:
        super().__init__(*args, **options)
        by_id = {str(each.pk): each for each in accounts}
        field = self.fields["account"]
        field.choices = [(key, iban_grouped(each.iban)) for key, each in by_id.items()]  # type: ignore[attr-defined]
        field.coerce = lambda key: by_id[key].pk  # type: ignore[attr-defined]
        field.widget.hints = {key: each.holder for key, each in by_id.items()}
