"""An address is built once for each language, and never for another host."""

from flask import Flask, render_template_string

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services

CONNECTION = "{{ url_for('chat.connection') }}"
INDEX = "{{ url_for('accounts.index', _external=true) }}"
STYLES = "{{ url_for('static', filename='felchat.css') }}"


def rendered(app: Flask, template: str, **headers: str) -> str:
    with app.test_request_context(
        "/", headers={each.replace("_", "-"): said for each, said in headers.items()}
    ):
        return render_template_string(template)


def test_each_language_has_the_addresses_of_its_own_pages(app: Flask) -> None:
    in_russian = rendered(app, CONNECTION, Accept_Language="ru")
    assert "lang=ru" in in_russian
    assert "lang=en" in rendered(app, CONNECTION, Accept_Language="en")
    assert rendered(app, CONNECTION, Accept_Language="ru") == in_russian


def test_an_address_for_elsewhere_names_the_host_that_is_asked(app: Flask) -> None:
    assert rendered(app, INDEX, Host="one.example") == "http://one.example/"
    assert rendered(app, INDEX, Host="two.example") == "http://two.example/"


def test_values_that_are_the_same_to_python_do_not_take_each_others_address(app: Flask) -> None:
    assert rendered(app, "{{ url_for('people.index', q=1) }}") == "/users/?q=1"
    assert rendered(app, "{{ url_for('people.index', q=true) }}") == "/users/?q=True"


def test_an_address_is_built_once_but_anew_each_time_while_its_file_is_worked_on(
    settings: Settings, services: Services
) -> None:
    for env, times in (("prod", 1), ("dev", 3)):
        app = create_app(settings.model_copy(update={"env": env}), services)
        built: list[str] = []
        app.url_defaults(lambda endpoint, _values, built=built: built.append(endpoint))
        for _ in range(3):
            rendered(app, STYLES)
        assert built == ["static"] * times, env


def test_words_of_a_page_are_escaped_and_keep_their_signs(app: Flask) -> None:
    assert rendered(app, "{{ _('100%% of <b>%(what)s</b>', what='<i>') }}") == "100% of <b>&lt;i&gt;</b>"
    assert rendered(app, "{{ _('100%%') }}") == "100%"
    assert rendered(app, "{% trans %}Sent{% endtrans %}", Accept_Language="ru") == "Отправлено"
