"""The page of the backups: which there are, whether they can be trusted, where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to, rule
from ritrovo.foundations.kernel.backups import Try, backups, last_try

LOOKS_AFTER: Final = rule(platform=("administrator",))
# What stopped a backup, by the name it was kept under.
REASONS: Final[dict[str, str | Promise]] = {
    "NotVerified": gettext_lazy("La copia c'è, ma la prova di rimetterla in piedi non è riuscita."),
    "NoRoom": gettext_lazy("Sul disco non c'è abbastanza spazio."),
    "NotWritten": gettext_lazy("Nella cartella delle copie non si riesce a scrivere."),
    "NoDumpPrograms": gettext_lazy("Mancano i programmi di PostgreSQL che servono per la copia."),
    "DatabaseUnreachable": gettext_lazy("La base di dati non ha risposto."),
}


@require_safe
@opens_to(LOOKS_AFTER)
def show(request: HttpRequest) -> HttpResponse:
    """List the backups, the newest first, and say what went wrong last. Reads their manifests."""
    LOOKS_AFTER.require(actor_of(request))
    folder = settings.BACKUPS
    how = last_try(folder) if folder else None
    found = list(backups(folder)) if folder else []
    context = {
        "folder": folder and Path(folder).resolve(),
        "keys": settings.DATA / "backups-keys",
        "backups": found,
        "best": next((each for each in found if each.is_verified), found[0] if found else None),
        "failed": how if how and how.has_failed else None,
        "reason": reason(how),
        "trail": [(_("Piattaforma"), reverse("desk:platform"))],
    }
    return render(request, "desk/backups.html", context)


def reason(how: Try | None) -> str:
    """Say in words why the last backup failed; empty when it did not."""
    if how is None or not how.has_failed:
        return ""
    return str(REASONS.get(how.refusal) or _("La copia si è interrotta."))
