# The commands a developer types. `just` alone lists them.

[private]
default:
    @{{ quote(just_executable()) }} --list --unsorted

# everything a change must pass; .ci/run runs exactly this
check: lint types
    uv run lint-imports
    uv run scripts/check_lock.py
    uv run scripts/words.py --check
    CUNBANG_REQUIRE_BROWSER=1 PYTEST_ADDOPTS="--cov --cov-report=term:skip-covered" uv run pytest
    CUNBANG_TEST_ON=postgresql uv run pytest -m "not browser" --ignore=tests/domain --ignore=tests/telegram

# mend what a machine can mend: lint and layout
fix:
    uv run ruff check --fix
    uv run ruff format

# the tests alone, or some of them: just test tests/test_house.py
test *which:
    uv run pytest {{ which }}

# the talks in this terminal: just chat --as <person>
chat *options:
    uv run bot.py chat {{ options }}

# start Cunbang
run:
    uv run bot.py

# write requirements.lock anew from pyproject.toml, for Python 3.11 and later
lock *options:
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --quiet {{ options }} \
        --output-file requirements.lock
    uv run scripts/check_lock.py

# compare the locked dependencies with known weaknesses (asks a public database)
audit:
    uv run scripts/audit.py

[private]
lint:
    uv run ruff check
    uv run ruff format --check

# bot.py shares its name with the package bot/, so mypy reads it apart, as the script it is
[private]
types:
    uv run mypy
    uv run mypy --config-file= --strict --follow-imports silent --command "$(cat bot.py)"
