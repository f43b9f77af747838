"""The worklist's filter as an address and back: whoever has the address sees the same filter."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from service.usecases.shapes import TaskFilter

_SCOPES, _TABS = ("mijn", "team", "alles"), ("nu", "gepland")
_WORDS = ("toon", "tab", "rol", "soort", "regio", "team", "zaak", "telaat", "ongelezen", "na")


def words_of(args: Mapping[str, str]) -> dict[str, str]:
    """What an address says about the filter; whatever else stands in it is left out."""
    return {word: args[word] for word in _WORDS if args.get(word)}


def read_filter(args: Mapping[str, str]) -> TaskFilter:
    """The filter of an address; what it does not know counts as not asked."""
    scope, when = args.get("toon", ""), args.get("tab", "")
    return TaskFilter(
        scope=scope if scope in _SCOPES else "mijn",
        when=when if when in _TABS else "nu",
        role=args.get("rol", ""),
        region=args.get("regio", ""),
        team=args.get("team", ""),
        kind=args.get("soort", ""),
        overdue=args.get("telaat", "") == "1",
        unread=args.get("ongelezen", "") == "1",
        case_number=args.get("zaak", "").strip().upper(),
        after=args.get("na", ""),
    )


def address_of(wanted: TaskFilter) -> str:
    """Where the worklist shows this filter."""
    words = {
        "toon": wanted.scope,
        "tab": wanted.when,
        "rol": wanted.role,
        "soort": wanted.kind,
        "regio": wanted.region,
        "team": wanted.team,
        "zaak": wanted.case_number,
        "telaat": "1" if wanted.overdue else "",
        "ongelezen": "1" if wanted.unread else "",
    }
    return address({word: value for word, value in words.items() if value})


def address(words: Mapping[str, str]) -> str:
    """The worklist with these words."""
    return f"/werklijst?{urlencode(words)}" if words else "/werklijst"


def read_back(text: str) -> dict[str, str]:
    """The words of the worklist a form was sent from, as the form gives them back."""
    return words_of(dict(parse_qsl(text)))
