"""Lays out the template of minutes (会议纪要): A4, margins and sizes as official papers have them.

Page, margins and sizes follow GB/T 9704; the red head is the body's name. `{{ … }}` and `{% … %}` are
what docxtpl fills in; a clerk may move and reword everything around them in Word.
"""

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, HEADING, TITLE = "仿宋", "黑体", "方正小标宋简体"
RED = RGBColor(0xC0, 0x00, 0x00)
LINE = Pt(28)


def minutes() -> Paper:
    paper = Document()
    _page(paper)
    _plain(paper)
    _head(paper)
    _facts(paper)
    _items(paper)
    _tasks(paper)
    _end(paper)
    _page_number(paper)
    paper.core_properties.author, paper.core_properties.title = "Cunbang", "会议纪要"
    return paper


def _page(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _plain(paper: Paper) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.space_after = Pt(0)


def _written(run: Run, face: str, size: float, *, bold: bool = False) -> Run:
    run.font.name, run.font.size, run.bold = face, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001
    return run


def _line(paper: Paper, text: str, *, indent: bool = True, keep: bool = False) -> Paragraph:
    paragraph = paper.add_paragraph(text)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def _heading(paper: Paper, text: str) -> Paragraph:
    paragraph = _line(paper, "", keep=True)
    _written(paragraph.add_run(text), HEADING, 16)
    return paragraph


def _tag(paper: Paper, text: str) -> None:
    """A line that docxtpl takes out: it only opens or closes a stretch."""
    paper.add_paragraph(text)


def _head(paper: Paper) -> None:
    name = paper.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    name.paragraph_format.line_spacing = Pt(44)
    run = _written(name.add_run("{{ body }}"), TITLE, 30, bold=True)
    run.font.color.rgb = RED
    number = paper.add_paragraph("{{ number }}　第{{ version }}版")
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _ruled(number)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(14), Pt(10)
    title.paragraph_format.line_spacing = Pt(36)
    _written(title.add_run("会 议 纪 要"), TITLE, 22, bold=True)
    topic = paper.add_paragraph()
    topic.alignment = WD_ALIGN_PARAGRAPH.CENTER
    topic.paragraph_format.space_after = Pt(10)
    _written(topic.add_run("{{ topic }}"), HEADING, 16)


def _ruled(paragraph: Paragraph) -> None:
    """The red line under the head."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in {"val": "single", "sz": "18", "space": "6", "color": "C00000"}.items():
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    paragraph._element.get_or_add_pPr().append(borders)  # noqa: SLF001


def _facts(paper: Paper) -> None:
    _line(paper, "会议：{{ kind }}（{{ village }}）")
    _line(paper, "时间：{{ began }}至{{ ended }}")
    _line(paper, "地点：{{ where }}")
    _line(paper, "召集人：{{ convener }}　　记录人：{{ recorder }}")
    _line(paper, "到会：{{ present }}人。{{ quorum }}")
    _if(paper, "attended", "到会人员：{{ attended | join('、') }}")
    _if(paper, "absent", "没有到会：{{ absent | join('、') }}")
    _if(paper, "guests", "列席：{{ guests | join('、') }}")
    _tag(paper, "{%p if advisory %}")
    box = _one_cell(paper, "{{ advisory }}")
    box.alignment = WD_TABLE_ALIGNMENT.CENTER
    _tag(paper, "{%p endif %}")


def _if(paper: Paper, field: str, text: str) -> None:
    _tag(paper, f"{{%p if {field} %}}")
    _line(paper, text)
    _tag(paper, "{%p endif %}")


def _one_cell(paper: Paper, text: str) -> Table:
    table: Table = paper.add_table(rows=1, cols=1, style="Table Grid")
    table.rows[0].cells[0].paragraphs[0].add_run(text)
    return table


def _items(paper: Paper) -> None:
    _tag(paper, "{%p for item in items %}")
    _heading(paper, "议题{{ item.n }}：{{ item.topic }}")
    _if(paper, "item.proposer", "提出人：{{ item.proposer }}")
    _tag(paper, "{%p for who, said in item.opinions %}")
    _line(paper, "{{ who }}：{{ said }}")
    _tag(paper, "{%p endfor %}")
    _if(paper, "item.proposal", "提议：{{ item.proposal }}")
    _tag(paper, "{%p if item.vote %}")
    _votes(paper)
    _tag(paper, "{%p endif %}")
    _line(paper, "结果：{{ item.outcome }}{% if item.decision %}。{{ item.decision }}{% endif %}")
    _if(paper, "item.money", "经费：{{ item.money }}")
    _tag(paper, "{%p endfor %}")


def _votes(paper: Paper) -> None:
    names = ("表决方式", "到会", "赞成", "反对", "弃权", "结果")
    fields = (
        "{{ item.vote.way }}",
        "{{ item.vote.present }}",
        "{{ item.vote.ayes }}",
        "{{ item.vote.noes }}",
        "{{ item.vote.abstained }}",
        "{% if item.vote.carried %}通过{% else %}未通过{% endif %}",
    )
    table = paper.add_table(rows=2, cols=len(names), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _small(cell, name, head=True)
    for cell, field in zip(table.rows[1].cells, fields, strict=True):
        _small(cell, field)
    for row in table.rows:
        _whole(row._tr)  # noqa: SLF001


def _small(cell: _Cell, text: str, *, head: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(22)
    paragraph.paragraph_format.keep_with_next = head
    _written(paragraph.add_run(text), HEADING if head else BODY, 14)


def _whole(row: object) -> None:
    """A row does not break over two pages."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:cantSplit"))


