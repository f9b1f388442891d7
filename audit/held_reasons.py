"""Why each kind of thing is kept on a person, as it is said to whoever asks (law 09-08)."""

from lifecycle.language import Phrase

_TO_WRITE = Phrase(
    "لمراسلة صاحب الدور باللغة التي يقرؤها.",
    "Pour écrire à qui exerce un rôle, dans sa langue.",
    "To write to whoever holds a role, in the language they read.",
)
_SIGN_IN = Phrase(
    "ليدخل هذا الشخص وحده باسمه إلى البوابة.",
    "Pour que cette personne seule entre en son nom dans le portail.",
    "So that only this person signs in to the portal in their name.",
)
_LETTERS = Phrase(
    "لإثبات ما روسل به ومتى ولأي عنوان.",
    "Pour prouver ce qui a été écrit, quand et à quelle adresse.",
    "To prove what was written to them, when and to which address.",
)
_FAILED = Phrase(
    "حتى لا يراسل عنوان لا يعمل.",
    "Pour ne pas écrire à une adresse qui ne fonctionne pas.",
    "So that an address that does not work is not written to.",
)
_HISTORY = Phrase(
    "تاريخ البرنامج وثيقة عمومية: من فعل ماذا ومتى، برقم دون اسم.",
    "L’histoire du plan est un acte public : qui a fait quoi et quand, par un numéro sans nom.",
    "A plan's history is a public record: who did what and when, by a number without a name.",
)
_DOCUMENTS = Phrase(
    "ما أودع لإثبات إنجاز خطوة وثيقة رسمية.",
    "Ce qui prouve une étape est une pièce officielle.",
    "What was filed to prove a step is an official document.",
)
WHY = {
    "person": _TO_WRITE,
    "role_holding": Phrase(
        "لمعرفة من كان مسؤولا عن ماذا ومتى.",
        "Pour savoir qui répondait de quoi, et quand.",
        "To know who answered for what, and when.",
    ),
    "absence": Phrase(
        "لينوب النائب مدة الغياب.",
        "Pour que le suppléant prenne le relais pendant l’absence.",
        "So that the deputy stands in during an absence.",
    ),
    "account": _SIGN_IN,
    "account_session": _SIGN_IN,
    "signed_link": Phrase(
        "ليجيب هذا الشخص وحده من رسالته.",
        "Pour que cette personne seule réponde depuis sa lettre.",
        "So that only this person answers from their letter.",
    ),
    "succession": Phrase(
        "حتى لا يتولى أحد دورا دون أن يقبله.",
        "Pour que nul ne reçoive un rôle sans l’avoir accepté.",
        "So that nobody gets a role without having said yes.",
    ),
    "outbox_letter": _LETTERS,
    "delivery_attempt": _LETTERS,
    "bounce": _FAILED,
    "history_entry": _HISTORY,
    "evidence": _DOCUMENTS,
    "filed_document": _DOCUMENTS,
    "batch": _HISTORY,
    "operation_record": Phrase(
        "لمعرفة من استعمل النظام وكيف.",
        "Pour savoir qui s’est servi du système et comment.",
        "To know who used the system and how.",
    ),
    "log_entry": _HISTORY,
}
