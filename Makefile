# Deux commandes suffisent : « make site » et « make test ».
PYTHON ?= python3
BIN := .venv/bin
LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

.PHONY: site site-a-publier serve check schema forge veille test lint lock territoires bench clean

site: .venv/site-ready
	$(BIN)/observatoire build

site-a-publier: .venv/site-ready
	$(BIN)/observatoire build --historique-entier

serve: .venv/site-ready
	$(BIN)/observatoire serve

check: .venv/site-ready
	$(BIN)/observatoire check

schema: .venv/site-ready
	$(BIN)/observatoire schema

forge: .venv/site-ready
	$(BIN)/observatoire forge

veille: .venv/site-ready
	$(BIN)/observatoire liens
	$(BIN)/observatoire a-revoir

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: .venv/test-ready
	$(BIN)/ruff check schemas generator tests benchmarks reference/rebuild
	$(BIN)/lint-imports --no-cache

lock:
	uv pip compile $(LOCK_OPTIONS) --group build pyproject.toml -o requirements/site.txt
	uv pip compile $(LOCK_OPTIONS) --group test pyproject.toml -o requirements/test.txt
	uv pip compile $(LOCK_OPTIONS) --group territoires -o requirements/territoires.txt
	uv pip compile $(LOCK_OPTIONS) --group mesures -o requirements/mesures.txt

territoires: .venv-territoires/ready
	.venv-territoires/bin/python -m reference.rebuild

SIZE ?= 1000
SANS ?=
bench: .venv/test-ready .venv-bench/ready
	$(BIN)/python -m benchmarks.race --taille $(SIZE) --sans "$(SANS)"

clean:
	rm -rf .venv .venv-bench .venv-territoires .cache site

%/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Il faut Python 3.11 ou plus récent : indiquez-le avec « make PYTHON=python3.12 »."; exit 1; }
	$(PYTHON) -m venv $*

.venv/site-ready: requirements/site.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test-ready: requirements/test.txt tests/serveur_yaml/package-lock.json .venv/site-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent --prefix tests/serveur_yaml \
		|| echo "Le registre npm ne répond pas : les tests du serveur de langue YAML seront sautés, en le disant."
	@touch $@

.venv-territoires/ready: requirements/territoires.txt | .venv-territoires/bin/python
	.venv-territoires/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/territoires.txt
	@touch $@

.venv-bench/ready: requirements/mesures.txt benchmarks/peers/eleventy/package-lock.json | .venv-bench/bin/python
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mesures.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent --prefix benchmarks/peers/eleventy \
		|| echo "Le registre npm ne répond pas : Eleventy ne courra pas, et le tableau le dira."
	@touch $@
