"""Terms, moments and conditions as a Dutch phrase; what has no phrase stays as it is written."""

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final

_COMPARED: Final = {
    ast.Eq: "is", ast.NotEq: "is niet", ast.Lt: "is minder dan", ast.LtE: "is hoogstens", ast.Gt: "is meer dan",
    ast.GtE: "is minstens", ast.In: "is een van", ast.NotIn: "is geen van",
}  # fmt: skip
_NAMES: Final = {"vervalt_op": "de vervaldatum"}
_CALLS: Final = {
    "vandaag": "de dag zelf",
    "om_verval": "{} aan het eind van de dag",
    "om_herinnering": "{} aan het begin van de dag",
    "termijn": "termijn {} vanaf {}",
    "werkdagen": "{} werkdagen na {}",
    "eerste_van": "de eerste van {} en {}",
    "laatste_van": "de laatste van {} en {}",
    "instelling": "de instelling {}",
    "aantal": "het aantal in {}",
}
_LONGEST: Final = 500


class _NoPhrase(Exception):
    """There are no words for this."""


def in_words(source: str) -> str:
    """The expression as people say it: «werkdagen(5, vandaag())» is «5 werkdagen na de dag zelf»."""
    if len(source) > _LONGEST:
        return source
    try:
        return _said(ast.parse(source.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError, _NoPhrase):
        return source


def _said(node: ast.expr) -> str:
    for kind, say in _SAYS.items():
        if isinstance(node, kind):
            return str(say(node))
    raise _NoPhrase


def _constant(node: ast.Constant) -> str:
    if isinstance(node.value, bool):
        return "ja" if node.value else "nee"
    return "leeg" if node.value in (None, "") else str(node.value)


def _joined(node: ast.BoolOp) -> str:
    word = " en " if isinstance(node.op, ast.And) else " of "
    return word.join(f"({_said(one)})" if isinstance(one, ast.BoolOp) else _said(one) for one in node.values)


def _not(node: ast.UnaryOp) -> str:
    if not isinstance(node.op, ast.Not):
        raise _NoPhrase
    return f"niet ({_said(node.operand)})"


def _compared(node: ast.Compare) -> str:
    if len(node.ops) != 1 or type(node.ops[0]) not in _COMPARED:
        raise _NoPhrase
    return f"{_said(node.left)} {_COMPARED[type(node.ops[0])]} {_said(node.comparators[0])}"


def _called(node: ast.Call) -> str:
    phrase = _CALLS.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if phrase is None or node.keywords or phrase.count("{}") != len(node.args):
        raise _NoPhrase
    told = phrase.format(*map(_said, node.args))
    return told.replace("werkdagen", "werkdag", 1) if told.startswith("1 werkdagen") else told


_SAYS: Final[Mapping[type[ast.expr], Callable[[Any], str]]] = {
    ast.Name: lambda node: _NAMES.get(node.id, node.id),
    ast.Constant: _constant,
    ast.Tuple: lambda node: ", ".join(map(_said, node.elts)),
    ast.BoolOp: _joined,
    ast.UnaryOp: _not,
    ast.Compare: _compared,
    ast.Call: _called,
}
