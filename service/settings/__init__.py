"""What an installation and a region set: the service's own settings, and the terms and answers of each region."""

from service.settings.answers import Setting, Term
from service.settings.application import Settings, SettingsError
from service.settings.regions import RegionConfig, RegionSettings, UnknownSetting, UnknownTerm

__all__ = [
    "RegionConfig",
    "RegionSettings",
    "Setting",
    "Settings",
    "SettingsError",
    "Term",
    "UnknownSetting",
    "UnknownTerm",
]
