"""The workbook that an admin fills in: right to left, in Arabic and French, with its lists."""

import io
from typing import TYPE_CHECKING, Any

from lifecycle.cohort_columns import COLUMNS, REQUIRED, Column
from lifecycle.pathway_words import KIND_NAMES
from models.register import all_collectivities
from models.words import CollectivityKind, Language

if TYPE_CHECKING:
    from openpyxl import Workbook

ROWS = 2000  # that the lists reach down to
TEXT = "@"  # a code and an address are texts: a spreadsheet would eat their leading zeros
AS_TEXT = frozenset({"code", "joined_on"})
WIDE = {"name_ar": 24, "name_fr": 24, "region": 26, "province": 24, "kind": 14, "code": 14}
SHEET, HOW = "الأعضاء - Membres", "إرشادات - Mode d’emploi"
INSTRUCTIONS = (
    (
        "سطر واحد لكل جماعة ترابية. العناوين على السطر الأول لا تغير.",
        "Une ligne par collectivité. Ne changez pas les titres de la première ligne.",
    ),
    (
        "الأعمدة الضرورية: الصنف، تاريخ الانخراط، اسم وعنوان نقطة الارتكاز؛ ثم الرمز، أو الاسم "
        "والجهة.",
        "Colonnes nécessaires : type, date d’adhésion, nom et adresse du point focal ; puis le "
        "code, ou le nom et la région.",
    ),
    (
        "التاريخ: السنة-الشهر-اليوم، مثال 2026-11-02. لا يكون في المستقبل.",
        "Date : année-mois-jour, par exemple 2026-11-02. Jamais dans le futur.",
    ),
    (
        "الرمز هو رمز المندوبية السامية للتخطيط، مثال 05.091.01.01. يكفي وحده لمعرفة الجماعة.",
        "Le code est celui du HCP, par exemple 05.091.01.01. Il suffit à désigner la collectivité.",
    ),
    (
        "اللغة: ar أو fr أو ar+fr. عنوان واحد في كل خانة.",
        "Langue : ar, fr ou ar+fr. Une seule adresse par cellule.",
    ),
    (
        "لا صيغ حسابية ولا خلايا مدمجة: الصقوا القيم.",
        "Ni formules ni cellules fusionnées : collez les valeurs.",
    ),
    (
        "يفحص الملف قبل أي تسجيل، ويرجع مع عمود النتيجة. لا يسجل شيء ما دام فيه خطأ.",
        "Le fichier est vérifié avant tout enregistrement et rendu avec une colonne résultat. Rien "
        "n’est enregistré tant qu’il contient une erreur.",
    ),
)


def template() -> bytes:
    """The empty workbook, as XLSX."""
    from openpyxl import Workbook  # half a second: only when one is made

    book = Workbook()
    _members(book)
    _instructions(book)
    _lists(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def header_of(column: Column) -> str:
    """The header of a column: Arabic, then French below it in the same cell."""
    return f"{column.header_ar}\n{column.header_fr}"


def _members(book: "Workbook") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Any = book.active
    sheet.title = SHEET
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 48  # two lines: LibreOffice would clip the second
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, number, header_of(column))
        needed = column.key in REQUIRED
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0B5D3F" if needed else "5B6B63")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE.get(column.key, 28)
        if column.key in AS_TEXT or column.key.endswith("_email"):
            sheet.column_dimensions[letter].number_format = TEXT
            for row in range(2, 202):
                sheet.cell(row, number).number_format = TEXT


def _instructions(book: "Workbook") -> None:
    from openpyxl.styles import Alignment

    sheet: Any = book.create_sheet(HOW)
    sheet.sheet_view.rightToLeft = True
    for letter in ("A", "B"):
        sheet.column_dimensions[letter].width = 70
    for number, (arabic, french) in enumerate(INSTRUCTIONS, start=1):
        for at, (said, order) in enumerate(((arabic, 2), (french, 1)), start=1):
            cell = sheet.cell(number, at, said)
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)


def _lists(book: "Workbook") -> None:
    """The values of the columns that have a list, on a sheet of their own, and the lists."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet: Any = book.create_sheet("lists")
    sheet.sheet_state = "hidden"
    regions = [c.name_ar for c in all_collectivities() if c.kind == CollectivityKind.REGION]
    offered = {
        "kind": [KIND_NAMES[kind].ar for kind in CollectivityKind],
        "region": regions,
        "focal_point_language": [language.value for language in Language],
    }
    keys = [column.key for column in COLUMNS]
    for at, (key, values) in enumerate(offered.items(), start=1):
        letter = get_column_letter(at)
        for row, value in enumerate(values, start=1):
            sheet.cell(row, at, value)
        listed = DataValidation(
            type="list", formula1=f"lists!${letter}$1:${letter}${len(values)}", allow_blank=True
        )
        column = get_column_letter(keys.index(key) + 1)
        listed.add(f"{column}2:{column}{ROWS}")
        book[SHEET].add_data_validation(listed)
