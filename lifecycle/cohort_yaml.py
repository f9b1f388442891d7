"""A small YAML file read as text only, with the problems of its writing kept instead of lost.

PyYAML's own loaders take the last of two equal keys in silence, raise on the 30th of February
before anything else can be said, and unfold aliases without limit; so the tree of nodes is read
here, every scalar as its text.
"""

import yaml

from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem

Tree = dict[str, "Tree"] | list["Tree"] | str


def read_tree(text: str, source: str) -> tuple[Tree, list[Problem]]:
    """The file as dicts, lists and texts, and the keys that are written twice.

    Raises:
        CohortFileRefused: when it is not YAML, or uses aliases.
    """
    try:
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            if isinstance(token, yaml.AliasToken):
                raise _unreadable(token.start_mark.line + 1, source)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _unreadable(mark.line + 1 if mark else 1, source) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(1, source) from error
    problems: list[Problem] = []
    return (_tree(node, "", problems) if node is not None else {}), problems


def under(place: str, key: str | int) -> str:
    """The path of an entry under another: `cycles[1].dates.training`, lists counted from 1."""
    if isinstance(key, int):
        return f"{place}[{key}]"
    return f"{place}.{key}" if place else key


def _tree(node: yaml.Node, place: str, problems: list[Problem]) -> Tree:
    if isinstance(node, yaml.SequenceNode):
        return [
            _tree(each, under(place, number), problems)
            for number, each in enumerate(node.value, start=1)
        ]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    entries: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in entries:
            problems.append(problem("duplicate_entry", under(place, key)))
        entries[key] = _tree(value_node, under(place, key), problems)
    return entries


def _unreadable(line: int, source: str) -> CohortFileRefused:
    return CohortFileRefused([problem("yaml_unreadable", FILE, "", source, line=str(line))])
