"""The help of a real village gives the figures that were published or counted for it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ritrovo.insight.impact.measures.command import main
from tests.insight.impact.examples import measure

VILLAGE = files("ritrovo.insight.impact.measures") / "files" / "arang_dak_help.csv"


def told(capsys, *words):
    assert main(["measure", str(VILLAGE), "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_village_as_its_reports_tell(capsys):
    found = told(capsys)
    counted = {"ties": 1485, "reciprocated": 1058, "both_sides": 107, "circulation": 1285}
    assert {name: found[name] for name in counted} == counted
    assert found["population"] == {"count": 108, "source": "the people named in the file"}
    assert (found["people_with_ties"], found["flow"]) == (107, 1485)
    assert found["circularity_is"] == "exact"
    expected = {
        "r": 0.71246,
        "density": 0.12850,
        "rho": 0.67006,
        "balance": 0.87946,
        "circularity": 0.86532,
        "correlation": 0.82419,
        "gini_giving": 0.3068,
        "gini_receiving": 0.3039,
        "transitivity": 0.3813,
        "constraint": 0.1595,
        "both_sides_share": 107 / 108,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=5e-5)


def test_ties_that_both_sides_report(capsys):
    assert told(capsys, "--both")["ties"] == 1422


def test_the_same_village_as_plain_gifts(capsys, tmp_path, session):
    """A mapping from any file to giver, receiver, quantity: who has no tie gives 0."""
    ties, people = [], set()
    for line in VILLAGE.read_text().splitlines()[1:]:
        giver, receiver, *reports = line.split(",")
        people |= {giver, receiver}
        there = [report for report in reports if report != "NA"]
        if there and all(report == "1" for report in there):
            ties.append((giver, receiver))
    silent = people - {person for tie in ties for person in tie}
    plain = tmp_path / "plain.csv"
    rows = [f"{giver},{receiver},1" for giver, receiver in ties]
    plain.write_text("\n".join(["giver,receiver,quantity", *rows, *(f"{p},,0" for p in silent)]))
    assert main(["measure", str(plain), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(silent) == 1
    assert found["population"]["count"] == 108
    as_is = told(capsys)
    same = measure(
        session, [(int(giver), int(receiver), 1) for giver, receiver in ties], 108
    ).values
    assert {name: found[name] for name in same} == pytest.approx(same, abs=1e-12)
    assert {name: as_is[name] for name in same} == pytest.approx(same, abs=1e-12)
