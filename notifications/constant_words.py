"""The words that never change within a language are written into its templates, once.

A letter asks some sixty times for what is always the same: its direction, its styles, "Bonjour".
Looked up and escaped each time they were a fifth of what a letter cost (docs/performance.md).
"""

from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup


class Stationery(Environment):
    """An environment whose globals are known when a template is compiled: add none afterwards."""

    def _generate(self, source: nodes.Template, *told: Any, **named: Any) -> str:
        """Compile a template; Jinja calls this and lets it be overridden."""
        taken = {name.name for name in source.find_all(nodes.Name) if name.ctx != "load"}
        known = {name: value for name, value in self.globals.items() if name not in taken}
        return super()._generate(_Written(known).visit(source), *told, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`plan.reference` of a letter's facts, which are dictionaries: their key at once."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Written(NodeTransformer):
    """Puts the words in place of the names that stand for them."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        return _constant(self._known.get(node.name), node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        group = self._known.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        word = group.get(node.attr) if isinstance(group, dict) else None
        return _constant(word, node) if word is not None else self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Left alone: Jinja joins constants as plain text, and would escape our own words."""
        return node


def _constant(word: Any, node: nodes.Node) -> nodes.Node:
    """A word as a constant of a template, the node itself for anything that is none."""
    if not isinstance(word, str):
        return node
    constant = nodes.Const(str(word), lineno=node.lineno)
    if isinstance(word, Markup):  # our own words: nothing in them is to be escaped
        return nodes.MarkSafe(constant, lineno=node.lineno)
    return constant
