"""What a collectivity is called with its kind: جماعة بني ملال, Commune de Béni Mellal."""

import unicodedata

from lifecycle.language import Phrase
from models.words import CollectivityKind

KIND_NAMES = {
    CollectivityKind.REGION: Phrase("جهة", "Région", "Region"),
    CollectivityKind.PREFECTURE: Phrase("عمالة", "Préfecture", "Prefecture"),
    CollectivityKind.PROVINCE: Phrase("إقليم", "Province", "Province"),
    CollectivityKind.COMMUNE: Phrase("جماعة", "Commune", "Commune"),
}


def full_name(kind: CollectivityKind, name_ar: str, name_fr: str) -> Phrase:
    """A collectivity with its kind, as it stands in a sentence: Commune d’Agadir.

    The names are those of the register, without their kind; apostrophes come out typographic.
    """
    named, name = KIND_NAMES[kind], name_fr.replace("'", "’")
    return Phrase(f"{named.ar} {name_ar}", _in_french(kind, name), _in_english(kind, name))


def _in_french(kind: CollectivityKind, name: str) -> str:
    if kind != CollectivityKind.REGION:
        return f"{KIND_NAMES[kind].fr} {_of(name)}"
    # The official names of the regions take no article, the Oriental excepted.
    return f"Région {_of('l’Oriental')}" if name == "Oriental" else f"Région {name}"


def _of(name: str) -> str:
    """« de », elided before a vowel. The y of Youssoufia and a sounded h do not elide."""
    first = unicodedata.normalize("NFD", name)[:1].casefold()
    return f"d’{name}" if first and first in "aeiouœ" else f"de {name}"


def _in_english(kind: CollectivityKind, name: str) -> str:
    article = "the " if (kind, name) == (CollectivityKind.REGION, "Oriental") else ""
    return f"{KIND_NAMES[kind].en} of {article}{name}"
