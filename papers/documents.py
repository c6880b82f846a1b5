"""Word documents that the house writes, from templates the office can edit."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined


def write_document(template: Path, fields: Mapping[str, str]) -> bytes:
    """The template with its fields filled in; a field the template asks for in vain is an error."""
    document = DocxTemplate(template)
    document.render(dict(fields), Environment(undefined=StrictUndefined, autoescape=True))
    written = BytesIO()
    document.save(written)
    return written.getvalue()
