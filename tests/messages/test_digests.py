"""What may wait comes in one mail a day, each thing once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.jobs import send_digests
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import choose_mode
from tests.messages.letters import mails, make_site, run_deliveries, words, write

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 27, 20, 0, tzinfo=UTC)
# Seven in the morning in Rome is 6 UTC before the clocks change and 5 after.
SATURDAY = datetime(2026, 3, 28, 6, 2, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 29, 5, 2, tzinfo=UTC)


def digests_at(moment: datetime) -> int:
    """Collect digests at a moment and let them leave."""
    with clock.moved_to(moment):
        count = send_digests()
        run_deliveries()
    return count


def write_news(subject: str, moment: datetime = EVENING, **rest: object) -> Message:
    """Write news that may wait."""
    with clock.moved_to(moment):
        return write(kind="post.news", subject=subject, **rest)


def test_two_pieces_of_news_are_one_mail(post):
    write_news("Il forno è acceso")
    write_news("Si cerca un idraulico")

    assert digests_at(SATURDAY) == 1
    (mail,) = mails(post)
    assert mail["Subject"] == "Il tuo riepilogo: 2 messaggi"
    assert "Il forno è acceso" in words(mail)
    assert "Si cerca un idraulico" in words(mail, "html")
    assert set(Message.objects.values_list("state", flat=True)) == {"sent", "digested"}


def test_one_piece_of_news_keeps_its_subject(post):
    write_news("Il forno è acceso")
    digests_at(SATURDAY)

    assert [mail["Subject"] for mail in mails(post)] == ["Il forno è acceso"]


def test_a_digest_collected_twice_says_nothing_new(post):
    write_news("Il forno è acceso")

    assert [digests_at(SATURDAY), digests_at(SATURDAY)] == [1, 0]
    assert len(mails(post)) == 1


def test_digests_wait_for_seven_in_rome_whatever_the_clocks_do():
    write_news("Sabato")
    assert digests_at(SATURDAY - timedelta(minutes=10)) == 0
    assert digests_at(SATURDAY) == 1
    write_news("Domenica", SATURDAY + timedelta(hours=3))
    assert digests_at(SUNDAY - timedelta(minutes=10)) == 0
    assert digests_at(SUNDAY) == 1


def test_what_comes_after_the_morning_waits_for_the_next():
    write_news("Tardi", SATURDAY + timedelta(hours=1))

    assert digests_at(SATURDAY + timedelta(hours=5)) == 0
    assert digests_at(SUNDAY) == 1


def test_each_reader_and_each_site_has_its_own(post):
    write_news("Uno")
    write_news("Due", to="bruno@example.org")
    write_news("Tre", site=make_site())

    assert digests_at(SATURDAY) == 3
    assert {mail["Subject"] for mail in mails(post)} == {"Uno", "Due", "Tre"}


def test_who_stopped_a_kind_meanwhile_gets_no_digest(post):
    message = write_news("Il forno è acceso")
    with transaction.atomic():
        choose_mode(address="anna@example.org", kind="post.news", mode="never")

    assert digests_at(SATURDAY) == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == ("suppressed", "unwanted")


def test_a_digest_can_be_stopped_with_one_click(post, client):
    write_news("Uno")
    write_news("Due")
    digests_at(SATURDAY)
    link = mails(post)[0]["List-Unsubscribe"].split(">")[0].partition("8000")[2]

    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert write_news("Tre").state == "suppressed"


def test_collecting_costs_the_same_for_each_reader(django_assert_max_num_queries):
    for number in range(5):
        write_news(str(number), to="anna@example.org")
    with clock.moved_to(SATURDAY), django_assert_max_num_queries(20):
        send_digests()
