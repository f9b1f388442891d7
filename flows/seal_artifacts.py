"""The artifact of a round of duty: what is sealed, and whether it holds."""

from audit.checkpoints import read_checkpoint
from audit.guard_duty import Duty


def duty_markdown(duty: Duty) -> str:
    """One page: the newest checkpoint, what waited, and the findings."""
    lines = ["# The history"]
    if duty.sealed and duty.sealed.note:
        signed = read_checkpoint(duty.sealed.note)
        lines.append(f"{signed.size} entries are signed, root `{signed.root.hex()}`.")
    lines.append(f"{duty.waited.entries} waited for their place, up to {duty.waited.longest}.")
    if duty.refused:
        lines.append(f"**Nothing was signed:** {duty.refused}")
    if duty.verdict is None:
        lines.append("It was verified before today.")
    elif duty.verdict.holds:
        lines.append(f"**It holds**: {duty.verdict.entries} entries, {duty.verdict.plans} plans.")
    else:
        lines.append(f"**It does not hold**: {duty.verdict.findings.counts.total()} findings.")
        lines.extend(f"- {one.kind}: {one}" for one in duty.verdict.findings.kept[:50])
    return "\n\n".join(lines)
