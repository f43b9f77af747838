"""Settings of the installation: defaults, the environment over them, and a clear stop when something is wrong."""

from pathlib import Path

import pytest

from service.settings import Settings, SettingsError


def test_defaults_fill_in_database_and_secret_and_keep_the_secret(tmp_path: Path) -> None:
    settings = Settings.load({}, data_dir=str(tmp_path / "data"))
    again = Settings.load({}, data_dir=str(tmp_path / "data"))
    assert settings.database_url == f"sqlite:///{tmp_path}/data/procesregie.db"
    assert settings.secret_key == again.secret_key
    assert len(settings.secret_key) >= 48
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


def test_the_environment_overrides_and_the_command_line_overrides_that(tmp_path: Path) -> None:
    environment = {
        "PROCESREGIE_DEMO": "ja",
        "PROCESREGIE_PORT": "9000",
        "PROCESREGIE_SECRET_KEY": "geheim",
        "PATH": "/",
    }
    settings = Settings.load(environment, data_dir=str(tmp_path), port=9001, host=None)
    assert (settings.demo, settings.port, settings.host, settings.secret_key) == (True, 9001, "127.0.0.1", "geheim")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PROCESREGIE_DATABSE_URL", "x", "De instelling «databse_url» bestaat niet"),
        ("PROCESREGIE_PORT", "tachtig", "is een geheel getal"),
        ("PROCESREGIE_DEMO", "misschien", "is ja of nee"),
        ("PROCESREGIE_CONFIG_DIR", "/bestaat/niet", "ontbreekt"),
    ],
)
def test_a_wrong_setting_stops_with_a_dutch_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        Settings.load({name: value}, data_dir=str(tmp_path))
