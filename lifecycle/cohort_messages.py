"""Every refusal of a cohort's spreadsheet or calendar, by code: what is wrong, how to mend it.

Each entry is (what, mend) in English, French and Arabic. Blanks in braces are filled by the check.
"""

Texts = dict[str, str]


def _said(en: str, fr: str, ar: str) -> Texts:
    return {"en": en, "fr": fr, "ar": ar}


_THE_FILE: dict[str, tuple[Texts, Texts]] = {
    "file_too_big": (
        _said(
            "the file is larger than {limit}.",
            "le fichier dépasse {limit}.",
            "يتجاوز حجم الملف {limit}.",
        ),
        _said(
            "Remove pictures and unused sheets, or split the cohort.",
            "Retirez les images et les feuilles inutiles, ou scindez la cohorte.",
            "احذفوا الصور والأوراق غير المستعملة، أو قسّموا الفوج.",
        ),
    ),
    "too_many_rows": (
        _said(
            "the sheet has more than {limit} rows.",
            "la feuille compte plus de {limit} lignes.",
            "يتجاوز عدد أسطر الورقة {limit}.",
        ),
        _said(
            "Keep one row for each collectivity; Morocco has 1,590.",
            "Gardez une ligne par collectivité\u00a0; le Maroc en compte 1590.",
            "احتفظوا بسطر واحد لكل جماعة ترابية؛ فعددها بالمغرب 1590.",
        ),
    ),
    "file_unreadable": (
        _said(
            "the file cannot be read as a spreadsheet or as text.",
            "le fichier ne se lit ni comme un classeur ni comme un texte.",
            "تتعذر قراءة الملف جدولا أو نصا.",
        ),
        _said(
            "Open it in your spreadsheet program and save it as .xlsx or as CSV UTF-8.",
            "Ouvrez-le dans votre tableur et enregistrez-le en .xlsx ou en CSV UTF-8.",
            "افتحوه في برنامج الجداول واحفظوه بصيغة \u2066.xlsx\u2069 أو \u2066CSV UTF-8\u2069.",
        ),
    ),
    "old_workbook": (
        _said(
            "this is a workbook of the old .xls format, or one locked by a password.",
            "c’est un classeur à l’ancien format .xls, ou protégé par un mot de passe.",
            "هذا مصنف بالصيغة القديمة \u2066.xls\u2069 أو محمي بكلمة سر.",
        ),
        _said(
            "Save it as .xlsx without a password.",
            "Enregistrez-le en .xlsx, sans mot de passe.",
            "احفظوه بصيغة \u2066.xlsx\u2069 من دون كلمة سر.",
        ),
    ),
    "file_empty": (
        _said(
            "there is no row under the headers.",
            "il n’y a aucune ligne sous les en-têtes.",
            "لا يوجد أي سطر تحت العناوين.",
        ),
        _said(
            "Put the cohort on the first sheet, one collectivity a row.",
            "Placez la cohorte sur la première feuille, une collectivité par ligne.",
            "ضعوا الفوج في الورقة الأولى، وسطرا لكل جماعة ترابية.",
        ),
    ),
    "header_not_found": (
        _said(
            "no row with known headers was found.",
            "aucune ligne portant des en-têtes connus n’a été trouvée.",
            "لم يُعثر على سطر يحمل عناوين معروفة.",
        ),
        _said(
            "Write the headers of the template in the first row: {expected}.",
            "Écrivez en première ligne les en-têtes du modèle\u00a0: {expected}.",
            "اكتبوا عناوين النموذج في السطر الأول: {expected}.",
        ),
    ),
    "missing_column": (
        _said("this column is missing.", "cette colonne manque.", "هذا العمود غير موجود."),
        _said(
            "Add a column with this header.",
            "Ajoutez une colonne portant cet en-tête.",
            "أضيفوا عمودا يحمل هذا العنوان.",
        ),
    ),
    "missing_identity": (
        _said(
            "no column says which collectivity a row is about.",
            "aucune colonne ne dit de quelle collectivité parle une ligne.",
            "لا يوجد عمود يحدد الجماعة الترابية المعنية بكل سطر.",
        ),
        _said(
            "Add the column {expected}.",
            "Ajoutez la colonne {expected}.",
            "أضيفوا العمود {expected}.",
        ),
    ),
    "duplicate_column": (
        _said(
            "this column appears more than once.",
            "cette colonne figure plus d’une fois.",
            "يتكرر هذا العمود أكثر من مرة.",
        ),
        _said(
            "Keep the right one and delete the others.",
            "Gardez la bonne et supprimez les autres.",
            "احتفظوا بالعمود الصحيح واحذفوا ما عداه.",
        ),
    ),
    "unknown_column": (
        _said(
            "this header is not known.",
            "cet en-tête n’est pas connu.",
            "هذا العنوان غير معروف.",
        ),
        _said(
            "Correct it, or delete the column. Nearest headers: {suggestions}.",
            "Corrigez-le, ou supprimez la colonne. En-têtes les plus proches\u00a0: {suggestions}.",
            "صححوه أو احذفوا العمود. أقرب العناوين: {suggestions}.",
        ),
    ),
}

