"""Makes the messy sheets of this folder: `python tests/messy/make.py`. All in them is invented."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

FOLDER = Path(__file__).parent
KEYS = ("code", "kind", "name_ar", "name_fr", "region", "joined_on", "focal_point_name",
        "focal_point_email", "focal_point_language", "deputy_name", "deputy_email",
        "mailbox_email")  # fmt: skip
ARABIC = ("الرمز", "الصنف", "الاسم بالعربية", "الاسم بالفرنسية", "الجهة", "تاريخ الانخراط",
          "اسم نقطة الارتكاز", "البريد الإلكتروني لنقطة الارتكاز", "لغة نقطة الارتكاز",
          "اسم النائب", "البريد الإلكتروني للنائب", "البريد الإلكتروني المؤسساتي")  # fmt: skip
FRENCH = ("Code", "Type", "Nom en arabe", "Nom en français", "Région", "Date d’adhésion",
          "Nom du point focal", "Adresse électronique du point focal", "Langue du point focal",
          "Nom du suppléant", "Adresse électronique du suppléant",
          "Adresse électronique institutionnelle")  # fmt: skip


def row(number: int, *place: str, **changed: str) -> list[str]:
    """One row: code, kind, names and region, then invented people."""
    told = dict(zip(KEYS, place, strict=False)) | {
        "joined_on": "2022-10-21",
        "focal_point_name": f"نقطة ارتكاز {number}",
        "focal_point_email": f"focal{number}@commune.example",
        "focal_point_language": "ar+fr",
        "deputy_name": f"نائب {number}",
        "deputy_email": f"deputy{number}@commune.example",
        "mailbox_email": f"contact{number}@commune.example",
    }
    return [(told | changed).get(key, "") for key in KEYS]


BENI_MELLAL = ("05.091.01.01", "جماعة", "بني ملال", "Béni Mellal", "بني ملال-خنيفرة")
TIZNIT = ("09.581", "إقليم", "تيزنيت", "Tiznit", "سوس-ماسة")
LARACHE = ("01.331.01.03", "جماعة", "العرائش", "Larache", "طنجة-تطوان-الحسيمة")
RABAT = ("04.421.01.0", "جماعة", "الرباط", "Rabat", "الرباط-سلا-القنيطرة")
CHEFCHAOUEN = ("", "جماعة", "شفشاون", "", "طنجة-تطوان-الحسيمة")


def text(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


def book(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    for one in rows:
        sheet.append(one)
    for cells in merged:
        sheet.merge_cells(cells)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def sheets() -> dict[str, bytes]:
    """Every sheet by its file name."""
    two = [row(1, *BENI_MELLAL), row(2, *TIZNIT)]
    mixed = (5, 0, 7, 6, 2, 1, 4, 8, 3)
    both = [ARABIC[at] if at % 2 else FRENCH[at] for at in mixed]
    hidden = ("", "جماعـــة", "\u200fشفشاون", "", "طنجة - تطوان - الحسيمة")
    spelt = ("", "جماعة", "أيت ملول", "", "سوس ماسة")
    return {
        "utf16-tab.csv": text([list(ARABIC), *two], "\t", "utf-16"),
        "cp1256-semicolon.csv": text([list(ARABIC), *two], ";", "cp1256"),
        "bom-comma.csv": text([list(FRENCH), *two], ",", "utf-8-sig"),
        "title-rows.csv": text([["لائحة الأعضاء", "2022"], [], list(ARABIC), *two], ";", "utf-8"),
        "other-order.csv": text([both, *([one[at] for at in mixed] for one in two)], ",", "utf-8"),
        "hidden-marks.csv": text([list(ARABIC), row(1, *hidden), row(2, *spelt)], ",", "utf-8"),
        "misspelt.csv": text(
            [
                list(ARABIC),
                row(1, "", "جماعة", "بني ملل", "", "بني ملال-خنيفرة"),
                row(2, "", "جماعة", "العرائيش", "", "طنجة-تطوان-الحسيمة"),
            ],
            ",",
            "utf-8",
        ),
        "twice.csv": text([list(ARABIC), row(1, *BENI_MELLAL), row(2, *BENI_MELLAL)], ",", "utf-8"),
        "other-cohort.csv": text(
            [list(ARABIC), row(1, *BENI_MELLAL), row(2, *LARACHE)], ",", "utf-8"
        ),
        "rejoining.csv": text(
            [list(ARABIC), row(1, *BENI_MELLAL), row(2, *RABAT, joined_on="2023-02-20")],
            ",",
            "utf-8",
        ),
        "left-for-good.csv": text(
            [list(ARABIC), row(1, *BENI_MELLAL), row(2, *RABAT)], ",", "utf-8"
        ),
        "unknown-column.csv": text(
            [[*ARABIC[:9], "الهاتف المحمول", *ARABIC[10:]], *two], ",", "utf-8"
        ),
        "quotes-open.csv": text([list(ARABIC), *two], ",", "utf-8") + b'"never closed,\r\n',
        "merged-regions.xlsx": book(
            [
                list(ARABIC),
                row(1, *BENI_MELLAL),
                row(2, "", "جماعة", "أزيلال", "", ""),
                row(3, *CHEFCHAOUEN),
            ],
            ("E2:E3",),
        ),
        "floats.xlsx": book(
            [
                list(ARABIC),
                [9.581, *row(1, *TIZNIT)[1:]],
                [5.0, *row(2, "", "جهة", "بني ملال-خنيفرة", "", "بني ملال-خنيفرة")[1:]],
            ],
        ),
        "formulas.xlsx": book(
            [
                list(ARABIC),
                [*row(1, *BENI_MELLAL)[:7], '=A2&"@commune.example"', *row(1, *BENI_MELLAL)[8:]],
            ],
        ),
        "errors-in-cells.xlsx": book(
            [
                list(ARABIC),
                row(1, *BENI_MELLAL, joined_on="#REF!"),
                row(2, *TIZNIT, joined_on="31/02/2023", focal_point_email="focal at commune"),
                row(
                    3,
                    *RABAT,
                    joined_on="2031-01-01",
                    focal_point_name="",
                    focal_point_language="de",
                ),
            ],
        ),
        "half-people.xlsx": book(
            [
                list(ARABIC),
                row(1, *BENI_MELLAL, deputy_email=""),
                row(2, *TIZNIT, deputy_name="", deputy_email=""),
            ],
        ),
        "contradictions.csv": text(
            [list(ARABIC), row(1, "05.091.01.01", "إقليم", "تيزنيت", "Tiznit", "سوس-ماسة")],
            ",",
            "utf-8",
        ),
        "old-workbook.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "a-pdf.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "cut-short.xlsx": book([list(ARABIC), *two])[:900],
        "no-header.csv": text(two, ",", "utf-8"),
        "only-a-header.csv": text([list(ARABIC)], ",", "utf-8"),
        "nothing.csv": b"",
    }


if __name__ == "__main__":
    for name, content in sheets().items():
        (FOLDER / name).write_bytes(content)
