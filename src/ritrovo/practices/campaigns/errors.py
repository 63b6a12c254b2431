"""What a campaign refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class CampaignNotOpen(Refusal):
    """Promises are not taken: the campaign is not open today."""

    message = _("Questa campagna oggi non raccoglie promesse. Non abbiamo registrato nulla.")
    status = 409


class TransitionNotAllowed(Refusal):
    """The campaign is in a state from which this cannot happen."""

    message = _("La campagna è «%(status)s»: da qui questo passaggio non si può fare.")
    status = 409
    constraints = ("campaign_moves_by_a_named_transition",)


class SubstanceFrozen(Refusal):
    """A published campaign keeps what it promised to those who back it."""

    message = _(
        "La campagna è pubblicata: titolo, cifre, date, regola e chi riceve non si cambiano più."
    )
    status = 409
    constraints = ("published_campaign_is_frozen", "published_budget_is_frozen")


class NotReady(Refusal):
    """The campaign lacks something it needs before review."""

    message = _("Prima di chiedere la revisione manca ancora: %(missing)s.")


class DatesOutOfOrder(Refusal):
    """A day comes before the one it should follow."""

    message = _("Le date non tornano: controlla che ogni giorno venga dopo il precedente.")
    field = "closes_on"
    constraints = ("campaign_closes_after_it_opens", "second_round_follows_the_first")


class MinimumMissing(Refusal):
    """All-or-nothing without a minimum would always succeed."""

    message = _("Con «tutto o niente» serve almeno una voce di spesa nel minimo.")
    constraints = ("all_or_nothing_has_a_minimum",)


class SlugTaken(Refusal):
    """Another campaign has this address."""

    message = _("C'è già una campagna con questo indirizzo: cambia il titolo o l'indirizzo.")
    field = "slug"
    constraints = ("campaigns_campaign_slug_key",)


class PaidElsewhere(Refusal):
    """A public body takes money on its own pagoPA page (art. 5 D.Lgs. 82/2005): no promise here."""

    message = _(
        "%(receiver)s riceve i doni con pagoPA, sulla sua pagina: %(where)s. Qui non abbiamo "
        "registrato nulla."
    )
    status = 409


class RewardGone(Refusal):
    """The last piece of the reward was taken."""

    message = _("Questa ricompensa è finita: scegline un'altra, oppure sostieni senza ricompensa.")
    status = 409
    field = "reward"
    constraints = ("reward_stock_suffices",)


class AmountTooSmall(Refusal):
    """The amount is under the reward's price, or under one euro."""

    message = _("L'importo è troppo basso: il minimo è %(minimum)s.")
    field = "amount"


class AmountTooBig(Refusal):
    """The amount is beyond what a transfer of this kind carries."""

    message = _("Per importi oltre %(maximum)s scrivi a chi promuove la campagna.")
    field = "amount"


class DonationNotTaken(Refusal):
    """The campaign only takes promises with a reward."""

    message = _("Questa campagna si sostiene scegliendo una ricompensa.")
    field = "reward"


class PledgeNotOpen(Refusal):
    """The promise is no longer in a state where this makes sense."""

    message = _("Questa promessa è «%(state)s»: non si può più cambiare.")
    status = 409
    constraints = ("counted_pledge_has_a_backer",)


class PledgeExpired(Refusal):
    """The link was not opened in time."""

    message = _("Il tempo per confermare è passato. Puoi fare una nuova promessa.")
    status = 409


class LinkUnknown(Refusal):
    """No promise answers to this link."""

    message = _("Questo link non è valido. Cercalo di nuovo nella mail, intero.")
    status = 404


class NeedClosed(Refusal):
    """The need was met or taken back."""

    message = _("Questo aiuto non serve più: grazie lo stesso.")
    status = 409


class OfferNotOpen(Refusal):
    """The offer is in a state from which this cannot happen."""

    message = _("Questa proposta è già stata chiusa.")
    status = 409
    constraints = ("offer_done_is_a_contribution",)


class ReleasesMissing(Refusal):
    """A picture of people needs their releases."""

    message = _(
        "Se nella foto ci sono persone, dichiara di avere le liberatorie; per chi è minorenne "
        "servono quelle dei genitori."
    )
    field = "releases"
    constraints = ("picture_of_people_has_releases",)


class WordsMissing(Refusal):
    """A picture without words leaves out who cannot see it."""

    message = _("Descrivi la foto in una frase, per chi non la vede.")
    field = "alternative"
    constraints = ("picture_is_said_in_words",)


