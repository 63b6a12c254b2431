"""What stops a change to people and organisations, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class TaxCodeWrong(Refusal):
    """The codice fiscale has a wrong length or a wrong check character."""

    message = _(
        "Questo codice fiscale non torna: una persona ha 16 caratteri, un ente 11 cifre. "
        "Ricopialo dalla tessera o dallo statuto."
    )
    field = "tax_code"


class TaxCodeOfABody(Refusal):
    """An 11-digit code was given for a person."""

    message = _(
        "Questo è il codice fiscale di un ente: serve quello della persona, di 16 caratteri."
    )
    field = "tax_code"


class TaxCodeOfAPerson(Refusal):
    """A person's code was given for a body."""

    message = _("Questo è il codice fiscale di una persona: serve quello dell'ente, di 11 cifre.")
    field = "tax_code"


class VatNumberWrong(Refusal):
    """The partita IVA has a wrong length, office or check digit."""

    message = _("Questa partita IVA non torna: ha 11 cifre. Ricopiala dalla visura.")
    field = "vat_number"


class RuntsNotWhole(Refusal):
    """Of a registration in the RUNTS only a part is given, or the number is not one."""

    message = _(
        "L'iscrizione al RUNTS va scritta intera: sezione, numero di repertorio (solo cifre) e "
        "data. Se non siete iscritti, lascia vuoti tutti e tre i campi."
    )
    field = "runts_number"
    constraints = ("runts_registration_is_whole",)


class OrganisationKnown(Refusal):
    """Another organisation already has this codice fiscale."""

    message = _(
        "C'è già un'organizzazione con questo codice fiscale. Chiedi a chi la amministra di "
        "darti un ruolo."
    )
    field = "tax_code"
    status = 409
    constraints = ("tax_code_names_one_body",)


class IbanUnreadable(Refusal):
    """The text does not have the shape of an IBAN of its country."""

    message = _(
        "Questo non sembra un IBAN. Quello italiano ha 27 caratteri e comincia con IT: "
        "ricopialo dall'estratto conto."
    )
    field = "iban"


class IbanMistyped(Refusal):
    """The IBAN's check digits, or the check letter of the Italian account number, are wrong."""

    message = _(
        "In questo IBAN c'è un carattere sbagliato o due scambiati: "
        "ricontrollalo sull'estratto conto."
    )
    field = "iban"


class IbanTaken(Refusal):
    """The account belongs to another body, or was added before."""

    message = _("Questo IBAN è già registrato. Se è il vostro, guarda fra i conti ritirati.")
    field = "iban"
    status = 409
    constraints = ("iban_belongs_to_one_body",)


class HolderIsNotTheBody(Refusal):
    """The account's holder is not the organisation: perhaps a private person."""

    message = _(
        "Il conto deve essere intestato a «%(name)s». Il conto di una persona, anche se è chi vi "
        "presiede, non va bene: il denaro arriva solo all'ente."
    )
    field = "holder"


class OwnershipNotDeclared(Refusal):
    """Nobody declared that the account is the body's own, or no proof was attached."""

    message = _(
        "Dichiara che il conto è dell'ente e allega una prova: la prima pagina dell'estratto "
        "conto o l'attestazione della banca."
    )
    field = "is_declared"


class AccountRetired(Refusal):
    """The account was retired before."""

    message = _("Questo conto è già stato ritirato.")
    status = 409


class PaidThroughPagoPA(Refusal):
    """A public body is paid on its own pagoPA page, never on an IBAN."""

    message = _("Un ente pubblico si paga con pagoPA: scrivi l'indirizzo della sua pagina.")
    field = "iban"


class RoleHeld(Refusal):
    """The person already holds this role."""

    message = _("Questa persona ha già questo ruolo.")
    field = "role"
    status = 409
    constraints = ("organisation_role_is_held_once", "platform_role_is_held_once")


class RoleEnded(Refusal):
    """The role is not held any more."""

    message = _("Questo ruolo è già finito.")
    status = 409


class LastAdministrator(Refusal):
    """Without this role nobody could administer the organisation any more."""

    message = _("Qualcuno deve amministrare: prima dai il ruolo a un'altra persona.")
    status = 409


class LoginUnknown(Refusal):
    """Nobody who has a login here uses this address."""

    message = _(
        "Nessuno è entrato con questo indirizzo. Chiedi alla persona di registrarsi e riprova."
    )
    field = "email"


