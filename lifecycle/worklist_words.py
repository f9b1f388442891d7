"""What a coordinator is asked to do about each line of the worklist."""

from enum import StrEnum

from lifecycle.language import Phrase


class ToDo(StrEnum):
    """The kinds of line of the worklist."""

    REVIEW = "review"
    DECIDE_EXTENSION = "decide_extension"
    MEND_ADDRESS = "mend_address"
    NAME_FOCAL_POINT = "name_focal_point"
    FOCAL_POINT_UNREACHABLE = "focal_point_unreachable"
    NAME_PRESIDENT = "name_president"
    NAME_COMMITTEE = "name_committee"
    CALL_NAMED = "call_named"
    CALL_FOCAL_POINT = "call_focal_point"
    CALL_SUCCESSOR = "call_successor"
    UNBLOCK = "unblock"
    RELEASE_LETTER = "release_letter"


TODO_WORDS = {
    ToDo.REVIEW: Phrase(
        "راجعوا ما صرح به: اقبلوه، أو أعيدوه مع ذكر السبب.",
        "Examinez la déclaration : acceptez-la, ou renvoyez-la avec un motif.",
        "Look at the report: accept it, or send it back with a reason.",
    ),
    ToDo.DECIDE_EXTENSION: Phrase(
        "اقبلوا التمديد أو ارفضوه مع ذكر السبب: الأجل متوقف إلى أن تجيبوا.",
        "Accordez le délai, ou refusez-le avec un motif : l’échéance attend votre réponse.",
        "Grant the extension, or refuse it with a reason: the clock stands still until you answer.",
    ),
    ToDo.MEND_ADDRESS: Phrase(
        "ترجع الرسائل من هذا العنوان: اتصلوا بصاحبه، ثم أعيدوا تفعيل العنوان أو عينوا خلفا.",
        "Les lettres envoyées à cette adresse reviennent : appelez la personne, puis rétablissez "
        "l’adresse ou désignez un successeur.",
        "Letters to this address come back: call the person, then lift the mark or name a "
        "successor.",
    ),
    ToDo.NAME_FOCAL_POINT: Phrase(
        "لا توجد نقطة ارتكاز: اتفقوا مع الجماعة على تعيينها.",
        "Il n’y a pas de point focal : convenez d’une désignation avec la collectivité.",
        "There is no focal point: agree on one with the collectivity, and name them.",
    ),
    ToDo.FOCAL_POINT_UNREACHABLE: Phrase(
        "لا تصل الرسائل إلى نقطة الارتكاز: اتصلوا بها، أو عينوا خلفا لها.",
        "Les lettres n’atteignent pas le point focal : appelez-le, ou désignez un successeur.",
        "Letters do not reach the focal point: call them, or name a successor.",
    ),
    ToDo.NAME_PRESIDENT: Phrase(
        "لا رئاسة مسجلة منذ الانتخابات: اطلبوا اسم الرئاسة الجديدة وسجلوها.",
        "Aucune présidence enregistrée depuis les élections : demandez le nom, puis désignez-la.",
        "No president since the elections: ask who it is, and name them.",
    ),
    ToDo.NAME_COMMITTEE: Phrase(
        "لا لجنة مسجلة منذ الانتخابات: اطلبوا تركيبتها الجديدة وسجلوا من يمثلها.",
        "Aucun comité enregistré depuis les élections : demandez sa composition, puis désignez qui "
        "joindre.",
        "No committee since the elections: ask who is in it, and name whom to reach.",
    ),
    ToDo.CALL_NAMED: Phrase(
        "عين شخص منذ الانتخابات ولم يجب بعد: اتصلوا به.",
        "Une personne est désignée depuis les élections et n’a pas encore répondu : appelez-la.",
        "Somebody was named since the elections and has not answered yet: call them.",
    ),
    ToDo.CALL_FOCAL_POINT: Phrase(
        "لا جواب منذ ثلاثين يوما مع خطوة متأخرة: اتصلوا بنقطة الارتكاز، أو عينوا خلفا لها.",
        "Trente jours sans réponse, avec une étape en retard : appelez le point focal, ou "
        "désignez un successeur.",
        "Thirty days without an answer and a step is late: call the focal point, or name a "
        "successor.",
    ),
    ToDo.CALL_SUCCESSOR: Phrase(
        "عين خلف لنقطة الارتكاز ولم يجب بعد: اتصلوا به.",
        "Un successeur du point focal est désigné et n’a pas encore répondu : appelez-le.",
        "A successor of the focal point was named and has not answered yet: call them.",
    ),
    ToDo.UNBLOCK: Phrase(
        "تأخر بثلاثين يوم عمل أو أكثر: اتصلوا برئاسة المجلس، أو مددوا الأجل، أو علقوا البرنامج.",
        "Trente jours ouvrables de retard ou plus : appelez la présidence, reportez l’échéance "
        "ou suspendez le plan.",
        "Thirty working days late or more: call the president, move the deadline or suspend the "
        "plan.",
    ),
    ToDo.RELEASE_LETTER: Phrase(
        "تنتظر رسالة إذنكم: اقرؤوها ثم أطلقوها.",
        "Une lettre attend votre accord : lisez-la, puis laissez-la partir.",
        "A letter waits for your leave: read it, then let it go.",
    ),
}
