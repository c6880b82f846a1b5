"""The house opens at once: what only some need is read when somebody needs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory
from docx import Document

from storage.database import MIGRATIONS, known_revisions, newest_revision
from tests.running import free_port
from tests.village import HOUSE

SLOW = (
    "aiogram",
    "alembic",
    "docxtpl",
    "docx",
    "fpdf",
    "icalendar",
    "numpy",
    "openpyxl",
    "pypinyin",
)


def test_no_library_of_papers_is_read_before_the_page_answers() -> None:
    order = f"import sys, bot.app; print([name for name in {SLOW} if name in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", order], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_the_names_of_the_migrations_are_their_order() -> None:
    migrations = ScriptDirectory(str(MIGRATIONS))
    assert newest_revision() == migrations.get_current_head()
    assert known_revisions() == sorted(script.revision for script in migrations.walk_revisions())


def test_a_template_with_a_fault_closes_the_house_again_and_is_named(tmp_path: Path) -> None:
    catalogue = Path(shutil.copytree(HOUSE / "catalogue", tmp_path / "catalogue"))
    spoil(catalogue / "templates" / "minutes.docx")
    given = {
        "PATH": os.environ["PATH"],
        "CUNBANG_DATA": str(tmp_path / "data"),
        "CUNBANG_CATALOGUE": str(catalogue),
        "CUNBANG_LISTEN": f"127.0.0.1:{free_port()}",
    }
    order = [sys.executable, str(HOUSE / "bot.py")]
    done = subprocess.run(order, env=given, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "templates/minutes.docx 里的“wo”不是纪要有的内容" in done.stderr


def spoil(template: Path) -> None:
    """`{{ where }}` becomes a field that no minutes have."""
    paper = Document(str(template))
    for paragraph in paper.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ where }}", "{{ wo }}")
    paper.save(str(template))
