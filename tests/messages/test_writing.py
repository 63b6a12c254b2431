"""A message is written with its fact, once for one thing, and draws its words then."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.messages.contexts import packed, unpacked
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import Letter, choose_mode, send, send_many
from tests.messages.letters import jobs, write

pytestmark = pytest.mark.django_db


def test_a_message_waits_with_its_words_and_its_job():
    message = write()

    assert message.state == "queued"
    assert "Grazie, Anna! C'è posta" in message.text
    assert jobs() == [{"message_id": str(message.pk)}]


def test_the_same_key_twice_is_one_message_and_one_job():
    key = uuid4()

    assert write(key=key).pk == write(key=key).pk
    assert len(jobs()) == 1


def test_another_address_or_kind_gets_its_own():
    key = uuid4()
    write(key=key)
    write(key=key, to="bruno@example.org")
    write(key=key, kind="post.alert")

    assert Message.objects.count() == 3


def test_capitals_make_no_other_address():
    key = uuid4()
    write(key=key, to="Anna@Example.org ")

    assert write(key=key).address == "anna@example.org"
    assert Message.objects.count() == 1


def test_nobody_is_written_to_without_an_address():
    with transaction.atomic():
        made = send(kind="post.receipt", key="1", to=" ", subject="x", template="post/thanks")

    assert made is None


def test_no_message_and_no_job_without_the_fact():
    with suppress(ZeroDivisionError), transaction.atomic():
        send(kind="post.receipt", key="1", to="a@b.it", subject="x", template="post/thanks")
        1 / 0  # noqa: B018  The fact that fails after its message was written.

    assert not Message.objects.exists()
    assert jobs() == []


def test_an_unknown_kind_is_refused():
    with pytest.raises(LookupError):
        write(kind="post.nothing")


def test_a_subject_is_read_in_the_readers_language_and_on_one_line():
    subject = format_lazy("{yes}\r\nBcc: tutti@example.org {title}", yes=_("Yes"), title="{x}")

    assert write(subject=subject, language="it").subject == "Sì Bcc: tutti@example.org {x}"
    assert write(subject=subject, language="en").subject == "Yes Bcc: tutti@example.org {x}"


def test_html_is_escaped_and_text_is_not():
    message = write(template="post/rich", context={"name": "<b>L'orto</b>"})

    assert message.text == "<b>L'orto</b>"
    assert "&lt;b&gt;L&#x27;orto" in message.html


def test_a_text_alone_becomes_paragraphs_with_links():
    assert '<a href="http' in write().html


def test_what_may_wait_waits_for_the_digest():
    message = write(kind="post.news")

    assert message.urgency == "digest"
    assert jobs() == []


def test_a_reader_decides_how_a_kind_comes():
    with transaction.atomic():
        choose_mode(address="anna@example.org", kind="post.news", mode="at_once")
        choose_mode(address="anna@example.org", kind="post.alert", mode="never")

    assert write(kind="post.news").urgency == "at_once"
    stopped = write(kind="post.alert")
    assert (stopped.state, stopped.reason) == ("suppressed", "unwanted")


def test_many_letters_are_written_once_and_leave_by_one_job(django_assert_num_queries):
    letters = [Letter(str(n), f"p{n}@example.org", context={"name": "P"}) for n in range(60)]
    with transaction.atomic():
        first = send_many(kind="post.receipt", letters=letters, subject="x", template="post/thanks")
        with django_assert_num_queries(2):
            again = send_many(
                kind="post.receipt", letters=letters, subject="x", template="post/thanks"
            )

    assert (first, again) == (60, 0)
    assert len(jobs("messages.drain")) == 1


def test_a_few_letters_leave_each_by_itself():
    letters = [Letter("1", "a@example.org"), Letter("1", "b@example.org", language="en")]
    with transaction.atomic():
        send_many(kind="post.alert", letters=letters, subject=_("Yes"), template="post/thanks")

    assert len(jobs()) == 2
    assert set(Message.objects.values_list("subject", flat=True)) == {"Sì", "Yes"}


def test_what_a_letter_carries_comes_back_the_same():
    context = {"amount": Amount(1250, "eur_cent"), "day": date(2026, 3, 1), "names": ["a", None]}

    assert unpacked(packed(context)) == context
    with pytest.raises(TypeError):
        packed({"thing": object()})
