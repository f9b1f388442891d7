"""The curves of `benchmarks.growth`, as a small SVG."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

INK = ("#0b6e4f", "#08415c", "#c84c09", "#6a4c93", "#7a7a7a", "#b5179e", "#3a86ff", "#8a5a00")


def draw(path: Path, plans: list[int], found: dict[str, dict[str, list[float]]]) -> None:
    """One panel a database: milliseconds against plans, both axes logarithmic."""
    figure = Figure(figsize=(10, 4.2), layout="constrained")
    panels = figure.subplots(1, len(found), squeeze=False, sharey=True)[0]
    for panel, (name, works) in zip(panels, found.items(), strict=True):
        for ink, (work, took) in zip(INK, works.items(), strict=False):
            if work != "size, MB":
                panel.plot(
                    plans[: len(took)], took, marker="o", markersize=3, color=ink, label=work
                )
        panel.set(xscale="log", yscale="log", xlabel="plans", title=name)
        panel.grid(visible=True, which="major", linewidth=0.3)
    panels[0].set_ylabel("milliseconds")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=4,
                  fontsize="small", frameon=False)  # fmt: skip
    with mpl.rc_context({"svg.hashsalt": "infitah", "svg.fonttype": "none"}):
        figure.savefig(path, format="svg", metadata={"Date": None})
