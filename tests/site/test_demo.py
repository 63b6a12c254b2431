"""The demo: a year of two places, loaded by the real verbs."""

from __future__ import annotations

import time

from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.demo import load
from ritrovo.practices.campaigns.models import Campaign


def test_scratch(committed_db):
    start = time.time()
    import ritrovo.config.urls as u
    from django.urls import include, path, clear_url_caches
    try:
        from django.urls import reverse; reverse("receipts:open", args=["x"])
    except Exception:
        u.urlpatterns.append(path("ricevute/", include("ritrovo.site.desk.treasury.public_urls"))); clear_url_caches()
    import cProfile, pstats, os
    pr = cProfile.Profile(); 
    if os.environ.get("PROF"): pr.enable()
    rows = load(share=int(os.environ.get("SHARE", "50")), tell=lambda done, whole: None)
    if os.environ.get("PROF"):
        pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(15); pstats.Stats(pr).sort_stats("cumtime").print_stats("ritrovo",60)
    print(rows[0], time.time() - start)
    for campaign in Campaign.objects.order_by("created_at"):
        print(campaign.slug, campaign.status, campaign.pledges.count())

    exec(open("/tmp/K/look.py").read(), globals())
    for _n, prover in provers():
        proof = prover()
        print(proof.counted, proof.what, proof.drifted)
    from django.conf import settings
    import shutil; shutil.copy(settings.DATA / "demo" / "estratto-conto-ponte-rosso.xml", "/tmp/K/nuovo.xml")
    from ritrovo.foundations.payments.actions import files
    from ritrovo.foundations.payments.queries.previews import preview, upload_for
    from ritrovo.foundations.ecosystems.queries import actor_of_party
    lucia = actor_of_party(Person.objects.get(login__email="lucia@example.org").pk)
    acc = BankAccount.objects.filter(organisation__legal_name__startswith="Il Ponte").order_by("added_at")[0]
    up = files.upload_statement(actor=lucia, bank_account_id=acc.pk, name="x.xml", content=open("/tmp/K/nuovo.xml","rb").read())
    found = preview(upload_for(lucia, up.pk))
    for line in found.lines:
        pr = line.proposal if hasattr(line, "proposal") else line
        print(pr.entry.cents, pr.entry.party_name[:20], pr.entry.text[:44], "|", pr.outcome, pr.certainty, pr.by)
