"""The plot of members by stage over time: stacked areas, a colour and a pattern a stage."""

from lifecycle.pathway_words import STAGE_NAMES
from lifecycle.stage_flow import StageFlow
from models.words import Language, Stage
from notifications.plot_paper import PAPER, drawn_once, legend, paper, png, time_axis, whole_numbers
from notifications.plot_words import listed, plot_word
from notifications.plots import Plot
from notifications.wording import long_date

# Okabe and Ito's colours, told apart by every eye; what stands beside the path is hatched grey.
COLOURS = {
    Stage.JOINING: ("#f0e442", ""),
    Stage.CO_CREATION: ("#e69f00", ""),
    Stage.COUNCIL_APPROVAL: ("#d55e00", ""),
    Stage.IMPLEMENTATION: ("#56b4e9", ""),
    Stage.CO_MONITORING: ("#0072b2", ""),
    Stage.CO_EVALUATION: ("#cc79a7", ""),
    Stage.COMPLETED: ("#009e73", ""),
    Stage.SUSPENDED: ("#d9d9d9", "////"),
    Stage.WITHDRAWN: ("#9a9a9a", "...."),
}


def stages_plot(flow: StageFlow, language: Language) -> Plot:
    """The plot, its alternative text, and the numbers as rows, the newest day first."""
    stages = [stage for stage, _ in flow.counts]
    names = [STAGE_NAMES[stage].said_in(language) for stage in stages]
    on = long_date(flow.days[-1], language) if flow.days else ""
    said = listed(
        [f"{STAGE_NAMES[s].said_in(language)} {n}" for s, n in flow.on_last_day().items()], language
    )
    return Plot(
        "stages",
        plot_word("stages", language),
        said,
        plot_word("stages_alt", language, on=on, said=said),
        (plot_word("month", language), *names),
        tuple(
            (long_date(day, language), *(str(numbers[at]) for _, numbers in flow.counts))
            for at, day in reversed(list(enumerate(flow.days)))
        ),
        lambda: draw_stages(flow, language),
    )


@drawn_once
def draw_stages(flow: StageFlow, language: Language) -> bytes:
    """The picture of a flow that has at least one day."""
    figure, axes = paper(3.7, plot_word("stages", language), language)
    days = [day.toordinal() for day in flow.days]
    if len(days) == 1:
        days, flow = [days[0] - 1, days[0]], _twice(flow)
    time_axis(axes, flow.days[0], flow.days[-1], language)
    areas = axes.stackplot(
        days, *_numbers(flow), colors=[COLOURS[stage][0] for stage, _ in flow.counts],
        linewidth=0.5, edgecolor=PAPER,
    )  # fmt: skip
    for area, (stage, _) in zip(areas, flow.counts, strict=True):
        area.set_hatch(COLOURS[stage][1])
        area.set_label(STAGE_NAMES[stage].said_in(language))
    axes.set_ylim(0, max(1, *(sum(column) for column in zip(*_numbers(flow), strict=True))))
    whole_numbers(axes.yaxis)
    legend(figure, language, list(reversed(areas)))
    return png(figure)


def _numbers(flow: StageFlow) -> list[tuple[int, ...]]:
    return [numbers for _, numbers in flow.counts]


def _twice(flow: StageFlow) -> StageFlow:
    """One day drawn as two: an area needs a width."""
    return StageFlow(flow.days * 2, tuple((s, numbers * 2) for s, numbers in flow.counts))
