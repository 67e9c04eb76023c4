"""The OpenAPI document says what the API does: every route, no more, and shapes that exist."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(m, path): said for path, ms in document["paths"].items() for m, said in ms.items()}


def test_every_route_is_in_it_and_every_line_of_it_is_a_route(
    app: Flask, document: dict[str, Any]
) -> None:
    routes = {
        (method.lower(), re.sub(r"<(?:[^<>:]*:)?([^<>]*)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    base = document["servers"][0]["url"]
    assert {(method, base + path) for method, path in operations(document)} == routes


def test_it_is_a_document_of_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(document["info"])
    names = []
    for (method, path), said in operations(document).items():
        assert method in METHODS
        assert said["summary"]
        names.append(said["operationId"])
        in_path = {p["name"] for p in said["parameters"] if p["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        for parameter in said["parameters"]:
            assert parameter["required"] or parameter["in"] != "path"
            assert parameter["schema"]
        assert [status for status in said["responses"] if status.startswith("2")]
        assert all(answer["description"] for answer in said["responses"].values())
        assert {key for one in said["security"] for key in one} <= set(
            document["components"]["securitySchemes"]
        )
    assert len(set(names)) == len(names)


def test_every_shape_it_points_to_is_there_and_none_is_idle(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    named = set(re.findall(r"'#/components/schemas/(\w+)'", str(document)))
    assert named == set(schemas)
    assert all(said.get("type") or said.get("enum") for said in schemas.values())


def test_a_body_it_describes_is_the_body_that_is_taken(document: dict[str, Any]) -> None:
    new = document["components"]["schemas"]["NewCase"]
    assert new["additionalProperties"] is False
    assert set(new["required"]) == {"kind", "subject", "body"}
    assert new["properties"]["subject"]["maxLength"] == 300
    steps = operations(document)["post", "/cases/{reference}/steps/{step}"]
    (step,) = [p for p in steps["parameters"] if p["name"] == "step"]
    assert "dismiss" in step["schema"]["enum"]
    assert {"200", "401", "403", "404", "409", "412", "428"} <= set(steps["responses"])