class PictureUnreadable(Refusal):
    """The file is no picture we can show."""

    message = _("Questo file non è una foto che possiamo mostrare: usa JPEG, PNG o WebP.")
    field = "file"


class BeneficiaryUnfit(Refusal):
    """The beneficiary cannot receive this campaign's money."""

    message = _("Chi riceve i soldi deve avere codice fiscale e un conto a proprio nome.")
    field = "beneficiary"


class HostingMissing(Refusal):
    """An informal group needs a written agreement with the organisation that hosts its money."""

    message = _("Il gruppo informale ha bisogno di un accordo scritto con chi ospita i soldi.")
    field = "on_behalf_of"


class SamePerson(Refusal):
    """The change of an IBAN needs a second person."""

    message = _(
        "Chi ha proposto il cambio di IBAN non può anche approvarlo: serve un'altra persona."
    )
    status = 409
    constraints = ("iban_change_needs_two_people",)


class ChangePending(Refusal):
    """Another change of IBAN waits for an answer."""

    message = _("C'è già un cambio di IBAN in attesa di approvazione.")
    status = 409
    constraints = ("one_iban_change_at_a_time",)


class RewardPriceMissing(Refusal):
    """A reward without a price, or a collective one with a price."""

    message = _("Una ricompensa individuale ha un prezzo; una collettiva non ne ha.")
    field = "price"
    constraints = ("reward_has_a_price_unless_collective", "reward_gift_is_part_of_its_price")


class AlreadyPromised(Refusal):
    """This browser's last promise was accepted, and nobody asked for another."""

    message = _("La tua promessa c'è già. Se ne vuoi fare un'altra, dillo prima.")
    status = 409


class TooManyQuestions(Refusal):
    """Many questions came from one place in an hour: a person would have written one or two."""

    message = _("Sono arrivate troppe domande da qui. Riprova tra un'ora, o scrivi a chi promuove.")
    status = 429


class LinksUnopened(Refusal):
    """Several links sent to an address wait for its owner; nobody has proved it is theirs."""

    message = _(
        "A questo indirizzo abbiamo già mandato alcuni link che nessuno ha aperto. Apri quelli: "
        "poi puoi continuare."
    )
    field = "email"
    status = 429


class AboveThreshold(Refusal):
    """A promise that counts may not grow past the sum above which the promoter has a say."""

    message = _(
        "Sopra %(threshold)s chi promuove vuole prima parlarti: ritira questa promessa e fanne "
        "una nuova per la cifra intera."
    )
    field = "amount"


class VolunteerNotListed(Refusal):
    """Nobody works for a campaign who stands in no list of volunteers (art. 17 D.Lgs. 117/2017)."""

    message = _(
        "Chi viene a lavorare dev'essere nell'elenco dei volontari: scrivi chi è, dove abita e "
        "in che giorno viene."
    )


class NotPayableYet(Refusal):
    """The campaign takes no money before it succeeds."""

    message = _(
        "Questa campagna prende i soldi solo se riesce: per ora registra la promessa, "
        "e i soldi restano a chi li ha portati."
    )
    status = 409


class BigGiftAtCounter(Refusal):
    """Above the campaign's threshold the promoter has a say before money is taken."""

    message = _(
        "Sopra %(threshold)s decide chi promuove: registra la promessa, e prendi i soldi quando "
        "è approvata."
    )
    field = "amount"


class CollectionUnknown(NotFound):
    """No collection of this campaign has this id."""

    message = _("Non troviamo questa raccolta.")


class CollectionNotNow(Refusal):
    """The campaign takes nothing: it is not public, or it was cancelled."""

    message = _("Questa campagna non prende raccolte collettive: guarda a che punto è.")
    status = 409


class SharesDoNotAdd(Refusal):
    """What the known people gave is more than all, or leaves nothing for the others."""

    message = _(
        "I conti non tornano: le persone con un importo fanno %(known)s su %(whole)s, e agli "
        "altri deve restare almeno un centesimo a testa, o niente se non c'è nessun altro."
    )
    field = "people"


class MorePeopleThanCame(Refusal):
    """More people are named than took part."""

    message = _("Hai scritto più nomi di quante persone c'erano: correggi uno dei due.")
    field = "headcount"


class CollectionUnclear(Refusal):
    """Costs, days or headcount cannot be as written."""

    message = _("Le spese sono meno dell'incasso, e l'ultimo giorno non viene prima del primo.")
    constraints = (
        "collection_costs_less_than_it_brings",
        "collection_ends_after_it_begins",
        "collection_has_people",
        "collection_brings_something",
        "collective_giver_gave_something",
    )
