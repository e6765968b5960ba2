"""What each person may say at once, whomever they say it to and by whichever process: counted in Redis."""

from typing import TYPE_CHECKING, cast

from redis import Redis

from felchat.chat.redis_keys import budget_of
from felchat.chat.scripts import script
from felchat.limits.domain import Budget

if TYPE_CHECKING:
    from redis.commands.core import Script


class RedisBudgets:
    """Everybody's budget; None: there is no limit. May raise what redis-py raises."""

    def __init__(self, redis: "Redis", budget: Budget | None) -> None:
        self._budget = budget
        self._script: Script = script(redis, "spend_budget")

    def spend(self, person: int) -> int:
        """Take one. Returns for how many milliseconds to wait if there is none, else 0."""
        return self._moved(person, by=1)

    def give_back(self, person: int) -> None:
        """What was taken was not used."""
        self._moved(person, by=-1)

    def _moved(self, person: int, by: int) -> int:
        if not self._budget:
            return 0
        ahead, each = self._budget.in_ms
        return cast(int, self._script(keys=[budget_of(person)], args=[ahead, by * each]))
