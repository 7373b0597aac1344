# make demo | test | check | bench | run: nothing else to remember.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# A run starts hundreds of processes: what is compiled is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE
export MINUTES SEED SEEDS DAYS WORKERS MINIMISE PAGE QUICK

.PHONY: install first-repair drill chaos demo test check bench growth faults fuzz simulate audit run lint format lock docs pictures clean

demo: $(STAMP)  ## sandbox on http://127.0.0.1:8088, a demo estate, the bot
	$(BIN)/python -m bot demo

test: $(STAMP)  ## every test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: lint  ## lint, types, imports, tests
	$(MAKE) test

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## measurements, written into docs/benchmarks.md; QUICK=1: a short round, printed
	$(BIN)/python -m tests.bench

growth: $(STAMP)  ## a million cases, fifty thousand people: what takes longer: docs/proof/growth.md, SEED=1
	$(BIN)/python -m tests.bench.growth --seed $(or $(SEED),1)

install: $(STAMP)  ## the packages, into .venv

first-repair: $(STAMP)  ## from a clone to the first repair, timed: docs/proof/first-repair.md
	$(BIN)/python -m tests.proof.first_repair

fuzz: $(STAMP)  ## attack it: SEED=n CASES=n
	$(BIN)/python -m tests.fuzz --seed $(or $(SEED),1) --cases $(or $(CASES),100000)

simulate: $(STAMP)  ## the whole product on a virtual clock: SEED=7, or SEEDS=1..200
	$(BIN)/python -m tests.simulation

chaos: $(STAMP)  ## the real bot, several hundred people, every fault: SEED=1 MINUTES=5
	$(BIN)/python -m tests.chaos

drill: $(STAMP)  ## copies taken under load, put back elsewhere, compared: docs/proof/backup.md
	$(BIN)/python -m tests.proof.drill

faults: $(STAMP)  ## each handling of a fault cut out once, its test seen to fail
	$(BIN)/python -m tests.faults

audit: $(STAMP)  ## rules of security over the code, published weaknesses of the locked packages (needs a network)
	$(BIN)/ruff check --select S bot domain handlers messages sandbox services store
	$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --require-hashes --disable-pip -r requirements.lock

run: $(STAMP)  ## the bot with the settings of .env
	$(BIN)/python -m bot run

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin the newest fitting versions
	$(BIN)/uv pip compile --universal --generate-hashes --all-extras --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 --upgrade -q pyproject.toml -o requirements.lock

docs: $(STAMP)  ## print diagrams and tables from the code
	$(BIN)/python -m tests.house.diagrams

pictures: $(STAMP)  ## photograph each conversation from the journeys (Chromium and a Chinese font)
	$(BIN)/python -m tests.flow_pictures
	$(BIN)/python -m tests.house.diagrams

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
