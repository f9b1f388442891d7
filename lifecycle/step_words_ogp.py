"""The steps of OGP Local: what each is called, and what to do and keep."""

from lifecycle.language import Phrase

OGP_STEP_NAMES = {
    "letter_of_support": Phrase("رسالة الدعم", "Lettre de soutien", "Letter of support"),
    "set_up_forum": Phrase(
        "إحداث المنتدى متعدد الأطراف",
        "Mise en place du forum multipartite",
        "Setting up of the multi-stakeholder forum",
    ),
    "name_monitoring_body": Phrase(
        "تعيين هيئة التتبع المستقلة",
        "Désignation de l’organe de suivi indépendant",
        "Naming of the independent monitoring body",
    ),
    "open_public_page": Phrase(
        "فتح الصفحة العمومية للمسار",
        "Ouverture de la page publique de la démarche",
        "Opening of the public page",
    ),
    "hold_co_creation_meetings": Phrase(
        "تنظيم لقاءات الإعداد المشترك",
        "Réunions de co-création",
        "Co-creation meetings",
    ),
    "draft_commitments": Phrase(
        "صياغة مشروع الالتزامات",
        "Rédaction du projet d’engagements",
        "Drafting of the commitments",
    ),
    "endorse_action_plan": Phrase(
        "مصادقة المنتدى على برنامج العمل",
        "Validation du plan d’action par le forum",
        "Endorsement of the action plan by the forum",
    ),
    "publish_action_plan": Phrase(
        "نشر برنامج العمل", "Publication du plan d’action", "Publication of the action plan"
    ),
    "submit_action_plan": Phrase(
        "تقديم برنامج العمل إلى شراكة الحكومة المنفتحة",
        "Dépôt du plan d’action auprès de l’OGP",
        "Submission of the action plan to OGP",
    ),
    "report_inception": Phrase(
        "التقرير الأولي لهيئة التتبع",
        "Rapport initial de l’organe de suivi",
        "Inception report of the monitoring body",
    ),
    "publish_progress": Phrase(
        "نشر تقدم الالتزامات",
        "Publication de l’avancement des engagements",
        "Publication of the progress of the commitments",
    ),
    "assess_commitments": Phrase(
        "تقييم الالتزامات عند نهايتها",
        "Évaluation de fin d’engagement",
        "End-of-commitment assessments",
    ),
    "report_end_of_term": Phrase(
        "التقرير الختامي لهيئة التتبع",
        "Rapport final de l’organe de suivi",
        "End-of-term report of the monitoring body",
    ),
    "share_lessons": Phrase(
        "تقاسم الدروس المستخلصة", "Partage des enseignements", "Sharing of the lessons"
    ),
}

