"""Whether a plan can go over to another version of the table, or why not. Pure."""

from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.errors import refusal
from lifecycle.facts import SETTLED, PlanFacts
from lifecycle.language import Pathway
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import STAGE_NAMES, STEP_NAMES, TRACK_NAMES
from lifecycle.powers import check_decides
from models.words import Stage, StepState

NOWHERE = (Stage.SUSPENDED, Stage.WITHDRAWN, Stage.COMPLETED)


def table_wanted(change: Change, actor: Actor) -> Pathway:
    """The version that an act asks for.

    Raises:
        Refused: the actor may not, no reason is given, or it is no other version.
    """
    act, facts = change.act, change.facts
    check_decides(act, actor)
    table = VERSIONS.get(act.table or "")
    if table is None:
        known = ", ".join(VERSIONS)
        raise refusal(
            f"لا توجد صيغة {act.table} من الجدول. الصيغ: {known}",
            f"Il n’y a pas de version {act.table} du tableau. Versions : {known}",
            f"there is no version {act.table} of the table; there are: {known}",
        )
    if table.version == facts.pathway.version:
        raise refusal(
            f"يتبع البرنامج الصيغة {table.version} من قبل.",
            f"Le plan suit déjà la version {table.version}.",
            f"the plan follows version {table.version} already",
        )
    return table


def check_fits(facts: PlanFacts, new: Pathway) -> None:
    """Refuse a plan that a version cannot take where it stands.

    Raises:
        Refused: it is of another track, stands still or is over, or owes a step that the version
            does not ask.
    """
    if new.track != facts.pathway.track:
        here, there = TRACK_NAMES[facts.pathway.track], TRACK_NAMES[new.track]
        raise refusal(
            f"لا يغير البرنامج مساره ({here.ar}): الصيغة {new.version} خاصة بمسار آخر ({there.ar}) "
            "يفتح له برنامج في فوج خاص به.",
            f"Un plan ne change pas de parcours ({here.fr})\u00a0: la version {new.version} est "
            f"d’un autre parcours ({there.fr}), qui a son propre plan dans sa propre cohorte.",
            f"a plan does not change its track ({here.en}): version {new.version} is of another "
            f"({there.en}); open a plan of that track in a cohort of its own",
        )
    if facts.stage in NOWHERE or facts.stage not in new.stages:
        name = STAGE_NAMES[facts.stage]
        raise refusal(
            f"لا يمكن تغيير صيغة الجدول في هذه المرحلة: {name.ar}",
            f"La version du tableau ne change pas à cette phase : {name.fr}",
            f"the table of a plan that is {facts.stage} cannot be changed: resume it first, or "
            "leave it as it is",
        )
    owed = [s for s in facts.steps.values() if s.state not in (*SETTLED, StepState.WAITING)]
    for step in owed:
        rule = new.by_key.get(step.key)
        if rule is None or not rule.enabled:
            name = STEP_NAMES[step.key]
            raise refusal(
                f"الخطوة «{name.ar}» مفتوحة ولا تطلبها الصيغة {new.version}: "
                "أنهوها أو أعفوا منها أولا.",
                f"L’étape «\u00a0{name.fr}\u00a0» est ouverte et la version {new.version} ne la "
                "demande pas : réglez-la ou dispensez-en d’abord.",
                f"{step.key} is owed and version {new.version} does not ask it: settle or waive it "
                "first",
            )
