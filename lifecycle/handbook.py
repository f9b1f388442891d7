"""The table as people read it: Markdown in three languages, and a Mermaid diagram."""

from collections.abc import Sequence

from lifecycle.guards import sentence
from lifecycle.language import FiredBy, Letter, Pathway, Phrase, Rung, StepRule, Transition
from lifecycle.pathway_words import (
    PROVENANCE_NAMES,
    ROLE_NAMES,
    RUNG_NAMES,
    STAGE_NAMES,
    STEP_HOW,
    STEP_NAMES,
    TRIGGER_NAMES,
    deadline_words,
)

FIRED_NAMES = {
    FiredBy.TIME: Phrase("الزمن", "le temps", "time"),
    FiredBy.ENGINE: Phrase("المحرك", "le moteur", "the engine"),
    FiredBy.COORDINATOR: Phrase("التنسيق", "la coordination", "a coordinator"),
    FiredBy.FOCAL_POINT: Phrase("نقطة الارتكاز", "le point focal", "the focal point"),
}
LABELS = {
    "title": Phrase("المسار: الصيغة", "Le parcours : version", "The pathway: version"),
    "diagram": Phrase("الرسم البياني", "Diagramme", "Diagram"),
    "transitions": Phrase("الانتقالات", "Transitions", "Transitions"),
    "steps": Phrase("الخطوات", "Étapes", "Steps"),
    "ladder": Phrase("سلم التذكير", "Échelle des rappels", "Ladder of reminders"),
    "from": Phrase("من", "De", "From"),
    "to": Phrase("إلى", "Vers", "To"),
    "transition": Phrase("الانتقال", "Transition", "Transition"),
    "fired_by": Phrase("من يطلقه", "Qui la déclenche", "Fired by"),
    "guards": Phrase("يرفض إذا", "Refusée si", "Refused when"),
    "letters": Phrase("الرسائل", "Lettres", "Letters"),
    "step": Phrase("الخطوة", "Étape", "Step"),
    "who": Phrase("من ينجزها", "Qui agit", "Who acts"),
    "evidence": Phrase("الإثبات", "Pièces", "Evidence"),
    "opens": Phrase("تفتح بعد", "S’ouvre après", "Opens after"),
    "deadline": Phrase("الأجل", "Échéance", "Deadline"),
    "source": Phrase("المصدر", "Source", "Source"),
    "review": Phrase("مراجعة", "Examen", "Review"),
    "rung": Phrase("الدرجة", "Degré", "Rung"),
    "when": Phrase("متى", "Quand", "When"),
    "verified": Phrase("متحقق منه", "vérifié", "verified"),
    "unverified": Phrase("غير متحقق منه", "non vérifié", "not verified"),
    "off": Phrase("غير مفعلة", "désactivée", "off"),
    "yes": Phrase("نعم", "oui", "yes"),
    "no": Phrase("لا", "non", "no"),
    "opening": Phrase("عند الافتتاح", "à l’ouverture", "when the step opens"),
    "before": Phrase("يوم عمل قبل الأجل", "jours ouvrés avant l’échéance", "working days before"),
    "after": Phrase("يوم عمل بعد الأجل", "jours ouvrés après l’échéance", "working days after"),
    "digest": Phrase("الموجز الأسبوعي فقط", "bulletin hebdomadaire seul", "weekly digest only"),
}
HEADER = (
    "<!-- Made by `infitah pathway --write docs/pathway.md` from lifecycle/pathway.py: "
    "change the table, not this page. -->\n\n"
)


def whole(pathway: Pathway) -> str:
    """The page of the handbook: English, French, Arabic."""
    arabic = handbook(pathway, "ar")
    return (
        f"{HEADER}{handbook(pathway, 'en')}\n\n---\n\n{handbook(pathway, 'fr')}\n\n---\n\n"
        f'<div dir="rtl" lang="ar">\n\n{arabic}\n\n</div>\n'
    )


