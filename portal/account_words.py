"""The words of one's own account, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "title": Phrase("حسابي", "Mon compte", "My account"),
    "browsers": Phrase("المتصفحات المتصلة", "Navigateurs connectés", "Browsers signed in"),
    "since": Phrase("منذ", "Depuis", "Since"),
    "until": Phrase("إلى غاية", "Jusqu’à", "Until"),
    "this_one": Phrase("هذا المتصفح", "Ce navigateur", "This browser"),
    "end_others": Phrase(
        "قطع اتصال المتصفحات الأخرى", "Déconnecter les autres", "Sign the others out"
    ),
    "ended": Phrase(
        "قطع اتصال المتصفحات الأخرى.",
        "Les autres navigateurs sont déconnectés.",
        "The other browsers are signed out.",
    ),
    "change": Phrase("تغيير كلمة المرور", "Changer le mot de passe", "Change the password"),
    "current": Phrase("كلمة المرور الحالية", "Mot de passe actuel", "Current password"),
    "new": Phrase("كلمة المرور الجديدة", "Nouveau mot de passe", "New password"),
    "again": Phrase("مرة ثانية", "Encore une fois", "Once more"),
    "hint": Phrase(
        "من 12 حرفا فما فوق. عدة كلمات لا علاقة بينها خير من كلمة واحدة معقدة.",
        "12 caractères ou plus. Plusieurs mots sans rapport valent mieux qu’un seul compliqué.",
        "12 letters or more. Several words that have nothing to do with each other are best.",
    ),
    "changed": Phrase(
        "تغيرت كلمة المرور، وقطع اتصال المتصفحات الأخرى.",
        "Le mot de passe est changé et les autres navigateurs sont déconnectés.",
        "The password is changed, and the other browsers are signed out.",
    ),
    "differ": Phrase(
        "الكلمتان الجديدتان مختلفتان.",
        "Les deux nouveaux mots de passe diffèrent.",
        "The two new passwords differ.",
    ),
    "wrong": Phrase(
        "كلمة المرور الحالية غير صحيحة. بعد خمس محاولات خاطئة يغلق الحساب ربع ساعة.",
        "Le mot de passe actuel est incorrect. Après cinq erreurs, le compte est fermé un quart "
        "d’heure.",
        "The current password is wrong. After five wrong ones the account is closed for a quarter "
        "of an hour.",
    ),
    "by_proxy": Phrase(
        "تسجيل الدخول يتم عبر بوابة الإدارة: كلمة المرور تغير هناك.",
        "La connexion passe par le portail de l’administration\u00a0: le mot de passe s’y change.",
        "Signing in goes through the administration's own portal: the password is changed there.",
    ),
    "problem": Phrase("هناك مشكلة", "Un problème est survenu", "There is a problem"),
}


@cache
def account_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
