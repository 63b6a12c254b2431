"""Amounts typed with commas or dots are understood or refused; forms say what is wrong."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.kernel.amounts import euros
from ritrovo.foundations.look.forms import AmountChoiceField, AmountField, PhoneField
from ritrovo.foundations.look.typed_amounts import NotAnAmount, cents_to_type, cents_typed


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("20", 2000),
        (" 20 € ", 2000),
        ("EUR 20", 2000),
        ("12,5", 1250),
        ("12.50", 1250),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1 234,50", 123450),
        ("1.500", 150000),
        ("1.234.567", 123456700),
    ],
)
def test_commas_and_dots_are_read_both_ways(typed, cents):
    assert cents_typed(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "venti", "-5", "12,", "0.500", "20 30", "1.234.50", "1,2,3", "1e3", "9" * 16, "½"]
)
def test_what_is_not_one_clear_sum_is_refused(typed):
    with pytest.raises(NotAnAmount):
        cents_typed(typed)


@given(st.integers(1, 10**12), st.sampled_from(["it", "en"]))
def test_what_a_field_shows_is_read_back_as_it_was(cents, language):
    assert cents_typed(cents_to_type(cents, language)) == cents


class GiftForm(forms.Form):
    amount = AmountChoiceField(
        label="Quanto", suggested=[euros("10"), euros("20")], most=euros("5000")
    )


class GoalForm(forms.Form):
    goal = AmountField(label="Obiettivo", help_text="In euro.", least=euros("100"))


@pytest.mark.parametrize(
    ("card", "other", "amount"),
    [("2000", "", "20"), ("other", "35", "35"), ("", "35,50", "35.50"), ("2000", "20,00", "20")],
)
def test_a_card_or_a_typed_sum_is_taken(card, other, amount):
    form = GiftForm({"amount_card": card, "amount_other": other})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == euros(amount)


@pytest.mark.parametrize(
    ("card", "other", "said"),
    [
        ("", "", "obbligatorio"),
        ("other", "", "obbligatorio"),
        ("2000", "35", "tieni una sola"),
        ("1999", "", "Scegli una delle cifre"),
        ("", "0", "più piccola"),
        ("", "10.000.000.000,00", "più grande"),
        ("", "<b>20</b>", "per esempio"),
    ],
)
def test_a_doubtful_gift_is_refused_with_what_to_do(card, other, said):
    form = GiftForm({"amount_card": card, "amount_other": other})
    assert not form.is_valid()
    assert said in str(form.errors["amount"])


def test_a_field_shows_label_then_help_then_input_then_error():
    html = str(GoalForm({"goal": "12"}))
    order = [html.index(part) for part in ("Obiettivo</label>", "In euro.", "<input", "_error")]
    assert 'inputmode="decimal"' in html
    assert "id_goal_helptext id_goal_error" in html
    assert order[1:] == sorted(order[1:])
    assert 'href="#id_goal"' in html


def test_what_was_typed_comes_back_escaped():
    html = str(GiftForm({"amount_other": '"><script>alert(1)</script>'}))
    assert "<script" not in html


def test_an_amount_is_unchanged_however_it_is_typed():
    assert not GoalForm({"goal": "100,00"}, initial={"goal": euros("100")}).has_changed()
    assert GoalForm({"goal": "101"}, initial={"goal": euros("100")}).has_changed()


@pytest.mark.parametrize("typed", ["015 702060", "+39 347 123 4567", "0161 25001 int. 3"])
def test_a_telephone_number_stays_as_it_was_written(typed):
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize("typed", ["abc", "12345", "0" * 21])
def test_what_cannot_be_called_is_no_telephone_number(typed):
    with pytest.raises(ValidationError):
        PhoneField().clean(typed)


def test_no_telephone_number_is_fine_where_it_is_not_asked_for():
    assert PhoneField().clean("") == ""
