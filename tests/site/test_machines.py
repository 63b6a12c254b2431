"""Health, robots, site map and files."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client

from ritrovo.foundations.people import actions
from ritrovo.site.web import health
from tests.people import factories as make
from tests.site.conftest import browser_of


def test_health_is_up_with_a_database_and_says_that_no_worker_beats(db):
    answer = Client().get("/health")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert checks["database"]["well"]
    assert checks["queue"] == {"well": True, "found": "0 failed, 0 late"}
    assert not checks["worker"]["well"]
    assert Client().get("/health?all").status_code == 503


def test_health_is_down_without_a_database(db, monkeypatch):
    class Deaf:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Deaf())
    answer = Client().get("/health")
    assert answer.status_code == 503
    assert set(answer.json()["checks"]) == {"database", "mail"}


def test_health_asks_five_things_of_the_database(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        Client().get("/health")


def test_robots_are_asked_to_leave_desks_alone(db):
    make.make_site()
    said = Client().get("/robots.txt").content.decode()
    assert "Disallow: /scrivania/" in said
    assert "Sitemap: http://testserver/sitemap.xml" in said


def test_the_site_map_lists_ecosystems(veglio):
    answer = Client().get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    assert "http://testserver/ecosistemi/veglio-insieme/" in answer.content.decode()


@pytest.fixture
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(name: str, content: bytes = b"x") -> Path:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_public_picture_is_shown_and_kept_for_ever(db, files):
    stored("pictures/forno.webp")
    answer = Client().get("/media/pictures/forno.webp")
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_a_page_among_the_files_is_downloaded_never_shown(db, files):
    stored("pictures/strano.html", b"<script>alert(1)</script>")
    answer = Client().get("/media/pictures/strano.html")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["../secret_key", "..%2fsecret_key", "niente.png", "", "%00"])
def test_nothing_outside_the_files_is_sent(db, files, path):
    (files.parent / "secret_key").write_text("s")
    assert Client().get(f"/media/{path}").status_code in {400, 404}


def test_a_proof_is_read_only_by_who_keeps_the_accounts(db, files):
    actor, organisation = make.make_desk()
    stranger, _ = make.make_desk("Altro")
    operator = make.member(organisation.pk, actor, "operator")
    account = actions.add_bank_account(
        actor=actor,
        organisation_id=organisation.pk,
        iban=make.IBAN,
        holder="Il Filo s.c.s.",
        is_declared=True,
        proof=make.proof(),
    )
    url = account.proof.url
    answer = browser_of(actor).get(url)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    for refused in (stranger, operator):
        assert browser_of(refused).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_private_file_that_no_room_guards_is_read_by_nobody(db, files):
    stored("private/altro/lettera.pdf")
    actor = make.make_platform_administrator()
    assert browser_of(actor).get("/media/private/altro/lettera.pdf").status_code == 404
    assert Client().get("/media/private/altro/lettera.pdf").status_code == 302