def _tasks(paper: Paper) -> None:
    _tag(paper, "{%p if actions %}")
    _heading(paper, "会后要做的事")
    table = paper.add_table(rows=4, cols=3, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ("做什么", "谁做", "哪天以前"), strict=True):
        _small(cell, name, head=True)
    table.rows[1].cells[0].text = "{%tr for task in actions %}"
    for cell, field in zip(
        table.rows[2].cells, ("{{ task.what }}", "{{ task.who }}", "{{ task.by }}"), strict=True
    ):
        _small(cell, field)
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        _whole(row._tr)  # noqa: SLF001
        for cell, width in zip(row.cells, (Cm(8.6), Cm(3), Cm(4)), strict=True):
            cell.width = width
    _tag(paper, "{%p endif %}")


def _end(paper: Paper) -> None:
    _tag(paper, "{%p if disputes %}")
    _line(paper, "会上另外调解纠纷{{ disputes }}件（当事人和内容不写在这里）。")
    _tag(paper, "{%p endif %}")
    _tag(paper, "{%p if photos %}")
    _line(paper, "会议照片：{{ photos }}张，附在后面。")
    _tag(paper, "{%p endif %}")
    _tag(paper, "{%p if changed %}")
    _heading(paper, "这一版改了什么")
    _tag(paper, "{%p for words in changed %}")
    _line(paper, "{{ words }}")
    _tag(paper, "{%p endfor %}")
    _tag(paper, "{%p endif %}")
    _line(paper, "依据：{{ law }}")
    sign = _line(paper, "召集人（签字）：＿＿＿＿＿＿＿＿", keep=True)
    sign.paragraph_format.space_before = Pt(28)
    _line(paper, "记录人（签字）：＿＿＿＿＿＿＿＿", keep=True)
    _line(paper, "参会人员（签字）：＿＿＿＿＿＿＿＿", keep=True)
    day = _line(paper, "　　　　年　　月　　日", keep=True)
    day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    note = paper.add_paragraph()
    _written(note.add_run("本稿由村帮按会上的记录整理，以签了字的纸为准。"), BODY, 12)


def _page_number(paper: Paper) -> None:
    foot = paper.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    run = foot.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._element.append(part)  # noqa: SLF001
    foot.add_run(" —")
