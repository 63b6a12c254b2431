"""The bundled files say what they should, corrected where their source was wrong."""

from datetime import date

from ritrovo.foundations.places import bundle


def test_there_are_7899_municipalities_and_one_has_no_point():
    rows = bundle.read().municipalities
    assert len({row.belfiore for row in rows}) == len(rows) == 7_899
    assert [row.name for row in rows if row.longitude is None] == ["Miagliano"]


def test_the_377_codes_of_sardinia_and_no_others_end_with_2025():
    bundled = bundle.read()
    sardinia = {row.istat_code for row in bundled.municipalities if row.region == "Sardegna"}
    assert len(sardinia) == 377
    assert {code for _, code in bundled.ends} == sardinia
    assert {end.valid_until for end in bundled.ends.values()} == {date(2026, 1, 1)}


def test_every_end_names_its_municipality_and_its_source():
    bundled = bundle.read()
    held = {(row.belfiore, row.istat_code) for row in bundled.municipalities}
    assert bundled.ends.keys() <= held
    assert all(end.source for end in bundled.ends.values())


def test_damaged_names_and_a_missing_code_are_put_right():
    names = {row.belfiore: row.name for row in bundle.read().municipalities}
    assert names["D383"].endswith("Devin Nabrežina")
    assert names["H845"].endswith("Števerjan")
    assert names["I479"].endswith("Soči")
    assert names["M432"] == "Misiliscemi"
    assert all(name.isprintable() and "?" not in name for name in names.values())
