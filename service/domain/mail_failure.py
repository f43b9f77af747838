"""What went wrong with a mail, in words; and addresses, whole or hidden."""

import re

_ADDRESS = re.compile(r"[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:.]+")
_REASONS = (
    (("SMTPRecipientsRefused", "Returned"), "Het adres werd geweigerd. Controleer het adres."),
    (("SMTPSenderRefused",), "De mailserver weigerde de afzender. De beheerder moet de instellingen nakijken."),
    (("SMTPAuthenticationError",), "Inloggen bij de mailserver lukte niet. De beheerder moet dat nakijken."),
    (("SSL", "SMTPNotSupportedError"), "De beveiligde verbinding met de mailserver lukte niet."),
    (("ConnectionRefusedError", "TimeoutError", "gaierror", "OSError", "SMTPConnect", "SMTPServerDisconnected"),
     "De mailserver was niet bereikbaar."),
)  # fmt: skip


def explain(error: str | None) -> str:
    """Why a mail did not arrive, as one Dutch sentence; `error` is the class and text of what went wrong."""
    for names, sentence in _REASONS:
        if error and error.startswith(names):
            return sentence
    return "De mailserver nam de e-mail niet aan."


def without_details(error: str) -> str:
    """The kind of error only: what a server answers may repeat somebody's address."""
    return error.partition(":")[0]


def is_address(text: str) -> bool:
    """Whether this can be an e-mail address."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def hide_address(address: str) -> str:
    """«o…@voorbeeld.nl»: enough to recognise a typing error, not to know who it is."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
