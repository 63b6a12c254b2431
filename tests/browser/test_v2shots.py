import os
from uuid import uuid4
from datetime import timedelta
import pytest
from django.urls import reverse
from django.test import Client
from tests import factories as f
from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.actions import talking, helping
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward

def login(page, live_site, person):
    c = Client(); c.force_login(person.login)
    page.context.add_cookies([{"name":"sessionid","value":c.cookies["sessionid"].value,"url":live_site}])

OUT="/tmp/v2/shots"
os.makedirs(OUT, exist_ok=True)

def build():
    start = clock.now() - timedelta(days=20)
    with clock.moved_to(start):
        org = f.make_organisation()
        person = f.make_login_with_role("administrator", organisation=org, given_name="Ada", family_name="Ferro")
        eco = f.make_ecosystem()
        c = f.make_campaign(promoter=org, ecosystem=eco, days=45, funding_rule="minimum_then_optimum", kind="both",
            rewards=[PlannedReward("Una tazza del lanificio", 2500, 1000, "Fatta dal vasaio di Mosso.", 40, "Si ritira alla festa")],
            needs=[PlannedNeed("task","Montare le scrivanie","Due sabati di maggio",4), PlannedNeed("thing","Un furgone",  "Da sabato a domenica")])
        r = c.rewards.get(); n = c.needs.first()
    for d in range(1,20):
        with clock.moved_to(start+timedelta(days=d)):
            f.make_pledge(c, 2000*d+500, given_name="Carla" if d%2 else "Elio", family_name="Gila")
            if d%5==0: f.make_pledge(c, 3000, reward_id=r.pk, given_name="Bruno", family_name="Zegna")
            if d==12: f.make_pledge(c, 200000, given_name="Officine", company_name="Officine Meccaniche Valsessera")
    for name in ("Dario","Mirella"): o=f.make_offer(n, name, message="Ho il trapano e i sabati liberi.", phone="333 1234567")
    helping.accept_offer(actor=f.promoter_of(org), offer_id=o.pk)
    q = talking.ask_question(actor=f.NOBODY, campaign_id=c.pk, text="Ci si può venire anche solo il sabato?", name="Luca")
    talking.ask_question(actor=f.NOBODY, campaign_id=c.pk, text="C'è il parcheggio?")
    talking.answer_question(actor=f.promoter_of(org), question_id=q.pk, answer="Sì, il sabato siamo aperti fino alle 13.")
    talking.post_update(actor=f.promoter_of(org), campaign_id=c.pk, title="I tavoli sono ordinati", text="Li fa la falegnameria di Trivero.\n\nArrivano a maggio.")
    draft = f.make_campaign("draft", promoter=org, ecosystem=eco, title="Il forno di comunità")
    rev = f.make_campaign("in_review", promoter=org, ecosystem=eco, title="La ciclofficina della valle")
    reviewer = f.make_login_with_role("promoter", ecosystem=eco, given_name="Livia")
    return person, reviewer, c, draft, rev, o

def shot(page, live_site, name, path, widths=(360,1280), schemes=("light",)):
    for w in widths:
        for s in schemes:
            page.set_viewport_size({"width":w,"height":900}); page.emulate_media(color_scheme=s)
            page.goto(live_site+path); page.wait_for_timeout(350)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            print(name, w, s, "overflow" if over>0 else "", over)
            page.screenshot(path=f"{OUT}/{name}-{w}-{s}.png", full_page=True)

def test_shots(live_site, page):
    person, reviewer, c, draft, rev, o = build()
    said=[]
    page.on("console", lambda m: said.append(m.text) if m.type in("error","warning") else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    login(page, live_site, person)
    u=lambda n,*a: reverse(f"campaigns:desk_{n}", args=a)
    only=os.environ.get("ONLY","").split(",") if os.environ.get("ONLY") else None
    todo=[("list",u("campaigns")),("new",u("new")),("campaign",u("campaign",c.pk)),("pledges",u("pledges",c.pk)),("record",u("record",c.pk)),
     ("deliveries",u("deliveries",c.pk)),("offers",u("offers",c.pk)),("complete",u("complete",c.pk,o.pk)),("updates",u("updates",c.pk)),("questions",u("questions",c.pk)),
     ("livestory",u("story",c.pk)),("check",u("check",draft.pk)),("basics",u("basics",draft.pk)),("story",u("story",draft.pk)),("pictures",u("pictures",draft.pk)),("budget",u("budget",draft.pk)),
     ("rewards",u("rewards",draft.pk)),("needs",u("needs",draft.pk)),("money",u("money",draft.pk)),("cancel",u("cancel",c.pk)),("waitingcheck",u("check",rev.pk))]
    for n,p in todo:
        if only and n not in only: continue
        shot(page, live_site, n, p, schemes=("light","dark") if n in("campaign","story","pledges") else ("light",))
    if not only or "review" in only:
        page.context.clear_cookies(); login(page, live_site, reviewer)
        shot(page, live_site, "queue", u("reviews")); shot(page, live_site, "review", u("review",rev.pk))
    print("SAID", said)
