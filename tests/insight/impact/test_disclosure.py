"""What may be told of few people: nothing by which they could be known."""

from __future__ import annotations

from ritrovo.insight.impact.disclosure import Thresholds, few_helped, told_figures, told_tables
from ritrovo.insight.impact.models import Figure

LEAST = Thresholds(count=5, rate_base=30)


def told(*rows):
    """Tell figures given as (network, code, value, whole)."""
    kept = [Figure(network=n, code=c, value=v, whole=w) for n, c, v, w in rows]
    return told_figures(kept, LEAST)


def of_helped(helped, gave):
    return told(
        ("people", "helped", helped, None),
        ("people", "helped_gave", gave, helped),
        ("people", "helped_censored", helped - gave, helped),
        ("people", "helped_within_180", gave / max(helped, 1), helped),
    )


def test_counts_of_givers_always_show():
    found = told(("", "contributors", 1, None), ("", "new_contributors", 1, None))
    assert found["", "contributors"].value == 1
    assert found["", "new_contributors"].value == 1


def test_helped_who_help_are_hidden_with_their_complement():
    for helped, gave, shown in ((40, 20, True), (40, 4, False), (40, 36, False), (40, 0, False)):
        found = of_helped(helped, gave)
        assert found["people", "helped_gave"].is_told == shown, (helped, gave)
        assert found["people", "helped_censored"].is_told == shown
        assert found["people", "helped_within_180"].is_told == shown
        assert found["people", "helped"].value == helped
        assert found["people", "helped_gave"].is_hidden != shown


def test_fewer_than_five_who_were_helped_are_not_told_and_nobody_is():
    few = of_helped(4, 2)
    assert all(each.is_hidden and each.whole is None for each in few.values())
    nobody = of_helped(0, 0)
    assert nobody["people", "helped"].value == 0


def test_a_hidden_number_of_receivers_cannot_be_worked_out():
    """n and d give how many only received; so nothing that gives n is told."""

    def found(givers, receivers, both):
        people = givers + receivers - both
        return told(
            ("people", "people", people, None),
            ("people", "people_with_ties", people, None),
            ("people", "givers", givers, None),
            ("people", "receivers", receivers, None),
            ("people", "both_sides", both, receivers),
            ("people", "ties", 80, None),
            ("people", "density", 0.1, None),
            ("people", "r", 0.5, 80),
            ("people", "rho", 0.4, None),
            ("people", "circularity", 0.7, None),
        )

    enough = found(40, 30, 20)
    assert all(each.is_told for each in enough.values())
    few = found(40, 30, 27)
    hidden = {code for (_, code), each in few.items() if each.is_hidden}
    assert hidden == {
        "people",
        "people_with_ties",
        "receivers",
        "both_sides",
        "density",
        "r",
        "rho",
    }
    assert few["people", "givers"].value == 40


def test_rates_need_thirty_and_counts_come_before():
    small = told(("people", "ties", 29, None), ("people", "circularity", 0.5, None))
    assert small["people", "circularity"].is_few
    assert small["people", "ties"].value == 29
    large = told(("people", "ties", 30, None), ("people", "circularity", 0.5, None))
    assert large["people", "circularity"].value == 0.5
    assert told(("", "retention", 0.5, 29))["", "retention"].is_few
    assert told(("", "needs_median_days", 3.0, 2))["", "needs_median_days"].value == 3.0


def test_a_year_is_not_told_where_another_has_too_few():
    """Years add up to always: all of them but one would tell that one."""
    kept = [
        Figure(network="people", code="helped", value=40),
        Figure(network="people", code="helped_gave", value=20, whole=40),
        Figure(network="", code="contributors", value=3),
    ]
    found = told_figures(kept, LEAST, few_elsewhere={"people"})
    assert found["people", "helped"].is_hidden
    assert found["people", "helped_gave"].is_hidden
    assert found["", "contributors"].value == 3
    few = {("people", "helped"): Figure(value=4), ("people", "helped_gave"): Figure(value=0)}
    assert few_helped(few, LEAST.count) == {"people"}
    nobody = {("people", "helped"): Figure(value=0), ("people", "helped_gave"): Figure(value=0)}
    assert few_helped(nobody, LEAST.count) == set()


def test_what_is_not_defined_says_why():
    kept = Figure(network="people", code="r", reason="no ties")
    (found,) = told_figures([kept], LEAST).values()
    assert (found.value, found.why_not_defined) == (None, "no ties")


def test_the_curve_ends_where_few_are_followed():
    rows = [{"day": d, "share": d / 100, "at_risk": n} for d, n in ((0, 40), (9, 12), (20, 4))]
    enough = of_helped(40, 20)
    assert told_tables({"survival": rows}, enough, LEAST)["survival"] == rows[:2]
    assert told_tables({"survival": rows}, of_helped(40, 38), LEAST)["survival"] == []
    assert told_tables({"survival": rows}, of_helped(29, 12), LEAST)["survival"] == []


def test_few_ties_that_help_people_have_no_number_in_the_picture():
    rows = [
        {"giver_kind": "parish", "receiver_kind": "person", "ties": 2, "gifts": 9},
        {"giver_kind": "person", "receiver_kind": "parish", "ties": 2, "gifts": 9},
    ]
    hidden, shown = told_tables({"kinds": rows}, {}, LEAST)["kinds"]
    assert (hidden["ties"], hidden["gifts"]) == (None, None)
    assert shown == rows[1]
