"""Felchat's chat in memory and on Redis, on a clock that is moved, over a mailroom that can lose things."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.chat.events import MayHaveMissed
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import MessageRepository, TalkRepository
from felchat.chat.service import ChatService
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.chat.withdrawal_repository import WithdrawalRepository
from felchat.chat.withdrawals import WithdrawalService
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.chat.withdrawals_in_redis import RedisWithdrawalRepository
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository, InMemoryPresence
from felchat.people.service import PeopleService
from felchat.redis_connection import connect
from tests.conftest import RETENTION_MS, MovingClock
from tests.contract.account_stores import ALICE as REGISTRATION
from tests.contract.chat_model import EVERYBODY
from tests.contract.chat_processes import LossyMailroom, Process
from tests.contract.still_redis import OnOurClock, StillRedis

HISTORY = 5
NAME = "felchat-chat-properties"


@dataclass
class Stores:
    """Where all that is kept of the chat is kept."""

    messages: MessageRepository
    talks: TalkRepository
    drafts: DraftRepository
    withdrawals: WithdrawalRepository


@dataclass
class Stage:
    """Processes that share a store. `resubscribe` breaks and mends what their mailrooms listen to."""

    clock: MovingClock
    processes: Sequence[Process]
    forward: Callable[[int], None]
    resubscribe: Callable[[], None]
    lose: Callable[[bool], None] = field(default=lambda _losing: None)

    def now(self) -> int:
        return round(self.clock().timestamp() * 1000)

    @contextmanager
    def losing(self, lost: bool) -> Iterator[None]:
        """What is published in here does not arrive, when it is `lost`."""
        self._all_lose(lost)
        yield
        self._all_lose(False)

    def _all_lose(self, losing: bool) -> None:
        for process in self.processes:
            process.mailroom.losing = losing
        self.lose(losing)


def in_memory() -> Stage:
    clock, blocks = MovingClock(), everybody()
    mailroom = LossyMailroom(InMemoryMailroom())
    messages = InMemoryMessageRepository(mailroom, clock, RETENTION_MS, blocks.terms)
    stores = Stores(
        messages,
        InMemoryTalkRepository(messages),
        InMemoryDraftRepository(messages),
        InMemoryWithdrawalRepository(messages),
    )
    process = process_on(clock, blocks, mailroom, stores)

    def resubscribe() -> None:
        mailroom.whole.deliver(MayHaveMissed(), *EVERYBODY)

    return Stage(clock, [process], lambda ms: clock.forward(milliseconds=ms), resubscribe)


def on_redis(url: str) -> Callable[[], Stage]:
    """Makes stages one after the other, on the same two mailrooms, since their threads never end."""
    client = OnOurClock(connection_pool=connect(f"{url}?client_name={NAME}").connection_pool)
    mailrooms = [RedisMailroom(client), RedisMailroom(client)]

    def resubscribe() -> None:
        for connection in client.client_list("pubsub"):
            if connection["name"] == NAME:
                client.client_kill_filter(connection["id"])

    def stage() -> Stage:
        still = StillRedis(client, MovingClock())
        still.begin()
        blocks = everybody()
        stores = stores_in_redis(client, blocks)
        processes = [process_on(still.clock, blocks, LossyMailroom(each), stores) for each in mailrooms]
        return Stage(
            still.clock, processes, still.forward, resubscribe, lambda losing: still.losing(lost=losing)
        )

    return stage


def everybody() -> InMemoryBlockRepository:
    accounts = InMemoryAccountRepository()
    for each in EVERYBODY:
        accounts.add(replace(REGISTRATION, username_key=f"name-{each}", email_key=f"mail-{each}"))
    return InMemoryBlockRepository(InMemoryPersonRepository(accounts))


def stores_in_redis(client: OnOurClock, blocks: InMemoryBlockRepository) -> Stores:
    return Stores(
        RedisMessageRepository(client, RETENTION_MS, blocks.terms),
        RedisTalkRepository(client, RETENTION_MS),
        RedisDraftRepository(client, RETENTION_MS),
        RedisWithdrawalRepository(client, RETENTION_MS),
    )


def process_on(
    clock: MovingClock, blocks: InMemoryBlockRepository, mailroom: LossyMailroom, stores: Stores
) -> Process:
    presence = InMemoryPresence(clock, mailroom.person_changed)
    chat = ChatService(stores.messages, mailroom, stores.talks, blocks, presence, 1000, HISTORY)
    people = PeopleService(blocks.people, blocks, presence, chat)
    return Process(mailroom, chat, people, WithdrawalService(stores.withdrawals, chat.read, stores.drafts))
