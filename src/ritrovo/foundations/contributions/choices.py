"""What a fact can be: kinds, bases, channels, settings, verdicts, and milestones."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was given."""

    MONEY = "money", _("denaro")
    TIME = "time", _("tempo")
    THING = "thing", _("cose")
    SPACE = "space", _("spazio")
    SKILL = "skill", _("competenza")
    KNOWLEDGE = "knowledge", _("sapere")


class Basis(TextChoices):
    """On what ground it was given; only gift and exchange count as helping."""

    GIFT = "gift", _("dono")
    EXCHANGE = "exchange", _("scambio")
    LOAN = "loan", _("prestito")
    PAID = "paid", _("a pagamento")
    DUTY = "duty", _("per dovere o per lavoro")


class Channel(TextChoices):
    """How we came to know it."""

    WEB = "web", _("sito")
    COUNTER = "counter", _("sportello")
    PAPER = "paper", _("carta")
    IMPORT = "import", _("importato")
    OFFLINE = "offline", _("senza rete")


class Setting(TextChoices):
    """Where it happened: inside a service, or in the middle of the community."""

    SERVICE = "service", _("dentro un servizio")
    COMMUNITY = "community", _("nella comunità")


class Side(TextChoices):
    """Whose word a confirmation is."""

    GIVER = "giver", _("chi ha dato")
    RECEIVER = "receiver", _("chi ha ricevuto")


class Verdict(TextChoices):
    """What that side says."""

    YES = "yes", _("è vero")
    NO = "no", _("non è andata così")


class MilestoneKind(TextChoices):
    """The steps of needs, memberships, commons and handovers."""

    NEED_OPENED = "need_opened", _("bisogno aperto")
    NEED_ANSWERED = "need_answered", _("qualcuno ha risposto")
    NEED_MET = "need_met", _("bisogno soddisfatto")
    NEED_REOPENED = "need_reopened", _("bisogno riaperto")
    MEMBER_JOINED = "member_joined", _("è entrato")
    MEMBER_LEFT = "member_left", _("è uscito")
    COMMONS_PROMISED = "commons_promised", _("bene comune promesso")
    COMMONS_ACCEPTED = "commons_accepted", _("bene comune preso in cura")
    COMMONS_CHECKED = "commons_checked", _("bene comune verificato")
    HANDOVER_PROMISED = "handover_promised", _("consegna promessa")
    HANDOVER_ACCEPTED = "handover_accepted", _("consegna accettata")
    HANDOVER_CHECKED = "handover_checked", _("consegna verificata")
