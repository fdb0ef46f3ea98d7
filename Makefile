# `make` alone prints what there is. Every target below builds .venv first where it is missing or older than its recipe.
.DEFAULT_GOAL := help
.PHONY: help install demo test coverage lab docs check notebooks outputs figures wheel bench export clean

PYTHON ?= python3.11
VENV_FLAGS ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
TORCH_CPU := https://download.pytorch.org/whl/cpu
JOBS ?= 2
# idle threads sleep soon: spinning ones take the processor from the other processes
export GOMP_SPINCOUNT ?= 10000
# one thread for each process: two processes of two threads would wait for each other; compiled tests
# are kept, also where the environment says that Python writes none
PYTEST = PYTHONDONTWRITEBYTECODE= OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m pytest tests -n $(JOBS) --dist loadfile
STAMP := .venv/.installed-$(shell { cat settings.ini setup.py Makefile; pwd; } | cksum | tr ' ' '-')

# a python of 3.11 or later: the one asked for, else what the system has
OLD = import sys; sys.exit(sys.version_info < (3, 11))
# torch that imports and is 2.6 or later stays as it is
TORCH = import torch, sys; sys.exit(tuple(map(int, torch.__version__.split("+")[0].split(".")[:2])) < (2, 6))

help:
	@echo "make demo       the whole way on a phantom of its own: data, model, grades, counterfactuals, one HTML page (7-20 min, 1 GB)"
	@echo "make test       every test (pytest on tests/), on JOBS processes"
	@echo "make coverage   the same, with the share of lines that the tests reach (twice as long)"
	@echo "make lab        JupyterLab on the notebooks"
	@echo "make docs       the documentation site in _docs/html (two minutes; installs sphinx, executes nothing)"
	@echo "make check      dependencies agree, generated files in sync, notebooks clean, imports downhill, format, types"
	@echo "make notebooks  execute every notebook, outputs thrown away"
	@echo "make outputs    run the run notebooks whose stored outputs are stale, and store them (up to 20 min)"
	@echo "make figures    draw the figures of RESULTS.md from the stored tables"
	@echo "make wheel      install the wheel alone into a bare environment and use it (some minutes)"
	@echo "make bench      CPU time of some verbs, relative to a fixed loop, beside the stored figures (no test; some minutes)"
	@echo "make export     format nbs/, then write vfnb/ and tests/ from it"
	@echo "make clean      strip what does not belong into a stored notebook"
	@echo "make install    only build .venv (the others do that themselves; about two minutes, 2 GB)"
	@echo
	@echo "PYTHON=...      interpreter to build .venv with (3.11 or later; default $(PYTHON), else python3)"
	@echo "JOBS=...        processes of make test (default $(JOBS); 1 GB of memory each)"
	@echo "VFNB_VERSE_DIR  a folder in the VerSe layout, for the tests on a real scan (data/README.md)"

install: $(STAMP)

$(STAMP):
	@if ! $(BIN)/python -c '$(OLD)' 2>/dev/null; then \
	  for p in "$(PYTHON)" python3 python3.12 python3.13; do $$p -c '$(OLD)' 2>/dev/null && py=$$p && break; done; \
	  test -n "$$py" || { echo "no Python 3.11 or later found: make PYTHON=/path/to/python"; exit 1; }; \
	  echo "making .venv with $$py"; $$py -m venv $(VENV_FLAGS) .venv; fi
	@$(PIP) install -qq "pip>=24" "setuptools>=68" wheel
	@if ! $(BIN)/python -c '$(TORCH)' 2>/dev/null; then \
	  echo "installing torch"; \
	  $(PIP) install -qq --no-index --no-deps torch==2.13.0 2>/dev/null \
	  || { [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null && $(PIP) install -qq "torch>=2.6" --index-url $(TORCH_CPU); } \
	  || $(PIP) install -qq "torch>=2.6"; fi
	@echo "installing vfnb and what it needs (about two minutes the first time)"
	@: "compat: a script that lies beside this folder finds the package, even where the folder is called vfnb"
	@$(PIP) install -qq --use-pep517 --no-build-isolation --config-settings editable_mode=compat -e ".[dev]"
	@$(BIN)/python -c '$(TORCH)' || { echo "torch 2.6 or later does not import: see $(BIN)/python -c 'import torch'"; exit 1; }
	@rm -f .venv/.installed-* && touch $@

demo: $(STAMP)
	@$(BIN)/vfnb demo

test: $(STAMP)
	@$(PYTEST)

coverage: $(STAMP)
	@$(PYTEST) --cov=vfnb --cov-report=term

lab: $(STAMP)
	@$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) nbs/700_tour.ipynb

docs: $(STAMP)
	@$(BIN)/python -c 'import sphinx, myst_nb, pydata_sphinx_theme, sphinx_design' 2>/dev/null || { echo "installing sphinx"; $(PIP) install -qq --use-pep517 --no-build-isolation --config-settings editable_mode=compat -e ".[docs]"; }
	@$(BIN)/vfnb-dev docs

check: $(STAMP)
	@$(PIP) check
	@$(BIN)/vfnb-dev export --check
	@$(BIN)/vfnb-dev clean --check
	@$(BIN)/vfnb-dev outputs --check
	@$(BIN)/vfnb-dev lint --quiet
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright

notebooks: $(STAMP)
	@$(BIN)/vfnb-dev notebooks $(SKIP)

outputs: $(STAMP)
	@$(BIN)/vfnb-dev outputs --jobs $(JOBS) $(NOTEBOOK)

figures: $(STAMP)
	@$(BIN)/vfnb-dev figures

wheel: $(STAMP)
	@$(BIN)/vfnb-dev wheel --torch-index $(TORCH_CPU)

bench: $(STAMP)
	@OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/vfnb-dev bench

export: $(STAMP)
	@$(BIN)/ruff format --quiet nbs
	@$(BIN)/vfnb-dev export

clean: $(STAMP)
	@$(BIN)/vfnb-dev clean
