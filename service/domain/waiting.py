"""The messages that move a waiting process on: a diagram that waits for another one waits for ever."""

from typing import Final

# What the service itself sends, and when. A new one is sent by a building block or a use case, and then named here.
MESSAGES: Final = {
    "intrekken": "De aanmelder of het gezin trekt de aanmelding in.",
    "afschalen_voorgesteld": "Het team stelt voor om af te schalen.",
    "instemming_compleet": "Alle partijen hebben op het plan gereageerd.",
    "besluit_uit_escalatie": "Een escalatie heeft tot een besluit geleid.",
    "vervallen": "Een escalatie is niet meer nodig.",
}
