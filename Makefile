# Recours Santé. `make run` and `make shell` do everything that is needed, also the first time.

PYTHON ?= python3
PORT ?= 5005
PY := .venv/bin/python

# Compiled Python is kept: without it every start compiles the project anew.
unexport PYTHONDONTWRITEBYTECODE
export PORT

.PHONY: help setup programs run shell train validate lint lint-text test load chaos fuzz widget-figures dialogue evaluate compare benchmark widget telegram-webhook lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: ## prepare the environment (.venv); nothing to do is nothing done
	@$(PYTHON) tools/setup.py

programs: ## install the servers and the browser that tests start, where the system lets us
	@$(PYTHON) tools/programs.py

run: setup ## start the assistant on http://localhost:5005 (PORT= for another); Ctrl-C stops it
	@exec $(PY) -m bot.runtime.serve

shell: setup ## talk with the assistant here (DEBUG=1 shows what it understood)
	@exec $(PY) -m bot.runtime.shell

train: setup ## train the model if something changed (FORCE=1: always)
	@$(PY) -m bot.runtime.training $(if $(FORCE),--force)

validate: setup ## let Rasa check domain and training data
	@$(PY) -m bot.runtime.cli data validate --fail-on-warnings

lint: setup ## check the style of the code
	@$(PY) -m ruff check .

lint-text: setup ## check that every text that a patient sees is in plain language
	@$(PY) -m bot.evaluation.plain

test: programs lint validate train ## every test
	@$(PY) -m pytest

load: programs train ## many patients at once, on the whole service; writes docs/preuves.md (about 25 minutes)
	@$(PY) -m benchmarks.service.load

chaos: programs train ## every fault ten times, and fifty canaries; writes docs/preuves.md (TIMES= FAULT=)
	@$(PY) -m benchmarks.service.chaos $(if $(TIMES),--times $(TIMES)) $(FAULT)

fuzz: train ## ten thousand broken or hostile requests and talks; writes docs/preuves.md (RUNS= SEED=)
	@$(PY) -m benchmarks.service.fuzz $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED))

widget-figures: programs train ## how heavy and quick the widget is in Chromium; writes docs/preuves.md
	@$(PY) -m benchmarks.widget

dialogue: train ## play written dialogues (FILE=tests/dialogues/…yml) and say what is wrong
	@$(PY) -m bot.evaluation.dialogues $(or $(FILE),$(error FILE= is missing: make dialogue FILE=tests/dialogues/happy_one_message.yml))

evaluate: train ## measure on labelled files and write a report (FILES="…" OUT= NAME= SLICE=60 README=1, all optional)
	@$(PY) -m bot.evaluation.evaluate $(FILES) --out "$(or $(OUT),results)" --name "$(NAME)" --slice "$(SLICE)" $(if $(README),--readme)

compare: setup ## say what got better and worse between two runs (OLD=results/…/run.json NEW=results/…/run.json)
	@$(PY) -m bot.evaluation.compare $(or $(OLD),$(error OLD= is missing: a run.json)) $(or $(NEW),$(error NEW= is missing: a run.json))

benchmark: setup ## measure beside Rasa's starter pipeline (long: it trains that one too)
	@$(PY) -m benchmarks.compare --update-readme

widget: ## build the widget again from widget/src (needs Node 20; what is built is kept in git)
	@cd widget && npm ci --no-audit --no-fund && npm run check

telegram-webhook: setup ## tell Telegram where messages go (DO=remove, DO=show; docs/telegram.md)
	@$(PY) -m bot.channels.telegram_webhook $(or $(DO),set)

lock: ## remake requirements.lock from pyproject.toml (UPGRADE=1: newest versions)
	@$(PYTHON) tools/setup.py lock $(if $(UPGRADE),--upgrade)

clean: ## remove what the commands made
	rm -rf .venv .venv-starter .benchmark .state models .rasa results widget/node_modules benchmarks/widget/node_modules .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
