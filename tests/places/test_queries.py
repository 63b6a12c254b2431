"""A municipality is found by what people type."""

import pytest

from ritrovo.foundations.places import queries, rules
from ritrovo.foundations.places.errors import MunicipalityAmbiguous, MunicipalityUnknown
from ritrovo.foundations.places.models import Municipality, folded


def labels(text, limit=5):
    return [str(place) for place in queries.search_municipalities(text, limit)]


def test_the_exact_name_comes_first_then_names_that_begin_so(italy):
    assert labels("rom")[0] == "Roma (RM)"
    assert labels("livo")[:3] == ["Livo (CO)", "Livo (TN)", "Livorno (LI)"]


def test_accents_case_and_signs_do_not_matter(italy):
    assert labels("forli")[0] == "Forlì (FC)"
    assert labels("L’AQUILA")[0] == labels("l aquila")[0] == "L'Aquila (AQ)"
    assert labels("bozen") == ["Bolzano/Bozen (BZ)"]


def test_a_slip_of_the_pen_is_forgiven(italy):
    assert "Veglio (BI)" in labels("veglo")


def test_a_province_narrows_the_search(italy):
    assert labels("livo (tn)") == ["Livo (TN)"]


def test_a_belfiore_code_finds_its_municipality(italy):
    assert labels("l712") == ["Veglio (BI)"]


@pytest.mark.parametrize("text", ["", "  ", "…", "xqzw"])
def test_nothing_is_found_where_nothing_is_like_it(italy, text):
    assert labels(text) == []


def test_a_search_costs_one_query_and_keeps_its_limit(italy, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.search_municipalities("san", 1)) == 1
    with django_assert_num_queries(1):
        assert len(queries.search_municipalities("san", 20)) == 20


def test_the_database_folds_every_name_as_python_does(italy):
    pairs = Municipality.objects.annotate(plain=folded("name")).values_list("name", "plain")
    assert not [name for name, plain in pairs if rules.folded(name) != plain]


@pytest.mark.parametrize("text", ["Veglio (BI)", "veglio", "L712", "VEGLIO, bi"])
def test_one_municipality_is_named_in_several_ways(italy, text):
    assert queries.municipality_named(text).pk == "L712"


def test_every_label_names_its_own_municipality(italy):
    shared = Municipality.objects.filter(name__in=["Livo", "Samone", "Castro", "Calliano"])
    assert len(shared) == 8
    assert all(queries.municipality_named(str(place)) == place for place in shared)


def test_a_name_of_two_municipalities_is_refused_with_both(italy):
    with pytest.raises(MunicipalityAmbiguous, match=r"Livo \(CO\) oppure Livo \(TN\)"):
        queries.municipality_named("Livo")


def test_an_unknown_name_is_refused_with_what_comes_close(italy):
    with pytest.raises(MunicipalityUnknown, match=r"Cercavi Veglio \(BI\)"):
        queries.municipality_named("Vegliio (BI)")
    with pytest.raises(MunicipalityUnknown, match="Controlla come è scritto"):
        queries.municipality_named("xqzw")


def test_an_unknown_code_is_refused(db):
    with pytest.raises(MunicipalityUnknown):
        queries.municipality("Z999")
