"""Kinds, funding rules and states of campaigns, pledges and needs, with their Italian names."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignKind(TextChoices):
    """What a campaign gives back."""

    DONATION = "donation", _("solo donazioni")
    REWARD = "reward", _("con ricompense")
    BOTH = "both", _("donazioni e ricompense")


class FundingRule(TextChoices):
    """What happens to the money when the goal is or is not reached."""

    KEEP_IT_ALL = "keep_it_all", _("raccogli tutto")
    ALL_OR_NOTHING = "all_or_nothing", _("tutto o niente")
    MINIMUM_THEN_OPTIMUM = "minimum_then_optimum", _("due tappe: il minimo, poi l'ideale")


class Status(TextChoices):
    """Where a campaign stands; it moves only by the named transitions of `rules`."""

    DRAFT = "draft", _("bozza")
    PREPARING = "preparing", _("in preparazione")
    IN_REVIEW = "in_review", _("in revisione")
    PUBLISHED = "published", _("aperta")
    SUSPENDED = "suspended", _("sospesa")
    CANCELLED = "cancelled", _("annullata")
    SUCCEEDED = "succeeded", _("obiettivo raggiunto")
    FAILED = "failed", _("non ha raggiunto l'obiettivo")
    CLOSED = "closed", _("chiusa")
    COLLECTING = "collecting", _("stiamo raccogliendo i soldi promessi")
    WON = "won", _("vinta")
    SHORT = "short", _("arrivato meno del minimo")
    REPORTED = "reported", _("rendicontata")


class PledgeState(TextChoices):
    """Where a promise stands."""

    AWAITING = "awaiting", _("da confermare")
    TO_APPROVE = "to_approve", _("da approvare")
    COUNTED = "counted", _("promessa")
    PAID = "paid", _("arrivata")
    WITHDRAWN = "withdrawn", _("ritirata")
    EXPIRED = "expired", _("scaduta")
    DECLINED = "declined", _("non accettata")
    RELEASED = "released", _("sciolta: non si paga nulla")


class ShownAs(TextChoices):
    """How a backer appears on public pages."""

    NAME = "name", _("con il nome")
    INITIALS = "initials", _("con le iniziali")
    ANONYMOUS = "anonymous", _("in forma anonima")


class NeedKind(TextChoices):
    """What a campaign asks beside money."""

    TASK = "task", _("un lavoro")
    SKILL = "skill", _("una competenza")
    THING = "thing", _("una cosa")
    PLACE = "place", _("un luogo")


class NeedState(TextChoices):
    """Where a need stands."""

    OPEN = "open", _("serve ancora")
    MET = "met", _("trovato")
    WITHDRAWN = "withdrawn", _("non serve più")


class OfferState(TextChoices):
    """Where somebody's offer stands."""

    AWAITING = "awaiting", _("da confermare")
    OFFERED = "offered", _("proposto")
    ACCEPTED = "accepted", _("accettato")
    DECLINED = "declined", _("non accettato")
    WITHDRAWN = "withdrawn", _("ritirato")
    DONE = "done", _("fatto")


class BudgetKind(TextChoices):
    """Whether a budget line belongs to the minimum or only to the optimum."""

    MINIMUM = "minimum", _("minimo")
    OPTIMUM = "optimum", _("ideale")


class Consequence(TextChoices):
    """What the page says beforehand: what happens if collected money falls short."""

    REDUCED = "reduced", _("facciamo il progetto in forma ridotta, e diciamo come")
    RETURNED = "returned", _("restituiamo tutto a chi ha versato")
    POSTPONED = "postponed", _("aspettiamo di trovare il resto, e diciamo entro quando")


class SupporterOutcome(TextChoices):
    """What one of the first supporters answered to whoever called them."""

    TO_CALL = "to_call", _("da chiamare")
    YES = "yes", _("chiamata: sì")
    LATER = "later", _("chiamata: più avanti")
    NO = "no", _("chiamata: no")
    PROMISED = "promised", _("ha promesso")


class HandedOver(TextChoices):
    """What a campaign hands over to its community."""

    PROJECT = "project", _("un progetto")
    IDEA = "idea", _("un'idea")
    PLACE = "place", _("un luogo")
    SERVICE = "service", _("un servizio")
    WORK = "work", _("un'opera")


class KeeperState(TextChoices):
    """What somebody answered who was asked to look after what is handed over."""

    INVITED = "invited", _("non ha ancora risposto")
    ACCEPTED = "accepted", _("se ne prende cura")
    DECLINED = "declined", _("ha detto di no")
    WITHDRAWN = "withdrawn", _("invito ritirato")


class CollectiveKind(TextChoices):
    """How many people gave together."""

    DINNER = "dinner", _("cena o pranzo")
    RAFFLE = "raffle", _("lotteria o pesca")
    CLASS = "class", _("classe o scuola")
    STALL = "stall", _("banchetto o mercatino")
    SHOW = "show", _("spettacolo o concerto")
    OTHER = "other", _("altro")
