import shutil, time, resource
import pytest
from django.conf import settings
from ritrovo.practices.campaigns.demo import load
from ritrovo.foundations.ecosystems.queries import actor_of_party
from ritrovo.foundations.payments.actions import files, imports
from ritrovo.foundations.payments.queries.previews import preview, upload_for
from ritrovo.foundations.people.models import *
from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns import jobs

@pytest.mark.parametrize("n", [1, 2])
def test_x(committed_db, n):
    t = time.time(); load(); print("LOAD", n, time.time() - t, resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    shutil.copy(settings.DATA / "demo" / "estratto-conto-ponte-rosso.xml", f"/tmp/K/sample{n}.xml")
    if n == 1: return
    lucia = actor_of_party(Person.objects.get(login__email="lucia@example.org").pk)
    acc = BankAccount.objects.filter(organisation__party__name="Il Ponte Rosso").order_by("added_at")[0]
    up = files.upload_statement(actor=lucia, bank_account_id=acc.pk, name="x.xml", content=open("/tmp/K/sample2.xml","rb").read())
    found = preview(upload_for(lucia, up.pk))
    for l in found.lines:
        p = l.proposal
        print(p.entry.booked_on, p.entry.cents, p.entry.party_name[:20], p.entry.text[:40], "|", p.outcome, p.certainty, p.by)
    done = imports.import_statement(actor=lucia, upload_id=up.pk, choices={})
    jobs.end_collections()
    print("ciclofficina", Campaign.objects.get(slug__contains="ciclofficina").status)
    for name, prove in provers().items():
        assert not prove().drifted, name
    up = files.upload_statement(actor=lucia, bank_account_id=acc.pk, name="x.xml", content=open("/tmp/K/sample2.xml","rb").read())
    print("again: new", len(preview(upload_for(lucia, up.pk)).lines))
