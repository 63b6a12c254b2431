"""States of what is owed, rails, and the outcomes of a payment, with their Italian names."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DueState(TextChoices):
    """Where a due stands."""

    WAITING = "waiting", _("non si paga ancora")
    OPEN = "open", _("da pagare")
    SETTLED = "settled", _("arrivato")
    RELEASED = "released", _("sciolto")


class Rail(TextChoices):
    """How money travels to the beneficiary."""

    BANK_TRANSFER = "bank_transfer", _("bonifico")
    CASH = "cash", _("contanti")
    SATISPAY = "satispay", _("Satispay")
    PAYPAL = "paypal", _("PayPal")
    CARD = "card", _("carta, con il POS")
    CHEQUE = "cheque", _("assegno")
    POSTAL_SLIP = "postal_slip", _("bollettino postale")


class TillKind(TextChoices):
    """Where money rests before it is on the bank account."""

    BOX = "box", _("cassetta dei contanti")
    SATISPAY = "satispay", _("Satispay")
    PAYPAL = "paypal", _("PayPal")
    CARD = "card", _("terminale POS")
    CHEQUES = "cheques", _("assegni")
    POSTAL_SLIPS = "postal_slips", _("bollettini postali")


# What each till takes: a box takes cash and nothing else.
RAIL_OF_TILL = {
    TillKind.BOX: Rail.CASH,
    TillKind.SATISPAY: Rail.SATISPAY,
    TillKind.PAYPAL: Rail.PAYPAL,
    TillKind.CARD: Rail.CARD,
    TillKind.CHEQUES: Rail.CHEQUE,
    TillKind.POSTAL_SLIPS: Rail.POSTAL_SLIP,
}
# Nobody takes these in hand: they are counted and emptied, never handed over.
WALLETS = frozenset({TillKind.SATISPAY, TillKind.PAYPAL, TillKind.CARD, TillKind.POSTAL_SLIPS})


class SlipVoidReason(TextChoices):
    """Why a slip was annulled."""

    MISTAKEN = "mistaken", _("scritto per errore")
    TWICE = "twice", _("scritto due volte")
    GIVEN_BACK = "given_back", _("i soldi sono stati ridati subito")


class SignedBy(TextChoices):
    """How whoever receives a till said that it is right."""

    LOGIN = "login", _("dal suo accesso")
    PAPER = "paper", _("firmando il foglio")


class NoticedBy(TextChoices):
    """When it came out that a till does not add up."""

    COUNT = "count", _("contando")
    GIVING = "giving", _("consegnando")
    RECEIVING = "receiving", _("ricevendo")
    BANK = "bank", _("versando in banca")


class Closing(TextChoices):
    """What became of a difference, once somebody decided."""

    FOUND = "found", _("soldi ritrovati e rimessi in cassa")
    EXPLAINED = "explained", _("spiegata: mancava una registrazione")
    FEE = "fee", _("erano commissioni")
    CHANGE = "change", _("resto sbagliato: chiusa in perdita o in avanzo")
    STOLEN = "stolen", _("furto denunciato: chiusa in perdita")
    UNKNOWN = "unknown", _("non si sa: chiusa in perdita o in avanzo")


class Outcome(TextChoices):
    """What a payment turned out to be, against what was owed."""

    EXACT = "exact", _("esatto")
    TOO_LITTLE = "too_little", _("meno del promesso")
    TOO_MUCH = "too_much", _("più del promesso")
    LATE = "late", _("arrivato tardi")
    EARLY = "early", _("arrivato prima del tempo: si può restituire")
    DOUBLE = "double", _("arrivato due volte: si può restituire")


class Certainty(TextChoices):
    """How sure a proposed match is, in words."""

    CERTAIN = "certain", _("certo")
    LIKELY = "likely", _("probabile")
    POSSIBLE = "possible", _("possibile")
    BY_HAND = "by_hand", _("scelto a mano")


class SetAside(TextChoices):
    """Why a bank line has no match and needs none. Nobody chooses `expense`: an expense does."""

    NOT_OURS = "not_ours", _("non riguarda le campagne")
    FEE = "fee", _("spese o competenze della banca")
    OWN_TRANSFER = "own_transfer", _("giroconto")
    REVERSED = "reversed", _("stornato dalla banca")
    UNKNOWN = "unknown", _("non si capisce: da chiedere alla banca")
    EXPENSE = "expense", _("paga una spesa della campagna")

    @classmethod
    def to_choose(cls) -> list[tuple[str, Any]]:
        """List what a person may choose, with its words."""
        return [(value, words) for value, words in cls.choices if value != cls.EXPENSE]


class VoidReason(TextChoices):
    """Why a receipt was voided."""

    REFUNDED = "refunded", _("il dono è stato restituito")
    CORRECTED = "corrected", _("sostituita da una ricevuta corretta")
    MISTAKEN = "mistaken", _("emessa per errore")


# Art. 83 D.Lgs. 117/2017 and art. 23 D.Lgs. 241/1997: all these leave a trace, cash never does.
TRACEABLE = frozenset(Rail) - {Rail.CASH}
