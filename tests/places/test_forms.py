"""A municipality is typed into a form, and wrong or double names are explained."""

from django import forms

from ritrovo.foundations.places.forms import MunicipalityField


class PlaceForm(forms.Form):
    """A form with one municipality."""

    place = MunicipalityField(label="Comune")
    birthplace = MunicipalityField(label="Nato a", required=False)


def test_a_name_becomes_its_municipality(italy):
    form = PlaceForm({"place": "veglio"})
    assert form.is_valid()
    assert form.cleaned_data["place"].pk == "L712"
    assert form.cleaned_data["birthplace"] is None


def test_nothing_where_something_is_needed_is_refused(db):
    assert PlaceForm({"place": " "}).errors["place"] == ["Scrivi il nome del comune."]


def test_a_double_name_is_refused_and_the_choices_are_offered(italy):
    form = PlaceForm({"place": "Livo"})
    assert "Livo (CO) oppure Livo (TN)" in form.errors["place"][0]
    assert '<option value="Livo (TN)">' in str(form["place"])


def test_offers_stay_in_their_own_form(italy):
    assert PlaceForm({"place": "Livo"}).errors
    assert "<option" not in str(PlaceForm()["place"])


def test_an_unknown_name_is_refused_with_suggestions(italy):
    assert "Cercavi Veglio (BI)" in PlaceForm({"place": "Vegliio, BI"}).errors["place"][0]


def test_a_stored_code_is_shown_as_a_name(italy):
    form = PlaceForm(initial={"place": "L712"})
    assert 'value="Veglio (BI)"' in str(form["place"])


def test_an_unchanged_municipality_is_no_change(italy):
    form = PlaceForm({"place": "Veglio (BI)"}, initial={"place": "L712"})
    assert form.is_valid()
    assert not form.has_changed()


def test_the_field_works_as_plain_text_and_names_its_suggestions(db):
    drawn = str(PlaceForm()["place"])
    assert 'type="text"' in drawn
    assert 'list="id_place_list"' in drawn
    assert '<datalist id="id_place_list">' in drawn
