"""What a promoter fills in to prepare a campaign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import RadioCards
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.places.forms import MunicipalityField
from ritrovo.practices.campaigns.choices import CampaignKind

Words = str | Promise
# A sum beyond this is a slip of the keyboard: no campaign of a community asks a hundred millions.
HUGE: Final = Amount(100_000_000_00)
KIND_HINTS: Final[dict[str, Words]] = {
    CampaignKind.DONATION: _("Chi sostiene dona, e basta."),
    CampaignKind.REWARD: _("Chi sostiene sceglie una ricompensa."),
    CampaignKind.BOTH: _("Chi sostiene sceglie: dona, o prende una ricompensa."),
}


def capital(named: type[TextChoices]) -> list[tuple[str, Words]]:
    """Give choices that begin with a capital, as a card wants them."""
    return [(value, capfirst(label)) for value, label in named.choices]


class BasicsForm(forms.Form):
    """What a campaign is, in a few words."""

    title = forms.CharField(
        label=_("Titolo"),
        max_length=80,
        help_text=_("Che cosa succederà, detto corto: «Un tetto per chi ha vent'anni»."),
    )
    summary = forms.CharField(
        label=_("In una frase"),
        max_length=200,
        required=False,
        help_text=_("Quella che si legge nell'elenco e quando qualcuno la condivide."),
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("Che cosa dai in cambio"),
        choices=capital(CampaignKind),
        initial=CampaignKind.DONATION,
        widget=RadioCards(hints=KIND_HINTS),
    )
    category = forms.ChoiceField(
        label=_("Di che cosa si occupa"),
        help_text=_("Serve a ritrovarla e a contarla insieme alle altre dello stesso tipo."),
    )
    municipality = MunicipalityField(
        label=_("In che comune"), help_text=_("Per esempio: Veglio (BI).")
    )

    def __init__(
        self, *args: Any, categories: Iterable[tuple[str, list[tuple[str, str]]]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [("", _("Scegli")), *categories]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as the actions take it."""
        written = dict(self.cleaned_data)
        written["category_id"] = written.pop("category")
        written["municipality_id"] = written.pop("municipality").pk
        return written


class NewCampaignForm(BasicsForm):
    """A campaign that begins: who promotes it, and in which ecosystem."""

    promoter = forms.ChoiceField(label=_("Chi la promuove"))
    ecosystem = forms.ChoiceField(
        label=_("In quale ecosistema"),
        help_text=_("Chi se ne prende cura la legge prima che sia pubblicata."),
    )

    def __init__(
        self,
        *args: Any,
        promoters: Iterable[Organisation],
        ecosystems: Iterable[Ecosystem],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offered = {
            "promoter": [(str(each.pk), each.legal_name) for each in promoters],
            "ecosystem": [(str(each.pk), each.name) for each in ecosystems],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.has_promoters = bool(offered["promoter"])

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `create_campaign` takes it."""
        written = super().facts
        written["promoter_id"] = UUID(written.pop("promoter"))
        written["ecosystem_id"] = UUID(written.pop("ecosystem"))
        return written


class StoryForm(forms.Form):
    """The sentence, the story, the film."""

    summary = forms.CharField(
        label=_("In una frase"),
        max_length=200,
        help_text=_("Si legge nell'elenco e quando qualcuno condivide la campagna."),
        widget=forms.Textarea({"rows": 2}),
    )
    story = forms.CharField(
        label=_("Il racconto"),
        max_length=60_000,
        help_text=_(
            "Chi siete, che cosa manca, che cosa cambia, che cosa resta alla comunità. Una riga"
            " vuota fa un paragrafo nuovo; «[foto 2]» mette lì la seconda foto."
        ),
        widget=forms.Textarea({"rows": 14, "data-story": ""}),
    )
    video_url = forms.URLField(
        label=_("Un video"),
        required=False,
        assume_scheme="https",
        help_text=_("L'indirizzo della pagina: si apre su quel sito solo se chi legge lo chiede."),
    )


class PictureForm(forms.Form):
    """A picture and the words that stand for it."""

    file = forms.FileField(
        label=_("La foto"),
        help_text=_("JPEG, PNG o WebP. Togliamo luogo, ora e macchina scritti dentro la foto."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    alternative = forms.CharField(
        label=_("Che cosa si vede"),
        max_length=250,
        help_text=_("Una frase per chi non la vede: «Il vecchio lanificio visto dal torrente»."),
    )
    credit = forms.CharField(label=_("Chi l'ha fatta"), max_length=120, required=False)
    shows_people = forms.BooleanField(label=_("Ci sono persone riconoscibili"), required=False)
    shows_minors = forms.BooleanField(label=_("C'è chi è minorenne"), required=False)
    has_releases = forms.BooleanField(
        label=_(
            "Dichiaro di avere la liberatoria di chi si vede; per chi è minorenne, dei genitori"
        ),
        required=False,
    )
