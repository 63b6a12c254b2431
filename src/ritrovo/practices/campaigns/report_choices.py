"""Kinds of papers and of expenses, with their Italian names."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What paper proves an expense."""

    INVOICE = "invoice", _("fattura")
    RECEIPT = "receipt", _("ricevuta o scontrino")
    PAYSLIP = "payslip", _("busta paga o nota di prestazione")
    REFUND_NOTE = "refund_note", _("nota spese di chi fa volontariato")
    BANK_NOTE = "bank_note", _("addebito della banca o della posta")
    OTHER = "other", _("altro documento")


class Nature(TextChoices):
    """What an expense bought: the costs of the statement (DM 9/6/2022, annex)."""

    GOODS = "goods", _("acquisto di beni")
    SERVICES = "services", _("acquisto di servizi")
    RENT = "rent", _("noleggi, affitti, attrezzature")
    PROMOTION = "promotion", _("spese per far conoscere la raccolta")
    WORK = "work", _("lavoro dipendente o autonomo")
    VOLUNTEERS = "volunteers", _("rimborsi a chi fa volontariato")
    OTHER = "other", _("altre spese")
