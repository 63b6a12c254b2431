"""What rules and consents are about, and how one comes in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RulebookKind(TextChoices):
    """What a text is about: something to know, or something to agree to."""

    PRIVACY = "privacy", _("informativa sulla privacy")
    TERMS = "terms", _("regole di partecipazione")
    COOKIES = "cookies", _("cookie")
    ACCESSIBILITY = "accessibility", _("dichiarazione di accessibilità")
    NEWSLETTER = "newsletter", _("consenso alla newsletter")
    PUBLIC_NAME = "public_name", _("consenso a mostrare il nome")
    IMAGE_RELEASE = "image_release", _("liberatoria per le immagini")
    HOSTING = "hosting", _("accordo con chi ospita un gruppo informale")


class Channel(TextChoices):
    """By which way a consent came, or was taken back."""

    WEB = "web", _("sito")
    COUNTER = "counter", _("sportello")
    PAPER = "paper", _("carta")
    IMPORT = "import", _("importato")
    OFFLINE = "offline", _("senza rete")
