"""Taking back, done to the real chat and to the model, and compared."""

import pytest

from felchat.chat.domain import NoSuchMessage
from tests.contract.chat_model import Pair
from tests.contract.compared_chat import ComparedChat


class ComparedWithdrawals(ComparedChat):
    """See ComparedChat. What was said there can be taken back."""

    def take_back(self, pair: Pair, which: int, process: int, lost: bool) -> None:
        """Any message that ever was between the two: only who said it may, and only while it lives."""
        said = [each for each in self.model.ever_between(*pair) if each.is_message]
        if not said:
            return
        message = said[-1 - which % len(said)]
        withdrawals = self.at(process).withdrawals
        if message.sender != pair[0] or not self.model.is_alive(message):
            with pytest.raises(NoSuchMessage):
                withdrawals.take_back(*pair, message.id)
            return
        with self.stage.losing(lost):
            withdrawals.take_back(*pair, message.id)
        self._told(pair, lost)
        self.model.take_back(message)

    def wipe(self, pair: Pair, process: int, lost: bool) -> None:
        there_was_something = bool(self.model.messages(*pair))
        with self.stage.losing(lost):
            self.at(process).withdrawals.wipe(*pair)
        if there_was_something:
            (line,) = self.at(process).chat.history(*pair)
            self._told(pair, lost)
            self.model.wipe(line.id, *pair)