OGP_STEP_HOW = {
    "letter_of_support": Phrase(
        "المرجو توقيع رسالة الدعم الموجهة إلى شراكة الحكومة المنفتحة باسم الجماعة الترابية. "
        "ويحتفظ بمرجع الرسالة وتاريخها وصفة موقعها.",
        "Faites signer la lettre de soutien adressée à l’OGP au nom de la collectivité. Conservez "
        "sa référence, sa date et la qualité du signataire.",
        "Have the letter of support to OGP signed in the name of the collectivity. Keep its "
        "reference, its date and the capacity in which it was signed.",
    ),
    "set_up_forum": Phrase(
        "المرجو إحداث منتدى يجمع المنتخبين والإدارة والمجتمع المدني وفق قواعد معلنة للعضوية "
        "والاجتماعات. ويحتفظ بمرجع قرار الإحداث وبعدد الأعضاء.",
        "Mettez en place un forum réunissant élus, administration et société civile, avec des "
        "règles connues de composition et de réunion. Conservez la référence de l’acte et le "
        "nombre de membres.",
        "Set up a forum of elected people, administration and civil society, with known rules for "
        "membership and meetings. Keep the reference of the act and the number of members.",
    ),
    "name_monitoring_body": Phrase(
        "المرجو اختيار هيئة مستقلة عن الجماعة الترابية لا تنفذ أي التزام وتقيم برنامج العمل. "
        "ويحتفظ بوثيقة التعيين وبما يثبت الاستقلال.",
        "Choisissez un organe indépendant de la collectivité, qui n’exécute aucun engagement et "
        "évaluera le plan d’action. Conservez l’acte de désignation et ce qui établit cette "
        "indépendance.",
        "Choose a body independent of the collectivity, which carries out no commitment and will "
        "assess the action plan. Keep the act that names it and what shows its independence.",
    ),
    "open_public_page": Phrase(
        "المرجو فتح صفحة عمومية تعرض مراحل المسار ومواعيده وكيفية المشاركة فيه. ويحتفظ برابط "
        "الصفحة وتاريخ فتحها.",
        "Ouvrez une page publique qui présente les étapes, le calendrier et la manière de "
        "participer. Conservez le lien et la date d’ouverture.",
        "Open a public page with the steps, their dates and how to take part. Keep its link and "
        "the day it was opened.",
    ),
    "hold_co_creation_meetings": Phrase(
        "المرجو تنظيم لقاءات يقترح فيها المجتمع المدني والمواطنون الأولويات بعد موافاتهم "
        "بالمعلومات مسبقا. ويحتفظ بالمحاضر ولوائح الحضور.",
        "Tenez des réunions où société civile et citoyens proposent les priorités, après avoir "
        "reçu l’information utile. Conservez les procès-verbaux et les listes de présence.",
        "Hold meetings in which civil society and citizens propose the priorities, informed "
        "beforehand. Keep the minutes and the attendance lists.",
    ),
    "draft_commitments": Phrase(
        "المرجو صياغة الالتزامات مع المنتدى: المشكلة والحل والمسؤول والآجال. ويحتفظ بالصيغة "
        "المعروضة وبعدد الأفكار المعتمدة.",
        "Rédigez avec le forum les engagements\u00a0: le problème, la réponse, le responsable et "
        "les dates. Conservez la version proposée et le nombre d’idées retenues.",
        "Draft the commitments with the forum: the problem, the answer, who is responsible and the "
        "dates. Keep the version proposed and the number of ideas kept.",
    ),
    "endorse_action_plan": Phrase(
        "المرجو عرض برنامج العمل على المنتدى قصد المصادقة عليه قبل تقديمه. ويحتفظ بالمحضر ولائحة "
        "الحضور.",
        "Soumettez le plan d’action à la validation du forum avant son dépôt. Conservez le "
        "procès-verbal et la liste de présence.",
        "Put the action plan to the forum for its endorsement before it is submitted. Keep the "
        "minutes and the attendance list.",
    ),
    "publish_action_plan": Phrase(
        "المرجو نشر برنامج العمل على الصفحة العمومية للمسار. ويحتفظ برابط النشر وتاريخه.",
        "Publiez le plan d’action sur la page publique de la démarche. Conservez le lien et la "
        "date de publication.",
        "Publish the action plan on the public page. Keep the link and the date of publication.",
    ),
    "submit_action_plan": Phrase(
        "المرجو تقديم برنامج العمل إلى شراكة الحكومة المنفتحة عبر منصتها. ويحتفظ بتاريخ التقديم "
        "وبرابط البرنامج على موقعها.",
        "Déposez le plan d’action auprès de l’OGP par sa plateforme. Conservez la date du dépôt "
        "et le lien du plan sur son site.",
        "Submit the action plan to OGP on its platform. Keep the date and the link of the plan on "
        "its site.",
    ),
    "report_inception": Phrase(
        "المرجو تمكين هيئة التتبع من تقييم مسار الإعداد المشترك وجودة الالتزامات في ظرف شهرين من "
        "تقديم برنامج العمل. ويحتفظ برابط تقريرها وتاريخه.",
        "Laissez l’organe de suivi évaluer la co-création et la qualité des engagements, dans les "
        "deux mois du dépôt du plan d’action. Conservez le lien et la date de son rapport.",
        "Let the monitoring body assess the co-creation and the commitments within two months of "
        "the submission of the action plan. Keep the link and the date of its report.",
    ),
    "publish_progress": Phrase(
        "المرجو عرض تقدم كل التزام على المنتدى ثم نشره على الصفحة العمومية. ويحتفظ برابط النشر "
        "وتاريخه.",
        "Présentez au forum l’avancement de chaque engagement, puis publiez-le sur la page "
        "publique. Conservez le lien et la date de publication.",
        "Show the forum how each commitment advances, then publish it on the public page. Keep the "
        "link and the date of publication.",
    ),
    "assess_commitments": Phrase(
        "المرجو تمكين هيئة التتبع من تقييم نتائج كل التزام في ظرف شهر من نهاية تنفيذه. ويحتفظ "
        "برابط التقييمات وتاريخها.",
        "Laissez l’organe de suivi évaluer les résultats de chaque engagement, dans le mois qui "
        "suit la fin de son exécution. Conservez le lien et la date de ces évaluations.",
        "Let the monitoring body assess the results of each commitment within a month of its "
        "completion. Keep the link and the date of the assessments.",
    ),
    "report_end_of_term": Phrase(
        "المرجو تمكين هيئة التتبع من إعداد تقريرها الختامي حول برنامج العمل كله. ويحتفظ برابط "
        "التقرير وتاريخه.",
        "Laissez l’organe de suivi établir son rapport final sur l’ensemble du plan d’action. "
        "Conservez le lien et la date du rapport.",
        "Let the monitoring body write its end-of-term report on the whole action plan. Keep the "
        "link and the date of the report.",
    ),
    "share_lessons": Phrase(
        "المرجو تقاسم نتائج برنامج العمل ودروسه مع المنتدى والعموم في لقاء مفتوح. ويحتفظ بتاريخ "
        "اللقاء وبرابط خلاصاته.",
        "Partagez avec le forum et le public les résultats et les enseignements, lors d’une "
        "rencontre ouverte. Conservez la date de la rencontre et le lien de ses conclusions.",
        "Share the results and the lessons with the forum and the public in an open meeting. Keep "
        "the date of the meeting and the link of its conclusions.",
    ),
}
