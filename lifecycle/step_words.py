"""The steps of the table in three languages: what they are called, and what is to be done."""

from lifecycle.language import Phrase

STEP_NAMES = {
    "adhere_to_charter": Phrase(
        "الانخراط في ميثاق الشبكة", "Adhésion à la charte du réseau", "Adherence to the charter"
    ),
    "name_focal_point": Phrase(
        "تعيين نقطة الارتكاز ونائبها",
        "Désignation du point focal et de son suppléant",
        "Naming of the focal point and deputy",
    ),
    "attend_orientation": Phrase(
        "المشاركة في اللقاء التواصلي",
        "Participation à la rencontre de communication",
        "Orientation meeting",
    ),
    "attend_training": Phrase(
        "المشاركة في الورشة التكوينية", "Participation à la formation", "Training"
    ),
    "set_up_committee": Phrase(
        "إحداث لجنة التتبع",
        "Mise en place du comité de suivi",
        "Setting up the follow-up committee",
    ),
    "choose_axes": Phrase(
        "تحديد محاور الانفتاح ذات الأولوية",
        "Choix des axes prioritaires",
        "Choice of the priority axes",
    ),
    "hold_first_workshop": Phrase(
        "تنظيم الورشة الأولى للإعداد المشترك",
        "Premier atelier de co-création",
        "First co-creation workshop",
    ),
    "consult_on_ideas": Phrase(
        "التشاور الرقمي حول الأفكار", "Consultation en ligne sur les idées", "Consultation on ideas"
    ),
    "draft_projects": Phrase(
        "تحويل المقترحات إلى مشاريع", "Rédaction des projets", "Drafting of the projects"
    ),
    "hold_second_workshop": Phrase(
        "تنظيم الورشة الثانية للإعداد المشترك",
        "Deuxième atelier de co-création",
        "Second co-creation workshop",
    ),
    "consult_on_projects": Phrase(
        "التشاور الرقمي حول المشاريع",
        "Consultation en ligne sur les projets",
        "Consultation on projects",
    ),
    "validate_programme": Phrase(
        "مصادقة لجنة التتبع على مسودة البرنامج",
        "Validation du programme par le comité de suivi",
        "Validation by the follow-up committee",
    ),
    "put_on_agenda": Phrase(
        "إدراج البرنامج في جدول أعمال المجلس",
        "Inscription à l’ordre du jour du conseil",
        "Entry on the council’s agenda",
    ),
    "council_vote": Phrase("تصويت المجلس", "Vote du conseil", "Council vote"),
    "legality_control": Phrase(
        "المراقبة الإدارية للمقرر", "Contrôle de légalité de la délibération", "Legality control"
    ),
    "publish_programme": Phrase(
        "نشر البرنامج", "Publication du programme", "Publication of the programme"
    ),
    "launch_programme": Phrase(
        "إعطاء انطلاقة تنفيذ البرنامج", "Lancement de la mise en œuvre", "Launch of the programme"
    ),
    "report_monitoring_round": Phrase(
        "تقرير دورة التتبع المشترك",
        "Rapport du cycle de co-suivi",
        "Report of the monitoring round",
    ),
    "self_evaluate": Phrase("التقييم الذاتي", "Auto-évaluation", "Self-evaluation"),
    "hold_co_evaluation_workshop": Phrase(
        "ورشة التقييم المشترك", "Atelier de co-évaluation", "Co-evaluation workshop"
    ),
    "publish_evaluation": Phrase(
        "نشر تقرير التقييم", "Publication de l’évaluation", "Publication of the evaluation"
    ),
}

