"""The window of a consultation: when it is open, how long, and which windows are refused. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from lifecycle.errors import refusal
from lifecycle.history import fields_digest
from models.words import ConsultationKind

LONGEST_DAYS, LONGEST_LINK = 366, 500


class WindowState(StrEnum):
    """Where a window stands on a civil date."""

    COMING = "coming"
    OPEN = "open"
    ENDED = "ended"  # its last day is over, and its counts are not told yet
    CLOSED = "closed"  # its counts are told


@dataclass(frozen=True, slots=True)
class Window:
    """What is announced: both ends are inside it; a link, or a page of our own when it is None."""

    kind: ConsultationKind
    opens_on: date
    closes_on: date
    notice_on: date
    link: str | None = None

    @property
    def own_page(self) -> bool:
        """Whether our own page takes the ideas."""
        return self.link is None

    @property
    def days(self) -> int:
        """How many calendar days it lasts."""
        return (self.closes_on - self.opens_on).days + 1

    def written(self, number: int, least_days: int) -> dict[str, Any]:
        """The window as the history tells it, with its digest; the link is in the digest only."""
        told = {
            "kind": self.kind.value,
            "number": number,
            "opens_on": self.opens_on.isoformat(),
            "closes_on": self.closes_on.isoformat(),
            "notice_on": self.notice_on.isoformat(),
            "days": self.days,
            "least_days": least_days,
            "own_page": self.own_page,
        }
        return told | {"sha256": fields_digest(told | {"link": self.link})}


def state_on(opens_on: date, closes_on: date, closed_on: date | None, today: date) -> WindowState:
    """Where a window stands on a civil date of Casablanca."""
    if closed_on is not None:
        return WindowState.CLOSED
    if today < opens_on:
        return WindowState.COMING
    return WindowState.OPEN if today <= closes_on else WindowState.ENDED


def check_window(asked: Window, before: Window | None, today: date) -> None:
    """Refuse a window that cannot be announced on a civil date.

    Args:
        asked: the window.
        before: the same consultation as it was announced before; None for a new one.
        today: the civil date.

    Raises:
        Refused: its dates do not follow each other, its link is none, our own page would have
            opened in the past, or the window before it is open or over.
    """
    _check_dates(asked)
    _check_link(asked)
    if before is not None:
        _check_redated(asked, before, today)
    elif asked.own_page and asked.opens_on < today:
        raise refusal(
            f"لا يمكن لصفحتنا أن تستقبل الأفكار ابتداء من {asked.opens_on}: هذا التاريخ مضى.",
            f"Notre page ne peut pas recueillir d’idées dès le {asked.opens_on}, déjà passé.",
            f"our own page cannot take ideas from {asked.opens_on}: that day has gone by",
        )


def _check_dates(asked: Window) -> None:
    if not asked.notice_on <= asked.opens_on <= asked.closes_on:
        raise refusal(
            "يجب أن يسبق الإعلان افتتاح التشاور، وأن يسبق الافتتاح الاختتام.",
            "L’avis précède l’ouverture, et l’ouverture précède la clôture.",
            "the notice comes before the opening, and the opening before the end: "
            f"{asked.notice_on}, {asked.opens_on}, {asked.closes_on}",
        )
    if asked.days > LONGEST_DAYS:
        raise refusal(
            f"مدة التشاور {asked.days} يوما: الحد {LONGEST_DAYS}.",
            f"La consultation durerait {asked.days} jours\u00a0: au plus {LONGEST_DAYS}.",
            f"the window would last {asked.days} days: {LONGEST_DAYS} at most",
        )


def _check_link(asked: Window) -> None:
    if asked.link is None:
        return
    parts = urlsplit(asked.link)
    right = parts.scheme in ("http", "https") and parts.netloc and asked.link.isprintable()
    if not right or " " in asked.link or len(asked.link) > LONGEST_LINK:
        raise refusal(
            "رابط المنصة غير صالح: يبدأ بـ https:// ولا يتجاوز 500 حرف.",
            "Le lien de la plateforme n’est pas valide\u00a0: il commence par https:// et compte "
            "500 caractères au plus.",
            "the platform's link is wrong: it starts with https:// and has 500 letters at most",
        )


def _check_redated(asked: Window, before: Window, today: date) -> None:
    """A window that did not open yet may be dated again; one that is open only lasts longer."""
    if asked == before:
        raise refusal(
            "لم يتغير شيء مما سبق الإعلان عنه.",
            "Rien ne change par rapport à ce qui est annoncé.",
            "this window is announced already: nothing changes",
        )
    if today < before.opens_on:
        return
    if today > before.closes_on:
        raise refusal(
            "انتهى هذا التشاور: سجلوا أولا حصيلته.",
            "Cette consultation est terminée\u00a0: enregistrez d’abord son bilan.",
            "this consultation is over: tell its counts first (`infitah consultation close`)",
        )
    longer = Window(before.kind, before.opens_on, asked.closes_on, before.notice_on, before.link)
    if asked != longer or asked.closes_on < before.closes_on:
        raise refusal(
            "التشاور مفتوح: لا يمكن إلا تمديد أجله.",
            "La consultation est ouverte\u00a0: elle peut seulement être prolongée.",
            "the consultation is open: it can only last longer",
        )