_THE_CELLS: dict[str, tuple[Texts, Texts]] = {
    "extra_cells": (
        _said(
            "the row has more cells than there are headers.",
            "la ligne a plus de cellules qu’il n’y a d’en-têtes.",
            "عدد خانات السطر أكبر من عدد العناوين.",
        ),
        _said(
            "Put a value that holds the separator between double quotes, or give it a header.",
            "Mettez entre guillemets doubles la valeur qui contient le séparateur, "
            "ou donnez-lui un en-tête.",
            "ضعوا القيمة التي تتضمن الفاصل بين علامتي اقتباس مزدوجتين، أو أضيفوا لها عنوانا.",
        ),
    ),
    "formula": (
        _said(
            "a value may not begin with =, +, - or @: a spreadsheet would run it.",
            "une valeur ne peut pas commencer par =, +, - ou @\u00a0: un tableur l’exécuterait.",
            "لا يجوز أن تبدأ القيمة بأحد الرموز \u2066= + - @\u2069 لأن برنامج الجداول سينفذها.",
        ),
        _said(
            "Type the value itself; for a formula, copy it and paste values only.",
            "Saisissez la valeur elle-même\u00a0; pour une formule, collez les valeurs seules.",
            "اكتبوا القيمة نفسها؛ وإن كانت صيغة حسابية فانسخوها والصقوا القيم وحدها.",
        ),
    ),
    "cell_error": (
        _said(
            "the cell holds an error of the spreadsheet.",
            "la cellule contient une erreur du tableur.",
            "تتضمن الخانة خطأ من برنامج الجداول.",
        ),
        _said(
            "Type the value in its place.",
            "Saisissez la valeur à sa place.",
            "اكتبوا القيمة مكانه.",
        ),
    ),
    "too_long": (
        _said(
            "the value is longer than {limit} characters.",
            "la valeur dépasse {limit} caractères.",
            "يتجاوز طول القيمة {limit} حرفا.",
        ),
        _said("Shorten it.", "Raccourcissez-la.", "اختصروها."),
    ),
    "missing_value": (
        _said("this cell is empty.", "cette cellule est vide.", "هذه الخانة فارغة."),
        _said("Fill it in.", "Remplissez-la.", "املؤوها."),
    ),
    "bad_date": (
        _said("this is not a date.", "ce n’est pas une date.", "هذا ليس تاريخا."),
        _said(
            "Write it as 2022-10-21 or 21/10/2022.",
            "Écrivez-la sous la forme 2022-10-21 ou 21/10/2022.",
            "اكتبوه على الشكل \u20662022-10-21\u2069 أو \u206621/10/2022\u2069.",
        ),
    ),
    "future_date": (
        _said(
            "this date is after today, {today}.",
            "cette date est postérieure à aujourd’hui, {today}.",
            "هذا التاريخ لاحق لتاريخ اليوم، {today}.",
        ),
        _said(
            "Give the day on which the collectivity joined, or wait for it.",
            "Indiquez le jour de l’adhésion, ou attendez qu’il soit venu.",
            "أدخلوا يوم انخراط الجماعة الترابية، أو انتظروا حلوله.",
        ),
    ),
    "before_network": (
        _said(
            "this date is before the network was founded, {founded}.",
            "cette date précède la création du réseau, {founded}.",
            "هذا التاريخ سابق لتأسيس الشبكة، {founded}.",
        ),
        _said("Correct the year.", "Corrigez l’année.", "صححوا السنة."),
    ),
    "bad_address": (
        _said(
            "this is not an e-mail address.",
            "ce n’est pas une adresse électronique.",
            "هذا ليس عنوان بريد إلكتروني.",
        ),
        _said(
            "Write one address alone, such as name@commune.example, in Latin letters.",
            "Écrivez une seule adresse, telle que nom@commune.example, en caractères latins.",
            "اكتبوا عنوانا واحدا بالحروف اللاتينية، من قبيل \u2066name@commune.example\u2069.",
        ),
    ),
    "bad_language": (
        _said(
            "this language is not known.",
            "cette langue n’est pas connue.",
            "هذه اللغة غير معروفة.",
        ),
        _said(
            "Write ar, fr or ar+fr.",
            "Écrivez ar, fr ou ar+fr.",
            "اكتبوا \u2066ar\u2069 أو \u2066fr\u2069 أو \u2066ar+fr\u2069.",
        ),
    ),
    "missing_focal_point": (
        _said(
            "the collectivity has no focal point.",
            "la collectivité n’a pas de point focal.",
            "لا تتوفر الجماعة الترابية على نقطة ارتكاز.",
        ),
        _said(
            "Give the name and the e-mail address of the focal point.",
            "Indiquez le nom et l’adresse électronique du point focal.",
            "أدخلوا اسم نقطة الارتكاز وعنوان بريدها الإلكتروني.",
        ),
    ),
    "half_person": (
        _said(
            "the name or the address of this person is missing.",
            "le nom ou l’adresse de cette personne manque.",
            "ينقص اسم هذا الشخص أو عنوانه.",
        ),
        _said(
            "Fill in both cells, or empty both.",
            "Remplissez les deux cellules, ou videz-les toutes deux.",
            "املؤوا الخانتين معا أو أفرغوهما معا.",
        ),
    ),
}

