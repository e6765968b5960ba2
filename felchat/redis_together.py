"""One connection to Redis that many share: what is asked while others wait goes out together, in one write.

Whoever finds nobody at it leads: writes all that waits, reads the answers, hands them out, and lets the first
of those who came meanwhile go on. So at rest a question goes out at once, and the more there are, the more go
out together. Nothing runs beside those who ask.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from redis import exceptions
from redis.connection import ConnectionInterface


class Question:
    """One command, and whoever waits for its answer."""

    def __init__(self, command: Sequence[Any]) -> None:
        self.command = command
        self.answer: Any = None
        self.refusal: Exception | None = None
        self.leads = False
        self._over = Lock()
        self._over.acquire()

    def wait(self) -> None:
        """Until it is answered, or leads."""
        self._over.acquire()

    def wake(self) -> None:
        self._over.release()


class Together:
    """The connection, and whoever waits for it. An answer may raise whatever redis-py raises."""

    def __init__(self, connect: Callable[[], ConnectionInterface]) -> None:
        self._connect = connect
        self._connection: ConnectionInterface | None = None
        self._waiting: deque[Question] = deque()
        self._lock = Lock()
        self._is_led = False

    def ask(self, *command: Any) -> Any:
        """The answer to that command."""
        question = Question(command)
        with self._lock:
            self._waiting.append(question)
            question.leads = not self._is_led
            self._is_led = True
        try:
            if not question.leads:
                question.wait()
        except BaseException:
            self._leave(question)
            raise
        if question.leads:
            self._lead()
        if question.refusal:
            raise question.refusal
        return question.answer

    def _lead(self) -> None:
        with self._lock:
            asked = list(self._waiting)
            self._waiting.clear()
        try:
            self._exchange(asked)
        finally:
            for question in asked:
                if not question.leads:
                    question.wake()
            with self._lock:
                self._pass_on()

    def _pass_on(self) -> None:
        """Let the next lead, if there is one. Needs the lock."""
        self._is_led = bool(self._waiting)
        if self._is_led:
            self._waiting[0].leads = True
            self._waiting[0].wake()

    def _leave(self, question: Question) -> None:
        """Whoever waited for that was called away."""
        with self._lock:
            if question in self._waiting:
                self._waiting.remove(question)
                if question.leads:
                    self._pass_on()

    def _exchange(self, asked: Sequence[Question]) -> None:
        """Have them all answered, or refused."""
        unanswered = deque(asked)
        try:
            connection = self._connection = self._connection or self._connect()
            connection.send_packed_command(connection.pack_commands([each.command for each in asked]))
            while unanswered:
                try:
                    unanswered[0].answer = connection.read_response(disconnect_on_error=False)
                except exceptions.ResponseError as refused:
                    unanswered[0].refusal = refused
                unanswered.popleft()
            if any(isinstance(each.refusal, exceptions.ReadOnlyError) for each in asked):
                connection.disconnect()  # it is a replica now: the next question finds who is not
        except BaseException as away:
            if self._connection:
                self._connection.disconnect()
            for question in unanswered:
                question.refusal = kind_of(away)
            if not isinstance(away, Exception):
                raise


def kind_of(away: BaseException) -> Exception:
    """The same for each who asked: an exception is for one alone."""
    if isinstance(away, exceptions.TimeoutError):
        return exceptions.TimeoutError(*away.args)
    return exceptions.ConnectionError(*away.args)
