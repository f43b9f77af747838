"""The tiny expression language of diagrams and forms: it compares values, calls listed functions, and no more.

Python's own `eval` runs code in seven places of the workflow engine; this allow-list takes its place in all of them.
A tree of allowed nodes is turned into closures once, so nothing is ever handed to `eval`.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_LENGTH = 500
FUNCTIONS = frozenset(
    {
        "termijn",
        "werkdagen",
        "vandaag",
        "om_herinnering",
        "om_verval",
        "eerste_van",
        "laatste_van",
        "kies",
        "instelling",
        "aantal",
    }
)

Data = Mapping[str, Any]
Functions = Mapping[str, Callable[..., Any]]
_Node = Callable[[Data, Functions], Any]


class ExpressionError(ValueError):
    """An expression that cannot be used; the message is Dutch and says why."""


class UnsafeExpression(ExpressionError):
    """The expression holds something outside the language."""


class UnknownName(ExpressionError):
    """The expression uses a name that has no value here: never None, always an error."""


@dataclass(frozen=True)
class Compiled:
    """A checked expression: `names` are the variables it reads, `calls` the functions it calls."""

    source: str
    names: frozenset[str]
    calls: frozenset[str]
    _run: _Node
    terms: frozenset[str] = frozenset()  # the codes of the terms it counts with

    def evaluate(self, data: Data, functions: Functions) -> Any:
        """The value for these data; raises UnknownName when a name is not declared there."""
        return self._run(data, functions)


_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
    # An empty date or number is neither before nor after anything.
    ast.Lt: lambda a, b: a is not None and b is not None and a < b,
    ast.LtE: lambda a, b: a is not None and b is not None and a <= b,
    ast.Gt: lambda a, b: a is not None and b is not None and a > b,
    ast.GtE: lambda a, b: a is not None and b is not None and a >= b,
}


def _refuse(node: ast.AST, source: str) -> UnsafeExpression:
    return UnsafeExpression(
        f"De uitdrukking «{source[:120]}» bevat iets dat niet mag ({type(node).__name__}). "
        "Gebruik alleen namen, waarden, vergelijkingen, and/or/not en de functies uit de lijst."
    )


class _Compiler:
    def __init__(self, source: str, functions: frozenset[str]) -> None:
        self.source, self.functions = source, functions
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.terms: set[str] = set()

    def node(self, node: ast.AST) -> _Node:
        match node:
            case ast.Constant(value=value) if value is None or isinstance(value, str | int | float | bool):
                return lambda _data, _functions: value
            case ast.Name(id=name):
                return self.name(name)
            case ast.Tuple(elts=items):
                parts = [self.node(item) for item in items]
                return lambda data, functions: tuple(part(data, functions) for part in parts)
            case ast.UnaryOp():
                return self.unary(node)
            case ast.BoolOp():
                return self.boolean(node)
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.call(node)
        raise _refuse(node, self.source)

    def unary(self, node: ast.UnaryOp) -> _Node:
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.node(operand)
                return lambda data, functions: not inner(data, functions)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))) if not isinstance(number, bool):
                return lambda _data, _functions: -number
        raise _refuse(node, self.source)

    def name(self, name: str) -> _Node:
        self.names.add(name)

        def read(data: Data, _functions: Functions) -> Any:
            if name not in data:
                raise UnknownName(f"De naam «{name}» is hier niet bekend (in «{self.source}»).")
            return data[name]

        return read

    def boolean(self, node: ast.BoolOp) -> _Node:
        parts = [self.node(value) for value in node.values]
        if isinstance(node.op, ast.And):
            return lambda data, functions: all(part(data, functions) for part in parts)
        return lambda data, functions: any(part(data, functions) for part in parts)

    def comparison(self, node: ast.Compare) -> _Node:
        parts = [self.node(item) for item in (node.left, *node.comparators)]
        if any(type(op) not in _COMPARE for op in node.ops):
            raise _refuse(node, self.source)
        tests = [_COMPARE[type(op)] for op in node.ops]

        def compare(data: Data, functions: Functions) -> bool:
            values = [part(data, functions) for part in parts]
            return all(test(a, b) for test, a, b in zip(tests, values, values[1:], strict=False))

        return compare

    def call(self, node: ast.Call) -> _Node:
        if not isinstance(node.func, ast.Name) or node.keywords or node.func.id not in self.functions:
            raise _refuse(node, self.source)
        function = node.func.id
        self.calls.add(function)
        parts = [self.node(argument) for argument in node.args]
        if function == "termijn" and node.args and isinstance(node.args[0], ast.Constant):
            self.terms.add(str(node.args[0].value))
        if function == "kies" and len(parts) == 3:
            return _lazy_choice(*parts)
        return lambda data, functions: functions[function](*(part(data, functions) for part in parts))


def _lazy_choice(condition: _Node, then: _Node, otherwise: _Node) -> _Node:
    """`kies` looks only at the branch it takes: the other may use a name that has no value yet."""
    return lambda data, functions: then(data, functions) if condition(data, functions) else otherwise(data, functions)


@lru_cache(maxsize=8192)
def compile_expression(source: str, functions: frozenset[str] = FUNCTIONS) -> Compiled:
    """Check and compile one expression, at most 500 characters; raises UnsafeExpression."""
    text = source.strip()
    if not text or len(text) > MAX_LENGTH:
        raise UnsafeExpression(f"Een uitdrukking heeft 1 tot {MAX_LENGTH} tekens; deze heeft er {len(text)}.")
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnsafeExpression(
            f"De uitdrukking «{text[:120]}» is niet te lezen: controleer haakjes en aanhalingstekens."
        ) from error
    compiler = _Compiler(text, functions)
    run = compiler.node(tree.body)
    return Compiled(text, frozenset(compiler.names), frozenset(compiler.calls), run, frozenset(compiler.terms))
