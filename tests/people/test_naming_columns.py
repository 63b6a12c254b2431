"""Every column that may name somebody is known to the erasure: a new one fails here.

Add it below once a room's `known.py` tells it and empties it, or with the reason why it stays.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import models

WORDS: Final = (
    "address", "answers", "birth", "caller", "contact", "context", "donor", "email", "holder",
    "mail", "name", "phone", "residence", "snapshot", "tax_code",
)  # fmt: skip
EMPTIED: Final = {
    "agreements_consent": {"address_mark"},  # A keyed digest.
    "campaigns_ambassador": {"name", "contact"},
    "campaigns_firstsupporter": {"name", "contact", "email", "phone", "caller"},
    "campaigns_keeper": {"given_name", "family_name", "email", "phone"},
    "campaigns_needoffer": {"given_name", "family_name", "email", "phone"},
    "campaigns_noticerequest": {"email"},
    "campaigns_pledge": {
        "given_name", "family_name", "company_name", "email", "phone", "tax_code", "address",
        "payer_name", "public_name",
    },
    "campaigns_pledgedraft": {"answers"},
    "campaigns_question": {"asked_by_name", "asked_by_email"},
    "people_dossier": {"email", "phone", "tax_code", "address"},
    "people_login": {"email"},
    "people_party": {"name"},
    "people_person": {"given_name", "family_name"},
    "ritrovo_messages_bounce": {"address"},
    "ritrovo_messages_message": {"address", "context"},
    "ritrovo_messages_preference": {"address"},
    "ritrovo_messages_suppression": {"address"},
}  # fmt: skip
KEPT_UNTIL_ITS_TERM: Final = {
    "payments_bankline": {"party_name"},
    "payments_receipt": {"snapshot"},
    "payments_slip": {"snapshot"},
    "payments_yearlysummary": {"donor_key"},  # A digest: a repeat is known by it.
    "volunteers_volunteerdata": {
        "given_name", "family_name", "tax_code", "birth_place", "residence",
    },
}  # fmt: skip
# Bodies, places, texts and files of no person; what waits to be imported goes after some days.
OF_NO_PERSON: Final = {
    "campaigns_campaign", "campaigns_category", "campaigns_voice", "ecosystems_ecosystem",
    "inventory_inventory", "inventory_waitinglist", "ledger_account", "observatory_import",
    "observatory_mapping", "observatory_reportmaking", "payments_publicadvantage",
    "payments_statementimport", "payments_statementupload", "payments_till",
    "people_bankaccount", "people_counter", "people_organisation", "people_site",
    "places_municipality", "places_neighbourhood",
}  # fmt: skip


def naming_columns() -> set[tuple[str, str]]:
    """List the columns of words whose name says that they may name somebody."""
    texts = (models.CharField, models.TextField, models.JSONField)
    return {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        if model.__module__.startswith("ritrovo.") and model._meta.managed
        for field in model._meta.local_concrete_fields
        if isinstance(field, texts) and not field.choices
        if any(word in field.column for word in WORDS)
    }


def test_every_column_that_may_name_somebody_is_emptied_or_kept_for_a_reason():
    told = EMPTIED | KEPT_UNTIL_ITS_TERM
    strays = {
        (table, column)
        for table, column in naming_columns()
        if table not in OF_NO_PERSON and column not in told.get(table, set())
    }
    assert strays == set()
