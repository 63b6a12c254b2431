#!/bin/sh
# Make .venv hold exactly what requirements/<run|test>.txt locks; nothing to do when it already does.
# Usage: scripts/environment.sh run|test [python]
set -eu

lock=requirements/$1.txt
chosen=${2:-}

say() { printf '%s\n' "$*" >&2; }
refuse() { say "ritrovo: $*"; exit 1; }
is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
digest() { cat "$1" pyproject.toml | cksum; }
is_done() { [ -f ".venv/.$1" ] && [ "$(cat ".venv/.$1")" = "$(digest "requirements/$1.txt")" ]; }

find_python() {
    for candidate in ${chosen:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if command -v "$candidate" >/dev/null && is_recent "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    refuse "Python 3.11 or newer is needed:" \
        "apt install python3 python3-venv (Debian, Ubuntu), brew install python (macOS)."
}

make_venv() {
    python=$(find_python)
    say "Making .venv with $("$python" --version)…"
    rm -rf .venv
    if ! said=$("$python" -m venv .venv 2>&1); then
        rm -rf .venv
        case $said in
        *ensurepip*) refuse "Python's venv is missing: apt install python3-venv" \
            "(the message was: $(printf '%s' "$said" | head -n 1))." ;;
        *) refuse "Python could not make .venv: $said" ;;
        esac
    fi
}

install_with_uv() {
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" &&
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

# Twice quiet: errors alone. Old versions of pip warn about their own future.
install_with_pip() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock" &&
        .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps \
            --no-build-isolation -e .
}

install_locked() {
    say "Installing what $lock locks; the first time takes a minute or two…"
    if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
        install_with_uv
    else
        install_with_pip
    fi || refuse "what $lock locks could not be installed: the lines above say why." \
        "It is downloaded once, so this first time the machine must reach the internet;" \
        "nothing else was changed, and the same command goes on from here."
}

# The lock of the tests holds all that running needs.
if is_done test || { [ "$1" = run ] && is_done run; }; then
    if is_recent .venv/bin/python; then exit 0; fi
fi
is_recent .venv/bin/python || make_venv
rm -f .venv/.run .venv/.test
install_locked
digest "$lock" >".venv/.$1"
