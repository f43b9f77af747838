"""Many rows at once: copies of real cases, made inside the database. Only the bench makes data like this."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, func, insert, literal, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from service.models import Base

# Ids of copies: the id of the original plus its number times this. Originals have smaller ids.
STRIDE = 1000
_CASE_TABLES = (
    "registration_attempt", "case", "episode", "case_step", "young_person", "participant", "process_instance", "task",
    "submission", "event",
)  # fmt: skip
_UNIQUE = (("registration_attempt", "reference"), ("case", "number"))
_POINTS_TO = {
    "attempt_id": "registration_attempt", "case_id": "case", "instance_id": "process_instance", "task_id": "task",
}  # fmt: skip

numbers = Table(
    "bench_number",
    MetaData(),
    Column("n", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("element_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
)
Overrides = Mapping[tuple[str, str], ColumnElement[Any]]


@dataclass
class Bulk:
    """Copies of the cases that are there now; `kinds` are the user tasks that copies of tasks are spread over."""

    session: Session
    kinds: list[tuple[str, str, str]]  # element id, name, role
    today: date
    made: int = field(default=0)
    originals: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers.create(self.session.connection())
        self.originals = {name: self._largest(name) for name in _CASE_TABLES}
        if max(self.originals.values()) >= STRIDE:
            raise ValueError("too many originals to copy")
        self.session.commit()  # an open transaction would keep everybody else from writing

    def copies(self, count: int, overrides: Overrides, tables: Iterable[str] = _CASE_TABLES) -> range:
        """Copy every original `count` times; overrides say which columns differ, given by the number of the copy.

        Returns the numbers of the copies.
        """
        # What was measured meanwhile added rows of its own: copies begin above the largest id there is.
        first = max(self.made, *(self._largest(name) // STRIDE for name in _CASE_TABLES)) + 1
        made = range(first, first + count)
        self.session.execute(insert(numbers), [self._number(n) for n in made])
        self.made = made[-1]
        for name in _CASE_TABLES:
            if name in tables:
                self._copy(Base.metadata.tables[name], first, overrides)
        self._set_sequences()
        self.session.commit()
        self.session.execute(text("ANALYZE"))
        self.session.commit()
        return made

    def _number(self, n: int) -> dict[str, Any]:
        element, name, role = self.kinds[n % len(self.kinds)]
        return {"n": n, "due_on": self.today + timedelta(days=n * 7 % 120 - 40),
                "element_id": element, "name": name, "role": role}  # fmt: skip

    def _copy(self, table: Table, first: int, overrides: Overrides) -> None:
        n, columns = numbers.c.n, list(table.columns)
        values = [overrides.get((table.name, column.name), self._value(table.name, column, n)) for column in columns]
        originals = select(*values).select_from(table).join(numbers, literal(True))
        chosen = originals.where(table.c.id <= self.originals[table.name], n >= first)
        self.session.execute(insert(table).from_select(columns, chosen))

    def _value(self, table: str, column: Any, n: Any) -> Any:
        if column.name == "id" or column.name in _POINTS_TO:
            return column + n * STRIDE
        return column + "-" + func.cast(n, String) if (table, column.name) in _UNIQUE else column

    def _largest(self, name: str) -> int:
        return self.session.scalar(select(func.max(Base.metadata.tables[name].c.id))) or 0

    def _set_sequences(self) -> None:
        """On PostgreSQL new rows get the next number of a series, which knows nothing of copies."""
        if self.session.get_bind().dialect.name != "postgresql":
            return
        for name in _CASE_TABLES:
            series = func.pg_get_serial_sequence(f'"{name}"', "id")
            self.session.execute(select(func.setval(series, self._largest(name) + 1)))

    def forget(self) -> None:
        """Drop the list of numbers."""
        numbers.drop(self.session.connection())
        self.session.commit()
