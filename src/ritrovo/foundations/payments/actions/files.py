"""Bank files: uploaded, read by chosen columns, discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.payments.errors import MappingDoesNotFit
from ritrovo.foundations.payments.models import StatementLayout, StatementUpload
from ritrovo.foundations.payments.policies import RULES, person_of, scope_of
from ritrovo.foundations.payments.queries.desk import account_for
from ritrovo.foundations.payments.queries.previews import read_for, upload_for
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    Table,
    header_fingerprint,
    read_statement,
)
from ritrovo.foundations.payments.steps.importing import Choice

LONGEST_NAME = 200


@transaction.atomic(durable=True)
def upload_statement(
    *, actor: Actor, bank_account_id: UUID, name: str, content: bytes
) -> StatementUpload:
    """Keep a bank file to look at; nothing of it is imported yet.

    A file that cannot be read is not kept. Raises AccountUnknown, NotAllowed, StatementRefused.
    """
    account = account_for(actor, bank_account_id)
    RULES["upload_statement"].require(actor, scope_of(account.organisation_id))
    read_for(account, name, content)
    return StatementUpload.objects.create(
        bank_account=account,
        name=name[-LONGEST_NAME:],
        content=content,
        uploaded_by_id=person_of(actor),
    )


@transaction.atomic(durable=True)
def save_layout(*, actor: Actor, upload_id: UUID, mapping: ColumnMapping) -> StatementUpload:
    """Choose what each column of an uploaded table holds, and remember it for that bank.

    Columns that cannot be followed are not remembered. Raises UploadUnknown, NotAllowed,
    StatementRefused.
    """
    upload = upload_for(actor, upload_id)
    account = upload.bank_account
    RULES["save_layout"].require(actor, scope_of(account.organisation_id))
    table = read_statement(upload.name, bytes(upload.content))
    if not isinstance(table, Table):
        raise MappingDoesNotFit
    read_for(account, upload.name, bytes(upload.content), mapping)
    StatementLayout.objects.update_or_create(
        organisation_id=account.organisation_id,
        header_fingerprint=header_fingerprint(table),
        defaults={"mapping": mapping.as_dict(), "saved_at": clock.now()},
    )
    upload.mapping = mapping.as_dict()
    upload.save(update_fields=["mapping"])
    return upload


@transaction.atomic(durable=True)
def keep_choices(
    *, actor: Actor, upload_id: UUID, choices: Mapping[str, Choice]
) -> StatementUpload:
    """Remember what was decided of some lines, by fingerprint; nothing is imported yet.

    Decisions kept before stand unless another comes for the same line. Raises UploadUnknown,
    NotAllowed.
    """
    uploads = StatementUpload.objects.select_for_update(no_key=True).filter(pk=upload_id)
    uploads.values_list("pk").first()
    upload = upload_for(actor, upload_id)
    RULES["keep_choices"].require(actor, scope_of(upload.bank_account.organisation_id))
    upload.choices |= {each: choice.as_dict() for each, choice in choices.items()}
    upload.save(update_fields=["choices"])
    return upload


@transaction.atomic(durable=True)
def discard_upload(*, actor: Actor, upload_id: UUID) -> None:
    """Throw away a file that was never imported. Raises UploadUnknown, NotAllowed."""
    upload = upload_for(actor, upload_id)
    RULES["discard_upload"].require(actor, scope_of(upload.bank_account.organisation_id))
    upload.delete()


@transaction.atomic(durable=True)
def forget_uploads(*, actor: Actor = SYSTEM) -> int:
    """Throw away the files that waited too long; how many."""
    RULES["forget_uploads"].require(actor)
    oldest = clock.now() - timedelta(days=parameter("payments.upload_days"))
    count, _ = StatementUpload.objects.filter(uploaded_at__lt=oldest).delete()
    return count
