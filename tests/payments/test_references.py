"""References survive what people and banks do to them."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ritrovo.foundations.payments.errors import IbanMistyped, IbanUnreadable
from ritrovo.foundations.payments.references import (
    CAPACITY,
    MAX_REASON,
    checked_iban,
    creditor_reference,
    grouped,
    iban_grouped,
    is_creditor_reference,
    is_own_reference,
    is_short_code,
    reason_parts,
    reason_text,
    references_in,
    sepa_text,
    short_code,
    short_codes_in,
    transfer_qr,
)
from ritrovo.foundations.payments.references.codes import ALPHABET

IBAN = "IT60X0542811101000000123456"
NUMBERS = st.integers(0, CAPACITY - 1)
CODE = short_code(7)
REFERENCE = creditor_reference(CODE)


@given(st.lists(NUMBERS, min_size=2, max_size=20, unique=True))
def test_every_number_has_a_code_of_its_own(numbers: list[int]) -> None:
    assert len({short_code(number) for number in numbers}) == len(numbers)


def test_the_first_hundred_thousand_codes_differ() -> None:
    assert len({short_code(number) for number in range(100_000)}) == 100_000


@pytest.mark.parametrize("number", [-1, CAPACITY])
def test_a_number_out_of_range_has_no_code(number: int) -> None:
    with pytest.raises(ValueError, match="No short code"):
        short_code(number)


@given(NUMBERS, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(number: int, place: int, letter: str) -> None:
    code = short_code(number)
    typed = code[:place] + letter + code[place + 1 :]
    assert is_short_code(typed) == (typed == code)


@given(NUMBERS, st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_letters_are_noticed(number: int, one: int, other: int) -> None:
    letters = list(short_code(number))
    letters[one], letters[other] = letters[other], letters[one]
    typed = "".join(letters)
    assert is_short_code(typed) == (typed == short_code(number))


@pytest.mark.parametrize("letter", "0O1IL")
def test_letters_that_look_alike_are_never_used(letter: str) -> None:
    assert letter not in ALPHABET


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=21))
def test_a_reference_around_any_body_is_valid(body: str) -> None:
    assert is_creditor_reference(creditor_reference(body))


def test_the_published_example_is_made_and_read() -> None:
    assert creditor_reference("539007547034") == "RF18539007547034"
    assert is_creditor_reference("RF18 5390 0754 7034")
    assert not is_creditor_reference("RF17 5390 0754 7034")


@pytest.mark.parametrize("body", ["", "A" * 22, "AB-C", "È"])
def test_a_body_that_cannot_stand_in_a_reference_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="body of a creditor reference"):
        creditor_reference(body)


@given(NUMBERS, st.lists(st.sampled_from(["", " ", "\n", "-", ".", "/", "  "]), min_size=12))
def test_a_reference_is_found_whatever_stands_between_its_letters(
    number: int, gaps: list[str]
) -> None:
    reference = creditor_reference(short_code(number))
    broken = "".join(letter + gap for letter, gap in zip(reference.lower(), gaps, strict=False))
    assert reference in references_in(f"Bonifico a vs favore {broken} erogazione liberale")


def test_a_reference_is_found_when_the_bank_takes_all_spaces_away() -> None:
    assert references_in(f"CAUSALE{REFERENCE}EROGAZIONELIBERALE")[0] == REFERENCE


def test_a_mistyped_reference_is_not_ours() -> None:
    wrong = REFERENCE[:-1] + ("2" if REFERENCE[-1] != "2" else "3")
    assert not any(is_own_reference(found) for found in references_in(wrong))


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        grouped(CODE),
        f"offerta {CODE[:3]} {CODE[3:]} grazie",
        f"({CODE[:4]}-{CODE[4:]})",
        f"{CODE[:5]}\n{CODE[5:]}.",
    ],
)
def test_a_short_code_is_found_as_people_write_it(text: str) -> None:
    assert CODE in short_codes_in(text)


def test_a_code_stuck_in_a_longer_word_is_left_alone() -> None:
    assert short_codes_in(f"X{CODE}Y") == ()


def test_the_words_follow_what_is_paid() -> None:
    def words(gift: int, price: int, *, deductible: bool) -> str:
        return reason_text(
            reference=REFERENCE,
            title="Il forno di tutti",
            gift_cents=gift,
            price_cents=price,
            deductible=deductible,
        ).removeprefix(REFERENCE + " ")

    assert words(2000, 0, deductible=True) == "EROGAZIONE LIBERALE IL FORNO DI TUTTI"
    assert words(2000, 0, deductible=False) == "CONTRIBUTO A IL FORNO DI TUTTI"
    assert words(0, 1000, deductible=True) == "ACQUISTO RICOMPENSA IL FORNO DI TUTTI"
    assert words(2000, 1050, deductible=True) == (
        "EROGAZIONE LIBERALE 20,00 E RICOMPENSA 10,50 IL FORNO DI TUTTI"
    )
    assert words(2000, 1050, deductible=False) == (
        "CONTRIBUTO 20,00 E RICOMPENSA 10,50 IL FORNO DI TUTTI"
    )


def test_a_mixed_transfer_has_two_sums() -> None:
    parts = reason_parts(gift_cents=2000, price_cents=1000, deductible=True)
    assert [(part.words, part.cents) for part in parts] == [
        ("EROGAZIONE LIBERALE", 2000),
        ("ACQUISTO RICOMPENSA", 1000),
    ]


@pytest.mark.parametrize(("gift", "price"), [(0, 0), (-1, 5), (5, -1)])
def test_a_transfer_of_nothing_has_no_words(gift: int, price: int) -> None:
    with pytest.raises(ValueError, match="pays something"):
        reason_parts(gift_cents=gift, price_cents=price, deductible=True)


@given(
    title=st.text(max_size=300),
    gift=st.integers(0, 10**9),
    price=st.integers(1, 10**9),
    deductible=st.booleans(),
)
def test_every_bank_can_carry_any_reason(
    title: str, gift: int, price: int, *, deductible: bool
) -> None:
    reason = reason_text(
        reference=REFERENCE,
        title=title,
        gift_cents=gift,
        price_cents=price,
        deductible=deductible,
    )
    assert len(reason) <= MAX_REASON
    assert set(reason) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
    assert reason.startswith(REFERENCE)
    assert references_in(reason)[0] == REFERENCE


def test_a_long_title_is_cut_at_a_word() -> None:
    reason = reason_text(
        reference=REFERENCE, title="comunità " * 40, gift_cents=5, price_cents=0, deductible=True
    )
    assert MAX_REASON - len(" COMUNITA") < len(reason) <= MAX_REASON
    assert reason.endswith(" COMUNITA")


def test_accents_and_signs_are_spelt_in_bank_letters() -> None:
    assert sepa_text("Perché no? «Pane & rose» // 50 €") == "PERCHE NO? 'PANE E ROSE' / 50 EUR"


def test_a_good_iban_is_compact_and_can_be_grouped() -> None:
    assert checked_iban(" it60 x054 2811 1010 0000 0123 456\n") == IBAN
    assert iban_grouped(IBAN) == "IT60 X054 2811 1010 0000 0123 456"


def test_a_swapped_digit_is_noticed() -> None:
    with pytest.raises(IbanMistyped, match="carattere sbagliato"):
        checked_iban("IT60X0542811101000000123465")


def test_a_wrong_italian_check_letter_is_noticed_though_the_digits_are_right() -> None:
    with pytest.raises(IbanMistyped):
        checked_iban("IT64Y0542811101000000123456")


@pytest.mark.parametrize("text", ["", "IT60X054", "XX60X0542811101000000123456", "ciao", "0" * 40])
def test_what_is_no_iban_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(IbanUnreadable, match="27 caratteri"):
        checked_iban(text)


def test_the_transfer_code_is_read_back_by_a_decoder() -> None:
    code = transfer_qr(
        holder="Società Cooperativa Sociale «La Filanda»", iban=IBAN, cents=2550, reason="RF CIAO"
    )
    image = Image.open(io.BytesIO(code.png)).convert("L")
    lines = zxingcpp.read_barcodes(image)[0].text.splitlines()
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[5:8] == ["Società Cooperativa Sociale «La Filanda»", IBAN, "EUR25.5"]
    assert lines[-1] == "RF CIAO"
    assert code.svg.startswith("<svg")
    assert "style=" not in code.svg


@pytest.mark.parametrize("cents", [0, -1, 100_000_000_000, 10**12])
def test_no_code_is_drawn_for_an_amount_no_bank_transfers(cents: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        transfer_qr(holder="La Filanda", iban=IBAN, cents=cents, reason="RF CIAO")
