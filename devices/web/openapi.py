"""The API's own description at ``/schema``: JSON and YAML, without a page that would load scripts from afar.

Shapes of the wire contract come from msgspec itself, so that what is described is exactly what is decoded
(Litestar's own rendering loses the bounds of tuple elements and the closed set of fields).
"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Tag

from devices.link.commands import AnyCommand
from devices.link.messages import Done
from devices.link.rows import TicketRow
from devices.web.problem import Asking, Problem
from devices.web.public import HallNow

PATH = "/schema"
TOKEN = "token"  # noqa: S105 - the name of the scheme, no secret

_, _described = msgspec.json.schema_components(
    (AnyCommand, Done, TicketRow, HallNow, Problem), ref_template="#/components/schemas/{name}"
)
# Through JSON, so that defaults are JSON's values and no tuples, which YAML would name as Python's.
_SHAPES: dict[str, dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(_described))


def exact(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the contract's own shapes in the place of derived ones of the same name."""
    components = document["components"]
    shapes = {name: _SHAPES.get(name, shape) for name, shape in components["schemas"].items()}
    return {**document, "components": {**components, "schemas": {**shapes, **_SHAPES}}}


class _Json(JsonRenderPlugin):
    def render(self, request: Asking, openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, exact(openapi_schema))


class _Yaml(YamlRenderPlugin):
    def render(self, request: Asking, openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, exact(openapi_schema))


def description(version: str) -> OpenAPIConfig:
    """What Litestar needs to describe the API."""
    return OpenAPIConfig(
        title="Hall",
        version=version,
        description=(
            "The hall now, one ticket, and every command of the wire contract. Errors are "
            "{code, zh, en}; codes never change their meaning."
        ),
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        tags=[Tag(name="hall", description="The hall, its tickets and its commands.")],
        path=PATH,
        render_plugins=[_Json(), _Yaml()],
        components=Components(
            security_schemes={
                TOKEN: SecurityScheme(
                    type="http",
                    scheme="bearer",
                    description="A token made by `hall token`; it gives the role.",
                )
            }
        ),
        use_handler_docstrings=True,
    )