_THE_REGISTER: dict[str, tuple[Texts, Texts]] = {
    "unknown_kind": (
        _said(
            "this is not a kind of collectivity.",
            "ce n’est pas un type de collectivité.",
            "هذا ليس صنفا من أصناف الجماعات الترابية.",
        ),
        _said(
            "Write region, prefecture, province or commune.",
            "Écrivez région, préfecture, province ou commune.",
            "اكتبوا جهة أو عمالة أو إقليم أو جماعة.",
        ),
    ),
    "kind_contradicts": (
        _said(
            "the register gives another kind for this code: {expected}.",
            "le registre donne un autre type pour ce code\u00a0: {expected}.",
            "يحمل هذا الرمز في السجل صنفا آخر: {expected}.",
        ),
        _said(
            "Correct the kind or the code.",
            "Corrigez le type ou le code.",
            "صححوا الصنف أو الرمز.",
        ),
    ),
    "unknown_code": (
        _said(
            "this code is not in the register.",
            "ce code n’est pas dans le registre.",
            "هذا الرمز غير موجود في السجل.",
        ),
        _said(
            "Check it, with its dots and zeros; or empty the cell and give the name and region.",
            "Vérifiez-le, points et zéros compris\u00a0; "
            "ou videz la cellule et donnez le nom et la région.",
            "تحققوا منه بنقطه وأصفاره، أو أفرغوا الخانة وأدخلوا الاسم والجهة.",
        ),
    ),
    "unknown_collectivity": (
        _said(
            "the register has no collectivity of this kind and name in this region.",
            "le registre n’a pas de collectivité de ce type et de ce nom dans cette région.",
            "لا توجد في السجل جماعة ترابية بهذا الصنف والاسم في هذه الجهة.",
        ),
        _said(
            "Correct the name or give the code. Nearest names: {suggestions}.",
            "Corrigez le nom ou donnez le code. Noms les plus proches\u00a0: {suggestions}.",
            "صححوا الاسم أو أدخلوا الرمز. أقرب الأسماء: {suggestions}.",
        ),
    ),
    "ambiguous_collectivity": (
        _said(
            "several collectivities of the register answer to this.",
            "plusieurs collectivités du registre y répondent.",
            "ينطبق هذا على عدة جماعات ترابية في السجل.",
        ),
        _said(
            "Give the code of the right one: {suggestions}.",
            "Donnez le code de la bonne\u00a0: {suggestions}.",
            "أدخلوا رمز الجماعة الترابية المقصودة: {suggestions}.",
        ),
    ),
    "missing_collectivity": (
        _said(
            "the row does not say which collectivity it is about.",
            "la ligne ne dit pas de quelle collectivité elle parle.",
            "لا يحدد السطر الجماعة الترابية المعنية.",
        ),
        _said(
            "Give the code, or the name and the region.",
            "Donnez le code, ou le nom et la région.",
            "أدخلوا الرمز، أو الاسم والجهة.",
        ),
    ),
    "name_contradicts": (
        _said(
            "the register gives another name for this code: {expected}.",
            "le registre donne un autre nom pour ce code\u00a0: {expected}.",
            "يحمل هذا الرمز في السجل اسما آخر: {expected}.",
        ),
        _said(
            "Correct the name or the code.",
            "Corrigez le nom ou le code.",
            "صححوا الاسم أو الرمز.",
        ),
    ),
    "unknown_region": (
        _said(
            "the register has no region of this name.",
            "le registre n’a pas de région de ce nom.",
            "لا توجد في السجل جهة بهذا الاسم.",
        ),
        _said(
            "Write its name or its code. Nearest names: {suggestions}.",
            "Écrivez son nom ou son code. Noms les plus proches\u00a0: {suggestions}.",
            "اكتبوا اسمها أو رمزها. أقرب الأسماء: {suggestions}.",
        ),
    ),
    "region_contradicts": (
        _said(
            "the register puts this collectivity in another region: {expected}.",
            "le registre place cette collectivité dans une autre région\u00a0: {expected}.",
            "تنتمي هذه الجماعة الترابية في السجل إلى جهة أخرى: {expected}.",
        ),
        _said(
            "Correct the region or the code; merged cells often shift regions by a row.",
            "Corrigez la région ou le code\u00a0; "
            "les cellules fusionnées décalent souvent les régions d’une ligne.",
            "صححوا الجهة أو الرمز؛ فكثيرا ما تزيح الخانات المدمجة الجهات بسطر.",
        ),
    ),
    "unknown_province": (
        _said(
            "the register has no prefecture or province of this name.",
            "le registre n’a pas de préfecture ni de province de ce nom.",
            "لا توجد في السجل عمالة أو إقليم بهذا الاسم.",
        ),
        _said(
            "Write its name or its code, or empty the cell. Nearest names: {suggestions}.",
            "Écrivez son nom ou son code, ou videz la cellule. "
            "Noms les plus proches\u00a0: {suggestions}.",
            "اكتبوا اسمها أو رمزها، أو أفرغوا الخانة. أقرب الأسماء: {suggestions}.",
        ),
    ),
    "province_contradicts": (
        _said(
            "the register puts this collectivity elsewhere: {expected}.",
            "le registre place cette collectivité ailleurs\u00a0: {expected}.",
            "تنتمي هذه الجماعة الترابية في السجل إلى: {expected}.",
        ),
        _said(
            "Correct the province or the code.",
            "Corrigez la province ou le code.",
            "صححوا العمالة أو الإقليم، أو الرمز.",
        ),
    ),
    "other_cohort": (
        _said(
            "this collectivity is a member of the cohort {cohort} already.",
            "cette collectivité est déjà membre de la cohorte {cohort}.",
            "هذه الجماعة الترابية عضو في الفوج {cohort} من قبل.",
        ),
        _said(
            "Remove the row; a member that withdrew rejoins from its plan.",
            "Retirez la ligne\u00a0; un membre retiré revient depuis son plan.",
            "احذفوا السطر؛ والعضو المنسحب يعود من خلال برنامجه.",
        ),
    ),
    "same_collectivity": (
        _said(
            "row {other} is about the same collectivity.",
            "la ligne {other} parle de la même collectivité.",
            "يتعلق السطر {other} بالجماعة الترابية نفسها.",
        ),
        _said("Keep one row.", "Gardez une seule ligne.", "احتفظوا بسطر واحد."),
    ),
}

