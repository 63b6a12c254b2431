"""Why a gift does not enter the yearly file: codes for programs, words for people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Exclusion(TextChoices):
    """Why a gift is left out; the codes stand in the file, so they never change."""

    NOT_A_GIFT = "non_liberalita", _("non è un dono: è il prezzo di una ricompensa")
    HELD = "in_sospeso", _("il versamento aspetta ancora una decisione")
    REFUNDED = "restituita", _("il dono è stato restituito nell'anno")
    NOT_ENTITLED = "ente_non_ammesso", _("quel giorno l'ente non era fra quelli dell'art. 83")
    UNTRACEABLE = "non_tracciabile", _("contanti, o un mezzo che non lascia traccia")
    CUMULATIVE = "pagamento_cumulativo", _("dono di più persone in un pagamento solo")
    DONOR_UNCLEAR = "donatore_incerto", _("ha pagato un'altra persona: non si sa di chi è il dono")
    BODY = "persona_giuridica", _("dono di un'impresa o di un ente, non di una persona")
    NO_CODE = "senza_codice_fiscale", _("manca il codice fiscale")
    BAD_CODE = "codice_fiscale_errato", _("il codice fiscale non è valido")
    OPPOSED = "opposizione", _("la persona non vuole che si comunichi")


# Tipologia ente of the header record (AdE FAQ, after 4/3/2024): what the register tells us. The
# codes for bodies of heritage and research are not known from it.
BODY_TYPES = {"a": 4}
OTHER_BODY = 8
