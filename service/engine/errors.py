"""What the engine raises for anything that a person in front of the screen cannot solve."""


class EngineError(Exception):
    """A step that cannot be done: the caller rolls back, discards the engine object and records an incident.

    `cause` is the true cause (an exception, or a sentence for the log), `element_id` the diagram element it happened
    at, `handler` the building block that failed, `process_key` the process that holds the element.
    """

    def __init__(
        self,
        cause: BaseException | str,
        element_id: str | None = None,
        handler: str | None = None,
        process_key: str | None = None,
    ) -> None:
        self.cause = cause
        self.element_id = element_id
        self.handler = handler
        self.process_key = process_key
        super().__init__(str(self))

    def __str__(self) -> str:
        place = "/".join(part for part in (self.process_key, self.element_id) if part)
        text = f"{type(self.cause).__name__}: {self.cause}" if isinstance(self.cause, BaseException) else self.cause
        handler = f" (handler {self.handler})" if self.handler else ""
        return f"{place or 'engine'}{handler}: {text}"


class NothingWaits(EngineError):
    """An instance that has not ended and in which nothing can ever happen again."""
