# make run: install what is needed, then open the page.   make test: install what tests need, then run them all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install -c constraints.txt

.PHONY: run install test check pictures clean

run: install
	@$(BIN)/readacross serve

install: $(VENV)/.installed

test: $(VENV)/.test-installed chromium
	$(BIN)/python -m pytest

check: $(VENV)/.check-installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

pictures: $(VENV)/.test-installed chromium
	$(BIN)/python -m tests.browser.pictures

clean:
	rm -rf $(VENV) *.egg-info build

$(VENV)/.installed: pyproject.toml constraints.txt
	@echo "Installing Readacross into $(VENV): some minutes the first time."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) torch
	@$(PIP) -e .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	@$(PIP) -e '.[test,ocr,mcp]'
	@touch $@

$(VENV)/.check-installed: $(VENV)/.test-installed
	@$(PIP) -e '.[test,check]'
	@touch $@

# The browser tests drive Debian's Chromium; who may not install it is told how by the tests that are skipped.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests."; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
	  fi; \
	} || echo "Chromium could not be installed; the browser tests will say so."
