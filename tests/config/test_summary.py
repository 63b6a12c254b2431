"""The one summary of `make test`: every stage, every skipped test by name, one last line."""

from __future__ import annotations

import importlib.util
import sys
import threading
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from rich.console import Console

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "test.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ritrovo_test_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def printed(script: ModuleType, capsys: pytest.CaptureFixture[str], *outcomes) -> tuple[int, str]:
    code = script.summed_up(Console(width=100), list(outcomes))
    return code, capsys.readouterr().out


def test_the_last_line_counts_everything(script, capsys) -> None:
    style = script.Outcome("style", 1.0, 1)
    tests = script.Outcome("tests", 9.0, 41, failed=("a::b",), skipped=("c::d: no Chromium",))
    code, text = printed(script, capsys, style, tests)
    assert code == 1
    assert text.splitlines()[-1] == "42 passed, 1 failed, 1 skipped"
    assert "Failed: a::b" in text
    assert "Skipped: c::d: no Chromium" in text


def test_without_failures_the_code_is_zero(script, capsys) -> None:
    code, text = printed(script, capsys, script.Outcome("style", 1.0, 1))
    assert code == 0
    assert text.splitlines()[-1] == "1 passed, 0 failed"


def test_a_test_is_named_as_a_person_looks_for_it(script) -> None:
    case = ElementTree.fromstring(
        '<testcase classname="tests.ledger.test_books" name="test_it"><skipped message="why"/>'
        "</testcase>"
    )
    assert script.named(case) == "ledger.test_books::test_it"
    assert script.reason(case) == "why"
    assert script.has(case, "skipped")
    assert not script.has(case, "failure", "error")


def test_a_stage_that_cannot_even_start_has_failed(script) -> None:
    outcome = script.Command("nothing", ("/no/such/program",))(lambda _line: None)
    assert outcome.failed == ("nothing",)
    assert "/no/such/program" in outcome.output


def test_in_continuous_integration_a_skip_is_a_failure(script, monkeypatch) -> None:
    report = (
        '<testsuite><testcase classname="tests.a" name="b"><skipped message="c"/></testcase>'
        '<testcase classname="tests.a" name="d"/></testsuite>'
    )

    def fake_run(words, _heard, _extra):
        path = next(word for word in words if word.startswith("--junitxml=")).partition("=")[2]
        Path(path).write_text(report)
        return 0, ""

    monkeypatch.setattr(script, "run", fake_run)
    monkeypatch.setattr(script, "IN_CI", False)
    assert script.tests("tests", "not browser", [], print).skipped == ("a::b: c",)
    monkeypatch.setattr(script, "IN_CI", True)
    assert script.tests("tests", "not browser", [], print).failed == ("a::b: c",)


def test_lanes_go_on_beside_each_other_and_are_told_in_their_order(script, capsys) -> None:
    met = threading.Barrier(2)

    def stage(name: str, failed: tuple[str, ...] = ()):
        def work(_heard):
            met.wait(10)  # Breaks unless somebody in the other lane waits too.
            return script.Outcome(name, 1.0, 1, failed=failed)

        return name, work

    lanes = [[stage("style", ("style",)), stage("pages")], [stage("tests"), stage("more")]]
    told = script.outcomes(Console(width=100), lanes)
    assert [each.stage for each in told] == ["style", "pages", "tests", "more"]
    assert "style: failed" in capsys.readouterr().out
