"""Every figure has a page in plain words, and its example is what the measures really give."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.impact.explanations import ELSEWHERE, EXPLANATIONS, explained_at
from ritrovo.insight.impact.measures import measuring
from ritrovo.insight.impact.measures.measuring import MEASURES, NotDefined
from ritrovo.insight.impact.panels import GROUPS, TOGETHER
from ritrovo.insight.impact.registered import FIGURES, Unit
from ritrovo.insight.impact.wording import REASONS, in_unit
from ritrovo.insight.impact.words_of_units import UNITS
from tests.insight.impact.examples import measure

ANNA, BRUNO, CARLA = range(3)
# What the page of a measure tells: Anna, Bruno, Carla, and Dino who has no ties.
LITTLE = [(ANNA, BRUNO, 1)] * 3 + [(BRUNO, ANNA, 1)] + [(BRUNO, CARLA, 1)] * 2
PEOPLE = 4


@pytest.fixture(scope="module")
def little():
    opened = open_session("duckdb://")
    yield measure(opened, LITTLE, PEOPLE).values
    opened.disconnect()


def test_every_figure_and_every_measure_is_explained():
    explained = set(EXPLANATIONS) | set(ELSEWHERE)
    assert set(FIGURES) - explained == set()
    assert set(MEASURES) - explained == set()


def test_nothing_is_explained_that_is_not_counted_nor_twice():
    assert set(EXPLANATIONS) <= set(FIGURES)
    assert set(EXPLANATIONS) & set(ELSEWHERE) == set()
    assert set(ELSEWHERE.values()) <= set(DEFINITIONS)


def test_every_figure_stands_in_one_table_of_a_study():
    listed = [*TOGETHER, *(code for _, _, codes in GROUPS for code in codes)]
    assert sorted(listed) == sorted(FIGURES)


def test_every_reason_a_measure_gives_has_its_words():
    given = {each.reason for each in vars(measuring).values() if isinstance(each, NotDefined)}
    assert given - set(REASONS) == set()


def test_every_unit_has_its_words():
    assert set(UNITS) == set(Unit)


@pytest.mark.parametrize("code", [*sorted(MEASURES), "circularity", "largest_strong_share"])
def test_the_example_is_what_the_little_network_gives(little, code):
    value = little[code]
    unit = Unit.INDEX if isinstance(value, float) else FIGURES[code].unit
    told = str(EXPLANATIONS[code].example)
    in_words = {in_unit(value, unit), in_unit(value, FIGURES[code].unit)}
    if value == 0:
        in_words.add("0 su 1")
    assert any(each.replace("\u00a0", " ") in told for each in in_words), (code, value, told)


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(EXPLANATIONS))
def test_a_page_explains_a_measure_with_formula_source_and_example(client, code):
    page = client.get(reverse("impact:measure", args=[code]))
    assert page.status_code == 200
    said = page.content.decode()
    for words in ("Un esempio", "Formula", "Si conta in", "Da dove viene"):
        assert words in said


@pytest.mark.django_db
def test_what_campaigns_always_counted_keeps_its_one_page(client):
    page = client.get(reverse("impact:measure", args=["contributors"]))
    assert page.status_code == 302
    assert page.url == reverse("contributions:measure", args=["givers"])
    assert page.url == explained_at("contributors")


@pytest.mark.django_db
def test_a_measure_nobody_counts_has_no_page(client):
    assert client.get(reverse("impact:measure", args=["classifica"])).status_code == 404


@pytest.mark.django_db
def test_the_list_leads_to_every_measure(client):
    said = client.get(reverse("impact:measures")).content.decode()
    for code in FIGURES:
        assert f'href="{explained_at(code)}"' in said


@pytest.mark.django_db
@pytest.mark.parametrize("code", TOGETHER)
def test_density_and_reciprocities_name_each_other(client, code):
    said = client.get(reverse("impact:measure", args=[code])).content.decode()
    for other in set(TOGETHER) - {code}:
        assert f'href="{explained_at(other)}"' in said
