"""Slips of cash and handovers of tills on paper, always in Italian and impersonal."""

from __future__ import annotations

from datetime import date
from typing import Any

from ritrovo.foundations.documents.pages import Body, Registration
from ritrovo.foundations.documents.receipts import body_lines
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import euro_in_words, words_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.formatting import format_day, format_euros, format_moment
from ritrovo.foundations.payments.errors import SlipEmptied
from ritrovo.foundations.payments.models import Slip, TillHandover
from ritrovo.foundations.payments.queries.tills import number_of_slip
from ritrovo.foundations.payments.receipts import body_told


def slip_file(slip: Slip) -> tuple[str, bytes]:
    """Give a slip's file name and its PDF: the same slip gives the same bytes.

    Two halves, for who gave and for the box; it says that cash carries no relief. Reads series,
    void. Raises SlipEmptied once its term is over.
    """
    if not slip.snapshot:
        raise SlipEmptied
    words = words_of("slip", "it")
    told = slip.snapshot
    content = {
        "sign": sign_in_black(),
        "body": _body(told["body"]),
        "number": number_of_slip(slip),
        "issued_on": format_day(clock.day_of(slip.issued_at), "it"),
        "amount": format_euros(slip.cents, "it"),
        "in_words": words["in_words"].format(words=euro_in_words(slip.cents)),
        "facts": [
            (words["received_from"], told["giver"]),
            (words["for_what"], told["what"]),
            (words["received_on"], format_day(slip.received_on, "it")),
            (words["method"], words["cash"]),
            (words["till"], told["till"]),
        ],
        "void": _void(slip, words),
    }
    name = f"ricevuta-contanti-{number_of_slip(slip).replace('/', '-')}.pdf"
    return name, typeset_pdf("slip", content, language="it", made_at=slip.issued_at)


def handover_file(handover: TillHandover) -> tuple[str, bytes]:
    """Give the name and the PDF of a handover, for both to sign; what is known is printed.

    Reads both tills, both people and the body's municipality.
    """
    words = words_of("till_handover", "it")
    is_whole = handover.into_id == handover.till_id
    facts = [
        (words["till"], handover.till.name),
        (words["into"], words["whole"] if is_whole else handover.into.name),
        (words["given_at"], format_moment(handover.given_at, "it")),
        (words["expected"], format_euros(handover.expected_cents, "it")),
        (words["found"], format_euros(handover.counted_cents, "it")),
        (words["given"], format_euros(handover.given_cents, "it")),
    ]
    content = {
        "sign": sign_in_black(),
        "body": _body(body_told(handover.till.organisation)),
        "facts": facts,
        "giver": handover.giver.name,
        "receiver": handover.receiver.name,
        "given": format_euros(handover.given_cents, "it"),
        "received": ""
        if handover.received_cents is None
        else format_euros(handover.received_cents, "it"),
        "difference": _difference(handover, words),
    }
    made = typeset_pdf("till_handover", content, language="it", made_at=handover.given_at)
    return f"consegna-cassa-{handover.given_at:%Y-%m-%d}.pdf", made


def _difference(handover: TillHandover, words: dict[str, str]) -> str:
    cents = handover.counted_cents - handover.expected_cents
    if not cents:
        return words["no_difference"]
    said = words["missing"] if cents < 0 else words["too_much"]
    return said.format(sum=format_euros(abs(cents), "it"))


def _void(slip: Slip, words: dict[str, str]) -> str:
    void = getattr(slip, "void", None)
    if void is None:
        return ""
    on = format_day(clock.day_of(void.voided_at), "it")
    return words["void_on"].format(on=on, reason=void.get_reason_display())


def _body(told: dict[str, Any]) -> dict[str, object]:
    entry = told["registration"]
    since = entry and date.fromisoformat(entry["since"])
    return body_lines(
        Body(
            name=told["name"],
            tax_code=told["tax_code"],
            seat=told["seat"],
            vat_number=told["vat_number"],
            registration=Registration(entry["section"], entry["number"], since) if entry else None,
        ),
        "it",
    )
