"""The expression language in the place of Python's eval, for every channel through which the library evaluates."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from service.domain.expressions import compile_expression
from service.engine.due import DUE, due_of, host_of
from service.engine.errors import EngineError
from service.engine.model import ProcessModel
from service.engine.place import Task, failure
from service.ports import HandlerCatalogue, StepContext

_MICROSECOND = 1e-6


class ReleaseView(Protocol):
    """What a step needs of the release it runs on."""

    @property
    def processes(self) -> Mapping[str, ProcessModel]: ...

    @property
    def catalogue(self) -> HandlerCatalogue: ...


class RefusingEnvironment(BasePythonScriptEngineEnvironment):
    """Correlations, ad-hoc conditions and services reach past the engine to this object: it runs nothing."""

    def evaluate(self, expression: str, *_args: Any, **_kwargs: Any) -> Any:
        raise EngineError(f"this kind of expression is not supported: {str(expression)[:120]!r}")

    def execute(self, script: str, *_args: Any, **_kwargs: Any) -> Any:
        raise EngineError(f"scripts are not supported: {str(script)[:120]!r}")

    def call_service(self, *_args: Any, **_kwargs: Any) -> Any:
        raise EngineError("a service task reached the library's own service call")


class SafeScriptEngine(PythonScriptEngine):
    """The engine object of one step: its context, its release and the timers that fire in it."""

    def __init__(self, release: ReleaseView, step: StepContext) -> None:
        super().__init__(environment=RefusingEnvironment({}))
        self.release = release
        self.step = step
        self.firing: frozenset[Any] = frozenset()
        self._stamp = step.now.timestamp()

    def stamp(self, after: float = 0.0) -> float:
        """The time of the step in seconds, later at every call: joins go by the order in which branches came in.

        `after` is the latest stamp of the steps before this one.
        """
        self._stamp = max(self._stamp, after) + _MICROSECOND
        return self._stamp

    def evaluate(self, task: Task, expression: str, **_context: Any) -> Any:
        """The value of an expression for a task; raises EngineError that names the task's element."""
        try:
            compiled = compile_expression(expression)
            data = task.data
            if DUE in compiled.names:
                data = {**data, DUE: due_of(host_of(task))}
            return compiled.evaluate(data, self.step.functions)
        except EngineError:
            raise
        except Exception as error:
            raise failure(task, error) from error

    def execute(self, task: Task, script: str, **_context: Any) -> Any:
        """Scripts do not exist here."""
        raise failure(task, f"scripts are not supported: {script[:120]!r}")

    def call_service(self, task: Task, **_kwargs: Any) -> Any:
        """Handlers are called by our own service task, which keeps their errors whole."""
        raise failure(task, "a service task reached the library's own service call")

    def instant(self, task: Task, expression: str) -> str:
        """The UTC instant (ISO) of a timer expression; it must carry an offset."""
        value = self.evaluate(task, expression)
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise failure(task, error) from error
        if moment.tzinfo is None:
            raise failure(task, f"timer without offset: {value!r}; use om_herinnering or om_verval")
        return moment.astimezone(UTC).isoformat()


def engine_of(task: Task) -> SafeScriptEngine:
    """Our engine object, from any task of a running workflow."""
    engine: SafeScriptEngine = task.workflow.script_engine
    return engine
