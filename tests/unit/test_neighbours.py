"""Mallory behind the same address as alice, such as an office's or a mobile network's."""

import pytest
from flask import Flask

from felchat.chat.doorway import room_for_one_more
from felchat.limits.domain import TooMany
from felchat.limits.rules import HANDSHAKES_FROM_AN_ADDRESS
from felchat.services import Services
from tests.unit.browsing import COOKIE, Browser


@pytest.fixture
def services(limited: Services) -> Services:
    return limited


def open_a_socket() -> None:
    with room_for_one_more():
        pass


def test_sockets_that_nobody_is_signed_in_on_keep_no_neighbour_out(app: Flask, alices: Browser) -> None:
    with app.test_request_context("/ws/people"):
        for _ in range(HANDSHAKES_FROM_AN_ADDRESS.times):
            open_a_socket()
        with pytest.raises(TooMany):
            open_a_socket()
    with app.test_request_context("/ws/people", headers={"Cookie": f"{COOKIE}={alices.cookie}"}):
        open_a_socket()
