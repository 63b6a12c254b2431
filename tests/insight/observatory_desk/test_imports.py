"""A file's way in: once, whole or not at all, corrected, taken back without a trace."""

from __future__ import annotations

import os

import pytest

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.errors import (
    FileArrivedMeanwhile,
    FileKindUnknown,
    FileUnreadable,
    ImportOnItsWay,
    MappingMissing,
    NothingCorrected,
    RowNotWaiting,
    SameFile,
    TooManyRowsAtOnce,
)
from ritrovo.insight.observatory.jobs.imports import bring, forget
from ritrovo.insight.observatory.models import Correction, Import
from ritrovo.insight.observatory.queries.quarantine import page_of_rows, reasons
from tests.insight.observatory_desk.analysts import brought, cells_of, text_of, work

GOOD = [cells_of(ID="1"), cells_of(ID="2", name="Due")]
LOST = [*GOOD, cells_of(ID="3", state="lost"), cells_of(ID="4", state="lost")]


def kept_files():
    return sorted(path for path in folders.root().rglob("*") if path.is_file())


def test_a_file_is_proposed_the_mapping_that_fits_and_enters_by_a_job(analyst):
    told = actions.upload_file(actor=analyst, name="ks.csv", chunks=[text_of(*GOOD)])
    assert (told.state, told.mapping.name) == (ImportState.LOOKED_AT, "kickstarter")
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    work()
    told.refresh_from_db()
    assert (told.state, told.rows_read, told.rows_entered) == (ImportState.DONE, 2, 2)


def test_the_same_file_again_names_the_import_that_has_it(analyst):
    brought(analyst, *GOOD, name="primo.csv")
    with pytest.raises(SameFile, match=r"primo\.csv"):
        actions.upload_file(actor=analyst, name="altro.csv", chunks=[text_of(*GOOD)])
    assert Import.objects.count() == 1


def test_a_file_that_waits_is_given_back_when_it_comes_again(analyst):
    first = actions.upload_file(actor=analyst, name="a.csv", chunks=[text_of(*GOOD)])
    again = actions.upload_file(actor=analyst, name="b.csv", chunks=[text_of(*GOOD)])
    assert first == again


def test_of_two_who_bring_one_file_at_once_the_database_lets_one_through(analyst, monkeypatch):
    brought(analyst, *GOOD)
    monkeypatch.setattr(actions, "_of_content", lambda _arrived: None)
    with pytest.raises(FileArrivedMeanwhile):
        actions.upload_file(actor=analyst, name="insieme.csv", chunks=[text_of(*GOOD)])
    assert Import.objects.count() == 1


def test_the_same_rows_saved_otherwise_add_nothing_and_say_who_has_them(analyst):
    first = brought(analyst, *GOOD)
    saved = text_of(*reversed(GOOD), separator=";")
    told = actions.upload_file(actor=analyst, name="saved.csv", chunks=[saved])
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    work()
    told.refresh_from_db()
    assert (told.state, told.same_as) == (ImportState.SAME, first)


def test_a_file_of_no_known_kind_or_with_nothing_in_it_is_not_kept(analyst):
    with pytest.raises(FileKindUnknown):
        actions.upload_file(actor=analyst, name="foglio.xlsx", chunks=[b"x"])
    with pytest.raises(FileUnreadable):
        actions.upload_file(actor=analyst, name="vuoto.csv", chunks=[b""])
    assert not Import.objects.exists()
    assert kept_files() == []


def test_without_a_mapping_nothing_is_brought_in(analyst):
    told = actions.upload_file(actor=analyst, name="loro.csv", chunks=[b"uno,due\n1,2\n"])
    assert told.mapping is None
    with pytest.raises(MappingMissing):
        actions.bring_file_in(actor=analyst, import_id=told.pk)


def test_only_who_counts_the_market_may_bring_a_file(analyst):
    stranger = Actor(analyst.party_id, platform=frozenset({"moderator"}))
    with pytest.raises(NotAllowed):
        actions.upload_file(actor=stranger, name="a.csv", chunks=[text_of(*GOOD)])


