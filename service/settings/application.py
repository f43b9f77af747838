"""The settings of one installation: config/app.toml, overridden by the environment, checked at start-up."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
PREFIX = "PROCESREGIE_"
_YES, _NO = {"1", "ja", "true", "yes", "aan"}, {"0", "nee", "false", "no", "uit", ""}
# Which browser and database the tests use says nothing about the service.
_OF_TESTS = ("chromium", "test_database")
_PATHS = ("data_dir", "bpmn_dir", "config_dir")


class SettingsError(ValueError):
    """A setting that stops start-up; the message is Dutch and says what to change."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can set; paths are absolute, `database_url` and `secret_key` are filled in."""

    data_dir: Path
    database_url: str
    secret_key: str
    demo: bool
    demo_password: str
    base_url: str
    host: str
    port: int
    session_hours: int
    smtp_url: str
    mail_from: str
    tick_seconds: int
    lock_timeout_seconds: int
    statement_timeout_seconds: int
    api_requests_per_minute: int
    proxies: int
    ways_require_trial: bool
    contact_name: str
    contact_url: str
    contact_email: str
    bpmn_dir: Path
    config_dir: Path

    @property
    def embedded_database_url(self) -> str:
        """The database of an installation that names no other."""
        return _embedded(self.data_dir)

    @property
    def regions_dir(self) -> Path:
        """Terms and answers of the regions."""
        return self.config_dir / "regions"

    @property
    def messages_dir(self) -> Path:
        """The texts of messages and mail."""
        return self.config_dir / "berichten"

    @classmethod
    def load(cls, environment: Mapping[str, str], **given: Any) -> "Settings":
        """Defaults from app.toml, then PROCESREGIE_* from the environment, then what the command line gives.

        Raises SettingsError with a Dutch sentence about the first key that is unknown or has a wrong value.
        """
        config_dir = _folder(environment.get(f"{PREFIX}CONFIG_DIR", "config"))
        values: dict[str, Any] = {"config_dir": str(config_dir), **_read(config_dir / "app.toml")}
        values.update(_from_environment(environment))
        values.update({name: value for name, value in given.items() if value is not None})
        typed = _typed(values)
        typed["database_url"] = typed["database_url"] or _embedded(typed["data_dir"])
        typed["secret_key"] = typed["secret_key"] or _kept_secret(typed["data_dir"])
        typed["base_url"] = (typed["base_url"] or f"http://localhost:{typed['port']}").rstrip("/")
        return cls(**typed)


def _embedded(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'procesregie.db'}"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"Het bestand {path.name} ontbreekt in de map {path.parent.name}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"Het bestand {path.name} is niet te lezen: {error}.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    ours = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}
    return {name: value for name, value in ours.items() if name not in _OF_TESTS}


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name: field.type for field in fields(Settings)}
    for name in values:
        if name not in known:
            raise SettingsError(
                f"De instelling «{name}» bestaat niet. Verbeter of verwijder haar in config/app.toml "
                f"of in de omgeving ({PREFIX}{name.upper()})."
            )
    for name in known:
        if name not in values:
            raise SettingsError(f"De instelling «{name}» ontbreekt in config/app.toml.")
    return {name: _convert(name, known[name], value) for name, value in values.items()}


def _convert(name: str, kind: Any, value: Any) -> Any:
    if name in _PATHS:
        return _folder(str(value))
    if kind is bool:
        return _truth(name, value)
    if kind is int:
        try:
            return int(value)
        except ValueError as error:
            raise SettingsError(f"De instelling «{name}» is een geheel getal; «{value}» is dat niet.") from error
    return str(value)


def _truth(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _YES | _NO:
        raise SettingsError(f"De instelling «{name}» is ja of nee; «{value}» is dat niet.")
    return text in _YES


def _folder(value: str) -> Path:
    path = Path(value).expanduser()
    return path if path.is_absolute() else PROJECT / path


def _kept_secret(data_dir: Path) -> str:
    """The key that signs sessions, made once; only the owner of the process may read it."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
