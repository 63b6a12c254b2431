"""What the treasurer ticked on a previewed statement, read back line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount, format_day
from ritrovo.foundations.payments.choices import SetAside
from ritrovo.foundations.payments.errors import ChoiceUnclear
from ritrovo.foundations.payments.queries.matching import Ledger, dues_by_code
from ritrovo.foundations.payments.queries.previews import Preview, PreviewLine
from ritrovo.foundations.payments.references import grouped
from ritrovo.foundations.payments.steps.importing import LEAVE, Choice, kept_choices


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a line may be: its value in the form, its words, the key that chooses it."""

    value: str
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line on the page, with what it may be and what is ticked."""

    line: PreviewLine
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: str
    code: str

    @property
    def name(self) -> str:
        """Name the field of this line."""
        return f"line-{self.line.entry.fingerprint}"

    @property
    def is_more_open(self) -> bool:
        """Say whether what is ticked stands among the other choices."""
        return self.chosen not in {option.value for option in self.options}


def in_order_of_need(lines: Iterable[PreviewLine]) -> list[PreviewLine]:
    """Put first the lines that need a decision, then the certain ones, each as in the file."""
    return sorted(lines, key=lambda line: (line.is_certain, line.entry.number))


def rows_of(lines: Iterable[PreviewLine], posted: Mapping[str, str], found: Preview) -> list[Row]:
    """Put each line with its options; what was ticked before stays ticked."""
    kept = kept_choices(found.upload)
    return [_row(line, posted, kept.get(line.entry.fingerprint), found.books) for line in lines]


def _row(line: PreviewLine, posted: Mapping[str, str], kept: Choice | None, books: Ledger) -> Row:
    options = (*_offered(line), Option("leave", _("Lascia per dopo"), "l"))
    offered = {option.value for option in options}
    fingerprint = line.entry.fingerprint
    usual, code = options[0].value if line.is_certain else "leave", ""
    if kept is not None:
        usual, code = _ticked(kept, offered, books)
    return Row(
        line=line,
        options=options,
        more=tuple(
            Option(f"aside:{value}", str(words))
            for value, words in SetAside.to_choose()
            if f"aside:{value}" not in offered
        ),
        chosen=posted.get(f"line-{fingerprint}", usual),
        code=posted.get(f"code-{fingerprint}", code),
    )


def _ticked(kept: Choice, offered: set[str], books: Ledger) -> tuple[str, str]:
    """Give the value that stands for a kept choice, and the code of a due found by hand."""
    if kept.set_aside:
        return f"aside:{kept.set_aside}", ""
    for name, chosen in (
        ("payment", kept.payment_id),
        ("deposit", kept.deposit_id),
        ("till", kept.till_id),
    ):
        if chosen:
            return f"{name}:{chosen}", ""
    if kept.due_id is None:
        return "leave", ""
    value, owed = f"due:{kept.due_id}", books.owed.get(kept.due_id)
    return (value, "") if value in offered or owed is None else ("code", owed.due.short_code)


def _offered(line: PreviewLine) -> Iterator[Option]:
    """List what the rules propose: one thing to accept, or several to choose among."""
    if line.is_offered and line.payment is not None:
        yield Option(f"payment:{line.payment.pk}", _("Accetta questa restituzione"), "a")
    elif line.is_offered and line.owed is not None:
        yield Option(f"due:{line.owed.due.pk}", _("Accetta questa promessa"), "a")
    elif line.is_taken_back_at_once:
        words = _("Mettila da parte: la banca l'ha stornata")
        yield Option(f"aside:{SetAside.REVERSED}", words, "a")
    for owed in line.candidates:
        facts = {"who": owed.who, "code": grouped(owed.due.short_code), "of": owed.subject.title}
        yield Option(f"due:{owed.due.pk}", _("È di %(who)s, %(code)s %(of)s") % facts)
    for payment in line.returnable:
        facts = {
            "sum": format_amount(Amount(payment.cents)),
            "on": format_day(payment.paid_on),
        }
        yield Option(f"payment:{payment.pk}", _("Restituisce %(sum)s arrivati il %(on)s") % facts)
    yield from _emptied(line)


def _emptied(line: PreviewLine) -> Iterator[Option]:
    """List the deposits and tills a line may empty; the first is what it most probably is."""
    key = "a" if line.is_emptying else ""
    for deposit in line.deposits:
        facts = {
            "sum": format_amount(Amount(deposit.cents)),
            "till": deposit.till.name,
            "on": format_day(deposit.taken_on),
        }
        words = _("Svuota «%(till)s»: sono i %(sum)s versati il %(on)s") % facts
        yield Option(f"deposit:{deposit.pk}", words, key)
        key = ""
    for till in line.tills:
        words = _("Svuota «%(till)s», che contiene proprio questa somma") % {"till": till.name}
        yield Option(f"till:{till.pk}", words, key)
        key = ""


def choices_in(
    posted: Mapping[str, str], lines: Iterable[PreviewLine], organisation_id: UUID
) -> dict[str, Choice]:
    """Read the posted choices by fingerprint; a line the form did not show is not among them.

    One query, for codes written by hand. Raises CodeUnknown, ChoiceUnclear.
    """
    wanted = {
        line.entry.fingerprint: posted[f"line-{line.entry.fingerprint}"]
        for line in lines
        if f"line-{line.entry.fingerprint}" in posted
    }
    codes = {
        fingerprint: posted.get(f"code-{fingerprint}", "")
        for fingerprint, value in wanted.items()
        if value == "code"
    }
    dues = dues_by_code(organisation_id, codes.values())
    return {
        fingerprint: Choice(due_id=dues[codes[fingerprint]]) if value == "code" else _choice(value)
        for fingerprint, value in wanted.items()
    }


def _choice(value: str) -> Choice:
    kind, _mark, rest = value.partition(":")
    try:
        match kind:
            case "due":
                return Choice(due_id=UUID(rest))
            case "payment":
                return Choice(payment_id=UUID(rest))
            case "deposit":
                return Choice(deposit_id=UUID(rest))
            case "till":
                return Choice(till_id=UUID(rest))
            case "aside":
                return Choice(set_aside=SetAside(rest))
            case "leave":
                return LEAVE
    except ValueError as error:
        raise ChoiceUnclear from error
    raise ChoiceUnclear
