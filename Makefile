# make run    reads the samples, shows a page   make lint   ruff, mypy, import-linter
# make test   everything that CI checks         make clean  removes what make made
# make sbom   lists what is installed, with licences (CycloneDX)
# make bench  fails where something has become slower; make bench-keep adds what it is now
#
# One environment, .venv, with vitne installed from its wheel; rebuilt when a source file changes.

# Compiled packs are kept beside the code as Python keeps its modules: a second less for each command.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
# Two processes: one looks at pages with the browser, the other does all else, then both the rest.
SHARED := --numprocesses 2 --dist loadgroup --no-loadscope-reorder --maxfail 1
PIP := $(BIN)/pip --quiet --disable-pip-version-check
SOURCES := pyproject.toml hatch_build.py build_web.py docs/method.md docs/quality.md $(wildcard README.md) $(shell find src -type f ! -name '*.pyc' ! -name 'gazetteer.*' ! -path '*/vendor/*')

.PHONY: run test lint bench bench-keep sbom clean

run: .venv/installed
	$(BIN)/vitne demo

test: system lint
	$(BIN)/python -m pytest $(SHARED)

# Tests need a PostgreSQL to keep records in, a Chromium to look at pages with, a Java to run Spark,
# and ICU to build PyICU (followthemoney needs it). Debian's are installed where they lack and this may be done.
.PHONY: system
system:
	@lacks=""; \
	command -v java >/dev/null || lacks="$$lacks openjdk-17-jre-headless"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || lacks="$$lacks postgresql"; \
	command -v chromium >/dev/null || lacks="$$lacks chromium fonts-dejavu-core"; \
	pkg-config --exists icu-i18n 2>/dev/null || lacks="$$lacks libicu-dev pkg-config g++"; \
	if [ -n "$$lacks" ] && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$lacks; \
	fi

lint: .venv/tools .venv/installed
	$(BIN)/ruff check --no-cache
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/tools .venv/installed
	PYTHONPATH=src $(BIN)/python evaluation/bench

bench-keep: .venv/tools .venv/installed
	PYTHONPATH=src $(BIN)/python evaluation/bench --keep

sbom: .venv/installed
	$(BIN)/python evaluation/sbom.py > vitne.cdx.json

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.coverage vitne.cdx.json vitne-demo.db* src/vitne/data/places/gazetteer.* src/vitne/web/static/vendor
	find src tests -type d -name __pycache__ -exec rm -rf {} +

.venv/created:
	$(PYTHON) -m venv .venv
	touch $@

# The tools come first: their pinned versions of shared libraries (rich) then serve vitne too. Python
# compiles what of them is used.
.venv/tools: requirements-dev.txt | system .venv/created
	$(PIP) install --no-compile --require-hashes -r requirements-dev.txt
	touch $@

.venv/installed: $(SOURCES) | .venv/created
	$(PIP) install .
	touch $@
