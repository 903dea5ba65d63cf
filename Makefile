# The front desk. Two targets do everything: `make demo` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test endurance lint format types messages bench bench-map bench-many bench-steady bench-spread kills probes defences screenshots axe lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*?## "}; {printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}'

demo: $(STAMP) ## Build the model municipality, the twelve and the cooperation, and serve them (Ctrl-C stops)
	@exec $(BIN)/samverk demo $(ARGS)

test: $(STAMP) ## Run the whole suite, browser tests included
	@$(BIN)/python infra/tools/browser.py --install
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser and not endurance" $(ARGS)
	@# In processes of their own: a browser's event loop shares one neither with Django's database nor with another.
	@# Both at once: each waits for its browser half the time.
	@$(BIN)/python -m pytest -m browser tests/unit & unit=$$!; \
	  $(BIN)/python -m pytest -m browser tests/browser; journeys=$$?; wait $$unit && exit $$journeys

endurance: $(STAMP) ## What takes longer: kill -9 at many moments, a home put back to a second, planted leaks
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m endurance $(ARGS)

lint: $(STAMP) ## Linters: ruff, import storeys, types, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@DATABASE_URL=postgresql:///types REDIS_URL=redis://types SAMVERK_SECRET_KEY=types $(BIN)/mypy
	@$(BIN)/python infra/tools/messages.py check
	@$(BIN)/python infra/tools/dependencies.py

format: $(STAMP) ## Let ruff format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

messages: $(STAMP) ## Collect texts into the English catalogue and compile it
	@$(BIN)/python infra/tools/messages.py update && $(BIN)/python infra/tools/messages.py compile

bench: $(STAMP) ## Measure pages against a bare signed-in view, and making a site by clone against migrations
	@$(BIN)/python infra/bench/run.py $(ARGS)

defences: $(STAMP) ## Take each defence away in a copy and see a test fail
	@$(BIN)/python infra/tools/defences.py $(ARGS)

probes: $(STAMP) ## Ask a hundred thousand generated questions across sites; none may leak, none may break
	@$(BIN)/python infra/bench/probes.py $(ARGS)

bench-map: $(STAMP) ## Measure the map of likeness with 290 municipalities and 500 items
	@$(BIN)/python infra/bench/map.py $(ARGS)

bench-many: $(STAMP) ## Measure 290 sites beside one: making, pages, memory, migrations (a quarter of an hour, 4 GB)
	@$(BIN)/python infra/bench/many.py $(ARGS)

bench-steady: $(STAMP) ## Work a quarter of an hour in twelve municipalities with 20,000 accounts, against the stated p95 (PF-26)
	@$(BIN)/python infra/bench/steady.py $(ARGS)

bench-spread: $(STAMP) ## Release 500 items to 12 municipalities through the real worker (a minute), or to ARGS="--sites 290"
	@$(BIN)/python infra/bench/spread.py $(ARGS)

kills: $(STAMP) ## Kill web, worker and database while 10,000 persons are written, and count (a quarter of an hour)
	@$(BIN)/python infra/bench/kills.py $(ARGS)

screenshots: $(STAMP) ## Take the README's pictures from a running demo
	@$(BIN)/python infra/tools/screenshots.py $(ARGS)

axe: $(STAMP) ## Look for accessibility faults on every page of a running demo
	@$(BIN)/python infra/tools/axe.py $(ARGS)

lock: ## Refresh the lock files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q -o requirements/dev.txt
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q -o requirements/base.txt -c requirements/dev.txt

clean: ## Remove the environment, the demo's data and the tests' home
	@if [ -L .samverk/test-in-memory ]; then rm -rf "$$(readlink .samverk/test-in-memory)"*; fi
	rm -rf $(VENV) .samverk

# One environment for both targets; made anew when the lock or the packaging changes.
$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) infra/tools/install.py $(VENV)
	@touch $@
