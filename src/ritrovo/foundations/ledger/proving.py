"""Every proof of the installation: those of the rooms, and those the practices register."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import get_type_hints

from django.apps import apps
from django.utils.module_loading import import_string

from ritrovo.foundations.ecosystems.practices import Proof, practices

Prover = Callable[[], Proof]


def provers() -> dict[str, Prover]:
    """Find every proof by its dotted name: each app's `proofs` and `proofs_of_…`, then practices'.

    A proof is a public function without arguments that returns a `Proof`. Raises ImportError
    when a practice registers one that is not there.
    """
    found = {_name(prover): prover for module in _modules() for prover in _provers_in(module)}
    for practice in practices():
        for path in practice.proofs:
            prover = import_string(path)
            found[_name(prover)] = prover
    return found


def _modules() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        if not app.name.startswith("ritrovo."):
            continue
        for found in iter_modules(app.module.__path__ if app.module else []):
            if found.name == "proofs" or found.name.startswith("proofs_of_"):
                yield import_module(f"{app.name}.{found.name}")


def _provers_in(module: ModuleType) -> Iterator[Prover]:
    for name, thing in inspect.getmembers(module, inspect.isfunction):
        is_own = thing.__module__ == module.__name__ and not name.startswith("_")
        takes_nothing = is_own and not inspect.signature(thing).parameters
        if takes_nothing and get_type_hints(thing).get("return") is Proof:
            yield thing


def _name(prover: Prover) -> str:
    return f"{prover.__module__}.{prover.__name__}"
