"""Municipalities are loaded once; ISTAT codes follow each other by day, or nothing changes."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.places import actions, queries, steps
from ritrovo.foundations.places.cells import Problem
from ritrovo.foundations.places.errors import (
    BuildingKnown,
    IstatCodeHeldTwice,
    NeighbourhoodElsewhere,
    NeighbourhoodKnown,
    PlacesFileRefused,
)
from ritrovo.foundations.places.models import IstatCode, Loading, Municipality
from tests.places.factories import make_code, make_municipality

HEADING = "belfiore_code,istat_code,valid_from\n"
NEW_YEAR = date(2026, 1, 1)


def import_rows(*rows):
    content = (HEADING + "\n".join(rows)).encode()
    return actions.import_istat_codes(content=content, source="a test")


def test_everything_bundled_is_loaded(italy):
    assert Municipality.objects.count() == IstatCode.objects.count() == 7_899
    assert IstatCode.objects.filter(valid_until=NEW_YEAR).count() == 377
    assert Municipality.objects.get(longitude=None).name == "Miagliano"


def test_loading_again_costs_one_query_and_changes_nothing(italy, django_assert_num_queries):
    before = Loading.objects.get()
    with django_assert_num_queries(3):  # One, and the savepoint around it.
        assert not actions.load_bundled()
    assert Loading.objects.get() == before


def test_a_new_state_of_the_files_keeps_successors_imported_before(italy):
    import_rows("A007,112001,2026-01-01")
    Municipality.objects.filter(pk="L712").update(name="Damaged")
    Loading.objects.all().delete()
    assert actions.load_bundled()
    assert Municipality.objects.get(pk="L712").name == "Veglio"
    assert queries.istat_code("A007", NEW_YEAR) == "112001"


def test_a_code_of_sardinia_is_known_until_2025_and_then_only_when_imported(italy):
    assert queries.istat_code("A007", date(2025, 12, 31)) == "095001"
    assert queries.istat_code("A007", NEW_YEAR) is None
    assert import_rows("A007,112001,2026-01-01") == actions.Imported(ended=0, begun=1)
    assert queries.istat_code("A007", date(2025, 12, 31)) == "095001"
    assert queries.istat_code("A007", NEW_YEAR) == "112001"


def test_the_same_import_again_changes_nothing(db):
    make_code(make_municipality(), "999001")
    assert import_rows("Z001,999002,2026-01-01") == actions.Imported(ended=1, begun=1)
    assert import_rows("Z001,999002,2026-01-01") == actions.Imported(ended=0, begun=0)
    assert IstatCode.objects.filter(municipality="Z001").count() == 2


def test_one_bad_row_stops_the_whole_file(db):
    make_code(make_municipality(), "999001")
    with pytest.raises(PlacesFileRefused) as refused:
        import_rows("Z001,999002,2026-01-01", "Z999,999003,2026-01-01")
    assert [(f.line, f.problem) for f in refused.value.faults] == [(3, Problem.UNKNOWN_PLACE)]
    assert queries.istat_code("Z001", NEW_YEAR) == "999001"


def test_the_database_refuses_two_codes_of_one_municipality_on_a_day(db):
    place = make_municipality()
    make_code(place, "999001", None, NEW_YEAR)
    make_code(place, "999002", NEW_YEAR)
    with pytest.raises(IstatCodeHeldTwice), refusing():
        make_code(place, "999003", date(2025, 12, 31), NEW_YEAR)


def test_the_database_refuses_one_code_for_two_municipalities_on_a_day(db):
    make_code(make_municipality(), "999001")
    other = make_municipality("Z002")
    with pytest.raises(IstatCodeHeldTwice), refusing():
        make_code(other, "999001", NEW_YEAR)


@pytest.mark.parametrize(
    "change",
    [{"belfiore": "X1"}, {"province_code": "b1"}, {"longitude": 8}, {"latitude": 95}],
)
def test_the_database_refuses_a_municipality_that_cannot_be(db, change):
    good = {"belfiore": "Z003", "name": "A", "province_code": "BI", "longitude": 8, "latitude": 45}
    bad = good | change | ({"latitude": None} if change == {"longitude": 8} else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(**bad)
    assert Municipality.objects.create(**good)


def test_a_neighbourhood_has_one_name_however_it_is_written(db):
    place = make_municipality()
    steps.add_neighbourhood(municipality_id=place.pk, name="Città Vecchia")
    with pytest.raises(NeighbourhoodKnown):
        steps.add_neighbourhood(municipality_id=place.pk, name="citta vecchia")
    assert [n.name for n in queries.neighbourhoods(place.pk)] == ["Città Vecchia"]


def test_a_building_stands_once_at_its_address(db):
    place = make_municipality()
    steps.add_building(municipality_id=place.pk, street="Via Roma", number="12/B")
    with pytest.raises(BuildingKnown):
        steps.add_building(municipality_id=place.pk, street="VIA ROMA", number="12 b")
    assert queries.buildings(place.pk).count() == 1


def test_a_building_is_in_a_neighbourhood_of_its_own_municipality(db):
    here, there = make_municipality(), make_municipality("Z002")
    near = steps.add_neighbourhood(municipality_id=here.pk, name="Centro")
    far = steps.add_neighbourhood(municipality_id=there.pk, name="Centro")
    steps.add_building(
        municipality_id=here.pk, street="Via Roma", number="1", neighbourhood_id=near.pk
    )
    with pytest.raises(NeighbourhoodElsewhere):
        steps.add_building(
            municipality_id=here.pk, street="Via Roma", number="2", neighbourhood_id=far.pk
        )


def test_the_command_imports_a_file_and_says_what_changed(db, tmp_path):
    make_code(make_municipality(), "999001")
    file = tmp_path / "codes.csv"
    file.write_text(f"{HEADING}Z001,999002,2026-01-01\n")
    said = io.StringIO()
    call_command("places", "load", str(file), stdout=said)
    assert "1 new ISTAT codes, 1 ended." in said.getvalue()


def test_the_command_names_line_and_column_of_what_is_wrong(db, tmp_path):
    file = tmp_path / "codes.csv"
    file.write_text(f"{HEADING}Z001,9,2026-01-01\n")
    with pytest.raises(CommandError, match="riga 2, colonna istat_code"):
        call_command("places", "load", str(file))


def test_the_command_says_that_a_file_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("places", "load", str(tmp_path / "nothing.csv"))


def test_the_command_without_a_file_loads_what_is_bundled(italy):
    said = io.StringIO()
    call_command("places", "load", stdout=said)
    assert "already" in said.getvalue()
