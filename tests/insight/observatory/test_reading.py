"""Files as they come: encodings, separators, broken bytes, shifted rows, other formats."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ritrovo.insight.engine.texts import clean_text
from ritrovo.insight.observatory.counting.errors import ColumnsMissing, EmptyTable, PresetUnknown
from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.refused import preview
from ritrovo.insight.observatory.counting.summary import summary_of
from tests.insight.observatory.dirt import HEADER, cells_of, line, text_of


def refused_of(path, preset):
    return [
        (each.line, each.place, each.column, each.code) for each in preview(path, preset).refusals
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found_and_shown(given, kickstarter, encoding, separator):
    row = cells_of(name="È un caffè perché più su")
    path = given(text_of(row, separator=separator).decode().encode(encoding))
    told = preview(path, kickstarter)
    assert told.rows[0]["title"] == "È un caffè perché più su"
    assert told.separator == separator
    assert told.encoding == encoding.removesuffix("-sig")
    assert told.encoding_guessed is (encoding == "cp1252")


def test_a_broken_line_is_mended_alone_and_its_bytes_are_kept(given, tmp_path):
    good, broken = line(cells_of(name="“è”")), b"1,\xe2\x80\x9cx\xe2\x80?,caf\xe9\n"
    path = given(line(HEADER) + good + good + broken)
    text = clean_text(path, tmp_path)
    assert [(found.line, found.raw) for found in text.repairs] == [(4, broken[:-1])]
    assert text.repairs[0].text == "1,“x”,café"
    assert text.path.read_bytes().startswith(line(HEADER) + good + good)
    assert path.read_bytes().endswith(broken)


def test_a_shifted_row_is_told_as_such_and_nothing_else_of_it(given, kickstarter):
    longer, shorter = [*cells_of(ID="2"), "extra"], cells_of(ID="3")[:6]
    path = given(text_of(cells_of(ID="1"), longer, shorter))
    assert refused_of(path, kickstarter) == [
        (3, 0, "", "too_many_cells"),
        (4, 0, "", "too_few_cells"),
    ]


def test_every_wrong_cell_is_named_with_line_column_and_words(given, kickstarter):
    wrong = cells_of(
        ID="2", deadline="2015-02-30", pledged="x", state="lost", backers="1.5", country="GBR"
    )
    told = preview(given(text_of(cells_of(ID="1"), wrong)), kickstarter)
    assert {(each.line, each.place, each.code) for each in told.refusals} == {
        (3, 6, "not_date"),
        (3, 9, "not_money"),
        (3, 10, "unknown_state"),
        (3, 11, "not_count"),
        (3, 12, "not_country"),
    }
    date_refused = next(each for each in told.refusals if each.code == "not_date")
    assert date_refused.said("it") == (
        "riga 3, colonna 6 («deadline»): «2015-02-30» non è una data che esista."
    )
    assert date_refused.said("en") == (
        "line 3, column 6 (“deadline”): “2015-02-30” is not a date that exists."
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"goal": ""}, "missing"),
        ({"goal": "-1.00"}, "negative"),
        ({"backers": "-3"}, "negative"),
        ({"currency": "EURO"}, "not_currency"),
        ({"launched": "2016-01-01 00:00:00", "deadline": "2015-01-01"}, "ends_before_start"),
    ],
)
def test_a_row_that_cannot_be_is_refused(given, kickstarter, cells, code):
    path = given(text_of(cells_of(ID="1"), cells_of(ID="2", **cells)))
    assert [found[3] for found in refused_of(path, kickstarter)] == [code]


def test_lines_are_those_of_the_file_also_after_line_breaks_and_empty_lines(given, kickstarter):
    rows = [cells_of(ID="1", name="two\n\nlines"), cells_of(ID="2"), cells_of(ID="3", goal="x")]
    content = line(HEADER) + line(rows[0]) + b"\n\n" + line(rows[1]) + line(rows[2])
    told = preview(given(content), kickstarter)
    assert [(row["line"], row["title"]) for row in told.rows] == [
        (2, "two\n\nlines"),
        (7, rows[1][1]),
    ]
    assert [each.line for each in told.refusals] == [8]


def test_an_open_quote_loses_nothing_it_waits_in_quarantine(given, kickstarter):
    path = given(text_of(cells_of(ID="1")) + b'2,"never closed,a,b\n3,c,d\n')
    told = preview(path, kickstarter)
    assert (told.read, told.refused) == (2, 1)


def test_json_lines_are_read_by_paths_and_a_broken_line_is_refused(given):
    good = {
        "id": "orto",
        "name": "L'orto",
        "status": "funded",
        "currency": "EUR",
        "minimum": 1000.5,
        "amount": 1200,
        "date-published": "Wed, 02 Oct 2013 10:00:00 GMT",
        "location": [{"country-code": "ES"}],
    }
    path = given(f"{json.dumps(good)}\nno json\n".encode(), "goteo.jsonl")
    told = preview(path, preset_named("goteo"))
    row = told.rows[0]
    assert (row["goal_cents"], row["raised_cents"], row["state"]) == (100050, 120000, "successful")
    assert (row["country"], row["launched_on"].isoformat()) == ("ES", "2013-10-02")
    # Whose money it is, this source does not tell.
    assert row["crowd_cents"] is None
    assert [(each.line, each.code) for each in told.refusals] == [(2, "not_json")]


def test_a_collective_without_an_end_is_no_success_and_no_failure(given):
    account = {
        "slug": "food",
        "name": "Food",
        "tags": ["food"],
        "createdAt": "2019-05-01T10:00:00Z",
        "stats": {
            "totalAmountReceived": {"valueInCents": 123456, "currency": "EUR"},
            "contributorsCount": 12,
        },
    }
    path = given(json.dumps(account).encode() + b"\n", "oc.jsonl")
    told = summary_of(path, preset_named("open_collective"))
    assert (told.campaigns, told.successful, told.states) == (1, 0, {"continuous": 1})
    assert told.success_of_ended is None


def test_parquet_is_read_as_the_same_cells(given, tmp_path, kickstarter):
    rows = [cells_of(ID="1"), cells_of(ID="2", state="lost")]
    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    path = tmp_path / "given.parquet"
    pq.write_table(pa.table(columns, names=HEADER), path)
    assert refused_of(path, kickstarter) == [(2, 10, "state", "unknown_state")]


def test_a_file_without_the_columns_of_its_mapping_is_refused_whole(given, kickstarter):
    with pytest.raises(ColumnsMissing) as refusal:
        preview(given(b"a,b\n1,2\n"), kickstarter)
    assert "usd_pledged_real" in refusal.value.said("it")
    with pytest.raises(EmptyTable):
        preview(given(b""), kickstarter)
    with pytest.raises(PresetUnknown, match="kickstarter"):
        preset_named("eppela")


def test_italian_numbers_are_read_where_the_mapping_says_so(given, tmp_path):
    (tmp_path / "own.toml").write_text(
        'version = 1\ntitle = "Own"\nsource = "here"\n'
        '[fixed]\nplatform = "own"\nmodel = "donation"\n'
        '[columns.campaign_id]\nfrom = "id"\nrequired = true\n'
        '[columns.currency]\nfrom = "valuta"\nkind = "currency"\n'
        '[columns.raised_cents]\nfrom = "raccolti"\nkind = "money"\n'
        'decimal = ","\nthousands = "."\n'
        '[columns.closes_on]\nfrom = "fine"\nkind = "date"\nformats = ["%d/%m/%Y"]\n'
    )
    path = given(b"id;valuta;raccolti;fine\n1;eur;1.234,565;31/12/2020\n2;EUR;1,2,3;x\n")
    told = preview(path, preset_named("own", tmp_path))
    assert (told.rows[0]["raised_cents"], told.rows[0]["currency"]) == (123457, "EUR")
    assert told.rows[0]["closes_on"].isoformat() == "2020-12-31"
    assert [each.code for each in told.refusals] == ["not_money", "not_date"]
