"""The pages of an ecosystem's places, and of what an administrator puts right."""

from datetime import date

from django.db import transaction

from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people import queries
from ritrovo.foundations.people.models import Hosting, Site
from ritrovo.foundations.people.steps import make_person, merge
from ritrovo.foundations.places.queries import neighbourhoods
from tests.people import factories as make
from tests.site.conftest import browser_of

PLACES = "/scrivania/ecosistemi/veglio-insieme/luoghi/"


def administrator():
    """Give somebody who administers the platform."""
    person = make.make_person("Ada")
    make.PlatformRole.objects.create(person=person, role="administrator")
    return make.fresh(make.actor_of_party(person.pk))


def test_places_are_added_listed_and_ended_from_the_desk(veglio):
    actor, _, _ = veglio
    browser = browser_of(actor)
    assert "Aggiungi un quartiere" in browser.get(PLACES).content.decode()
    browser.post(f"{PLACES}quartieri/nuovo/", {"name": "Romanina"})
    again = browser.post(f"{PLACES}quartieri/nuovo/", {"name": "romanina"})
    assert again.status_code == 422
    (part,) = list(neighbourhoods("L712"))
    facts = {"street": "Via Trieste", "number": "8", "neighbourhood_id": str(part.pk)}
    answer = browser.post(f"{PLACES}edifici/nuovo/", facts, follow=True)
    assert "Via Trieste 8" in answer.content.decode()
    url = f"{PLACES}quartieri/{part.pk}/fine/"
    assert "Romanina" in browser.get(url).content.decode()
    browser.post(url, {"until": "2026-01-01"})
    assert list(neighbourhoods("L712")) == []


def test_an_operator_sees_the_ecosystem_and_its_places_but_does_not_tell_its_story(veglio):
    actor, organisation, _ = veglio
    operator = make.make_person("Samir")
    people.give_role(
        actor=actor,
        organisation_id=organisation.pk,
        email=operator.login.email,
        role="operator",
    )
    browser = browser_of(make.actor_of_party(operator.pk))
    page = browser.get("/scrivania/ecosistemi/veglio-insieme/")
    assert page.status_code == 200
    assert "Cambia la storia" not in page.content.decode()
    assert browser.get(f"{PLACES}edifici/nuovo/").status_code == 200
    assert browser.get("/scrivania/ecosistemi/veglio-insieme/storia/").status_code == 403
    stranger = browser_of(make.make_desk("Altri")[0])
    assert stranger.get(PLACES).status_code == 403


def test_who_may_not_end_a_role_or_an_account_is_not_even_asked(db):
    actor, organisation = make.make_desk()
    editor = make.make_person("Giulia")
    role = people.give_role(
        actor=actor, organisation_id=organisation.pk, email=editor.login.email, role="editor"
    )
    browser = browser_of(make.actor_of_party(editor.pk))
    url = f"/scrivania/organizzazioni/{organisation.pk}/ruoli/{role.pk}/togli/"
    assert browser.get(url).status_code == 403


def test_a_search_that_finds_too_many_says_so(db):
    actor, organisation = make.make_desk()
    for number in range(queries.MOST_FOUND + 1):
        people.register_person(
            actor=actor, organisation_id=organisation.pk, given_name="Rosa", family_name=f"{number}"
        )
    url = f"/scrivania/organizzazioni/{organisation.pk}/persone/"
    browser = browser_of(actor)
    assert "Ecco le prime 20" in browser.get(f"{url}?q=rosa").content.decode()
    assert "Nessuno si chiama «zzz»" in browser.get(f"{url}?q=zzz").content.decode()


def test_an_agreement_ends_from_the_page_of_the_group(db):
    actor, organisation = make.make_desk()
    group = people.register_group(actor=actor, organisation_id=organisation.pk, name="Mamme")
    hosting = people.host_group(
        actor=actor,
        organisation_id=organisation.pk,
        group_id=group.pk,
        signed_on=date(2026, 1, 10),
        reference="verbale 3",
    )
    base = f"/scrivania/organizzazioni/{organisation.pk}/persone/{group.pk}/"
    browser = browser_of(actor)
    assert "verbale 3" in browser.get(base).content.decode()
    url = f"{base}ospita/{hosting.pk}/fine/"
    assert browser.post(url, {"until": "2026-01-10"}).status_code == 422
    assert browser.post(url, {"until": "2026-02-01"}).status_code == 302
    assert Hosting.objects.get().until == date(2026, 2, 1)
    assert queries.host_of(group.pk) is None
    other, elsewhere = make.make_desk("Altri")
    guessed = url.replace(str(organisation.pk), str(elsewhere.pk))
    assert browser_of(other).post(guessed, {"until": "2026-03-01"}).status_code == 404


def test_an_administrator_separates_two_parties_that_were_united(db):
    with transaction.atomic():
        one, other = make_person(given_name="Pina"), make_person(given_name="Pina Bo")
        merge(party_id=one.pk, into_id=other.pk)
    browser = browser_of(administrator())
    url = f"/scrivania/piattaforma/unite/{one.pk}/separa/"
    assert "Pina Bo" in browser.get("/scrivania/piattaforma/unite/?q=pina").content.decode()
    assert "Pina Bo" in browser.get(url).content.decode()
    browser.post(url)
    assert queries.party_root(one.pk) == one.pk
    assert browser.get(url).status_code == 404
    promoter, _ = make.make_desk()
    assert browser_of(promoter).get("/scrivania/piattaforma/unite/").status_code == 403


def test_the_platform_texts_name_whoever_runs_the_site(db):
    site, (promoter, organisation) = make.make_site(), make.make_desk()
    browser = browser_of(administrator())
    url = f"/scrivania/siti/{site.pk}/chi/"
    assert browser_of(promoter).get(url).status_code == 403
    assert browser.post(url, {"owner_id": str(organisation.pk)}).status_code == 302
    assert Site.objects.get(pk=site.pk).owner == organisation
    assert organisation.legal_name in browser.get("/accordi/privacy/").content.decode()


def test_a_sender_that_is_no_address_is_refused(db):
    site = make.make_site()
    browser = browser_of(administrator())
    facts = {"name": site.name, "language": "it"}
    for wrong in ("boh", "Il Filo <a@b>", "Il Filo <ciao@filo.example>\r\nBcc: x@y.example"):
        answer = browser.post(f"/scrivania/siti/{site.pk}/", facts | {"sender": wrong})
        assert "sender" in answer.context["form"].errors
    right = {"sender": "Il Filo <ciao@filo.example>"}
    assert browser.post(f"/scrivania/siti/{site.pk}/", facts | right).status_code == 302
