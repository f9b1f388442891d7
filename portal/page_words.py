"""The words of the pages themselves, in Arabic and French; the rest comes from the pathway."""

from lifecycle.language import Phrase, all_said

WORDS = {
    "product": Phrase("انفتاح", "Infitah", "Infitah"),
    "about": Phrase(
        "تتبع برامج انفتاح الجماعات الترابية",
        "Suivi des programmes d’ouverture des collectivités territoriales",
        "Following the openness programmes of territorial collectivities",
    ),
    "board": Phrase("لوحة التتبع", "Tableau de suivi", "Board"),
    "home": Phrase("الرئيسية", "Accueil", "Home"),
    "skip": Phrase("انتقل إلى المحتوى", "Aller au contenu", "Skip to the content"),
    "menu": Phrase("القائمة الرئيسية", "Navigation principale", "Main menu"),
    "sign_in": Phrase("دخول التنسيق", "Espace coordination", "Sign in"),
    "sign_out": Phrase("خروج", "Se déconnecter", "Sign out"),
    "account": Phrase("حسابي", "Mon compte", "My account"),
    "audit": Phrase("الافتحاص", "Audit", "Audit"),
    "worklist": Phrase("ما ينتظر القرار", "À traiter", "Worklist"),
    "network": Phrase(
        "الشبكة المغربية للجماعات الترابية المنفتحة",
        "Réseau marocain des collectivités territoriales ouvertes",
        "Moroccan network of open territorial collectivities",
    ),
    "outbox": Phrase("الرسائل", "Lettres", "Letters"),
    "colon": Phrase(":", "\u00a0:", ":"),
    "outbox_title": Phrase("صندوق الرسائل", "Boîte des lettres", "Mailbox of letters"),
    "other_language": Phrase("Français", "العربية", "العربية"),
    "on": Phrase("إلى غاية", "Au", "As of"),
    "consultations": Phrase("التشاور العمومي", "Consultations", "Consultations"),
    "no_reason_published": Phrase(
        "لم ينشر أي سبب", "Aucun motif n’a été publié", "No reason was published"
    ),
    "plots": Phrase("المبيانات", "Graphiques", "Plots"),
    "gathering": Phrase("معرض البرامج", "Exposition", "Exhibition"),
    "open_data": Phrase("المعطيات المفتوحة", "Données ouvertes", "Open data"),
    "plans": Phrase("البرامج", "Programmes", "Plans"),
    "plan": Phrase("برنامج الانفتاح", "Programme d’ouverture", "Openness plan"),
    "region": Phrase("الجهة", "Région", "Region"),
    "late": Phrase("متأخرة", "En retard", "Late"),
    "total": Phrase("المجموع", "Total", "Total"),
    "stage": Phrase("المرحلة", "Phase", "Stage"),
    "all_regions": Phrase("كل الجهات", "Toutes les régions", "All regions"),
    "reference": Phrase("المرجع", "Référence", "Reference"),
    "collectivity": Phrase("الجماعة الترابية", "Collectivité", "Collectivity"),
    "name_or_code": Phrase("اسم أو رمز", "Nom ou code", "Name or code"),
    "kind": Phrase("نوع الرسالة", "Type de lettre", "Kind of letter"),
    "state": Phrase("الحالة", "État", "State"),
    "origin": Phrase("الأصل", "Origine", "Origin"),
    "any": Phrase("الكل", "Tous", "All"),
    "replayed_only": Phrase("إعادة تمثيل", "Reconstitution", "Replay"),
    "live_only": Phrase("رسائل حالية", "Lettres actuelles", "Live letters"),
    "filter": Phrase("تصفية", "Filtrer", "Filter"),
    "clear_filters": Phrase("محو التصفية", "Effacer les filtres", "Clear the filters"),
    "subject": Phrase("الموضوع", "Objet", "Subject"),
    "to": Phrase("إلى", "À", "To"),
    "date": Phrase("التاريخ", "Date", "Date"),
    "not_written": Phrase(
        "لم تكتب بعد: تكتب حين يحين إرسالها.",
        "Pas encore rédigée : elle l’est au moment du départ.",
        "Not written yet: it is when it leaves.",
    ),
    "not_kept": Phrase(
        "لم يعد نصها محفوظا (القانون 09-08).",
        "Son texte n’est plus conservé (loi 09-08).",
        "What it said is not kept any more (law 09-08).",
    ),
    "no_letter": Phrase(
        "لا توجد رسالة بهذه المعايير.",
        "Aucune lettre ne répond à ces critères.",
        "No letter answers to these filters.",
    ),
    "letters_in_all": Phrase("عدد الرسائل", "Nombre de lettres", "Letters"),
    "previous": Phrase("السابق", "Précédent", "Previous"),
    "next": Phrase("التالي", "Suivant", "Next"),
    "page": Phrase("الصفحة", "Page", "Page"),
    "back": Phrase("العودة إلى الرسائل", "Retour aux lettres", "Back to the letters"),
    "download": Phrase("تنزيل الرسالة (eml.)", "Télécharger la lettre (.eml)", "Download (.eml)"),
    "as_text": Phrase("النص", "Texte", "Text"),
    "as_html": Phrase("الرسالة كما تظهر", "La lettre telle qu’elle s’affiche", "As displayed"),
    "headers": Phrase("الترويسة", "En-têtes", "Headers"),
    "links": Phrase("روابط الرسالة", "Liens de la lettre", "Links of the letter"),
    "attachments": Phrase("المرفقات", "Pièces jointes", "Attachments"),
    "cause": Phrase("السبب", "Motif", "Cause"),
    "carried_by": Phrase(
        "ضمت إلى رسالة أخرى", "Regroupée dans une autre lettre", "Carried by another letter"
    ),
    "replayed": Phrase(
        "إعادة تمثيل لوقائع سابقة: لم ترسل هذه الرسالة إلى أي بريد إلكتروني.",
        "Reconstitution de faits passés : cette lettre n’a été envoyée à aucune adresse.",
        "A replay of past facts: this letter was sent to no address.",
    ),
    "illustrative": Phrase(
        "معطيات توضيحية لا تستند إلى وثيقة رسمية.",
        "Données d’illustration, sans document officiel.",
        "Illustrative data, without an official document.",
    ),
    "replayed_short": Phrase("إعادة تمثيل", "Reconstitution", "Replay"),
    "illustrative_short": Phrase("توضيحي", "Illustration", "Illustration"),
    "steps": Phrase("الخطوات", "Étapes", "Steps"),
    "step": Phrase("الخطوة", "Étape", "Step"),
    "due": Phrase("آخر أجل", "Échéance", "Deadline"),
    "original_due": Phrase("الأجل الأصلي", "Échéance d’origine", "Original deadline"),
    "done": Phrase("أنجزت في", "Réalisée le", "Done on"),
    "history": Phrase("مسار البرنامج", "Historique du programme", "History"),
    "session": Phrase("دورة المجلس المستهدفة", "Session du conseil visée", "Council session"),
    "since": Phrase("منذ", "Depuis le", "Since"),
    "cycle": Phrase("الدورة البرنامجية", "Cycle", "Cycle"),
    "no_steps": Phrase("لا توجد خطوات بعد.", "Aucune étape pour le moment.", "No steps yet."),
    "no_plans": Phrase("لا يوجد أي برنامج بعد.", "Aucun programme ouvert.", "No plan yet."),
    "broken": Phrase("وقع عطل", "Une panne est survenue", "Something broke"),
    "broken_how": Phrase(
        "ما أرسلتموه ربما لم يسجل: تحققوا قبل إعادة الإرسال. إن تكرر ذلك فاتصلوا بمسير الشبكة.",
        "Ce que vous avez envoyé n’est peut-être pas enregistré\u00a0: vérifiez d’abord. "
        "Si cela se répète, adressez-vous à l’administration du réseau.",
        "What you sent may not be recorded: look before you send it again. If it happens again, "
        "ask the network's admin.",
    ),
    "not_found": Phrase("الصفحة غير موجودة", "Page introuvable", "Page not found"),
    "not_found_how": Phrase(
        "تحققوا من الرابط، أو عودوا إلى الصفحة الرئيسية.",
        "Vérifiez le lien, ou revenez à l’accueil.",
        "Check the link, or go back to the home page.",
    ),
    "public_note": Phrase(
        "صفحة للاطلاع فقط، لا تتضمن أي معطيات شخصية.",
        "Page de consultation, sans donnée personnelle.",
        "A page to read only, without personal data.",
    ),
}


def page_words(language: str) -> dict[str, str]:
    """Every word of the pages in `ar` or `fr`."""
    return all_said(WORDS, language)
