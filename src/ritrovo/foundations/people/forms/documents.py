"""Documents that people attach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.ids import new_id

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 10
BEGINNINGS: Final = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png"}


class DocumentField(forms.FileField):
    """A PDF or a picture of a document, recognised by its content; renamed, so that names of
    people in it are never in an address."""

    widget = forms.FileInput
    default_error_messages = {
        "kind": _("Allega un PDF oppure una foto JPG o PNG."),
        "size": _("Il file è troppo grande: al massimo %(most)s MB."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the file under a new name. Raises ValidationError."""
        given = super().clean(data, initial)
        if not isinstance(given, UploadedFile):
            return given
        if (given.size or 0) > MOST_MEGABYTES * MEGABYTE:
            raise ValidationError(self.error_messages["size"], "size", {"most": MOST_MEGABYTES})
        start = given.read(8)
        given.seek(0)
        ending = next((end for begin, end in BEGINNINGS.items() if start.startswith(begin)), None)
        if ending is None:
            raise ValidationError(self.error_messages["kind"], "kind")
        given.name = str(Path(f"{new_id()}{ending}"))
        return given
