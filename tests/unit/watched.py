"""A Felchat that is watched, and what whoever watches is shown."""

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

TOKEN = "m3Xq-9vTz_Kp5Lw8Rb2Nd7Hs4Gf6Jc1Y"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}

Sample = tuple[str, frozenset[tuple[str, str]]]


def looked_at(app: Flask) -> TestResponse:
    return app.test_client().get("/metrics", headers=SHOWN)


def numbers_in(text: str) -> dict[Sample, float]:
    """What each series stands at, by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def number(app: Flask, name: str, **labels: str) -> float:
    """At what that series stands, zero if there is none."""
    return numbers_in(looked_at(app).text).get((name, frozenset(labels.items())), 0.0)
