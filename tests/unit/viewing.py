"""Somebody who is signed in, to the services."""

from felchat.accounts.domain import Account, Device, Viewer
from felchat.services import Services


def signed_in(services: Services, account: Account) -> Viewer:
    token = services.accounts.sign_in(account, Device("curl/8.15", "192.0.2.7"))
    viewer = services.accounts.viewer(token)
    assert viewer
    return viewer