def test_a_refused_row_is_corrected_tried_again_and_remembered(analyst):
    told = brought(analyst, *LOST)
    assert (told.rows_entered, told.rows_refused) == (2, 2)
    actions.correct_rows(actor=analyst, import_id=told.pk, fixes={4: {"state": "failed"}})
    work()
    told.refresh_from_db()
    assert (told.rows_entered, told.rows_refused, told.state) == (3, 1, ImportState.DONE)
    correction = Correction.objects.get()
    assert (correction.line, correction.was, correction.cell) == (4, "lost", "failed")
    assert correction.corrected_by_id == analyst.party_id


def test_one_word_is_corrected_in_all_rows_that_wait_for_it(analyst):
    told = brought(analyst, *LOST)
    assert [(each.code, each.count) for each in reasons(told)] == [("unknown_state", 2)]
    actions.correct_word(
        actor=analyst, import_id=told.pk, column="state", was="lost", cell="failed"
    )
    work()
    told.refresh_from_db()
    assert (told.rows_entered, told.rows_refused) == (4, 0)
    assert page_of_rows(told, "", 1) == ([], 0)


def test_a_correction_of_nothing_or_of_a_row_that_does_not_wait_is_refused(analyst):
    told = brought(analyst, *LOST)
    with pytest.raises(RowNotWaiting):
        actions.correct_rows(actor=analyst, import_id=told.pk, fixes={2: {"state": "failed"}})
    with pytest.raises(NothingCorrected):
        actions.correct_rows(actor=analyst, import_id=told.pk, fixes={4: {"state": "lost"}})
    with pytest.raises(NothingCorrected):
        actions.correct_word(
            actor=analyst, import_id=told.pk, column="state", was="altro", cell="failed"
        )
    assert not Correction.objects.exists()


def test_an_import_taken_back_leaves_no_file_and_may_come_again(analyst):
    told = brought(analyst, *LOST)
    actions.undo_import(actor=analyst, import_id=told.pk)
    actions.undo_import(actor=analyst, import_id=told.pk)
    work()
    told.refresh_from_db()
    assert told.state == ImportState.TAKEN_BACK
    assert [path for path in kept_files() if path.parent != folders.found()] == []
    again = brought(analyst, *LOST)
    assert (again.state, again.rows_entered) == (ImportState.DONE, 2)


def test_what_is_being_brought_in_is_neither_discarded_nor_taken_back(analyst):
    told = actions.upload_file(actor=analyst, name="a.csv", chunks=[text_of(*GOOD)])
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    for act in (actions.discard_file, actions.undo_import):
        with pytest.raises(ImportOnItsWay):
            act(actor=analyst, import_id=told.pk)


def test_a_discarded_file_is_gone(analyst):
    told = actions.upload_file(actor=analyst, name="a.csv", chunks=[text_of(*GOOD)])
    actions.discard_file(actor=analyst, import_id=told.pk)
    work()
    assert kept_files() == []
    assert not Import.objects.exists()


def test_a_file_its_mapping_cannot_read_says_why(analyst):
    told = actions.upload_file(actor=analyst, name="a.csv", chunks=[text_of(*GOOD)])
    actions.choose_mapping(actor=analyst, import_id=told.pk, mapping="goteo")
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    work()
    told.refresh_from_db()
    assert told.state == ImportState.FAILED
    assert "mancano le colonne" in told.trouble


def test_a_bring_that_runs_twice_changes_nothing(analyst):
    told = brought(analyst, *LOST)
    before = Import.objects.values().get()
    bring.func(import_id=str(told.pk))
    assert Import.objects.values().get() == before


def test_the_night_throws_away_what_interrupted_uploads_left(analyst):
    stray = folders.drafts() / "stray"
    lost = folders.root() / "raw" / "0000"
    for folder in (stray, lost):
        folder.mkdir(parents=True)
    os.utime(stray, (0, 0))
    fresh = folders.drafts() / "fresh"
    fresh.mkdir()
    told = brought(analyst, *GOOD)
    forget.func()
    assert [stray.exists(), lost.exists(), fresh.exists()] == [False, False, True]
    assert folders.raw(told.sha256, told.name).exists()


def test_a_word_that_waits_in_too_many_rows_belongs_into_the_mapping(analyst, monkeypatch):
    told = brought(analyst, *LOST)
    monkeypatch.setattr("ritrovo.insight.observatory.queries.quarantine.MOST_AT_ONCE", 1)
    with pytest.raises(TooManyRowsAtOnce):
        actions.correct_word(
            actor=analyst, import_id=told.pk, column="state", was="lost", cell="failed"
        )