class NameMissing(Refusal):
    """A party needs a name."""

    message = _("Scrivi un nome.")
    field = "name"


class LoginHasAPerson(Refusal):
    """The login already belongs to a person."""

    message = _("Ci hai già detto come ti chiami.")
    status = 409


class NotYours(Refusal):
    """A dossier that cannot be claimed: another address, not verified, or of somebody else."""

    message = _("Puoi riunire solo le schede con il tuo stesso indirizzo verificato.")
    status = 403


class MergeCircle(Refusal):
    """The two parties are one already."""

    message = _("Queste due schede sono già una sola.")
    status = 409
    constraints = ("party_merges_never_circle", "party_is_not_merged_into_itself")


class NotMerged(Refusal):
    """The party was not merged into another, or not into this one."""

    message = _("Queste due schede non sono unite.")
    status = 409


class HostingNeedsAgreement(Refusal):
    """A group's money is hosted only by a written agreement with a day and a reference."""

    message = _("Per ospitare un gruppo serve un accordo scritto, con data e riferimento.")
    field = "reference"
    constraints = ("hosting_names_its_written_agreement",)


class HostingEndsBeforeItStarts(Refusal):
    """The agreement's last day is before it was signed."""

    message = _("La fine dell'accordo viene prima della firma: controlla le date.")
    field = "until"
    constraints = ("hosting_ends_after_it_is_signed",)


class DossierKnown(Refusal):
    """The organisation already keeps a dossier of this party."""

    message = _("La scheda di questa persona c'è già.")
    status = 409
    constraints = ("one_dossier_per_party_and_organisation",)


class OrganisationUnknown(NotFound):
    """No such organisation, or not for this actor."""

    message = _("Non troviamo questa organizzazione.")


class PartyUnknown(NotFound):
    """No such party, or not for this actor."""

    message = _("Non troviamo questa persona fra quelle che la tua organizzazione conosce.")


class KnownElsewhere(Refusal):
    """Two records cannot be united or parted here: others know one of them, or one signs in."""

    message = _(
        "Queste due schede non si possono toccare da qui: una è di chi entra con il suo "
        "indirizzo, o la conosce anche un'altra organizzazione. Può riunirle la persona stessa, "
        "quando entra."
    )
    status = 409


class AlreadyInHousehold(Refusal):
    """The person lives in this household on these days already."""

    message = _("In quei giorni questa persona fa già parte della famiglia.")
    field = "since"
    status = 409
    constraints = ("household_member_is_there_once",)


class LeavesBeforeComing(Refusal):
    """The day somebody left a household is not after the day they came."""

    message = _("La fine viene prima dell'inizio: controlla le date.")
    field = "until"
    constraints = ("household_member_leaves_after_coming",)


class NothingSaid(Refusal):
    """A request or an answer without words."""

    message = _("Scrivi due parole, così chi legge sa che cosa fare.")
    field = "text"


class CorrectionAnswered(Refusal):
    """The request was answered before."""

    message = _("A questa richiesta è già stato risposto.")
    status = 409


class ObjectionStands(Refusal):
    """The same objection was written at the same moment."""

    message = _("Questa opposizione è già scritta.")
    status = 409
    constraints = ("objection_stands_once",)


class ErasureAsked(Refusal):
    """The same erasure was asked at the same moment."""

    message = _("La cancellazione è già chiesta: fra poco è fatta.")
    status = 409
    constraints = ("erasure_is_asked_once",)


class OnlyPeopleAreErased(Refusal):
    """An organisation is not a person: its public data stay."""

    message = _("Un'organizzazione non si cancella così: si tolgono i contatti dalla scheda.")


class CounterUnknown(NotFound):
    """There is no such counter, or this person does not stand at it."""

    message = _("Non troviamo questo sportello, o non è per te: chiedi a chi amministra.")


class CounterNamed(Refusal):
    """Another open counter of the organisation has this name."""

    message = _("Avete già uno sportello con questo nome: dagliene un altro.")
    field = "name"
    status = 409
    constraints = ("counter_has_a_name_of_its_own",)


class CounterNeedsName(Refusal):
    """A counter has no name."""

    message = _("Serve un nome, per esempio «Panificio Mosso».")
    field = "name"
    constraints = ("counter_has_a_name",)


class CardUnknown(Refusal):
    """The card is another organisation's, was revoked, or never was."""

    message = _(
        "Questa tessera non vale: è annullata, o è di un'altra organizzazione. Scrivi il nome."
    )
    field = "q"
    status = 404
