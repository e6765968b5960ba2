"""What docs/openapi.json says of answers, and whether an answer holds to it, and says no more."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def schema_of(description: Schema, path: str, method: str, status: int) -> Schema:
    """What that call is answered with that status; a status that is not named is the default's."""
    answers = description["paths"][path][method.lower()]["responses"]
    answer = answers.get(str(status), answers["default"])
    found: Schema = answer["content"]["application/json"]["schema"]
    return found


def undescribed(description: Schema, schema: Schema, value: Any, at: str = "") -> Iterator[str]:
    """Where the value has a key that its schema has not, or lacks one that it must have."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        yield from undescribed(description, description["components"]["schemas"][name], value, at)
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{at}.{each}" for each in value if each not in known)
        yield from (f"no {at}.{each}" for each in schema.get("required", ()) if each not in value)
        for key in known.keys() & value.keys():
            yield from undescribed(description, known[key], value[key], f"{at}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from undescribed(description, schema.get("items", {}), each, f"{at}[]")
