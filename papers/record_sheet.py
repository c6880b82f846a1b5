"""The record sheet of a volunteer as a PDF: what the platform has on record, and no certificate."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import BytesIO

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from noto_cjk_sans_otc import FONT_PATH

from domain.activities.record import RecordSheet, hours_words
from papers.canvas import font_index

FONT, MARGIN, SMALL, TEXT, CODE = "cjk", 18, 8.5, 10.5, 28
"""Millimetres and points."""
HEADS = ("日期", "活动名称和编号", "服务内容", "地点", "时间", "小时", "组织、负责", "评价")
WIDTHS = (20, 36, 31, 22, 22, 11, 24, 9)
NOT_A_CERTIFICATE = "平台记录单（不是《志愿服务记录证明》）"
WHAT_IT_IS = (
    "本单由村帮按活动当天的签到、签退和组织者的核对生成，只说明平台上记了什么。"
    "需要正式的志愿服务记录证明，请向记录活动的组织申请（谁记录、谁证明，免费）；"
    "证件号码由出具证明的组织核对，本平台不收。"
)
SOURCE = (
    "一至五项按《志愿服务记录与证明出具办法（试行）》第四条（民政部令第67号，2021年2月1日起施行）。"
)


def record_sheet(sheet: RecordSheet, link: str) -> bytes:
    """PDF; the code leads to the page that verifies it."""
    paper = _Paper(sheet)
    paper.set_title(f"志愿服务平台记录单 {sheet.number}")
    paper.set_author("村帮")
    paper.add_page()
    _head(paper, sheet, link)
    _who(paper, sheet)
    _table(paper, sheet)
    _rest(paper, sheet)
    return bytes(paper.output())


class _Paper(FPDF):
    """A4 upright; the number stands on every page, so that none can be taken from another sheet."""

    def __init__(self, sheet: RecordSheet) -> None:
        super().__init__(orientation="P", unit="mm", format="A4")
        self._number = sheet.number
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=20)
        self.add_font(FONT, "", str(FONT_PATH), collection_font_number=font_index())
        self.set_font(FONT, size=TEXT)
        self.set_creation_date(datetime.combine(sheet.made_on, time(), UTC))

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(90)
        words = f"{NOT_A_CERTIFICATE}　编号 {self._number}　第 {self.page_no()} 页，共 {{nb}} 页"
        self.cell(0, 6, words, align="C")
        self.set_text_color(0)


def _line(paper: FPDF, words: str, size: float = TEXT, height: float = 6, align: str = "L") -> None:
    paper.set_font(FONT, size=size)
    paper.multi_cell(0, height, words, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _head(paper: FPDF, sheet: RecordSheet, link: str) -> None:
    top = paper.get_y()
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=8, border=1)
    paper.image(drawn, x=paper.w - MARGIN - CODE, y=top, w=CODE)
    paper.set_right_margin(MARGIN + CODE + 4)
    _line(paper, "志愿服务平台记录单", 20, 11)
    paper.set_text_color(185, 28, 28)
    _line(paper, NOT_A_CERTIFICATE, 12, 7)
    paper.set_text_color(0)
    _line(paper, f"编号 {sheet.number}　核对码 {sheet.check}", SMALL, 5)
    _line(paper, f"扫右边的码核对：{link}", SMALL, 5)
    paper.set_right_margin(MARGIN)
    paper.set_y(max(paper.get_y(), top + CODE) + 4)


def _who(paper: FPDF, sheet: RecordSheet) -> None:
    _line(paper, "一、志愿者", 12, 8)
    village = f"　居住：{sheet.village}" if sheet.village else ""
    _line(paper, f"姓名：{sheet.name}{village}")
    _line(
        paper,
        "性别、出生日期、证件号码、联系方式：平台不收集或不在本单显示，由出具证明的组织核对。",
    )
    _line(paper, "二、志愿服务情况", 12, 8)
    span = f"{sheet.since:%Y年%m月%d日}—{sheet.until:%Y年%m月%d日}"
    _line(paper, f"{span}，参加{len(sheet.rows)}次，共{hours_words(sheet.minutes)}小时。")
    if sheet.waiting:
        _line(paper, f"另有{sheet.waiting}次活动的时间还没有核对，不在本单里。")
    paper.ln(1)


def _table(paper: FPDF, sheet: RecordSheet) -> None:
    paper.set_font(FONT, size=SMALL)
    paper.set_draw_color(150)
    heads = FontFace(fill_color=(241, 245, 249), emphasis="")
    with paper.table(
        col_widths=WIDTHS, headings_style=heads, line_height=4.6, padding=0.8
    ) as table:
        for cells in (HEADS, *_rows(sheet)):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.ln(3)


def _rows(sheet: RecordSheet) -> Iterator[tuple[str, ...]]:
    for row in sheet.rows:
        yield (
            row.day,
            f"{row.title}\n{row.number}",
            row.content,
            row.where,
            row.time,
            hours_words(row.minutes),
            f"{row.unit}\n{row.in_charge}",
            f"{row.rating}分" if row.rating else "",
        )


def _rest(paper: FPDF, sheet: RecordSheet) -> None:
    _line(paper, "三、培训情况：平台没有记录。")
    _line(paper, "四、表彰奖励情况：平台没有记录。")
    _line(paper, "五、评价情况：表里的“评价”是志愿者对活动的评分；服务对象的评价平台没有记录。")
    paper.ln(2)
    made = f"生成日期：{sheet.made_on:%Y年%m月%d日}"
    for words in (WHAT_IT_IS, SOURCE, made):
        _line(paper, words, SMALL, 5)
