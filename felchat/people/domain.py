"""A person, as the others see them."""

from dataclasses import dataclass

from felchat.domain import Refusal


class NoSuchPerson(Refusal):
    """Nobody has that id."""


@dataclass(frozen=True, slots=True)
class Person:
    """What anybody signed in may know of somebody else."""

    id: int
    username: str
