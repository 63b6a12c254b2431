"""A text that people read is a version that stays; models are filled for each organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ritrovo.foundations.agreements import actions, queries
from ritrovo.foundations.agreements.bundled import bundled_texts
from ritrovo.foundations.agreements.errors import BeforeTheLast, GapUnknown, NoSuchText
from ritrovo.foundations.agreements.facts import GAPS
from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.proofs import texts_are_as_published
from ritrovo.foundations.agreements.rules import blocks, changes, gaps
from ritrovo.foundations.agreements.shown import version_to_show
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.models import Organisation, Site
from tests.agreements.people import actor_with, make_organisation

pytestmark = pytest.mark.django_db


def ensure(organisation: Organisation, kind: str = "privacy") -> Version:
    """Give the text of an organisation that people are shown."""
    return version_to_show(kind, organisation.pk)


def publish(organisation: Organisation, text: str = "Nuovo testo.", **rest: object) -> Version:
    """Publish an organisation's own text."""
    return actions.publish_version(
        actor=SYSTEM,
        kind="privacy",
        owner_id=organisation.pk,
        titles=("Privacy", ""),
        texts=(text, ""),
        **rest,
    )


def test_the_bundled_texts_are_published_once():
    assert actions.load_bundled() == len(bundled_texts())
    assert actions.load_bundled() == 0


def test_only_the_platform_itself_loads_them():
    with pytest.raises(NotAllowed):
        actions.load_bundled(actor=Actor(party_id=make_organisation().pk))


def test_every_bundled_text_has_only_gaps_we_fill_and_both_languages():
    for text in bundled_texts():
        for words in (text.title_it, text.text_it, text.title_en, text.text_en):
            assert words
            assert gaps(words) <= set(GAPS)
        assert len(blocks(text.text_it)) == len(blocks(text.text_en))


def test_the_platforms_texts_name_who_runs_it():
    owner = make_organisation()
    Site.objects.create(host="ritrovo.example", name="Ritrovo", owner=owner, is_default=True)
    actions.load_bundled()

    text = queries.current_version("privacy").text("it")
    assert "Il Forno di Veglio" in text
    assert "{" not in text


def test_a_new_owner_makes_a_new_version_of_the_platforms_texts():
    actions.load_bundled()
    Site.objects.create(host="a.example", name="A", owner=make_organisation(), is_default=True)

    assert actions.load_bundled() > 0
    assert queries.current_version("privacy").number == 2


def test_a_model_is_filled_with_the_organisation_once():
    actions.load_bundled()
    organisation = make_organisation()
    first = ensure(organisation)

    assert "via Roma 1" in first.text("it")
    assert "Il Forno di Veglio" in first.text("en")
    assert ensure(organisation) == first


def test_a_changed_seat_makes_a_new_version_and_the_old_one_stays():
    actions.load_bundled()
    organisation = make_organisation()
    first = ensure(organisation)
    organisation.address = "piazza del Popolo 2"
    organisation.save()

    assert ensure(organisation).number == 2
    first.refresh_from_db()
    assert "via Roma 1" in first.text("it")


def test_two_organisations_have_texts_of_their_own():
    actions.load_bundled()

    assert ensure(make_organisation()) != ensure(make_organisation("La Bottega"))


def test_a_text_nobody_wrote_is_refused():
    with pytest.raises(NoSuchText):
        ensure(make_organisation())


def test_what_the_organisation_writes_replaces_the_model():
    actions.load_bundled()
    organisation = make_organisation()
    ensure(organisation)
    own = publish(organisation, "Scrive {name}.")

    assert own.number == 2
    assert ensure(organisation).text("it") == "Scrive Il Forno di Veglio."


def test_publishing_the_same_words_again_changes_nothing():
    organisation = make_organisation()

    assert publish(organisation) == publish(organisation)


def test_a_text_for_tomorrow_waits():
    organisation = make_organisation()
    now = publish(organisation)
    later = publish(organisation, "Domani.", valid_on=clock.today() + timedelta(days=1))

    assert queries.current_version("privacy", organisation.pk) == now
    tomorrow = clock.now() + timedelta(days=1)
    assert queries.current_version("privacy", organisation.pk, at=tomorrow) == later
    with pytest.raises(BeforeTheLast):
        publish(organisation, "Prima di domani.")


def test_a_text_for_yesterday_or_with_an_unknown_gap_is_refused():
    organisation = make_organisation()
    with pytest.raises(BeforeTheLast):
        publish(organisation, valid_on=clock.today() - timedelta(days=1))
    with pytest.raises(GapUnknown, match="pippo"):
        publish(organisation, "Ciao {pippo}")


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("treasurer", False)])
def test_editors_publish_and_others_do_not(role, may):
    organisation = make_organisation()
    asked = {"kind": "privacy", "owner_id": organisation.pk}
    words = {"titles": ("A", ""), "texts": ("B", "")}
    actor = actor_with(role, organisation.pk)
    if may:
        assert actions.publish_version(actor=actor, **asked, **words).published_by_id
    else:
        with pytest.raises(NotAllowed):
            actions.publish_version(actor=actor, **asked, **words)


def test_an_editor_does_not_publish_for_another_organisation():
    actor = actor_with("editor", make_organisation().pk)
    with pytest.raises(NotAllowed):
        actions.publish_version(
            actor=actor,
            kind="privacy",
            owner_id=make_organisation("La Bottega").pk,
            titles=("A", ""),
            texts=("B", ""),
        )


@pytest.mark.parametrize(
    "change",
    ["UPDATE agreements_version SET text_it = 'x'", "DELETE FROM agreements_version"],
)
def test_a_published_text_never_changes(change):
    publish(make_organisation())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_proof_counts_every_text():
    actions.load_bundled()
    proof = texts_are_as_published()

    assert (proof.counted, list(proof.drifted)) == (len(bundled_texts()), [])


def test_a_reader_sees_block_by_block_what_changed():
    found = changes("## Chi\n\nNoi.\n\n- uno\n- due", "## Chi\n\nVoi.\n\n- uno\n- due")

    assert [(each.how, each.block.lines) for each in found] == [
        ("kept", ("Chi",)),
        ("removed", ("Noi.",)),
        ("added", ("Voi.",)),
        ("kept", ("uno", "due")),
    ]
