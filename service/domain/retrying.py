"""How long something that failed waits before it is tried again."""

import zlib
from datetime import timedelta

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
# After this many failures a step stays an incident, until somebody lets it be tried again.
MAX_TRIES = len(BACK_OFF) + 1
# What failed together must not come back together: each waits up to this part longer.
_SPREAD = 0.2


def retry_delay(key: str, tries: int) -> timedelta:
    """The wait after this many failures (from 1): 1 minute, 10 minutes, an hour, and up to a fifth more.

    The addition follows from the key and the try, not from chance, so that a history can be played again.
    """
    base = BACK_OFF[min(tries, len(BACK_OFF)) - 1]
    return base + base * _SPREAD * (zlib.crc32(f"{key}:{tries}".encode()) / 2**32)