_THE_CALENDAR: dict[str, tuple[Texts, Texts]] = {
    "yaml_unreadable": (
        _said(
            "the calendar is not readable YAML (line {line}).",
            "le calendrier n’est pas un YAML lisible (ligne {line}).",
            "تتعذر قراءة الجدول الزمني بصيغة \u2066YAML\u2069 (السطر {line}).",
        ),
        _said(
            "Check the indentation and the quotes around that line; aliases (*) are not read.",
            "Vérifiez l’indentation et les guillemets autour de cette ligne\u00a0; "
            "les alias (*) ne sont pas lus.",
            "تحققوا من المسافات وعلامات الاقتباس حول هذا السطر؛ ولا تُقرأ الإحالات (*).",
        ),
    ),
    "wrong_shape": (
        _said(
            "{expected} is expected here.",
            "il faut ici {expected}.",
            "يُنتظر هنا {expected}.",
        ),
        _said(
            "Follow the calendar of the founding cohort.",
            "Suivez le calendrier de la cohorte fondatrice.",
            "اتبعوا نموذج الجدول الزمني للفوج المؤسس.",
        ),
    ),
    "missing_entry": (
        _said("this entry is missing.", "cette entrée manque.", "هذا البيان غير موجود."),
        _said("Add it.", "Ajoutez-la.", "أضيفوه."),
    ),
    "unknown_entry": (
        _said(
            "this entry is not known.",
            "cette entrée n’est pas connue.",
            "هذا البيان غير معروف.",
        ),
        _said(
            "Correct it, or delete it. Known entries: {expected}.",
            "Corrigez-la, ou supprimez-la. Entrées connues\u00a0: {expected}.",
            "صححوه أو احذفوه. البيانات المعروفة: {expected}.",
        ),
    ),
    "duplicate_entry": (
        _said(
            "this entry is written twice.",
            "cette entrée est écrite deux fois.",
            "هذا البيان مكتوب مرتين.",
        ),
        _said("Keep one.", "Gardez-en une.", "احتفظوا بواحد منهما."),
    ),
    "unknown_anchor": (
        _said(
            "the pathway has no such date.",
            "le parcours ne connaît pas cette date.",
            "لا يعرف المسار هذا الموعد.",
        ),
        _said(
            "Correct its name, or delete it. Nearest names: {suggestions}.",
            "Corrigez son nom, ou supprimez-la. Noms les plus proches\u00a0: {suggestions}.",
            "صححوا اسمه أو احذفوه. أقرب الأسماء: {suggestions}.",
        ),
    ),
    "missing_anchor": (
        _said(
            "the pathway needs this date.",
            "le parcours a besoin de cette date.",
            "يحتاج المسار إلى هذا الموعد.",
        ),
        _said(
            "Add it, with its source; mark it verified: false if it is only expected.",
            "Ajoutez-la, avec sa source\u00a0; marquez-la verified: false si elle est prévue.",
            "أضيفوه مع مصدره؛ وإن كان متوقعا فحسب فاكتبوا \u2066verified: false\u2069.",
        ),
    ),
    "bad_flag": (
        _said(
            "this is neither true nor false.",
            "ce n’est ni true ni false.",
            "القيمة ليست \u2066true\u2069 ولا \u2066false\u2069.",
        ),
        _said(
            "Write true when the date is confirmed by its source, otherwise false.",
            "Écrivez true si la source confirme la date, sinon false.",
            "اكتبوا \u2066true\u2069 إذا أكد المصدر التاريخ، وإلا فاكتبوا \u2066false\u2069.",
        ),
    ),
    "dates_backwards": (
        _said(
            "this date, {on}, is before {earlier}, {earlier_on}.",
            "cette date, {on}, précède {earlier}, {earlier_on}.",
            "هذا التاريخ، {on}، سابق لموعد {earlier}، {earlier_on}.",
        ),
        _said(
            "Correct one of the two dates.",
            "Corrigez l’une des deux dates.",
            "صححوا أحد التاريخين.",
        ),
    ),
    "founding_contradicts": (
        _said(
            "the founding date differs from founded_on, {expected}.",
            "la date de fondation diffère de founded_on, {expected}.",
            "يختلف تاريخ التأسيس عن \u2066founded_on\u2069، {expected}.",
        ),
        _said(
            "Write the same date in both.",
            "Écrivez la même date aux deux endroits.",
            "اكتبوا التاريخ نفسه في الموضعين.",
        ),
    ),
    "file_too_hard": (
        _said(
            "reading it takes more memory or time than a cohort’s sheet may.",
            "sa lecture demande plus de mémoire ou de temps qu’une liste de membres ne le permet.",
            "تتطلب قراءته ذاكرة أو وقتا أكثر مما يسمح به جدول الأعضاء.",
        ),
        _said(
            "Copy the members into the template, as values, and send that.",
            "Recopiez les membres dans le modèle, en valeurs, et envoyez-le.",
            "انقلوا الأعضاء إلى النموذج كقيم، ثم أرسلوه.",
        ),
    ),
    "unknown_version": (
        _said(
            "there is no such version of the table.",
            "cette version du tableau n’existe pas.",
            "لا توجد هذه الصيغة من الجدول.",
        ),
        _said(
            "Write one of these: {expected}.",
            "Écrivez l’une de celles-ci\u00a0: {expected}.",
            "اكتبوا إحدى هذه الصيغ: {expected}.",
        ),
    ),
    "cycle_number": (
        _said(
            "the cycles are not numbered in order: {expected} is expected.",
            "les cycles ne sont pas numérotés dans l’ordre\u00a0: {expected} est attendu.",
            "الدورات غير مرقمة بالترتيب: يُنتظر الرقم {expected}.",
        ),
        _said(
            "Number them 1, 2, 3, in the order of their dates.",
            "Numérotez-les 1, 2, 3, dans l’ordre de leurs dates.",
            "رقموها 1، 2، 3 حسب ترتيب تواريخها.",
        ),
    ),
    "bad_session": (
        _said(
            "this is not an ordinary session of this kind of council.",
            "ce n’est pas une session ordinaire de ce type de conseil.",
            "هذه ليست دورة عادية لهذا الصنف من المجالس.",
        ),
        _said(
            "Write the year and the month, one of these months: {expected}.",
            "Écrivez l’année et le mois, parmi ces mois\u00a0: {expected}.",
            "اكتبوا السنة والشهر، على أن يكون الشهر أحد الأشهر التالية: {expected}.",
        ),
    ),
    "session_outside_cycle": (
        _said(
            "this session is not between the second workshops and the start of implementation.",
            "cette session n’est pas entre les seconds ateliers et le début de la mise en œuvre.",
            "لا تقع هذه الدورة بين الورشات الثانية وبداية التنفيذ.",
        ),
        _said(
            "Choose a session between {earliest} and {latest}.",
            "Choisissez une session entre {earliest} et {latest}.",
            "اختاروا دورة بين {earliest} و{latest}.",
        ),
    ),
    "unknown_role": (
        _said(
            "this role is not one of the network’s.",
            "ce rôle n’est pas l’un de ceux du réseau.",
            "هذه الصفة ليست من صفات الشبكة.",
        ),
        _said(
            "Write one of these: {expected}.",
            "Écrivez l’un de ceux-ci\u00a0: {expected}.",
            "اكتبوا إحدى الصفات التالية: {expected}.",
        ),
    ),
    "misplaced_region": (
        _said(
            "only a regional coordinator has a region.",
            "seul un coordonnateur régional a une région.",
            "لا تُذكر الجهة إلا للمنسق الجهوي.",
        ),
        _said(
            "Delete the region or correct the role.",
            "Supprimez la région ou corrigez le rôle.",
            "احذفوا الجهة أو صححوا الصفة.",
        ),
    ),
    "missing_national": (
        _said(
            "the cohort has no national coordinator.",
            "la cohorte n’a pas de coordonnateur national.",
            "لا يتوفر الفوج على منسق وطني.",
        ),
        _said(
            "Add one: the late steps of last resort are sent there.",
            "Ajoutez-en un\u00a0: les retards lui sont signalés en dernier ressort.",
            "أضيفوا واحدا: فإليه تُرفع حالات التأخر في نهاية المطاف.",
        ),
    ),
}

