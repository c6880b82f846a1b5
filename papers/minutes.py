"""Minutes as a Word document, from a template that the office may edit."""

from dataclasses import asdict, fields
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from domain.meetings.minutes import MinutesSheet, SheetAction, SheetItem, VoteLine

NEEDED = frozenset({"number", "version", "topic", "items", "convener", "recorder"})
"""Without these a paper is no record of a meeting."""


def minutes_document(template: Path, sheet: MinutesSheet) -> bytes:
    """The paper of one version; lines that somebody broke stay broken."""
    document = DocxTemplate(template)
    document.render(asdict(sheet), _rules())
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _rules() -> Environment:
    """A template that came from elsewhere fills in its fields and can do nothing else."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def template_faults(template: Path) -> tuple[str, ...]:
    """What is wrong with the office's template, each in a sentence that names the field."""
    if not template.is_file():
        return (f"没有 {template.name}；用 python -m scripts.make_templates 重新生成一份",)
    try:
        wanted = DocxTemplate(template).get_undeclared_template_variables(_rules())
        unknown = sorted(wanted - {f.name for f in fields(MinutesSheet)})
        if unknown:
            return tuple(f"{template.name} 里的“{name}”不是纪要有的内容" for name in unknown)
        lacking = sorted(NEEDED - wanted)
        if lacking:
            return tuple(f"{template.name} 里少了“{name}”，纪要上必须有" for name in lacking)
        minutes_document(template, _specimen())
    except TemplateSyntaxError as error:
        return (f"{template.name} 里的花括号没有写对：{error.message}",)
    except TemplateError as error:
        return (f"{template.name} 里有一处填不上：{error.message}",)
    except Exception as error:  # noqa: BLE001  # whatever Word and people make of the file
        return (f"{template.name} 打不开：{type(error).__name__}",)
    return ()


def _specimen() -> MinutesSheet:
    """Everything filled in, so that every part of the template is tried."""
    vote = VoteLine("举手表决", 3, 2, 1, 0, carried=True)
    item = SheetItem(1, "题", "人", (("人", "话"),), "提议", vote, "结果", "决定", "钱")
    return MinutesSheet(
        "HY-20260101-0001", 1, "会", "会", "村", "题", "处", "始", "终", "召集", "记录", 3, 3, "够数。",
        ("甲",), ("乙",), ("丙",), (item,), (SheetAction("事", "人", "日"),), 1, 1, "议", "法", ("改",),
    )  # fmt: skip
