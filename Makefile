# The commands for working on Felchat. `make run` and `make test` need Python 3.11+, npm (or nothing: a wheel
# carries it) and git, and do their own set-up, saying what they do.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SBOM := build/sbom-tools
BENCH := build/bench
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# Two targets may want the same environment, and pip cannot share one with itself.
.NOTPARALLEL:
.PHONY: help run test chaos fuzz check format assets openapi words lock screenshots audit sbom bench bench-quick bench-peers clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: $(VENV)/runtime.done assets ## Start Felchat on http://127.0.0.1:8000
	@echo "run: preparing the database"
	@ENV=$${ENV:-dev} LOG_LEVEL=WARNING $(BIN)/flask --app wsgi db upgrade
	@ENV=$${ENV:-dev} exec $(BIN)/python gunicorn.conf.py

test: $(VENV)/dev.done assets node_modules/big-list-of-naughty-strings ## Run all the tests, one line for each suite
	@$(BIN)/python -m tests

chaos: $(VENV)/dev.done assets ## Let everything go wrong under people who talk, and count what is lost
	@$(BIN)/pytest -q -s tests/chaos --long

fuzz: $(VENV)/dev.done assets ## Send a hundred thousand altered requests and frames, and look what breaks
	@$(BIN)/pytest -q -s tests/fuzz --fuzz-cases 100000

check: $(VENV)/dev.done ## The lock, format, lint, security, types, import rules, templates
	@echo "check: lock" && $(BIN)/pip check --quiet && $(BIN)/python deploy/locked.py requirements-dev.txt
	@echo "check: format" && $(BIN)/ruff format --check --quiet .
	@echo "check: lint" && $(BIN)/ruff check --quiet .
	@echo "check: security" && $(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(OURS)
	@echo "check: types" && $(BIN)/mypy
	@echo "check: import rules" && $(BIN)/lint-imports --no-cache > $(VENV)/imports.log || (cat $(VENV)/imports.log; exit 1)
	@echo "check: templates" && $(BIN)/djlint templates --lint --quiet

OURS := felchat deploy migrations wsgi.py gunicorn.conf.py

format: $(VENV)/dev.done ## Bring the code into its form
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format --quiet .

assets: $(VENV)/runtime.done ## Build static/vendor/ from npm's packages
	@$(BIN)/python deploy/assets.py

# And whatever else the tests need of npm, which fetches all at once.
node_modules/big-list-of-naughty-strings:
	@$(BIN)/python deploy/assets.py fetch

openapi: $(VENV)/dev.done ## Write docs/openapi.json anew from the code
	@ENV=test $(BIN)/flask --app wsgi openapi --indent 2 --output docs/openapi.json

words: $(VENV)/dev.done ## Gather the words that people see, for translating them
	@$(BIN)/python deploy/words.py

screenshots: $(VENV)/dev.done assets ## Take the pictures in docs/screenshots/
	@$(BIN)/python deploy/screenshots.py

audit: $(VENV)/dev.done assets ## Let Lighthouse judge the pages that people see first
	@$(BIN)/python deploy/audit.py

sbom: $(SBOM)/tools.done ## List what Felchat is made of, as CycloneDX, in build/
	@$(SBOM)/bin/python deploy/sbom.py

bench: $(BENCH)/tools.done bench/peers/node/node_modules $(VENV)/runtime.done assets ## Measure Felchat beside its peers, and write docs/benchmarks.md
	@$(BENCH)/bin/python -m bench

bench-quick: $(BENCH)/tools.done bench/peers/node/node_modules $(VENV)/runtime.done assets ## Say whether a message costs more than it did
	@$(BENCH)/bin/python -m bench.quick

bench-peers: $(BENCH)/tools.done bench/peers/node/node_modules $(VENV)/runtime.done ## See whether the peers are the chats that they should be
	@$(BENCH)/bin/python -m bench.peers.check

lock: $(VENV)/python.done ## Write the requirements files anew from pyproject.toml
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev --output-file requirements-dev.txt
	@$(BIN)/uv pip compile $(LOCK) --group node --output-file requirements-node.txt
	@$(BIN)/uv pip compile $(LOCK) --group sbom --output-file requirements-sbom.txt
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml --constraint requirements-dev.txt --group dev --group bench --output-file requirements-bench.txt

LOCK := --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11

clean: ## Remove what was made here, but for the database
	rm -rf $(VENV) build node_modules static/vendor static/*.br static/*.gz

# --- The environment: made once, and again when what it is made from changes ---

$(VENV)/python.done:
	@command -v $(PYTHON) > /dev/null || (echo "make: no $(PYTHON) here; install Python 3.11 or newer"; exit 1)
	@$(PYTHON) -c 'import sys; sys.exit("make: Felchat needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "make: making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/runtime.done: requirements.txt $(VENV)/python.done
	@echo "make: installing what Felchat runs on"
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt && touch $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/python.done
	@echo "make: installing what the tests and checks need"
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt && touch $@ $(VENV)/runtime.done

$(SBOM)/tools.done: requirements-sbom.txt $(VENV)/python.done
	@echo "make: installing what lists the parts"
	@$(BIN)/python -m venv $(SBOM)
	@$(SBOM)/bin/pip install --quiet --require-hashes -r requirements-sbom.txt && touch $@

$(BENCH)/tools.done: requirements-bench.txt $(VENV)/python.done
	@echo "make: installing what measures, and what it measures beside"
	@$(BIN)/python -m venv $(BENCH)
	@$(BENCH)/bin/pip install --quiet --require-hashes -r requirements-bench.txt && touch $@

bench/peers/node/node_modules: bench/peers/node/package-lock.json
	@echo "make: fetching what the Node peer runs on"
	@cd bench/peers/node && npm ci --silent --ignore-scripts --no-audit --no-fund && touch node_modules
