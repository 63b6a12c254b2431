# Ritrovo: every command of the project. GNU make 3.81 and newer.

PYTHON ?=
BIN := .venv/bin

# Programs start twice as fast from bytecode: who wants none in the source has it in .venv.
ifdef PYTHONDONTWRITEBYTECODE
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode
endif

.DEFAULT_GOAL := list
.PHONY: list run test check bench demo

list: # Show these commands
	@awk -F ': *# ' '/^[a-z]+:.* # / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: # Start Ritrovo with its own database; prints its address. Ctrl-C stops everything
	@sh scripts/environment.sh run "$(PYTHON)"
	@exec $(BIN)/ritrovo run

test: # Run every test and every check; one summary at the end
	@sh scripts/environment.sh test "$(PYTHON)"
	@exec $(BIN)/python scripts/test.py

check: # Only the quick checks: style, types, import contracts
	@sh scripts/environment.sh test "$(PYTHON)"
	@exec $(BIN)/python scripts/test.py --quick

bench: # Measure speed beside other ways; prints tables and writes bench/*.json
	@sh scripts/environment.sh test "$(PYTHON)"
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.insight_impact
	@$(BIN)/python -m bench.observatory_report

demo: # Make the demo community anew; asks before deleting other data (FORCE=1 does not)
	@sh scripts/environment.sh run "$(PYTHON)"
	@FORCE="$(FORCE)" exec $(BIN)/ritrovo renew_demo
