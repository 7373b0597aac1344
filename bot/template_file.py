"""An empty register to fill in: a sheet for each kind of row with examples, choices from lists, a line of help per column."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.workbook import COLUMNS, EXAMPLE
from domain.workbook_help import HELP, examples, headings

#: Rows of the sheets that offer lists.
ROWS = 5000
#: Where the help stands, and the headings below it.
HELP_ROW, HEADING_ROW = 1, 2
_WIDTH = 20
_SOFT = PatternFill("solid", fgColor="EEEEEE")
_TOLD = {
    "zh": f"带 * 的列必填。以“{EXAMPLE}:”开头的行是示例,导入时自动跳过,可以删除。",
    "en": f"Columns with * must be filled in. Rows that begin with {EXAMPLE}: are examples; the import passes over them.",
}
_PICK = {"zh": "请从下拉框中选择", "en": "Please choose from the list"}


def write(path: Path, language: str) -> None:
    """Writes the template, whole or not at all; headings are Chinese, as the import reads them, help is in the language."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name in COLUMNS:
        _sheet(book.create_sheet(name), name, language)
    part = path.with_name(f".{path.name}.part")
    book.save(part)
    part.replace(path)


def _sheet(sheet: Worksheet, name: str, language: str) -> None:
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    for place, (column, heading) in enumerate(zip(COLUMNS[name], headings(name), strict=True), 1):
        letter = get_column_letter(place)
        help_ = HELP[name][column.name]
        said = help_.zh if language == "zh" else help_.en
        sheet.column_dimensions[letter].width = _WIDTH
        sheet.cell(HELP_ROW, place, said).font = Font(italic=True, size=9)
        top = sheet.cell(HEADING_ROW, place, heading)
        top.font = Font(bold=True)
        if place == 1:
            top.comment = Comment(_TOLD[language], "Guanjia")
        if help_.choice:
            _choices(sheet, letter, help_.choice, language)
        if column.name == "手机":  # long numbers stay text
            for row in range(HEADING_ROW + 1, HEADING_ROW + 1 + len(examples(name))):
                sheet.cell(row, place).number_format = "@"
    for number, words in enumerate(examples(name), HEADING_ROW + 1):
        for place, word in enumerate(words, 1):
            cell = sheet.cell(number, place, word or None)
            cell.fill = _SOFT


def _choices(sheet: Worksheet, letter: str, words: Sequence[str], language: str) -> None:
    rule = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    rule.error = _PICK[language]
    sheet.add_data_validation(rule)
    rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{ROWS}")
