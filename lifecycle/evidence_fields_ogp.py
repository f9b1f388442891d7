"""What OGP Local asks as evidence besides what the first table does.

Bodies and capacities are named, never people: evidence stands beside a public history.
"""

from lifecycle.language import EvidenceField, FieldType, Phrase

SIGNED_AS = EvidenceField(
    "signed_as",
    FieldType.TEXT,
    Phrase("صفة الموقع", "Qualité du signataire", "Capacity of the signatory"),
)
MEMBERS = EvidenceField(
    "forum_members",
    FieldType.COUNT,
    Phrase("عدد أعضاء المنتدى", "Membres du forum", "Members of the forum"),
)
BODY = EvidenceField(
    "body",
    FieldType.TEXT,
    Phrase("اسم هيئة التتبع", "Nom de l’organe de suivi", "Name of the monitoring body"),
)
INDEPENDENCE = EvidenceField(
    "independence",
    FieldType.TEXT,
    Phrase(
        "ما يثبت استقلالها عن الجماعة الترابية",
        "Ce qui établit son indépendance de la collectivité",
        "What shows that it is independent of the collectivity",
    ),
)
COMMITMENTS = EvidenceField(
    "commitments",
    FieldType.COUNT,
    Phrase("عدد الالتزامات", "Nombre d’engagements", "Commitments"),
)
COMPLETED = EvidenceField(
    "commitments_completed",
    FieldType.COUNT,
    Phrase("عدد الالتزامات المنجزة", "Engagements achevés", "Commitments completed"),
)
