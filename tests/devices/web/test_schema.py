from __future__ import annotations

import io
import json
from typing import get_args

import httpx
import pytest
import schemathesis

from devices.link.commands import AnyCommand
from devices.web.app import make_app
from tests.devices.web.halls import PaperHall, browser, clock


async def fetched(path: str) -> httpx.Response:
    async with browser(make_app(PaperHall(), clock=clock), host="192.168.1.20") as client:
        return await client.get(path)


async def test_the_schema_is_served_as_json_and_as_yaml_and_says_the_same() -> None:
    plain, by_name, as_yaml = [
        await fetched(path) for path in ("/schema", "/schema/openapi.json", "/schema/openapi.yaml")
    ]

    assert (
        plain.json() == by_name.json() == schemathesis.openapi.from_file(io.StringIO(as_yaml.text)).raw_schema
    )
    assert set(plain.json()["paths"]) == {"/api/v1/hall", "/api/v1/tickets/{ticket_id}", "/api/v1/commands"}


async def test_every_command_is_described_with_its_closed_set_of_fields() -> None:
    document = (await fetched("/schema")).json()
    shapes = document["components"]["schemas"]

    for command in get_args(AnyCommand):
        shape = shapes[command.__name__]
        assert shape["properties"]["do"]["enum"] == [command.__struct_config__.tag]
        assert shape["additionalProperties"] is False
    assert shapes["Rate"]["properties"]["reasons"]["items"] == {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
    }


async def test_every_reference_leads_somewhere() -> None:
    text = (await fetched("/schema")).text
    shapes = json.loads(text)["components"]["schemas"]

    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= shapes.keys()


async def test_a_command_needs_a_token_and_a_key() -> None:
    command = (await fetched("/schema")).json()["paths"]["/api/v1/commands"]["post"]

    assert command["security"] == [{"token": []}]
    (key,) = command["parameters"]
    assert (key["name"], key["in"], key["required"]) == ("Idempotency-Key", "header", True)
    assert {"200", "400", "401", "403", "409", "413", "503"} <= command["responses"].keys()


@pytest.mark.parametrize("ui", ["swagger", "redoc", "elements", "rapidoc", "scalar"])
async def test_no_page_that_would_load_scripts_from_afar_is_offered(ui: str) -> None:
    assert (await fetched(f"/schema/{ui}")).status_code == 404
