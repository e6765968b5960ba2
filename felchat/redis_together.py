"""One connection to Redis that many share: what is asked while others wait goes out together, in one write.

Whoever has the turn writes all that waits, reads the answers and hands them out; whose question was answered
meanwhile finds that so when the turn comes to them. So at rest a question goes out at once, and the more
there are, the more go out together. Nothing runs beside those who ask.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from redis import exceptions
from redis.connection import ConnectionInterface


@dataclass(slots=True, eq=False)
class Question:
    """One command, and what came of it."""

    command: Sequence[Any]
    answer: Any = None
    refusal: Exception | None = None
    is_over: bool = False


class Together:
    """The connection, and whoever waits for it. An answer may raise whatever redis-py raises."""

    def __init__(self, connect: Callable[[], ConnectionInterface]) -> None:
        self._connect = connect
        self._connection: ConnectionInterface | None = None
        self._waiting: deque[Question] = deque()
        self._turn = Lock()

    def ask(self, *commands: Sequence[Any]) -> Sequence[Any]:
        """The answers to these commands, which go out one behind the other."""
        questions = [Question(command) for command in commands]
        self._waiting.extend(questions)
        with self._turn:
            if not questions[-1].is_over:
                self._exchange()
        for question in questions:
            if question.refusal:
                raise question.refusal
        return [question.answer for question in questions]

    def _exchange(self) -> None:
        """Have all answered, or refused, that wait by now."""
        asked = self._all_that_wait()
        away: Exception = exceptions.ConnectionError("whoever asked for all was called away")
        try:
            self._have_answered(asked)
        except exceptions.ConnectionError as reason:
            away = reason
        except exceptions.TimeoutError as reason:
            away = reason
            asked += self._all_that_wait()  # they have waited as long, nearly
        finally:
            self._refuse([each for each in asked if not each.is_over], away)

    def _all_that_wait(self) -> list[Question]:
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def _refuse(self, unanswered: Sequence[Question], away: Exception) -> None:
        if unanswered and self._connection:
            self._connection.disconnect()  # or the next would be given what is still to come
        for question in unanswered:
            question.refusal = question.refusal or type(away)(*away.args)  # an exception is for one alone
            question.is_over = True

    def _have_answered(self, asked: Sequence[Question]) -> None:
        connection = self._connection = self._connection or self._connect()
        connection.send_packed_command(connection.pack_commands([each.command for each in asked]))
        for question in asked:
            try:
                question.answer = connection.read_response(disconnect_on_error=False)
            except exceptions.ReadOnlyError as refused:
                question.refusal = refused  # it is a replica now: whoever asks again finds who is not
                raise exceptions.ConnectionError(*refused.args) from refused
            except exceptions.ResponseError as refused:
                question.refusal = refused
            question.is_over = True
