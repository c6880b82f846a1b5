"""The Word templates an office may edit: looked at when the house opens, not when a paper is wanted."""

from pathlib import Path

from storage.catalogue import CatalogueError

FOLDER, MINUTES = "templates", "minutes.docx"


def faults_in_templates(catalogue: Path) -> tuple[str, ...]:
    """Each in a sentence that names the file and the field."""
    from papers.minutes import template_faults  # noqa: PLC0415  # slow to read

    return tuple(f"{FOLDER}/{fault}" for fault in template_faults(catalogue / FOLDER / MINUTES))


def check_templates(catalogue: Path) -> None:
    """Raises CatalogueError: a paper that cannot be made is found out at the start."""
    if faults := faults_in_templates(catalogue):
        raise CatalogueError(faults)
