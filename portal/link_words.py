"""The words of the pages behind a link, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "your_step": Phrase("الخطوة المنتظرة منكم", "L’étape qui vous revient", "Your step"),
    "how": Phrase("المطلوب", "Ce qu’il faut faire", "What to do"),
    "evidence": Phrase("ما يجب الإدلاء به", "Ce qu’il faut fournir", "What to give"),
    "report": Phrase("التبليغ بالإنجاز", "Déclarer l’étape réalisée", "Report it done"),
    "correct": Phrase("تصحيح التبليغ", "Corriger la déclaration", "Correct the report"),
    "ask_time": Phrase("طلب تمديد الأجل", "Demander un délai", "Ask for more time"),
    "say_absence": Phrase("الإعلان عن غياب", "Annoncer une absence", "Say an absence"),
    "hand_over": Phrase("تعيين خلف", "Désigner un successeur", "Name a successor"),
    "waiting": Phrase(
        "طلبتم تمديد الأجل، والطلب قيد الدراسة. لن تتوصلوا بأي تذكير في انتظار الجواب.",
        "Vous avez demandé un délai\u00a0; la demande est à l’étude. Vous ne recevrez aucun rappel "
        "d’ici la réponse.",
        "You asked for more time; it is looked at. No reminder until the answer.",
    ),
    "in_review": Phrase(
        "توصلنا بتبليغكم، وينظر فيه التنسيق. يمكنكم تصحيحه إلى ذلك الحين.",
        "Votre déclaration est reçue\u00a0; la coordination l’examine. Vous pouvez encore la "
        "corriger.",
        "Your report is here; the coordination looks at it. You can still correct it.",
    ),
    "returned": Phrase(
        "أعيدت إليكم هذه الخطوة قصد استكمالها.",
        "Cette étape vous a été renvoyée pour être complétée.",
        "This step was sent back to you to be completed.",
    ),
    "settled": Phrase(
        "انتهت هذه الخطوة: لا شيء مطلوب منكم فيها.",
        "Cette étape est close\u00a0: rien ne vous est plus demandé.",
        "This step is settled: nothing is asked of you.",
    ),
    "not_open": Phrase(
        "هذه الخطوة غير مطلوبة حاليا.",
        "Cette étape n’est pas demandée pour le moment.",
        "This step is not asked for now.",
    ),
    "standing": Phrase(
        "البرنامج معلق أو منسحب: لا شيء مطلوب منكم حاليا.",
        "Le programme est suspendu ou retiré\u00a0: rien ne vous est demandé pour le moment.",
        "The plan is suspended or withdrawn: nothing is asked of you now.",
    ),
    "filed": Phrase("ما أدليتم به", "Ce que vous avez fourni", "What you gave"),
    "documents": Phrase("الوثائق", "Documents", "Documents"),
    "filed_on": Phrase("بتاريخ", "Le", "On"),
    "filed_as": Phrase("بصفة", "En qualité de", "As"),
    "named_as": Phrase("الاسم الذي عينتم به", "Vous êtes désigné sous le nom", "You are named as"),
    "next": Phrase("ما بعد ذلك", "Et ensuite", "What comes next"),
    "nothing_next": Phrase(
        "لا توجد خطوة أخرى مفتوحة.", "Aucune autre étape n’est ouverte.", "No other step is open."
    ),
    "forecast": Phrase(
        "دورة المجلس المستهدفة", "Session du conseil visée", "The council session aimed at"
    ),
    "timeline": Phrase("مسار البرنامج", "Le parcours du programme", "The plan's timeline"),
    "open_step": Phrase("فتح هذه الخطوة", "Répondre à cette étape", "Answer this step"),
    "public_page": Phrase(
        "الصفحة العمومية للبرنامج", "Page publique du programme", "The plan's public page"
    ),
    "also": Phrase("خدمات أخرى", "Autres démarches", "Also"),
    "until": Phrase("الأجل الجديد المطلوب", "Nouvelle échéance souhaitée", "The deadline you ask"),
    "why": Phrase("سبب الطلب", "Motif", "Why"),
    "why_more": Phrase("توضيح", "Précisions", "In your words"),
    "from": Phrase("من يوم", "Du", "From"),
    "to": Phrase("إلى غاية يوم", "Au", "To"),
    "absence_how": Phrase(
        "تصل الرسائل إلى نائبكم خلال هذه المدة. 90 يوما على الأكثر؛ لما فوق ذلك عينوا خلفا.",
        "Pendant ces jours, les lettres vont à votre suppléance. 90 jours au plus\u00a0; au-delà, "
        "désignez un successeur.",
        "Your deputy gets the letters meanwhile. 90 days at most; beyond, name a successor.",
    ),
    "successor_how": Phrase(
        "يتوصل الخلف برسالة ويؤكد قبوله برابط. تبقون في مهمتكم إلى ذلك الحين.",
        "Le successeur reçoit une lettre et confirme par un lien. Vous restez en fonction "
        "jusque-là.",
        "The successor gets a letter and confirms by a link. You stay in the role until then.",
    ),
    "name": Phrase("الاسم الكامل", "Nom complet", "Full name"),
    "email": Phrase("البريد الإلكتروني", "Adresse électronique", "E-mail address"),
    "language": Phrase("لغة الرسائل", "Langue des lettres", "Language of the letters"),
    "which_role": Phrase("المهمة", "Rôle", "Role"),
    "succeed": Phrase("مهمة مقترحة عليكم", "Un rôle vous est proposé", "A role is offered to you"),
    "succeed_how": Phrase(
        "إن قبلتم، تصلكم رسائل هذا البرنامج وتجيبون عنها انطلاقا من اليوم.",
        "Si vous acceptez, vous recevez dès aujourd’hui les lettres de ce programme et y répondez.",
        "If you accept, you get the letters of this plan from today and answer them.",
    ),
    "role_confirmed": Phrase(
        "قبلت هذه المهمة.", "Ce rôle a été accepté.", "This role was accepted."
    ),
    "role_declined": Phrase(
        "سجل الاعتذار عن هذه المهمة.", "Ce rôle a été décliné.", "This role was declined."
    ),
    "role_replaced": Phrase(
        "عين شخص آخر لهذه المهمة.",
        "Une autre personne a été désignée pour ce rôle.",
        "Somebody else was named for this role.",
    ),
    "type_name": Phrase(
        "اكتبوا اسمكم الكامل لتأكيد القبول",
        "Écrivez votre nom complet pour accepter",
        "Type your full name to accept",
    ),
    "accept": Phrase("أقبل المهمة", "J’accepte le rôle", "I accept"),
    "decline": Phrase("أعتذر عن قبولها", "Je décline", "I decline"),
    "type_no": Phrase(
        "للاعتذار اكتبوا: لا", "Pour décliner, écrivez\u00a0: non", "To decline, write: no"
    ),
    "missing": Phrase("حقل مطلوب", "à remplir", "is asked for"),
    "no_date": Phrase(
        "اكتبوا تاريخا كاملا، مثل 5 10 2026",
        "écrivez une date entière, comme 5 10 2026",
        "write a whole date, such as 5 10 2026",
    ),
    "other_name": Phrase(
        "ليس هذا هو الاسم المعين.",
        "Ce n’est pas le nom de la personne désignée.",
        "This is not the name of the person named.",
    ),
    "say_no": Phrase("اكتبوا: لا", "Écrivez\u00a0: non", "Write: no"),
    "stale": Phrase(
        "انتهت صلاحية الاستمارة. افتحوها من جديد ثم أعيدوا الإرسال.",
        "Le formulaire a expiré. Rouvrez-le et renvoyez.",
        "The form has expired. Send it again from this page.",
    ),
    "busy": Phrase(
        "طلبات كثيرة. أعيدوا المحاولة بعد قليل.",
        "Trop de demandes. Réessayez dans un moment.",
        "Too many requests. Try again in a while.",
    ),
    "concurrent": Phrase(
        "غير شخص آخر البرنامج في الوقت نفسه. لم يسجل أي شيء؛ أعيدوا الإرسال.",
        "Quelqu’un d’autre vient de modifier ce programme. Rien n’est enregistré\u00a0; renvoyez.",
        "Somebody else changed the plan just now. Nothing was recorded; send again.",
    ),
    "works": Phrase(
        "هذا الرابط لا يزال صالحا.", "Ce lien fonctionne encore.", "This link still works."
    ),
    "new_link": Phrase("إرسال رابط جديد", "Envoyer un nouveau lien", "Send a new link"),
    "new_link_how": Phrase(
        "يصل الرابط الجديد إلى صندوق البريد الذي توصل بهذا الرابط، دون غيره.",
        "Le nouveau lien arrive dans la boîte qui a reçu celui-ci, et nulle part ailleurs.",
        "The new link goes to the mailbox that got this one, and nowhere else.",
    ),
    "back": Phrase("العودة إلى الخطوة", "Revenir à l’étape", "Back to the step"),
    "lost": Phrase(
        "الوثائق المرفقة لم تحفظ: أرفقوها من جديد.",
        "Les documents joints n’ont pas été gardés\u00a0: joignez-les à nouveau.",
        "The documents were not kept: attach them again.",
    ),
    "kept_documents": Phrase(
        "الوثائق المرسلة سابقا تبقى مرفقة.",
        "Les documents déjà envoyés restent joints.",
        "The documents sent before stay attached.",
    ),
}
CLOSED = {
    "expired": Phrase("انتهت صلاحية هذا الرابط.", "Ce lien a expiré.", "This link has expired."),
    "revoked": Phrase(
        "سحب هذا الرابط، وعوض برابط أحدث.",
        "Ce lien a été retiré et remplacé par un plus récent.",
        "This link was taken back; there is a newer one.",
    ),
    "ended": Phrase(
        "لم تعودوا تتولون هذه المهمة، لذلك لا يفتح هذا الرابط شيئا.",
        "Vous n’exercez plus ce rôle\u00a0: ce lien n’ouvre plus rien.",
        "You do not hold this role any more: this link opens nothing.",
    ),
}
DONE = {
    "report": Phrase(
        "سجل تبليغكم، وأرسل إليكم تأكيد بالبريد الإلكتروني.",
        "Votre déclaration est enregistrée. Une confirmation vous est envoyée par courriel.",
        "Your report is recorded; a confirmation is on its way.",
    ),
    "extension": Phrase(
        "سجل طلبكم. يجيب عنه التنسيق، والأجل متوقف إلى ذلك الحين.",
        "Votre demande est enregistrée. La coordination y répond\u00a0; le délai est suspendu "
        "d’ici là.",
        "Your request is recorded. The clock stands still until the answer.",
    ),
    "absence": Phrase(
        "سجل غيابكم. ينوب عنكم النائب.",
        "Votre absence est enregistrée. La suppléance prend le relais.",
        "Your absence is recorded. Your deputy stands in.",
    ),
    "successor": Phrase(
        "أرسلت رسالة إلى الخلف. تبقون في مهمتكم إلى أن يقبل.",
        "Une lettre part vers le successeur. Vous restez en fonction jusqu’à son accord.",
        "A letter goes to the successor. You stay in the role until they accept.",
    ),
    "accept": Phrase(
        "توليتم المهمة ابتداء من اليوم. تصلكم رسالة ترحيب.",
        "Vous exercez ce rôle dès aujourd’hui. Une lettre vous le confirme.",
        "The role is yours from today.",
    ),
    "decline": Phrase(
        "سجل اعتذاركم. شكرا لكم.", "Votre refus est enregistré. Merci.", "Recorded. Thank you."
    ),
    "new": Phrase(
        "إن كان الرابط لا يزال يخصكم، فقد أرسل رابط جديد إلى صندوق بريدكم.",
        "Si ce lien vous concerne encore, un nouveau vient d’être envoyé dans votre boîte.",
        "If this link still concerns you, a new one is on its way to your mailbox.",
    ),
}
LANGUAGE_NAMES = {
    Language.BOTH: Phrase("العربية والفرنسية", "Arabe et français", "Arabic and French"),
    Language.ARABIC: Phrase("العربية", "Arabe", "Arabic"),
    Language.FRENCH: Phrase("الفرنسية", "Français", "French"),
}
# Why more time is asked: a short list, and words beside it.
EXTENSION_REASONS = {
    "elections": Phrase(
        "انتخابات أو تغيير المكتب", "Élections ou changement de bureau", "Elections"
    ),
    "people": Phrase("غياب الأشخاص المعنيين", "Absence des personnes concernées", "People away"),
    "session": Phrase("تأجيل دورة المجلس", "Report de la session du conseil", "Session postponed"),
    "participants": Phrase(
        "صعوبة تعبئة المشاركين", "Difficulté à réunir les participants", "Few participants"
    ),
    "means": Phrase("نقص الوسائل", "Manque de moyens", "Lack of means"),
    "other": Phrase("سبب آخر", "Autre motif", "Another reason"),
}


def wanted(box: str, problem: str) -> Phrase:
    """What is wrong with a box, with the name of the box: the summary of problems lists several."""
    label, said = WORDS[box], WORDS[problem]
    return Phrase(
        f"{label.ar}: {said.ar}", f"{label.fr}\u00a0: {said.fr}", f"{label.en}: {said.en}"
    )


@cache
def link_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
