"""What is said of documents that are not taken, in Arabic and French."""

from lifecycle.language import Phrase

TOO_LARGE_TITLE = Phrase("الملفات كبيرة جدا", "Fichiers trop volumineux", "The files are too large")
TOO_LARGE = Phrase(
    "لم نتوصل بشيء: ما أرسلتموه يتجاوز الحد المسموح به. يمكن إرفاق 3 ملفات على الأكثر، لا يتجاوز "
    "حجم كل منها 10 ميغابايت. ارجعوا إلى الصفحة السابقة وأرسلوا ملفات أصغر، أو اكتفوا بمرجع "
    "الوثيقة.",
    "Rien n’a été reçu\u00a0: votre envoi dépasse la limite. Vous pouvez joindre 3 fichiers au "
    "plus, de 10 Mo chacun. Revenez à la page précédente et envoyez des fichiers plus légers, ou "
    "contentez-vous de la référence du document.",
    "Nothing was received: what you sent is over the limit. Up to 3 files of 10 MB each. Go back "
    "and send smaller ones, or give the reference of the document only.",
)
TOO_MANY = Phrase(
    "يمكن إرفاق 3 ملفات على الأكثر.",
    "Vous pouvez joindre 3 fichiers au plus.",
    "You can attach 3 files at most.",
)


def too_big(label: str) -> Phrase:
    """One file is larger than 10 MB."""
    return Phrase(
        f"الملف «{label}» يتجاوز 10 ميغابايت: أرسلوا نسخة أصغر.",
        f"Le fichier «\u00a0{label}\u00a0» dépasse 10 Mo\u00a0: envoyez une version plus légère.",
        f"The file “{label}” is larger than 10 MB: send a smaller one.",
    )


def empty(label: str) -> Phrase:
    """One file holds nothing."""
    return Phrase(
        f"الملف «{label}» فارغ: اختاروه من جديد.",
        f"Le fichier «\u00a0{label}\u00a0» est vide\u00a0: choisissez-le à nouveau.",
        f"The file “{label}” is empty: choose it again.",
    )


def of_no_type(label: str) -> Phrase:
    """One file is of a type that is not taken."""
    return Phrase(
        f"الملف «{label}» ليس من الأنواع المقبولة: PDF أو JPEG أو PNG أو DOCX أو ODT، دون وحدات "
        "ماكرو.",
        f"Le fichier «\u00a0{label}\u00a0» n’est pas d’un type accepté\u00a0: PDF, JPEG, PNG, DOCX "
        "ou ODT, sans macros.",
        f"The file “{label}” is of no type that is taken: PDF, JPEG, PNG, DOCX or ODT, no macros.",
    )


def infected(label: str) -> Phrase:
    """The scanner found something in one file."""
    return Phrase(
        f"الملف «{label}» مصاب ببرنامج ضار حسب أداة الفحص، ولم يحفظ. افحصوا جهازكم وأرسلوا نسخة "
        "سليمة.",
        f"L’antivirus a trouvé un programme malveillant dans «\u00a0{label}\u00a0»\u00a0: le "
        "fichier n’a pas été conservé. Vérifiez votre appareil et envoyez une copie saine.",
        f"The scanner found malware in “{label}”: it was not kept. Check your device and send a "
        "clean copy.",
    )
