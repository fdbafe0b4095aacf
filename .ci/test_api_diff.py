"""What counts as a change that breaks clients."""

from __future__ import annotations

import copy
import unittest
from typing import Any

from api_diff import breaking

OLD: dict[str, Any] = {
    "paths": {
        "/a": {
            "post": {
                "parameters": [{"in": "query", "name": "q"}],
                "requestBody": {
                    "content": {"application/json": {"schema": {"properties": {"x": {}}}}}
                },
                "responses": {"200": {}, "400": {}},
                "x-scopes": ["read"],
            }
        }
    },
    "components": {"schemas": {"Problem": {"properties": {"code": {"enum": ["gone", "here"]}}}}},
}


class ApiDiff(unittest.TestCase):
    def changed(self) -> tuple[dict[str, Any], dict[str, Any]]:
        new = copy.deepcopy(OLD)
        return new, new["paths"]["/a"]["post"]

    def test_nothing_or_more_breaks_nothing(self) -> None:
        new, post = self.changed()
        self.assertEqual(breaking(OLD, new), [])
        post["parameters"].append({"in": "query", "name": "more"})
        post["responses"]["202"] = {}
        new["paths"]["/b"] = {"get": {}}
        self.assertEqual(breaking(OLD, new), [])

    def test_what_is_taken_away_is_told(self) -> None:
        new, post = self.changed()
        post["parameters"] = [{"in": "query", "name": "must", "required": True}]
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        schema["properties"], schema["required"] = {"y": {}}, ["y"]
        del post["responses"]["200"]
        post["x-scopes"] = ["admin"]
        new["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] = ["here"]
        self.assertEqual(len(breaking(OLD, new)), 7)

    def test_a_route_that_is_gone_is_told(self) -> None:
        new, _ = self.changed()
        new["paths"] = {"/a": {"get": {}}}
        self.assertEqual(breaking(OLD, new), ["POST /a: is gone"])


if __name__ == "__main__":
    unittest.main()
