"""/api/v1/openapi.json: made from the routes, their descriptions and the models they use."""

import re
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from typing import Any, get_args

from flask import Flask, Response, current_app
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from werkzeug.routing import Rule

from app.actions.take_step import ACTIONS
from app.web.api._blueprint import OPERATIONS, Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.shapes import Document, Problem

REF = "#/components/schemas/{model}"
EVER = (500, 503)  # what any call may meet
HEADERS = {
    "If-Match": ("The version that was read, in quotes: its ETag", True),
    "Idempotency-Key": ("A key of the caller's own: the same call again is kept once", False),
}
KEYS = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Made by `flask user token`"},
    "caseSecret": {
        "type": "apiKey", "in": "header", "name": "Authorization",
        "description": "The word `Case`, a blank, and the secret code of the case",
    },
}  # fmt: skip


@blueprint.get("/openapi.json")
@describes(Operation("This document", Document, keys=()))
def openapi() -> Response:
    """The description of the whole API."""
    return tell(Document(**document(current_app)))


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every API route of ``app``."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{blueprint.name}."):
            operation = OPERATIONS[rule.endpoint]
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                paths.setdefault(_path(rule), {})[method.lower()] = _told(rule, operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Siang", "version": "1", "description": "เสียงของประชาชน ถึงสำนักงาน"},
        "servers": [{"url": blueprint.url_prefix}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": _schemas(), "securitySchemes": KEYS},
    }


def _path(rule: Rule) -> str:
    path = rule.rule.removeprefix(blueprint.url_prefix or "")
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


def _told(rule: Rule, operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": rule.endpoint.partition(".")[2],
        "summary": operation.summary,
        "security": [{key: []} for key in operation.keys],
        "parameters": [*_in_path(rule), *_in_query(operation.query), *_in_headers(operation)],
        "responses": _responses(operation),
    }
    if operation.takes:
        told["requestBody"] = {"required": True, "content": _json(_any(operation.takes))}
    return told


def _in_path(rule: Rule) -> Iterable[dict[str, Any]]:
    for name in sorted(rule.arguments):
        number = f"<int:{name}>" in rule.rule
        schema: dict[str, Any] = {"type": "integer" if number else "string"}
        if name == "step":
            schema["enum"] = list(ACTIONS)
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(model: type[BaseModel] | None) -> Iterable[dict[str, Any]]:
    schema = model.model_json_schema(ref_template=REF) if model else {}
    for name, said in schema.get("properties", {}).items():
        needed = name in schema.get("required", ())
        yield {"name": name, "in": "query", "required": needed, "schema": said}


def _in_headers(operation: Operation) -> Iterable[dict[str, Any]]:
    for name in operation.headers:
        description, needed = HEADERS[name]
        yield {"name": name, "in": "header", "required": needed, "description": description,
               "schema": {"type": "string"}}  # fmt: skip


def _responses(operation: Operation) -> dict[str, Any]:
    unknown = (401, 404) if "bearer" in operation.keys else (401,) if operation.keys else ()
    errors = sorted({*operation.errors, *unknown, *EVER})
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    return {
        str(operation.status): _done(operation),
        **{str(e): {"description": HTTPStatus(e).phrase, "content": problem} for e in errors},
    }


def _done(operation: Operation) -> dict[str, Any]:
    done: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if isinstance(operation.gives, str):
        return {**done, "content": {operation.gives: {}}}
    if "If-Match" in operation.headers:
        told = {"description": "The new version, in quotes", "schema": {"type": "string"}}
        done["headers"] = {"ETag": told}
    return {**done, "content": _json(_any(_models(operation)))}


def _models(operation: Operation) -> tuple[type[BaseModel], ...]:
    if isinstance(operation.gives, str):
        return ()
    return get_args(operation.gives) or (operation.gives,)


def _any(models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    refs = [{"$ref": REF.format(model=model.__name__)} for model in models]
    return refs[0] if len(refs) == 1 else {"anyOf": refs}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


@cache
def _schemas() -> dict[str, Any]:
    """Every model that a call takes or gives; a query stands beside its call, name by name."""
    used: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for operation in OPERATIONS.values():
        used |= dict.fromkeys(_models(operation), "serialization")
        used |= dict.fromkeys(operation.takes, "validation")
    _, made = models_json_schema(list(used.items()), ref_template=REF)
    schemas: dict[str, Any] = made["$defs"]
    return schemas
