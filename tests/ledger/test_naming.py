"""What accounts are called on the accountant's page: plain words, never who gives."""

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.ledger.naming import account_names
from ritrovo.foundations.people import actions
from tests.people import factories as make


def test_a_bank_account_is_called_by_the_end_of_its_iban(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    actor, organisation = make.make_desk()
    account = actions.add_bank_account(
        actor=actor,
        organisation_id=organisation.pk,
        iban=make.IBAN,
        holder=organisation.legal_name,
        is_declared=True,
        proof=make.proof(),
    )
    address = f"bank:{account.pk}"
    assert account_names([address]) == {address: f"Accrediti in banca: …{make.IBAN[-4:]}"}


def test_who_gives_is_never_named_and_what_has_no_name_ends_in_its_id(
    db, django_assert_max_num_queries
):
    giver, unknown = f"party:{new_id()}", f"campaign:{new_id()}"
    with django_assert_max_num_queries(1):
        names = account_names([giver, unknown, giver])
    assert names[giver] == "Chi sostiene"
    assert names[unknown].endswith(unknown[-4:])
