"""Writes the Word templates of catalogue/templates/ anew; an office may edit them afterwards.

Run it only to go back to the wording the house came with: python -m scripts.make_templates.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from scripts.minutes_template import minutes

FOLDER = Path(__file__).parent.parent / "catalogue" / "templates"
LINE = "＿" * 9
ENTRUSTMENT = (
    "编号：{{ number }}",
    "委托人（谁要办事）：{{ principal }}",
    f"身份证号（本人填写）：{LINE}{LINE}",
    "受托人（谁来替他办）：{{ trustee }}　　电话：{{ phone }}",
    f"身份证号（本人填写）：{LINE}{LINE}",
    "{% if relation %}委托人是受托人的：{{ relation }}{% endif %}",
    "跑腿的代办员：{% if agent %}{{ agent }}{% else %}" + LINE + "{% endif %}（{{ village }}）",
    "",
    "委托人自己不方便去，现在委托上面的受托人，代为申请“{{ service }}”：填表、交材料、问进度、领结果。",
    "由村里的代办员跑腿。",
    "一、只委托这一件事，办完就作废；委托人随时可以收回。",
    "二、受托人和代办员都不收钱；看到的身份、病情、财产情况，不说给别人，不用在别处。",
    "三、要本人亲自签字的（比如核对收入和财产的授权书），还是由本人签字。",
    "",
    f"委托人（签字、按手印）：{LINE}　　＿＿年＿＿月＿＿日",
    f"受托人（签字）：{LINE}　　＿＿年＿＿月＿＿日",
    f"见证人（委托人不会写字的，请一位旁人签字）：{LINE}",
    "",
    "{{ day }}印",
)


def entrustment() -> Paper:
    """委托书: asked for where somebody applies for a whole family (dossier §2)."""
    paper = Document()
    plain = paper.styles["Normal"]
    plain.font.name, plain.font.size = "FangSong", Pt(14)
    plain.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("委 托 书")
    run.bold, run.font.size = True, Pt(22)
    for line in ENTRUSTMENT:
        paper.add_paragraph(line).paragraph_format.space_after = Pt(8)
    paper.core_properties.author, paper.core_properties.title = "Cunbang", "委托书"
    return paper


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    entrustment().save(str(FOLDER / "entrustment.docx"))
    minutes().save(str(FOLDER / "minutes.docx"))


if __name__ == "__main__":
    main()
