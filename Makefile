# Two commands matter: `make run` and `make test`. Everything lives in .venv/ and var/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON3 ?= python3
PORT ?= 8000
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
# The demo is a place of its own: a database or broker of somebody's other project is not for it.
DEMO := env -u DATABASE_URL -u CELERY_BROKER_URL $(BIN)/python
# The stamp is named after the lock file's content, so the environment is made again when that changes.
READY := $(VENV)/ready-$(shell cksum <requirements/development.lock | cut -d' ' -f1)
# The index that pip uses here, if it is told one, serves uv too; the lock files name none.
LOCK = index=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true); \
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	$${index:+--default-index "$$index"} --custom-compile-command 'make lock' --quiet

.PHONY: help run reset code test check fix screens faults mutants bench-login bench-issuer lock

help: ## что здесь можно сделать
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  make run PORT=8100            на другом порту (и на следующем за ним)'
	@echo "  make test ARGS='-k snils'     часть тестов"

$(READY):
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Нужен Python 3.11 или новее: make PYTHON3=python3.11 …")'
	@echo 'Готовим окружение Python в $(VENV) (один раз, 1–2 минуты)…'
	@$(PYTHON3) -m venv --clear $(VENV) || { echo 'Нужен пакет python3-venv: sudo apt install python3-venv' >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.lock
	@touch $(READY)

run: $(READY) ## портал, учебные Госуслуги и ночной работник с выдуманными семьями; Ctrl-C останавливает
	@PORT='$(PORT)' $(DEMO) -m dnevnik.demo.launch

reset: ## забыть всё: следующий make run начнёт сначала
	@$(if $(wildcard $(READY)),$(DEMO) -m dnevnik.demo.reset,echo 'Здесь ещё ничего нет.')

code: $(READY) ## одноразовый код администратора
	@$(DEMO) manage.py demo_code

test: $(READY) ## все тесты, на SQLite и на PostgreSQL
	@$(BIN)/python -m tests.run $(ARGS)

check: $(READY) ## стиль, типы, границы приложений, миграции, боевые настройки
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=dnevnik.settings.test \
		$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.production_checks

fix: $(READY) ## исправить то, что ruff умеет сам
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

screens: $(READY) ## снимки всех страниц исходов на телефоне: docs/screens/outcomes.png (нужен Chromium)
	@DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=dnevnik.settings.test \
		$(BIN)/python manage.py shell -v 0 -c 'from tests.screens.drawing import draw; draw()'

faults: $(READY) ## двести убийств ночного работника и остальные сбои, около десяти минут
	@$(BIN)/python -m tests.faults.run $(ARGS)

mutants: $(READY) ## сломать по одному правила опознания людей и увидеть, что тесты это замечают
	@$(BIN)/python -m tests.mutants.run $(ARGS)

bench-login: $(READY) ## вход рядом с готовой библиотекой и читатель, пока Госуслуги молчат
	@$(BIN)/python -m tests.bench.login $(ARGS)

bench-issuer: $(READY) ## смена поставщика у 400 000 учётных записей, на SQLite и на PostgreSQL
	@$(BIN)/python -m tests.bench.issuer_change $(ARGS)

lock: $(READY) ## заново подобрать версии зависимостей из pyproject.toml
	@$(BIN)/python -m pip install --quiet 'uv>=0.13,<0.14'
	@$(LOCK) --output-file requirements/production.lock
	@$(LOCK) --group dev --output-file requirements/development.lock
