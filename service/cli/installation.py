"""Which installation a command is about."""

import argparse
import os
from dataclasses import replace

from service.app import NOT_UP_TO_DATE, build_services, demo_mark, is_up_to_date
from service.settings import Settings
from service.usecases.work import Services


class Stop(Exception):
    """A command cannot go on; the message is Dutch and says what to do."""


def read_settings(options: argparse.Namespace, **given: object) -> Settings:
    """The settings; data that were made as a demo stay a demo for every command."""
    settings = Settings.load(os.environ, data_dir=options.data, **given)
    return replace(settings, demo=True) if demo_mark(settings).exists() else settings


def open_services(options: argparse.Namespace) -> Services:
    """The services of an installation that is there and up to date."""
    settings = read_settings(options)
    if not is_up_to_date(settings):
        raise Stop(NOT_UP_TO_DATE)
    return build_services(settings)
