# Everything that people and CI do with this repository, as one list of commands: `make help`.
#
# A fresh machine needs Python 3.11 or newer and GNU make. The rest is installed here: Python packages from the locks in
# requirements/ into a virtual environment, and a browser and Java for the tests where Debian's packages can be had.
# Each Python gets a virtual environment of its own: `make test PYTHON=python3.13` leaves .venv alone.

PYTHON ?= python3
VENV   := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
BIN    := $(VENV)/bin
FORMAT ?= text
# One more than there are processors, since tests wait for builds and browsers that they have started.
JOBS   ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where this is set, each of the many processes of the tests would compile the whole package for itself.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test suite lint types programs bench searchbench gatebench mutations quickways rebuilds \
        kills pages reference lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- For everyone ----------------------------------------------------------------------------------------------------

site: $(VENV)/site-ready ## build the archive into site/
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site-ready ## show the archive while you write: it follows every change in meetings/ and docs/
	$(BIN)/mkdocs serve

check: $(VENV)/site-ready ## say what is wrong in the records, without building (FORMAT=text, github or json)
	@$(BIN)/minutebook check --format $(FORMAT)

# ---- For developers --------------------------------------------------------------------------------------------------

# Types are checked by one process, and so beside the tests.
test: lint programs ## lint, check types, run all tests (JOBS=0 for one process, as a debugger needs)
	@$(MAKE) --jobs --no-print-directory types suite

# Whoever is done takes tests from others: else one process is left with sites to build while the rest have nothing to do.
suite: $(VENV)/test-ready
	$(BIN)/pytest --numprocesses $(JOBS) --dist worksteal

lint: $(VENV)/test-ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/test-ready
	$(BIN)/mypy

programs:
	@.ci/need chromium chromium chromium-browser google-chrome
	@.ci/need default-jre-headless java

mutations: $(VENV)/test-ready ## import ten thousand mutated packets: records or a reason, and no line lost
	MUTATIONS=10000 $(BIN)/pytest --numprocesses $(JOBS) tests/importers/test_mutated_packets.py

rebuilds: $(VENV)/test-ready ## two hundred rows of random changes: each build gives what a first one gives
	REBUILDS=200 $(BIN)/pytest --numprocesses $(JOBS) tests/rebuild/test_any_changes.py tests/search/test_any_changes.py

kills: $(VENV)/test-ready ## kill a build fifty times: the published site is the old one or the new one
	$(BIN)/python -m tests.killing --times 50

quickways: $(VENV)/test-ready ## hold the quick ways for plain records against the libraries, in a hundred thousand texts each
	QUICKWAYS=100000 $(BIN)/pytest --numprocesses $(JOBS) tests/pages/test_plain_prose.py tests/records/test_plain_yaml.py

pages: $(VENV)/test-ready ## look at every page of the archive with axe, by day and by night, small and wide, and validate all
	EVERY_PAGE=1 $(BIN)/pytest --numprocesses $(JOBS) tests/browser tests/site/test_html_is_valid.py -k "axe or brightness or validator"

bench: $(VENV)/test-ready $(VENV)-peers/ready ## measure builds beside Hugo and others (BENCH=--full: all sizes; BENCH=--help)
	$(BIN)/python -m tests.benchmarks --peers $(VENV)-peers/bin $(BENCH)

searchbench: $(VENV)/test-ready ## measure search beside Pagefind (UNITS="20000 100000")
	$(BIN)/python -u -m tests.benchmarks.searching $(UNITS)

gatebench: $(VENV)/test-ready ## measure the publication gate: two thousand pages in under ten seconds on two cores
	$(BIN)/python -m tests.benchmarks.gate

clean: ## remove what these commands have made
	rm -rf .venv* .cache site build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

# ---- Setting up ------------------------------------------------------------------------------------------------------

$(VENV)/site-ready: requirements/site.txt requirements/uv.txt pyproject.toml | $(BIN)/python
	.ci/install $(BIN) $<
	@touch $@

# The lock of the tests holds that of the site, version for version.
$(VENV)/test-ready: requirements/test.txt requirements/uv.txt pyproject.toml | $(BIN)/python
	.ci/install $(BIN) $<
	@touch $@ $(VENV)/site-ready

# What is measured beside us. A machine that cannot have it measures us alone, and says so.
$(VENV)-peers/ready: requirements/bench.txt
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --require-hashes --only-binary :all: --requirement $< \
	  && touch $@ || echo 'The programs to measure beside ours could not be installed.' >&2

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Minutebook needs Python 3.11 or newer. Name yours: make $(or $(MAKECMDGOALS),site) PYTHON=python3.13' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# ---- Locks -----------------------------------------------------------------------------------------------------------

# One lock for all systems and for Python 3.11 and newer, and one of uv, which makes them and installs them. What is
# locked stays until pyproject.toml forbids it; `make lock UPGRADE=--upgrade` takes the newest of everything.
UV      := uv==0.13.9
COMPILE  = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --custom-compile-command 'make lock' $(UPGRADE)

reference: $(VENV)/site-ready ## write the manual's chapters of reference and the schemas anew, from the program
	$(BIN)/minutebook reference
	$(BIN)/python -m tests.benchmarks.chapter
	$(BIN)/minutebook schema --into schemas

lock: ## lock again what pyproject.toml asks for (UPGRADE=--upgrade for the newest versions)
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet $(UV)
	$(COMPILE) pyproject.toml --group build --output-file requirements/site.txt
	$(COMPILE) pyproject.toml --group test --constraint requirements/site.txt --output-file requirements/test.txt
	$(COMPILE) pyproject.toml --group build --extra cluster --constraint requirements/test.txt --output-file requirements/cluster.txt
	$(COMPILE) pyproject.toml --group bench --constraint requirements/site.txt --output-file requirements/bench.txt
	echo $(UV) | $(COMPILE) --output-file requirements/uv.txt -
