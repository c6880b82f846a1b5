#!/usr/bin/env python3
"""Gathers the sentences of the house for translation; with --check says what is amiss instead."""

import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "conversations", "handlers", "storage")
ENGLISH = Path("locales/en/LC_MESSAGES/cunbang.po")
MEND = "run `uv run scripts/words.py`"
HEADER = r"""# What people read, in English. msgid is the Chinese as it stands in the code, msgstr its English.
# Gaps such as {name} stay as they are. Which sentences there are: `uv run scripts/words.py`.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""

Sentences = dict[str, list[str]]
"""Every sentence and the files it is said in, in the order of the code."""


def said(house: Path, wrong: list[str]) -> Sentences:
    """Every `say("…")`; one that cannot be gathered is put down in `wrong`."""
    found: Sentences = {}
    for room in ROOMS:
        for file in sorted((house / room).rglob("*.py")):
            name = file.relative_to(house).as_posix()
            for line, sentence in _said_in(ast.parse(file.read_text(encoding="utf-8"))):
                if sentence is None:
                    wrong.append(f'{name}:{line}: say() wants its sentence written out: say("…")')
                elif sentence and name not in (files := found.setdefault(sentence, [])):
                    files.append(name)
    return found


def _said_in(tree: ast.AST) -> Iterator[tuple[int, str | None]]:
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _name(n.func) == "say"]
    for call in sorted(calls, key=lambda c: (c.lineno, c.col_offset)):
        match call.args:
            case [ast.Constant(str(sentence))]:
                yield call.lineno, sentence
            case _:
                yield call.lineno, None


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def translations(text: str) -> dict[str, str]:
    """The English of each sentence, as far as it is written."""
    catalogue = read_po(io.BytesIO(text.encode()))
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def written(sentences: Sentences, english: dict[str, str]) -> str:
    """The whole file, always in the same form, so that a difference is a change of words."""
    catalogue = Catalog(locale="en", charset="utf-8")
    for sentence, files in sentences.items():
        catalogue.add(sentence, english.get(sentence, ""), locations=[(f, 0) for f in files])
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False)
    return HEADER + body.getvalue().decode().strip() + "\n"


def gaps(sentence: str) -> set[str] | None:
    """The gaps of a sentence, or nothing where its braces are broken."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        return None


def faults(house: Path = HOUSE) -> Iterator[str]:
    wrong: list[str] = []
    sentences = said(house, wrong)
    yield from wrong
    file = house / ENGLISH
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    english = translations(text)
    if text != written(sentences, english):
        yield f"{ENGLISH}: does not have the sentences of the code; {MEND}"
    for sentence in sentences:
        translated = english.get(sentence, "")
        if not translated:
            yield f"{ENGLISH}: no English for: {sentence}"
        elif gaps(sentence) != gaps(translated):
            yield f"{ENGLISH}: the gaps {{…}} differ: {sentence} / {translated}"


def update(house: Path = HOUSE) -> Iterator[str]:
    """Write the file anew: known English stays, what is no longer said goes, new is left empty."""
    wrong: list[str] = []
    sentences = said(house, wrong)
    if wrong:
        yield from wrong
        return
    file = house / ENGLISH
    english = translations(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(written(sentences, english), encoding="utf-8")


if __name__ == "__main__":
    sys.exit("\n".join(faults() if "--check" in sys.argv[1:] else update()) or 0)
