"""What stops a sheet of paper from being printed, typed or decided."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class SheetRowsRefused(Refusal):
    """Some rows of a sheet cannot be; none was written. `rows` says why, by place."""

    message = _("Qualche riga non va: correggi quelle segnate. Non abbiamo registrato nulla.")

    def __init__(self, rows: Mapping[int, Refusal]) -> None:
        super().__init__()
        self.rows = dict(rows)


class SheetUnknown(Refusal):
    """No sheet of this organisation has this code."""

    message = _("Non troviamo un foglio con questo codice: ricopialo dall'angolo in alto.")
    status = 404
    field = "code"


class NotOnTheSheet(Refusal):
    """A row was typed that the sheet does not have."""

    message = _("Questo foglio ha meno righe.")


class DifferenceDecided(Refusal):
    """Somebody else decided about this row meanwhile."""

    message = _("Su questa riga ha già deciso qualcun altro.")
    status = 409


class RowMovedOn(Refusal):
    """What the first reading made has moved on: its money came, or its help was answered."""

    message = _(
        "Di questa riga sono già arrivati i soldi, o all'aiuto è già stato risposto: la prima "
        "lettura resta. Se è sbagliata, correggi la promessa dalle sue pagine."
    )
    status = 409


class PhotographUnreadable(Refusal):
    """The file is not a picture, or one too large to read."""

    message = _("Non riusciamo a leggere questa foto: serve un JPEG, un PNG o un WebP.")
    field = "photograph"


class CampaignTakesNoSheets(Refusal):
    """Nothing may be promised to the campaign any more, or not here, or only with a reward."""

    message = _(
        "Per questa campagna non si stampano fogli: o non è aperta oggi, o si sostiene solo "
        "scegliendo una ricompensa, o si paga altrove."
    )
    status = 409
