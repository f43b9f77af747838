"""A task form taken apart into its fields and rules, and put together again."""

import json
from typing import Any, Final

from service.engine.comparing.units import Unit, Units, Unreadable

WHOLE: Final = "formulier"
_NESTED: Final = ("velden", "regels")


def read_form(content: bytes) -> Units:
    """The form itself, its fields (`veld:naam`, in a list `veld:lijst.naam`) and rules; raises Unreadable."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(raw, dict):
        raise Unreadable
    units = {WHOLE: Unit(WHOLE, _facts(raw))}
    _read_fields(raw.get("velden"), "", units)
    seen: dict[str, int] = {}
    for rule in _objects(raw.get("regels")):
        about = str(rule.get("veld", ""))
        seen[about] = seen.get(about, 0) + 1
        units[f"regel:{about}:{seen[about]}"] = Unit("regel", _facts(rule))
    return units


def _read_fields(fields: Any, prefix: str, units: Units) -> None:
    for one in _objects(fields):
        name = f"{prefix}{one.get('naam', '')}"
        units[f"veld:{name}"] = Unit("veld", _facts(one))
        if not prefix:
            _read_fields(one.get("velden"), f"{name}.", units)


def _objects(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _facts(raw: dict[str, Any]) -> dict[str, str]:
    return {key: json.dumps(value, ensure_ascii=False) for key, value in raw.items() if key not in _NESTED}


def write_form(units: Units, order: list[str]) -> bytes:
    """The file of these units; `order` says in which order fields and rules come."""
    made: dict[str, dict[str, Any]] = {
        key: {name: json.loads(value) for name, value in units[key].facts.items()} for key in order
    }
    whole = made[WHOLE]
    whole["velden"] = []
    for key in order:
        kind, _, name = key.partition(":")
        if kind == "regel":
            whole.setdefault("regels", []).append(made[key])
        elif kind == "veld":
            outer = f"veld:{name.partition('.')[0]}" if "." in name else ""
            rows = made[outer].setdefault("velden", []) if outer in made else whole["velden"]
            rows.append(made[key])
    rules = whole.pop("regels", [])
    # Rules come last, whatever order the units had.
    return json.dumps(whole | ({"regels": rules} if rules else {}), ensure_ascii=False, indent=2).encode() + b"\n"
