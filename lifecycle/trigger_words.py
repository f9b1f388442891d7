"""What each trigger is called: as an order to give, and as a thing done."""

from lifecycle.language import Phrase

TRIGGER_NAMES = {
    "open_co_creation": Phrase(
        "فتح مرحلة الإعداد المشترك",
        "Ouvrir la co-création",
        "Open co-creation",
    ),
    "submit_to_council": Phrase(
        "عرض البرنامج على المجلس",
        "Soumettre le programme au conseil",
        "Submit the programme to the council",
    ),
    "adopt": Phrase("اعتماد البرنامج", "Adopter le programme", "Adopt the programme"),
    "return_to_co_creation": Phrase(
        "الإرجاع إلى الإعداد المشترك",
        "Renvoyer en co-création",
        "Return to co-creation",
    ),
    "postpone": Phrase("تأجيل التصويت", "Reporter le vote", "Postpone the vote"),
    "start_implementation": Phrase(
        "الشروع في تنفيذ برنامج العمل",
        "Passer à la mise en œuvre",
        "Start implementation",
    ),
    "open_evaluation": Phrase(
        "فتح مرحلة التقييم المشترك",
        "Ouvrir la co-évaluation",
        "Open the co-evaluation",
    ),
    "open_monitoring_round": Phrase(
        "فتح جولة للتتبع المشترك",
        "Ouvrir un cycle de co-suivi",
        "Open a monitoring round",
    ),
    "close_monitoring_round": Phrase(
        "اختتام جولة التتبع المشترك",
        "Clore le cycle de co-suivi",
        "Close the monitoring round",
    ),
    "conclude": Phrase("اختتام البرنامج", "Clore le programme", "Conclude the plan"),
    "open_next_cycle": Phrase(
        "فتح الدورة الموالية",
        "Ouvrir le cycle suivant",
        "Open the next cycle",
    ),
    "suspend": Phrase("تعليق البرنامج", "Suspendre le programme", "Suspend the plan"),
    "resume": Phrase("استئناف البرنامج", "Reprendre le programme", "Resume the plan"),
    "withdraw": Phrase("تسجيل الانسحاب", "Enregistrer le retrait", "Withdraw the plan"),
    "rejoin": Phrase("العودة إلى الشبكة", "Réintégrer le réseau", "Rejoin the network"),
}