_REMARKS: dict[str, tuple[Texts, Texts]] = {
    "no_deputy": (
        _said(
            "no deputy is named: nobody stands in when the focal point is away.",
            "aucun suppléant n’est désigné\u00a0: personne ne remplace le point focal absent.",
            "لم يُعيَّن نائب: لا أحد ينوب عن نقطة الارتكاز عند غيابها.",
        ),
        _said("Name one soon.", "Désignez-en un bientôt.", "يُستحسن تعيينه قريبا."),
    ),
    "no_mailbox": (
        _said(
            "no institutional address is given.",
            "aucune adresse institutionnelle n’est donnée.",
            "لم يُدرج أي عنوان مؤسساتي.",
        ),
        _said(
            "Give one: it outlives the persons.",
            "Donnez-en une\u00a0: elle survit aux personnes.",
            "أدرجوا عنوانا مؤسساتيا: فهو يبقى بعد تغير الأشخاص.",
        ),
    ),
    "shared_address": (
        _said(
            "row {other} gives the same address.",
            "la ligne {other} donne la même adresse.",
            "يتضمن السطر {other} العنوان نفسه.",
        ),
        _said(
            "Check that it is one person for both.",
            "Vérifiez qu’il s’agit de la même personne.",
            "تحققوا من أن الأمر يتعلق بالشخص نفسه.",
        ),
    ),
}

MESSAGES: dict[str, tuple[Texts, Texts]] = {
    **_THE_FILE,
    **_THE_CELLS,
    **_THE_REGISTER,
    **_THE_CALENDAR,
    **_REMARKS,
}
