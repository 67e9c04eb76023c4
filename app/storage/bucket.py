"""An S3-compatible bucket as the store; its answer to PUT is the promise."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from obstore.exceptions import BaseError
from obstore.store import S3Store

from app.storage.stores import StoreAway

_WAIT, _CONNECT, _RETRY = timedelta(seconds=60), timedelta(seconds=5), timedelta(seconds=30)


class Bucket:
    """Objects below a prefix; each is written whole or not at all."""

    def __init__(self, url: str, aws: dict[str, str]) -> None:
        name, _, prefix = url.removeprefix("s3://").partition("/")
        plain = aws.get("aws_endpoint", "").startswith("http://")  # config allows only loopback
        self._objects = S3Store(
            name, prefix=prefix.strip("/") or None,
            config={
                **aws, "virtual_hosted_style_request": False, "checksum_algorithm": "SHA256",
            },  # type: ignore[arg-type]  # aws has the names of its settings
            client_options={"allow_http": plain, "timeout": _WAIT, "connect_timeout": _CONNECT},
            retry_config={"max_retries": 2, "retry_timeout": _RETRY},
        )  # fmt: skip

    def write(self, key: str, content: bytes) -> None:
        """The server has all of it, by its checksum."""
        with _answering():
            self._objects.put(key, content, use_multipart=False)

    def read(self, key: str) -> bytes:
        """The bytes; FileNotFoundError when there are none."""
        with _answering():
            return bytes(self._objects.get(key).bytes())

    def has(self, key: str) -> bool:
        """Whether there is such an object."""
        try:
            with _answering():
                self._objects.head(key)
        except FileNotFoundError:
            return False
        return True

    def remove(self, key: str) -> None:
        """It is gone, if it ever was."""
        with _answering(), suppress(FileNotFoundError):
            self._objects.delete(key)

    def names(self) -> Iterator[str]:
        """A thousand at a time."""
        with _answering():
            for some in self._objects.list():
                yield from (one["path"] for one in some)

    def written_at(self, key: str) -> datetime:
        """The server's time."""
        with _answering():
            return self._objects.head(key)["last_modified"]

    def has_room(self) -> bool:
        """A bucket has no end that we know of."""
        return True


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StoreAway(type(error).__name__) from error