STEP_HOW = {
    "adhere_to_charter": Phrase(
        "يرجى توقيع ميثاق الشبكة من طرف رئاسة المجلس وحفظ مرجع الوثيقة.",
        "Faites signer la charte du réseau par la présidence du conseil et gardez la référence de l’acte.",
        "Have the charter signed by the president of the council and keep the reference of the act.",
    ),
    "name_focal_point": Phrase(
        "يرجى تعيين نقطة الارتكاز ونائب عنها، مع ذكر مرجع قرار التعيين.",
        "Désignez un point focal et un suppléant, et indiquez la référence de l’acte de désignation.",
        "Name a focal point and a deputy, and give the reference of the act.",
    ),
    "attend_orientation": Phrase(
        "يرجى حضور اللقاء التواصلي المنظم على مستوى الجهة، ثم التصريح بتاريخه.",
        "Participez à la rencontre de communication de votre région, puis déclarez sa date.",
        "Attend the communication meeting of your region, then report its date.",
    ),
    "attend_training": Phrase(
        "يرجى متابعة الورشة التكوينية عن بعد حول مبادئ الانفتاح ومنهجيته، ثم التصريح بتاريخها.",
        "Suivez la formation à distance sur les principes et la méthode, puis déclarez sa date.",
        "Follow the remote training on the principles and the method, then report its date.",
    ),
    "set_up_committee": Phrase(
        "يرجى إحداث لجنة تضم منتخبين وممثلين عن المجتمع المدني، وحفظ لائحة أعضائها.",
        "Constituez un comité d’élus et de représentants de la société civile, et gardez la liste des membres.",
        "Set up a committee of elected members and civil society, and keep the list of its members.",
    ),
    "choose_axes": Phrase(
        "يرجى تحديد المحاور ذات الأولوية (أربعة في الغالب) بتشاور مع الهيئات الاستشارية.",
        "Choisissez les axes prioritaires (quatre le plus souvent) avec les instances consultatives.",
        "Choose the priority axes (usually four) with the consultative bodies.",
    ),
    "hold_first_workshop": Phrase(
        "يرجى تنظيم الورشة الأولى مع المجتمع المدني والهيئات الاستشارية، وتحرير محضرها.",
        "Tenez le premier atelier avec la société civile et les instances consultatives, et dressez-en le procès-verbal.",
        "Hold the first workshop with civil society and the consultative bodies, and write its minutes.",
    ),
    "consult_on_ideas": Phrase(
        "يرجى نشر إعلان للعموم وفتح باب اقتراح الأفكار على منصة الشبكة، ثم التصريح بعددها.",
        "Publiez un avis et ouvrez la collecte d’idées sur la plateforme du réseau, puis déclarez leur nombre.",
        "Publish a notice and open the call for ideas on the network’s platform, then report their number.",
    ),
    "draft_projects": Phrase(
        "تدرس لجنة التتبع الأفكار وتحولها إلى مشاريع وأنشطة، مع بيان ما احتفظ به منها.",
        "Le comité de suivi examine les idées et les traduit en projets et activités, en indiquant celles retenues.",
        "The committee studies the ideas and turns them into projects and activities, saying which were kept.",
    ),
    "hold_second_workshop": Phrase(
        "يرجى عرض مشاريع البرنامج في ورشة ثانية، وتدوين ملاحظات المشاركين في محضر.",
        "Présentez les projets lors d’un deuxième atelier et consignez les observations au procès-verbal.",
        "Present the projects in a second workshop and record the remarks in its minutes.",
    ),
    "consult_on_projects": Phrase(
        "يرجى طرح المشاريع للتشاور على منصة الشبكة، ثم التصريح بعدد الملاحظات.",
        "Soumettez les projets à la consultation sur la plateforme, puis déclarez le nombre d’observations.",
        "Put the projects to consultation on the platform, then report the number of remarks.",
    ),
    "validate_programme": Phrase(
        "تصادق لجنة التتبع على المسودة النهائية قبل حصر جدول أعمال المجلس.",
        "Le comité de suivi valide le projet final avant la clôture de l’ordre du jour du conseil.",
        "The committee validates the final draft before the council’s agenda closes.",
    ),
    "put_on_agenda": Phrase(
        "يرجى إدراج البرنامج في جدول أعمال الدورة، مع ذكر مرجع جدول الأعمال أو الاستدعاء.",
        "Inscrivez le programme à l’ordre du jour de la session et indiquez la référence de l’ordre du jour.",
        "Put the programme on the agenda of the session and give the reference of the agenda.",
    ),
    "council_vote": Phrase(
        "يرجى التصريح بنتيجة التصويت ورقم المقرر وتاريخ الجلسة.",
        "Déclarez l’issue du vote, la référence de la délibération et la date de la séance.",
        "Report the outcome of the vote, the deliberation and the date of the sitting.",
    ),
    "legality_control": Phrase(
        "يرجى إحالة المقرر على السلطة المختصة والتصريح بمآله.",
        "Transmettez la délibération à l’autorité compétente et déclarez la suite donnée.",
        "Send the deliberation to the competent authority and report what followed.",
    ),
    "publish_programme": Phrase(
        "يرجى نشر البرنامج على موقع الجماعة الترابية ومنصة الشبكة، وإدراج الرابط.",
        "Publiez le programme sur le site de la collectivité et la plateforme, et indiquez le lien.",
        "Publish the programme on the collectivity’s site and the platform, and give the link.",
    ),
    "launch_programme": Phrase(
        "يرجى إعطاء انطلاقة تنفيذ المشاريع وإخبار العموم بذلك.",
        "Lancez la mise en œuvre des projets et informez-en le public.",
        "Launch the projects and tell the public.",
    ),
    "report_monitoring_round": Phrase(
        "يرجى عقد اجتماع لجنة التتبع ورفع حصيلة تقدم الأنشطة مع المحضر.",
        "Réunissez le comité de suivi et rendez compte de l’avancement des activités, procès-verbal à l’appui.",
        "Meet with the committee and report the progress of the activities with the minutes.",
    ),
    "self_evaluate": Phrase(
        "يرجى إعداد تقرير التقييم الذاتي لما تحقق مقارنة بما تم الالتزام به.",
        "Rédigez l’auto-évaluation de ce qui a été réalisé au regard des engagements.",
        "Write the self-evaluation of what was done against what was promised.",
    ),
    "hold_co_evaluation_workshop": Phrase(
        "يرجى تنظيم ورشة التقييم المشترك مع المجتمع المدني وتحرير محضرها.",
        "Tenez l’atelier de co-évaluation avec la société civile et dressez-en le procès-verbal.",
        "Hold the co-evaluation workshop with civil society and write its minutes.",
    ),
    "publish_evaluation": Phrase(
        "يرجى نشر تقرير التقييم للعموم وإدراج الرابط.",
        "Publiez le rapport d’évaluation et indiquez le lien.",
        "Publish the evaluation and give the link.",
    ),
}
