"""The words of signing in and of being refused, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "sign_in": Phrase("تسجيل الدخول", "Se connecter", "Sign in"),
    "for_whom": Phrase(
        "لمنسقي الشبكة ومسيريها ومدققيها. نقط الارتكاز لا تحتاج إلى حساب: الرابط في كل رسالة يكفي.",
        "Pour la coordination, l’administration et l’audit. Les points focaux n’ont pas besoin de "
        "compte\u00a0: le lien de chaque lettre suffit.",
        "For coordinators, admins and auditors. Focal points need no account: the link of each "
        "letter is enough.",
    ),
    "email": Phrase("البريد الإلكتروني", "Adresse électronique", "E-mail address"),
    "password": Phrase("كلمة المرور", "Mot de passe", "Password"),
    "enter": Phrase("دخول", "Entrer", "Enter"),
    "problem": Phrase("هناك مشكلة", "Un problème est survenu", "There is a problem"),
    "wrong": Phrase(
        "العنوان أو كلمة المرور غير صحيحة. بعد خمس محاولات خاطئة يغلق الحساب ربع ساعة.",
        "L’adresse ou le mot de passe est incorrect. Après cinq erreurs, le compte est fermé un "
        "quart d’heure.",
        "The address or the password is wrong. After five wrong ones the account is closed for a "
        "quarter of an hour.",
    ),
    "no_role": Phrase(
        "لا تتولون اليوم أي مهمة تخول الدخول. اتصلوا بمسير الشبكة.",
        "Vous n’exercez aujourd’hui aucun rôle qui donne accès. Adressez-vous à l’administration.",
        "You hold no role today that gives access. Ask the admin.",
    ),
    "by_proxy": Phrase(
        "تسجيل الدخول يتم عبر بوابة الإدارة، ولم تتعرف على حسابكم.",
        "La connexion passe par le portail de l’administration, qui ne vous a pas reconnu.",
        "Signing in goes through the administration's own portal, which did not know you.",
    ),
    "too_many": Phrase(
        "محاولات كثيرة. أعيدوا المحاولة بعد عشر دقائق.",
        "Trop de tentatives. Réessayez dans dix minutes.",
        "Too many attempts. Try again in ten minutes.",
    ),
    "forbidden": Phrase("غير مسموح", "Accès refusé", "Not allowed"),
    "not_yours": Phrase(
        "هذه الصفحة ليست من صلاحياتكم. إن كان ذلك خطأ فاتصلوا بمسير الشبكة.",
        "Cette page ne relève pas de votre rôle. Si c’est une erreur, adressez-vous à "
        "l’administration du réseau.",
        "This page is not within your role. If that is a mistake, ask the network's admin.",
    ),
    "stale_form": Phrase(
        "انتهت صلاحية الاستمارة، ولم يسجل أي شيء. عودوا إلى الصفحة وأعيدوا الإرسال.",
        "Le formulaire a expiré et rien n’a été enregistré. Revenez à la page et recommencez.",
        "The form has expired and nothing was recorded. Go back to the page and send it again.",
    ),
    "other_site": Phrase(
        "أرسل هذا الطلب موقع آخر، ولم يسجل أي شيء.",
        "Cette demande vient d’un autre site\u00a0: rien n’a été enregistré.",
        "This was sent by another site: nothing was recorded.",
    ),
    "onwards": Phrase("متابعة", "Continuer", "Continue"),
    "onwards_how": Phrase(
        "تفتح الصفحة المطلوبة بعد لحظة.",
        "La page demandée s’ouvre dans un instant.",
        "The page that was asked for opens in a moment.",
    ),
    "go_home": Phrase("العودة إلى اللوحة", "Revenir au tableau", "Back to the board"),
}


@cache
def sign_in_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
