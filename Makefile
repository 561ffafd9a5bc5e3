# Two commands: `make demo` shows the product, `make test` proves it. Each sets up what it needs.
PYTHON ?= python3
ARGS ?=
FJORTEN := .venv/bin/fjorten

.PHONY: setup demo test lint check soak lock schemas

setup: .venv/ready

# uv is used where it is installed: it is faster. venv and pip do the same job everywhere else.
.venv/ready: requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python $(PYTHON) .venv && \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python .venv/bin/python --no-build-isolation --no-deps -e .; \
	else \
		$(PYTHON) -m venv .venv && \
		.venv/bin/python -m pip install --quiet --require-hashes -r requirements.lock && \
		.venv/bin/python -m pip install --quiet --no-build-isolation --no-deps -e .; \
	fi
	@touch .venv/ready

demo: setup
	$(FJORTEN) demo $(ARGS)

test: setup
	.venv/bin/python -m tests.run $(ARGS)

lint: setup
	.venv/bin/python -m tests.run --only lint

soak: setup
	.venv/bin/python -m tests.run --soak $(ARGS)

schemas: setup
	$(FJORTEN) schemas

lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