def handbook(pathway: Pathway, lang: str) -> str:
    """The table in one language (`ar`, `fr`, `en`) as Markdown, with its diagram."""
    parts = [
        f"# {_label('title', lang)} {pathway.version}",
        f"`{pathway.digest}`",
        f"## {_label('diagram', lang)}",
        f"```mermaid\n{diagram(pathway, lang)}\n```",
        f"## {_label('transitions', lang)}",
        _transitions(pathway, lang),
    ]
    for stage in pathway.stages:
        steps = [step for step in pathway.steps if step.stage == stage]
        if steps:
            name = STAGE_NAMES[stage].said_in(lang)
            parts += [f"## {_label('steps', lang)}: {name}", _steps(steps, lang)]
    parts += [f"## {_label('ladder', lang)}", _ladder(pathway.ladder, lang)]
    return "\n\n".join(parts)


def diagram(pathway: Pathway, lang: str) -> str:
    """The stages and transitions as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'  state "{STAGE_NAMES[s].said_in(lang)}" as {s.value}' for s in pathway.stages]
    lines.append(f"  [*] --> {pathway.stages[0].value}")
    for row in pathway.transitions:
        name = TRIGGER_NAMES[row.trigger].said_in(lang)
        lines += [f"  {source.value} --> {row.dest.value}: {name}" for source in row.sources]
    return "\n".join(lines)


def _transitions(pathway: Pathway, lang: str) -> str:
    names = ("from", "transition", "to", "fired_by", "guards", "letters")
    return _table(names, [_transition(row, lang) for row in pathway.transitions], lang)


def _transition(row: Transition, lang: str) -> list[str]:
    guards = [sentence(guard).said_in(lang) for guard in row.guards]
    if row.when:
        guards.append(f"({deadline_words(row.when).said_in(lang)})")
    return [
        ", ".join(STAGE_NAMES[source].said_in(lang) for source in row.sources),
        f"{TRIGGER_NAMES[row.trigger].said_in(lang)} `{row.trigger}`",
        STAGE_NAMES[row.dest].said_in(lang),
        ", ".join(FIRED_NAMES[by].said_in(lang) for by in row.fired_by),
        " ".join(guards),
        _letters(row.letters, lang),
    ]


def _steps(steps: Sequence[StepRule], lang: str) -> str:
    names = ("step", "who", "evidence", "opens", "deadline", "source", "review")
    table = _table(names, [_step(step, lang) for step in steps], lang)
    how = [
        f"- **{STEP_NAMES[step.key].said_in(lang)}**: {STEP_HOW[step.key].said_in(lang)}"
        for step in steps
    ]
    return table + "\n\n" + "\n".join(how)


def _step(step: StepRule, lang: str) -> list[str]:
    rule = step.deadline
    checked = _label("verified" if rule.verified else "unverified", lang)
    off = "" if step.enabled else f" ({_label('off', lang)})"
    return [
        f"{STEP_NAMES[step.key].said_in(lang)} `{step.key}`{off}",
        ROLE_NAMES[step.actor].said_in(lang),
        ", ".join(field.label.said_in(lang) for field in step.evidence),
        ", ".join(STEP_NAMES[key].said_in(lang) for key in step.after),
        deadline_words(rule).said_in(lang),
        f"{PROVENANCE_NAMES[rule.provenance].said_in(lang)}, {checked}: {rule.source}",
        _label("yes" if step.review else "no", lang),
    ]


def _ladder(ladder: Sequence[Rung], lang: str) -> str:
    rows = [
        [f"{RUNG_NAMES[r.key].said_in(lang)} `{r.key}`", _rung_day(r, lang), _rung_to(r, lang)]
        for r in ladder
    ]
    return _table(("rung", "when", "letters"), rows, lang)


def _rung_day(rung: Rung, lang: str) -> str:
    if rung.number is None:
        return _label("opening", lang)
    return f"{abs(rung.number)} {_label('before' if rung.number < 0 else 'after', lang)}"


def _rung_to(rung: Rung, lang: str) -> str:
    return _letters(rung.letters, lang) or _label("digest", lang)


def _letters(letters: Sequence[Letter], lang: str) -> str:
    return "; ".join(
        f"`{letter.kind}`: {', '.join(ROLE_NAMES[role].said_in(lang) for role in letter.to)}"
        for letter in letters
    )


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> str:
    lines = [[_label(name, lang) for name in names], ["---"] * len(names), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines
    )


def _label(name: str, lang: str) -> str:
    return LABELS[name].said_in(lang)
