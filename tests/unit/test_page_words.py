"""What all templates say: words in a language, and addresses, of which those of files are kept."""

import pytest
from flask import Flask, render_template_string

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services

STYLES = "{{ url_for('static', filename='felchat.css') }}"


def rendered(app: Flask, template: str, at: str = "http://localhost", **headers: str) -> str:
    with app.test_request_context(
        "/", at, headers={each.replace("_", "-"): said for each, said in headers.items()}
    ):
        return render_template_string(template)


def test_each_language_has_the_addresses_of_its_own_pages(app: Flask) -> None:
    connection = "{{ url_for('offline.connection') }}"
    assert "lang=ru" in rendered(app, connection, Accept_Language="ru")
    assert "lang=en" in rendered(app, connection, Accept_Language="en")


@pytest.mark.parametrize("at", ["http://one.example", "https://one.example", "https://two.example"])
def test_an_address_with_a_host_names_the_one_that_is_asked_and_how(app: Flask, at: str) -> None:
    socket = f"ws{at.removeprefix('http')}/ws/people?lang=en"
    for _ in range(2):
        assert rendered(app, "{{ url_for('socket.look_on') }}", at) == socket
        assert rendered(app, "{{ url_for('accounts.index', _external=true) }}", at) == f"{at}/"
        image = rendered(app, "{{ url_for('static', filename='icon-512.png', _external=true) }}", at)
        assert image.startswith(f"{at}/static/icon-512.png?v=")
        assert rendered(app, STYLES, at).startswith("/static/felchat.css?v=")


def test_the_address_of_a_file_is_built_once_but_anew_each_time_while_it_is_worked_on(
    settings: Settings, services: Services
) -> None:
    for env, times in (("prod", 1), ("dev", 3)):
        app = create_app(settings.model_copy(update={"env": env}), services)
        built: list[str] = []
        app.url_defaults(lambda endpoint, _values, built=built: built.append(endpoint))
        assert len({rendered(app, STYLES) for _ in range(3)}) == 1
        assert built == ["static"] * times, env


def test_words_of_a_page_are_escaped_and_keep_their_signs(app: Flask) -> None:
    assert rendered(app, "{{ _('100%% of <b>%(what)s</b>', what='<i>') }}") == "100% of <b>&lt;i&gt;</b>"
    assert rendered(app, "{{ _('100%%') }}") == "100%"
    assert rendered(app, "{% trans %}Sent{% endtrans %}", Accept_Language="ru") == "Отправлено"