TRIGGER_DONE = {
    "make_optional": Phrase(
        "لم تعد الخطوة مطلوبة من هذا البرنامج",
        "L’étape n’est plus demandée à ce plan",
        "The step is no longer asked of this plan",
    ),
    "reinstate_step": Phrase(
        "أصبحت الخطوة مطلوبة من جديد",
        "L’étape est de nouveau demandée",
        "The step is asked again",
    ),
    "restore_deadline": Phrase(
        "أعيد الأجل إلى ما كان عليه",
        "L’échéance a été rétablie",
        "The deadline was put back",
    ),
    "renew_council": Phrase(
        "انتهت مدة انتداب المنتخبين إثر تجديد المجلس",
        "Les mandats des élus ont pris fin avec le renouvellement du conseil",
        "The mandates of the elected ended: the council was renewed",
    ),
    "change_table": Phrase(
        "انتقل البرنامج إلى صيغة أخرى من الجدول",
        "Le plan est passé à une autre version du tableau",
        "The plan went over to another version of the table",
    ),
    "file_content": Phrase(
        "أودعت صيغة من محتوى البرنامج",
        "Une version du contenu du programme a été déposée",
        "A version of the programme’s content was filed",
    ),
    "report_progress": Phrase(
        "صرح بتقدم أنشطة البرنامج",
        "L’avancement des activités a été communiqué",
        "The progress of activities was reported",
    ),
    "evaluate": Phrase(
        "أودع تقييم للبرنامج",
        "Une évaluation du programme a été déposée",
        "An evaluation of the programme was filed",
    ),
    "amend_content": Phrase(
        "عدل محتوى البرنامج المصادق عليه",
        "Le contenu adopté a été modifié par délibération",
        "The adopted content was amended",
    ),
    "open_consultation": Phrase(
        "أعلن عن تشاور عمومي",
        "Une consultation publique a été annoncée",
        "A public consultation was announced",
    ),
    "close_consultation": Phrase(
        "سجلت حصيلة تشاور عمومي",
        "Le bilan d’une consultation publique a été enregistré",
        "The counts of a public consultation were told",
    ),
    "decide_ideas": Phrase(
        "نشر مآل أفكار المواطنين",
        "La suite donnée aux idées des citoyens a été publiée",
        "What became of citizens’ ideas was published",
    ),
    "open_plan": Phrase(
        "تم فتح برنامج الانفتاح",
        "Le programme d’ouverture a été ouvert",
        "The plan was opened",
    ),
    "open_co_creation": Phrase(
        "انطلقت مرحلة الإعداد المشترك",
        "La co-création s’est ouverte",
        "Co-creation opened",
    ),
    "submit_to_council": Phrase(
        "عرض البرنامج على المجلس",
        "Le programme a été soumis au conseil",
        "The programme was submitted to the council",
    ),
    "adopt": Phrase(
        "صادق المجلس على البرنامج",
        "Le conseil a adopté le programme",
        "The council adopted the programme",
    ),
    "return_to_co_creation": Phrase(
        "رفض المجلس البرنامج، فأرجع إلى الإعداد المشترك",
        "Le conseil a rejeté le programme, renvoyé en co-création",
        "The council rejected the programme, which returned to co-creation",
    ),
    "postpone": Phrase(
        "أجل المجلس التصويت",
        "Le conseil a reporté le vote",
        "The council postponed the vote",
    ),
    "start_implementation": Phrase(
        "قدم برنامج العمل وانطلق تنفيذه",
        "Le plan d’action a été soumis\u00a0; sa mise en œuvre commence",
        "The action plan was submitted; its implementation starts",
    ),
    "open_evaluation": Phrase(
        "انطلقت مرحلة التقييم المشترك",
        "La co-évaluation s’est ouverte",
        "The co-evaluation opened",
    ),
    "open_monitoring_round": Phrase(
        "فتحت جولة للتتبع المشترك",
        "Un cycle de co-suivi s’est ouvert",
        "A monitoring round opened",
    ),
    "close_monitoring_round": Phrase(
        "اختتمت جولة التتبع المشترك",
        "Le cycle de co-suivi a été clos",
        "The monitoring round was closed",
    ),
    "conclude": Phrase("اختتم البرنامج", "Le programme est achevé", "The plan was concluded"),
    "open_next_cycle": Phrase(
        "فتحت الدورة الموالية",
        "Le cycle suivant a été ouvert",
        "The next cycle was opened",
    ),
    "suspend": Phrase("علق البرنامج", "Le programme a été suspendu", "The plan was suspended"),
    "resume": Phrase("استؤنف البرنامج", "Le programme a repris", "The plan was resumed"),
    "withdraw": Phrase(
        "انسحبت الجماعة الترابية",
        "La collectivité s’est retirée",
        "The collectivity withdrew",
    ),
    "rejoin": Phrase(
        "عادت الجماعة الترابية إلى الشبكة",
        "La collectivité a réintégré le réseau",
        "The collectivity rejoined the network",
    ),
    "report_step": Phrase(
        "تم التبليغ بإنجاز الخطوة",
        "L’étape a été déclarée réalisée",
        "The step was reported done",
    ),
    "correct_report": Phrase(
        "صحح التبليغ", "La déclaration a été corrigée", "The report was corrected"
    ),
    "ask_extension": Phrase("طلب تمديد الأجل", "Un délai a été demandé", "More time was asked for"),
    "grant_extension": Phrase("منح التمديد", "Le délai a été accordé", "The extension was granted"),
    "refuse_extension": Phrase(
        "رفض طلب التمديد", "Le délai a été refusé", "The extension was refused"
    ),
    "say_absent": Phrase(
        "أعلن عن غياب؛ ينوب النائب",
        "Une absence a été annoncée ; la suppléance prend le relais",
        "An absence was announced: the deputy stands in",
    ),
    "name_successor": Phrase("عين خلف", "Un successeur a été désigné", "A successor was named"),
    "hand_over": Phrase(
        "تسلم الخلف المهمة", "Le successeur a pris le relais", "The successor took over"
    ),
    "decline_role": Phrase(
        "اعتذر الشخص المعين", "La personne désignée a décliné", "The person named declined"
    ),
    "accept_step": Phrase("قبلت الخطوة", "L’étape a été acceptée", "The step was accepted"),
    "return_step": Phrase(
        "أعيدت الخطوة قصد استكمالها",
        "L’étape a été renvoyée pour être complétée",
        "The step was sent back to be completed",
    ),
    "waive_step": Phrase(
        "أعفي البرنامج من الخطوة",
        "L’étape a fait l’objet d’une dispense",
        "The step was waived",
    ),
    "move_deadline": Phrase(
        "تغير أجل الخطوة",
        "L’échéance de l’étape a été déplacée",
        "The deadline of the step was moved",
    ),
    "move_session": Phrase(
        "تغير موعد دورة المجلس",
        "La session du conseil a été déplacée",
        "The council session was moved",
    ),
}
