"""Which collectivity of the register a row means, by its code or by its kind, name and region."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from lifecycle.cohort_cells import as_code
from lifecycle.names import close_names, fold
from models.register import Registered
from models.words import CollectivityKind

_REGION_PREFIXES = ("جهه", "regiondel", "regiondu", "regionde", "region")
_PROVINCE_PREFIXES = ("عماله", "اقليم", "prefecturede", "provincede", "prefecture", "province")
_LEVEL_TWO = frozenset((CollectivityKind.PREFECTURE, CollectivityKind.PROVINCE))


class RegisterIndex:
    """The register arranged for looking rows up: it says what is found and never guesses."""

    def __init__(self, register: Iterable[Registered]) -> None:
        self.all = tuple(register)
        self.by_code = {each.code: each for each in self.all}
        self._by_name: dict[str, list[Registered]] = defaultdict(list)
        for each in self.all:
            for name in {fold(each.name_ar), fold(each.name_fr)}:
                self._by_name[name].append(each)

    def coded(self, code: str) -> Registered | None:
        """The collectivity of a code, also when a spreadsheet took a leading zero off it."""
        return self.by_code.get(as_code(code))

    def named(self, name: str) -> list[Registered]:
        """Every collectivity of this Arabic or French name, of any kind, once folded."""
        return list(self._by_name.get(fold(name), ())) if name else []

    def region(self, text: str) -> Registered | None:
        """The region of a name (with or without the word region) or of a code."""
        return self._only(text, self.regions, _REGION_PREFIXES)

    def province(self, text: str) -> Registered | None:
        """The prefecture or province of a name or of a code."""
        return self._only(text, self.provinces, _PROVINCE_PREFIXES)

    @cached_property
    def regions(self) -> list[Registered]:
        """The regions."""
        return [each for each in self.all if each.kind is CollectivityKind.REGION]

    @cached_property
    def provinces(self) -> list[Registered]:
        """The prefectures and provinces, one level of the law."""
        return [each for each in self.all if each.kind in _LEVEL_TWO]

    def _only(
        self, text: str, among: list[Registered], prefixes: tuple[str, ...]
    ) -> Registered | None:
        coded = self.coded(text)
        if coded in among:
            return coded
        folded = fold(text)
        for prefix in ("", *prefixes):
            name = folded.removeprefix(prefix)
            found = [each for each in self._by_name.get(name, ()) if each in among]
            if len(found) == 1:
                return found[0]
        return None


def matches(
    candidates: Iterable[Registered], index: RegisterIndex, names: tuple[str, str]
) -> list[Registered]:
    """Those of the candidates that bear one of the names (Arabic, French).

    One that bears both wins; when the two names point at different ones, all of them come back.
    """
    held = set(candidates)
    found = [[each for each in index.named(name) if each in held] for name in names]
    both = [each for each in found[0] if each in found[1]]
    return both or list(dict.fromkeys((*found[0], *found[1])))


def nearest(name: str, candidates: Iterable[Registered]) -> list[Registered]:
    """The three candidates with the nearest names, to be suggested to the author of the file."""
    by_name: dict[str, Registered] = {}
    for each in candidates:
        by_name.setdefault(each.name_ar, each)
        by_name.setdefault(each.name_fr, each)
    near = (by_name[found] for found in close_names(name, by_name))
    return list(dict.fromkeys(near))


def shown(collectivities: Iterable[Registered]) -> dict[str, str]:
    """The collectivities as a list in words, name and code, by language (`en`, `fr`, `ar`)."""
    listed = list(collectivities)
    if not listed:
        return {"en": "none", "fr": "aucun", "ar": "لا شيء"}
    french = ", ".join(f"{each.name_fr} ({each.code})" for each in listed)
    arabic = "، ".join(f"{each.name_ar} (\u2066{each.code}\u2069)" for each in listed)
    return {"en": french, "fr": french, "ar": arabic}
