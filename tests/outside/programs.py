"""A program that speaks the API, with a token of its own or without."""

from typing import Any

from playwright.sync_api import APIRequestContext, APIResponse, Playwright


class Program:
    """Everything under ``/api/v1``, with an ``Authorization`` if there is one."""

    def __init__(self, playwright: Playwright, url: str, authorization: str = "") -> None:
        headers = {"Authorization": authorization} if authorization else {}
        self._http: APIRequestContext = playwright.request.new_context(extra_http_headers=headers)
        self._base = f"{url}/api/v1"

    def get(self, path: str) -> Any:
        """The body of a good answer."""
        answer = self._http.get(f"{self._base}{path}")
        assert answer.ok, (path, answer.status, answer.text())
        return answer.json()

    def post(self, path: str, body: dict[str, Any], **headers: str) -> APIResponse:
        """Any answer; header names are written with ``_`` for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._http.post(f"{self._base}{path}", data=body, headers=named)

    def step(
        self, reference: str, step: str, body: dict[str, Any], version: int | None
    ) -> APIResponse:
        """A step is asked for, on the version that the program has seen."""
        headers = {} if version is None else {"If_Match": f'"{version}"'}
        return self.post(f"/cases/{reference}/steps/{step}", body, **headers)

    def close(self) -> None:
        """It speaks no more."""
        self._http.dispose()
