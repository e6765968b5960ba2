"""A FelchatV2 on PostgreSQL comes over to a Felchat on PostgreSQL, by the command line."""

import bcrypt

from felchat import create_app
from felchat.config import Settings
from felchat.services import services
from tests import old_felchat, servers

OLD_PASSWORD = "as it was \u00e9"


def test_people_sign_in_here_as_they_did_there(postgres: str, database_url: str) -> None:
    hashed = bcrypt.hashpw(OLD_PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    with servers.database(postgres) as old_url:
        old_felchat.fill(old_url, ["alice", "b ob", "ALICE"], blocks=[(1, 2)], password_hash=hashed)
        ours = {"DATABASE_URL": database_url}
        assert "Nothing was changed" in servers.flask("import-felchatv2", old_url, **ours).stdout
        assert (
            "came in: 3, with changes: 2"
            in servers.flask("import-felchatv2", old_url, "--yes", **ours).stdout
        )
        assert "came in: 0" in servers.flask("import-felchatv2", old_url, "--yes", **ours).stdout
    app = create_app(
        Settings(_env_file=None, env="test", secret_key="s" * 40, database_url=database_url, redis_url="")
    )
    with app.app_context():
        found = [services.accounts.recognise(name, OLD_PASSWORD) for name in ("alice", "b_ob", "ALICE-2")]
        alice, bob, _ = found
        assert services.people.blocks.terms(alice.id, bob.id).blockers == {alice.id}
        assert services.accounts.recognise("alice", OLD_PASSWORD).id == alice.id
