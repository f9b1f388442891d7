"""The worklist on the dashboard: what to do, without a word that might name somebody."""

from datetime import date

from flows.worklist_artifacts import worklist_rows
from lifecycle.worklist import Line, ToDo, Worklist
from models.words import CollectivityKind, Role

ON = date(2026, 11, 23)


def test_each_line_says_which_plan_since_when_and_what_to_do() -> None:
    line = Line(
        ToDo.DECIDE_EXTENSION, "PAO-2022-050910101-1", CollectivityKind.COMMUNE, "بني ملال",
        "Béni Mellal", "05", since=ON, step_key="choose_axes", why="Mme X est malade",
    )  # fmt: skip
    (row,) = worklist_rows(Worklist(ON, None, extensions=[line]))
    assert (row["Plan"], row["Since"]) == ("PAO-2022-050910101-1", "23 November 2026")
    assert row["Collectivity"] == "Commune de Béni Mellal"
    assert row["What to do"].startswith("Accordez le délai")
    assert "malade" not in str(row)


def test_what_is_about_no_plan_is_shown_too() -> None:
    line = Line(
        ToDo.MEND_ADDRESS, None, None, "", "", "", role=Role.NATIONAL_COORDINATOR, person_id=3
    )
    (row,) = worklist_rows(Worklist(ON, None, unreachable=[line]))
    assert (row["Plan"], row["Collectivity"], row["Since"]) == ("", "", "")
    assert row["Role"]
