"""What each step asks: what to do, and what to keep as evidence."""

from lifecycle.language import Phrase
from lifecycle.step_words_ogp import OGP_STEP_HOW

STEP_HOW = {
    "adhere_to_charter": Phrase(
        "المرجو أن تؤكد رئاسة المجلس انخراط الجماعة الترابية في ميثاق الشبكة. ويحتفظ بمرجع "
        "الوثيقة المثبتة لذلك وبتاريخها.",
        "Faites confirmer par la présidence du conseil l’adhésion de la collectivité à la "
        "charte du réseau. Conservez la référence et la date de l’acte qui en atteste.",
        "Have the president of the council confirm that the collectivity adheres to the "
        "network’s charter. Keep the reference and the date of the act that says so.",
    ),
    "name_focal_point": Phrase(
        "المرجو تعيين نقطة الارتكاز ونائب عنها بقرار من رئاسة المجلس أو بمراسلة منها. ويحتفظ "
        "بمرجع وثيقة التعيين وبتاريخها.",
        "Faites désigner par la présidence du conseil un point focal et un suppléant, par "
        "décision ou par lettre. Conservez la référence et la date de l’acte de désignation.",
        "Have the president of the council name a focal point and a deputy, by decision or by "
        "letter. Keep the reference and the date of that act.",
    ),
    "attend_orientation": Phrase(
        "المرجو حضور اللقاء التواصلي المنظم لفائدة أعضاء جهتكم، ثم التبليغ بتاريخ انعقاده. "
        "وتحفظ الدعوة ضمن ملف البرنامج.",
        "Participez à la rencontre de communication organisée pour les membres de votre "
        "région, puis déclarez sa date. Conservez l’invitation au dossier du programme.",
        "Attend the communication meeting held for the members of your region, then report its "
        "date. Keep the invitation in the programme’s file.",
    ),
    "attend_training": Phrase(
        "المرجو متابعة الورشة التكوينية حول مبادئ الانفتاح ومنهجية إعداد البرنامج، ثم التبليغ "
        "بتاريخها. وتحفظ وثائق التكوين لفائدة لجنة التتبع.",
        "Suivez la formation sur les principes de l’ouverture et la méthode d’élaboration du "
        "programme, puis déclarez sa date. Conservez les supports pour le comité de suivi.",
        "Follow the training on the principles of openness and the method of the programme, "
        "then report its date. Keep its papers for the follow-up committee.",
    ),
    "set_up_committee": Phrase(
        "المرجو إحداث لجنة لتتبع إعداد البرنامج وتنفيذه وتقييمه، تضم منتخبين وممثلين عن "
        "المجتمع المدني. ويحتفظ بمرجع وثيقة الإحداث وبلائحة الأعضاء.",
        "Mettez en place un comité de suivi de l’élaboration, de la mise en œuvre et de "
        "l’évaluation du programme, composé d’élus et de représentants de la société civile. "
        "Conservez la référence de l’acte et la liste des membres.",
        "Set up a committee that follows the making, the implementation and the evaluation of "
        "the programme, with elected members and civil society. Keep the reference of the act "
        "and the list of members.",
    ),
    "choose_axes": Phrase(
        "المرجو تحديد المحاور ذات الأولوية، وهي أربعة في الغالب، بتشاور مع الهيئات الاستشارية. "
        "وتحفظ لائحة المحاور كما اعتمدتها لجنة التتبع.",
        "Choisissez les axes prioritaires, quatre le plus souvent, en concertation avec les "
        "instances consultatives. Conservez la liste des axes arrêtée par le comité de suivi.",
        "Choose the priority axes, usually four, together with the consultative bodies. Keep "
        "the list of axes as the follow-up committee settled it.",
    ),
    "hold_first_workshop": Phrase(
        "المرجو تنظيم الورشة الأولى مع المجتمع المدني والهيئات الاستشارية لتشخيص الإشكاليات "
        "واقتراح الحلول. ويحتفظ بالمحضر ولائحة الحضور.",
        "Tenez le premier atelier avec la société civile et les instances consultatives, pour "
        "recenser les problèmes et les propositions. Conservez le procès-verbal et la liste de "
        "présence.",
        "Hold the first workshop with civil society and the consultative bodies, to gather "
        "problems and proposals. Keep the minutes and the attendance list.",
    ),
    "consult_on_ideas": Phrase(
        "المرجو نشر إعلان للعموم وفتح باب تقديم الأفكار على منصة الشبكة، ثم التبليغ بتاريخي "
        "الافتتاح والاختتام. ويحتفظ برابط الإعلان وبعدد الأفكار المتوصل بها.",
        "Publiez un avis et ouvrez la collecte d’idées sur la plateforme du réseau, puis "
        "déclarez les dates d’ouverture et de clôture. Conservez le lien de l’avis et le "
        "nombre d’idées reçues.",
        "Publish a notice and open the call for ideas on the network’s platform, then report "
        "its opening and closing dates. Keep the link of the notice and the number of ideas "
        "received.",
    ),
    "draft_projects": Phrase(
        "تدرس لجنة التتبع الأفكار والمقترحات وتحولها إلى مشاريع وأنشطة منسجمة مع برنامج عمل "
        "الجماعة الترابية. ويحتفظ بعدد الأفكار المقبولة وبلائحة المشاريع.",
        "Le comité de suivi examine les idées et les propositions et les traduit en projets et "
        "activités, en cohérence avec le programme d’action de la collectivité. Conservez le "
        "nombre d’idées retenues et la liste des projets.",
        "The follow-up committee studies the ideas and proposals and turns them into projects "
        "and activities that fit the collectivity’s programme of action. Keep the number of "
        "ideas kept and the list of projects.",
    ),
    "hold_second_workshop": Phrase(
        "المرجو عرض مشاريع البرنامج في ورشة ثانية وجمع ملاحظات المشاركات والمشاركين. ويحتفظ "
        "بالمحضر ولائحة الحضور.",
        "Présentez les projets dans un deuxième atelier et recueillez les observations des "
        "participants. Conservez le procès-verbal et la liste de présence.",
        "Present the projects in a second workshop and gather the remarks of those present. "
        "Keep the minutes and the attendance list.",
    ),
    "consult_on_projects": Phrase(
        "المرجو عرض المشاريع للتشاور العمومي على منصة الشبكة بعد إعلان للعموم، ثم التبليغ "
        "بتاريخي الافتتاح والاختتام. ويحتفظ بالرابط وبعدد الملاحظات.",
        "Soumettez les projets à la consultation publique sur la plateforme du réseau, après "
        "un avis, puis déclarez les dates d’ouverture et de clôture. Conservez le lien et le "
        "nombre d’observations.",
        "Put the projects to public consultation on the network’s platform after a notice, "
        "then report its opening and closing dates. Keep the link and the number of remarks.",
    ),
    "validate_programme": Phrase(
        "تجتمع لجنة التتبع للمصادقة على المسودة النهائية للبرنامج قبل حصر جدول أعمال المجلس. "
        "ويحتفظ بمحضر الاجتماع.",
        "Le comité de suivi se réunit pour valider le projet final du programme avant que "
        "l’ordre du jour du conseil ne soit arrêté. Conservez le procès-verbal de la réunion.",
        "The follow-up committee meets to validate the final draft of the programme before the "
        "council’s agenda closes. Keep the minutes of the meeting.",
    ),
    "put_on_agenda": Phrase(
        "المرجو إدراج البرنامج في جدول أعمال الدورة المستهدفة وإرفاق مسودته بالاستدعاء. ويحتفظ "
        "بمرجع جدول الأعمال أو الاستدعاء وبتاريخه.",
        "Faites inscrire le programme à l’ordre du jour de la session visée et joignez-en le "
        "projet à la convocation. Conservez la référence et la date de l’ordre du jour ou de "
        "la convocation.",
        "Have the programme put on the agenda of the session aimed at, with its draft joined "
        "to the notice. Keep the reference and the date of the agenda or of the notice.",
    ),
    "council_vote": Phrase(
        "المرجو التبليغ بنتيجة التصويت وبتاريخ الجلسة: مصادقة أو رفض أو تأجيل. ويحتفظ برقم "
        "المقرر وتاريخه.",
        "Déclarez l’issue du vote et la date de la séance : adoption, rejet ou report. "
        "Conservez le numéro et la date de la délibération.",
        "Report the outcome of the vote and the date of the sitting: adopted, rejected or "
        "postponed. Keep the number and the date of the deliberation.",
    ),
    "legality_control": Phrase(
        "المرجو إحالة المقرر على والي الجهة أو عامل العمالة أو الإقليم، ثم التبليغ بمآله. "
        "ويحتفظ بمرجع الإرسالية وبتاريخ التوصل بها.",
        "Transmettez la délibération au wali ou au gouverneur, puis déclarez la suite qui lui "
        "est donnée. Conservez la référence de l’envoi et la date de sa réception.",
        "Send the deliberation to the wali or the governor, then report what followed. Keep "
        "the reference of the sending and the date it was received.",
    ),
    "publish_programme": Phrase(
        "المرجو نشر البرنامج المصادق عليه على موقع الجماعة الترابية وعلى منصة الشبكة. ويحتفظ "
        "برابط النشر وتاريخه.",
        "Publiez le programme adopté sur le site de la collectivité et sur la plateforme du "
        "réseau. Conservez le lien et la date de publication.",
        "Publish the adopted programme on the collectivity’s site and on the network’s "
        "platform. Keep the link and the date of publication.",
    ),
    "launch_programme": Phrase(
        "المرجو إعطاء انطلاقة تنفيذ المشاريع مع تحديد من يتولى كل مشروع، وإخبار العموم بذلك. "
        "ويحتفظ بتاريخ الانطلاق وبعدد المشاريع.",
        "Lancez la mise en œuvre en désignant un responsable pour chaque projet, et "
        "informez-en le public. Conservez la date du lancement et le nombre de projets.",
        "Launch implementation, with somebody in charge of each project, and tell the public. "
        "Keep the date of the launch and the number of projects.",
    ),
    "report_monitoring_round": Phrase(
        "المرجو عقد اجتماع لجنة التتبع وإعداد تقرير موجز عن تقدم الأنشطة: ما أنجز وما تأخر وما "
        "تقرر. ويحتفظ بالمحضر ولائحة الحضور.",
        "Réunissez le comité de suivi et rendez compte brièvement de l’avancement des "
        "activités : ce qui est fait, ce qui a pris du retard, ce qui est décidé. Conservez le "
        "procès-verbal et la liste de présence.",
        "Meet with the follow-up committee and report briefly how the activities advance: what "
        "is done, what is late, what is decided. Keep the minutes and the attendance list.",
    ),
    "confirm_round": Phrase(
        "المرجو الاطلاع على تقرير الجولة ثم تأكيده باسم لجنة التتبع. ويمكن إبداء ملاحظات تنشر معه.",
        "Lisez le rapport du cycle, puis confirmez-le au nom du comité de suivi. Vos observations "
        "éventuelles sont publiées avec lui.",
        "Read the report of the round, then confirm it for the follow-up committee. Remarks, if "
        "there are any, are published with it.",
    ),
    "confirm_round_for_civil_society": Phrase(
        "المرجو الاطلاع على تقرير الجولة ثم تأكيده باسم المجتمع المدني، مع ملاحظات إن وجدت. وإذا "
        "انقضى الأجل دون جواب، يذكر التقرير ذلك.",
        "Lisez le rapport du cycle, puis confirmez-le au nom de la société civile, avec ou sans "
        "observations. Sans réponse dans le délai, le rapport le dira.",
        "Read the report of the round, then confirm it for civil society, with or without "
        "remarks. Without an answer in time, the report will say so.",
    ),
    "evaluate_by_committee": Phrase(
        "المرجو أن تقيم لجنة التتبع إنجاز كل مشروع بعد الاطلاع على التقييم الذاتي. ويحتفظ بتاريخ "
        "التقييم.",
        "Le comité de suivi apprécie la réalisation de chaque projet, après avoir lu "
        "l’auto-évaluation. Conservez la date de l’évaluation.",
        "The follow-up committee rates how far each project was carried out, having read the "
        "self-evaluation. Keep the date of the evaluation.",
    ),
    "self_evaluate": Phrase(
        "المرجو إعداد تقرير التقييم الذاتي بمقارنة ما أنجز بما التزم به البرنامج. ويحتفظ بمرجع "
        "التقرير وبتاريخه.",
        "Rédigez l’auto-évaluation en comparant ce qui a été réalisé aux engagements du "
        "programme. Conservez la référence et la date du rapport.",
        "Write the self-evaluation: what was done against what the programme promised. Keep "
        "the reference and the date of the report.",
    ),
    "hold_co_evaluation_workshop": Phrase(
        "المرجو تنظيم ورشة التقييم المشترك مع المجتمع المدني والهيئات الاستشارية لمناقشة "
        "التقييم الذاتي. ويحتفظ بالمحضر ولائحة الحضور.",
        "Tenez l’atelier de co-évaluation avec la société civile et les instances "
        "consultatives, pour débattre de l’auto-évaluation. Conservez le procès-verbal et la "
        "liste de présence.",
        "Hold the co-evaluation workshop with civil society and the consultative bodies, to "
        "discuss the self-evaluation. Keep the minutes and the attendance list.",
    ),
    "publish_evaluation": Phrase(
        "المرجو نشر تقرير التقييم للعموم على موقع الجماعة الترابية وعلى منصة الشبكة. ويحتفظ "
        "برابط النشر وتاريخه.",
        "Publiez le rapport d’évaluation sur le site de la collectivité et sur la plateforme "
        "du réseau. Conservez le lien et la date de publication.",
        "Publish the evaluation on the collectivity’s site and on the network’s platform. Keep "
        "the link and the date of publication.",
    ),
    **OGP_STEP_HOW,
}
