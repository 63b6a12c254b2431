"""`ritrovo observatory`: files counted on the command line, with no installation behind it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.presets import known_presets, preset_named
from ritrovo.insight.observatory.counting.words import FLAGS, spoken_language

WRONG: Final = 2


def main(words: Sequence[str]) -> int:
    """Count crowdfunding campaigns from files: `summary`, `preview` or `report`. No database."""
    options = _parser().parse_args(list(words))
    language = options.language or spoken_language()
    try:
        lines = options.verb(options, language)
    except Unreadable as refusal:
        print(f"ritrovo: {refusal.said(language)}", file=sys.stderr)  # noqa: T201
        return WRONG
    except OSError as error:
        print(f"ritrovo: {error.filename}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return WRONG
    print("\n".join(lines))  # noqa: T201  This is the answer to what was asked.
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ritrovo observatory", description=main.__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--mappings", type=Path, help="a folder of mappings of your own")
    shared.add_argument("--language", choices=("it", "en"), help="of what is said")
    shared.add_argument("--json", action="store_true", help="for programs")
    for name, verb, told in (
        ("summary", summary, "the main figures of a file"),
        ("preview", preview, "how a file would be read, and what would be refused"),
    ):
        one = verbs.add_parser(name, help=told, parents=[shared])
        one.add_argument("file", type=Path)
        one.add_argument("--preset", required=True, help=f"{', '.join(known_presets())}, or a TOML")
        one.set_defaults(verb=verb)
    whole = verbs.add_parser("report", help="all tables from raw files", parents=[shared])
    whole.add_argument("folder", type=Path, help="raw files, in folders named as their mapping")
    whole.add_argument("--to", type=Path, required=True, help="where the report is written")
    whole.set_defaults(verb=report)
    return parser


def summary(options: argparse.Namespace, language: str) -> list[str]:
    """Say the main figures of a file."""
    from ritrovo.insight.observatory.counting.summary import summary_of

    told = summary_of(options.file, preset_named(options.preset, options.mappings))
    if options.json:
        return [json.dumps(told.as_json(language), ensure_ascii=False, indent=1)]
    money = ", ".join(f"{amount} {unit}" for unit, amount in told.successful_money.items())
    facts = {
        "file": f"{told.file} ({told.format}, {told.encoding or '-'}, «{told.separator}»)",
        "preset": f"{told.preset} {told.preset_version}",
        "repaired lines": told.repaired_lines,
        "rows": told.rows,
        "refused": told.refused,
        "repeated": told.repeated,
        "campaigns": told.campaigns,
        "successful": told.successful,
        "successful money": f"{money or '-'} ({told.summed})",
        "reached goal, not successful": told.reached_not_successful,
        "states": _in_line(told.states),
        "unmapped categories": sum(told.unmapped.values()),
    }
    lines = [f"{name:<30}{value}" for name, value in facts.items()]
    lines += [f"  {many:>8}  {FLAGS[code].said(language)}" for code, many in told.flags.items()]
    return lines + [f"  {refusal.said(language)}" for refusal in told.refusals]


def _in_line(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {many}" for name, many in counts.items())


def preview(options: argparse.Namespace, language: str) -> list[str]:
    """Say how a file would be read."""
    from ritrovo.insight.observatory.counting.refused import preview as look

    told = look(options.file, preset_named(options.preset, options.mappings))
    guessed = " (?)" if told.encoding_guessed else ""
    counts = f"{told.read} rows, {told.refused} refused, {told.repaired} lines repaired"
    lines = [
        f"{told.format}, {told.encoding or '-'}{guessed}, «{told.separator}», {counts}",
        *(json.dumps(row, ensure_ascii=False, default=str) for row in told.rows),
    ]
    return lines + [refusal.said(language) for refusal in told.refusals]


def report(options: argparse.Namespace, _language: str) -> list[str]:
    """Make all tables again from raw files."""
    from ritrovo.insight.observatory.counting.report import make_report

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)  # noqa: T201  Long work shows that it goes on.

    sealed = make_report(options.folder, options.to, say=say)
    if options.json:
        return [json.dumps(sealed, ensure_ascii=False, indent=1)]
    return [f"{sum_[:12]}  {name}.csv" for name, sum_ in sealed["tables"].items()]
