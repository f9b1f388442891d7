"""The plots: the same bytes for the same facts, in two languages, and words that stand for them."""

import io
import subprocess
import sys
from datetime import date

import builders
import pytest
from PIL import Image
from sqlalchemy import Engine

from lifecycle.board import Board
from lifecycle.cohort_progress import CohortProgress, StepProgress, Window
from lifecycle.stage_flow import StageFlow
from models.database import reading, writing
from models.settings import CHECKOUT
from models.words import CollectivityKind, Language, Stage
from notifications.plot_calendar import calendar_plot, draw_calendar
from notifications.plot_gallery import read_plots
from notifications.plot_lateness import draw_lateness, lateness_of, lateness_plot
from notifications.plot_stages import COLOURS, draw_stages, stages_plot
from notifications.plot_words import PLOT_WORDS
from notifications.plots import Plot

AR, FR = Language.ARABIC, Language.FRENCH
ON = date(2026, 11, 23)
FLOW = StageFlow(
    (date(2026, 9, 30), date(2026, 10, 31), ON),
    ((Stage.JOINING, (3, 2, 0)), (Stage.CO_CREATION, (0, 1, 3)), (Stage.WITHDRAWN, (0, 0, 1))),
)
BOARD = Board(
    ON,
    [("02", "الشرق", "Oriental"), ("05", "بني ملال-خنيفرة", "Béni Mellal-Khénifra"),
     ("09", "سوس-ماسة", "Souss-Massa")],
    {("02", Stage.JOINING): 4, ("05", Stage.CO_CREATION): 2},
    {("05", Stage.CO_CREATION): 1},
)  # fmt: skip
COHORT = CohortProgress(
    "2026", "فوج 2026", "Cohorte 2026", 1, 4,
    (Window("training", date(2026, 7, 10), date(2026, 7, 10)),),
    (StepProgress("choose_axes", date(2026, 9, 1), date(2026, 12, 1), 4, 3),
     StepProgress("hold_first_workshop", date(2027, 1, 4), date(2027, 2, 1), 4, 0)),
)  # fmt: skip


def every(language: Language) -> list[Plot]:
    return [
        stages_plot(FLOW, language),
        lateness_plot(BOARD, language),
        calendar_plot(COHORT, ON, language),
    ]


@pytest.mark.parametrize("language", [AR, FR])
def test_a_picture_is_twice_as_wide_as_a_telephone_and_the_same_when_drawn_again(
    language: Language,
) -> None:
    again = [
        draw_stages.__wrapped__(FLOW, language),  # type: ignore[attr-defined]
        draw_lateness.__wrapped__(lateness_of(BOARD, language), language),  # type: ignore[attr-defined]
        draw_calendar.__wrapped__(COHORT, ON, language),  # type: ignore[attr-defined]
    ]
    assert [plot.draw() for plot in every(language)] == again
    for picture in again:
        opened = Image.open(io.BytesIO(picture))
        assert opened.width == 720
        assert "Software" not in opened.info


def test_time_runs_from_the_right_in_arabic() -> None:
    """Joining is yellow and was first: it stands at the left in French, at the right in Arabic."""
    yellow = tuple(int(COLOURS[Stage.JOINING][0][at : at + 2], 16) for at in (1, 3, 5))
    for language, first in ((FR, True), (AR, False)):
        picture = Image.open(io.BytesIO(draw_stages(FLOW, language))).convert("RGB")
        area = picture.crop((0, 60, picture.width, picture.height // 2))
        across = [x for x in range(area.width) if area.getpixel((x, area.height - 1)) == yellow]
        assert across, language
        assert (sum(across) / len(across) < picture.width / 2) is first


def test_what_stands_for_a_picture_says_its_numbers() -> None:
    stages, lateness, calendar = every(FR)
    assert stages.alt.endswith("Au 23 novembre 2026\u00a0: Co-création 3, Retiré 1.")
    assert stages.rows[0] == ("23 novembre 2026", "0", "3", "1")
    assert lateness.alt.endswith("Région Béni Mellal-Khénifra 1.")
    assert lateness.rows == (
        ("Région Béni Mellal-Khénifra", "2", "1"), ("Région de l’Oriental", "4", "0"),
    )  # fmt: skip
    assert "Choix des axes prioritaires d’ouverture 75\u00a0%" in calendar.alt
    assert "Premier atelier" not in calendar.alt  # it did not begin
    assert calendar.rows[0][0] == "Formation"
    assert calendar.rows[1][3] == "3 sur 4 réglées"
    assert all(len(row) == len(plot.header) for plot in every(AR) for row in plot.rows)


def test_nobody_late_is_said_so() -> None:
    calm = Board(ON, BOARD.regions, BOARD.counts, {})
    assert lateness_plot(calm, FR).alt.endswith("personne n’est en retard.")


def test_one_day_alone_is_drawn_too() -> None:
    assert draw_stages(StageFlow((ON,), ((Stage.JOINING, (2,)),)), FR).startswith(b"\x89PNG")


def test_every_word_exists_in_both_languages_with_the_same_facts() -> None:
    for name, phrase in PLOT_WORDS.items():
        assert phrase.ar, name
        assert phrase.fr, name
        assert phrase.ar.count("{") == phrase.fr.count("{") == phrase.en.count("{"), name


def test_the_gallery_of_a_database(engine: Engine) -> None:
    with reading(engine) as session:
        assert read_plots(session, on=ON, language=AR) == []
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION)
    with reading(engine) as session:
        names = [plot.name for plot in read_plots(session, on=ON, language=AR)]
    assert names == ["stages", "lateness", "calendar-2022-founders"]


def alone(source: str) -> str:
    """What a process of its own prints: nothing is imported there yet."""
    made = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    return made.stdout + made.stderr


def test_the_library_is_imported_by_the_first_picture_only() -> None:
    source = (
        "import sys, notifications.plot_gallery, portal.app, flows.cli\n"
        "print('matplotlib' in sys.modules)"
    )
    assert alone(source) == "False\n"


def test_threads_that_draw_the_first_pictures_at_once_do_not_break_each_other() -> None:
    source = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from datetime import date\n"
        "from lifecycle.stage_flow import StageFlow\n"
        "from models.words import Language, Stage\n"
        "from notifications.plot_lateness import RegionLateness, draw_lateness\n"
        "from notifications.plot_stages import draw_stages\n"
        "flow = StageFlow((date(2026, 11, 23),), ((Stage.JOINING, (2,)),))\n"
        "regions, both = (RegionLateness('x', 2, 1),), ('ar', 'fr')\n"
        "draws = [lambda l=l: draw_stages(flow, l) for l in both]\n"
        "draws += [lambda l=l: draw_lateness(regions, l) for l in both]\n"
        "with Pool(4) as pool:\n"
        "    print(*[one.result()[1:4].decode() for one in [pool.submit(d) for d in draws]])"
    )
    assert alone(source) == "PNG PNG PNG PNG\n"
