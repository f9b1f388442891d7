"""The words of consultations: what they are about, why ideas are hidden, why they are rejected."""

from lifecycle.language import Phrase
from lifecycle.names import fold
from models.words import ConsultationKind, HiddenBecause, IdeaOutcome, RejectedBecause

KIND_NAMES = {
    ConsultationKind.IDEAS: Phrase(
        "التشاور العمومي حول الأفكار",
        "Consultation publique sur les idées",
        "Public consultation on ideas",
    ),
    ConsultationKind.PROJECTS: Phrase(
        "التشاور العمومي حول المشاريع",
        "Consultation publique sur les projets",
        "Public consultation on the projects",
    ),
}
OUTCOME_NAMES = {
    IdeaOutcome.KEPT: Phrase("اعتمدت", "Retenue", "Kept"),
    IdeaOutcome.REJECTED: Phrase("لم تعتمد", "Non retenue", "Rejected"),
}
HIDDEN_NAMES = {
    HiddenBecause.NAMES_SOMEBODY: Phrase(
        "تتضمن معطيات شخصية", "Contient des données personnelles", "It holds personal data"
    ),
    HiddenBecause.INSULT: Phrase("عبارات مسيئة", "Propos injurieux", "Insults"),
    HiddenBecause.ADVERTISING: Phrase("إشهار", "Publicité", "Advertising"),
    HiddenBecause.OFF_TOPIC: Phrase("خارج الموضوع", "Hors sujet", "Off topic"),
    HiddenBecause.TWICE: Phrase("فكرة مكررة", "Idée en double", "The same idea again"),
}
REJECTED_NAMES = {
    RejectedBecause.NOT_OUR_COMPETENCE: Phrase(
        "خارج اختصاصات الجماعة الترابية",
        "Hors des compétences de la collectivité",
        "Not in the collectivity's powers",
    ),
    RejectedBecause.NOT_OPENNESS: Phrase(
        "لا تتعلق بالانفتاح", "Ne relève pas de l’ouverture", "Not about openness"
    ),
    RejectedBecause.ALREADY_DONE: Phrase("منجزة من قبل", "Déjà réalisée", "Done already"),
    RejectedBecause.IN_ANOTHER_PROGRAMME: Phrase(
        "مبرمجة في برنامج آخر", "Prévue dans un autre programme", "In another programme"
    ),
    RejectedBecause.NO_MEANS: Phrase(
        "تتجاوز الموارد المتاحة", "Au-delà des moyens disponibles", "Beyond the means there are"
    ),
    RejectedBecause.NOT_FEASIBLE: Phrase(
        "غير قابلة للإنجاز خلال مدة البرنامج",
        "Non réalisable pendant le programme",
        "Not feasible within the programme",
    ),
    RejectedBecause.OTHER: Phrase("سبب آخر", "Autre motif", "Another reason"),
}
_REASONS = {
    fold(word): reason
    for reason, phrase in REJECTED_NAMES.items()
    for word in (reason.value, phrase.ar, phrase.fr, phrase.en)
}
_OUTCOMES = {
    fold(word): outcome
    for outcome, phrase in OUTCOME_NAMES.items()
    for word in (outcome.value, phrase.ar, phrase.fr, phrase.en)
} | {
    fold("مقبولة"): IdeaOutcome.KEPT,
    fold("مرفوضة"): IdeaOutcome.REJECTED,
    fold("rejetée"): IdeaOutcome.REJECTED,
}


def outcome_of(text: str) -> IdeaOutcome | None:
    """The outcome that an English, French or Arabic word names."""
    return _OUTCOMES.get(fold(text))


def reason_of(text: str) -> tuple[RejectedBecause | None, str]:
    """A reason as it is written: a word of the list, or `other` with the committee's own words."""
    if not text.strip():
        return None, ""
    known = _REASONS.get(fold(text))
    return (known, "") if known else (RejectedBecause.OTHER, text)
