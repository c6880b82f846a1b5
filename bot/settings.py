"""The environment, checked at start."""

import hmac
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, StringConstraints, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

VERSION = "0.1.0"
OFFICIAL = "https://api.telegram.org"
HOUSE = Path(__file__).parent.parent
WEBHOOK_PATH = "/telegram"
"""Where updates are brought if the address names no path of its own."""
SHORTEST_KEY = 16
"""Characters of a key for another system: it must not be guessed."""


class Settings(BaseSettings):
    """Every setting is an environment variable that begins with CUNBANG_."""

    model_config = SettingsConfigDict(
        env_prefix="CUNBANG_", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    telegram_token: SecretStr | None = None
    """From @BotFather; without it Telegram stays off."""
    telegram_api: Annotated[str, StringConstraints(pattern=r"^https?://")] = OFFICIAL
    """The Bot API server."""
    listen: Annotated[str, StringConstraints(pattern=r"^[^:]*:\d{1,5}$")] = "127.0.0.1:8080"
    """Host and port of the web page."""
    metrics: Annotated[str, StringConstraints(pattern=r"^([^:]*:\d{1,5})?$")] = ""
    """Host and port where a monitoring system reads figures; off without. Not for the public."""
    public_url: str = ""
    """How the page is reached from outside, for links and QR codes; http://<listen> if empty."""
    webhook_url: str = ""
    """Where Telegram brings its updates, https; without it they are asked for (long polling)."""
    data: Path = Path("data")
    """Where the files and the keys lie, and the database unless it is elsewhere."""
    database: SecretStr | None = None
    """`postgresql://…`; without it the records are an SQLite file in the data folder."""
    catalogue: Path = HOUSE / "catalogue"
    """Services, certificates and places, as the office edits them."""
    sample: bool | None = None
    """Load the sample city; on by default while Telegram is off and no village is entered."""
    log: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "warning"
    """What is written to the log on stderr."""
    keep_letters: Annotated[int, Field(ge=30, le=3650)] = 365
    """Days after which what was said to somebody is deleted."""
    keep_errors: Annotated[int, Field(ge=7, le=3650)] = 90
    """Days after which the traces of what went wrong are deleted."""
    keep_unreached: Annotated[int, Field(ge=30, le=3650)] = 365
    """Days for which it is kept who had to be told by phone, once they were."""
    open311_keys: SecretStr | None = None
    """Other city systems and their keys, `name:key,name2:key2`; without any, Open311 stays off."""

    @field_validator("telegram_token")
    @classmethod
    def _token_looks_right(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value():
            return None
        number, _, rest = token.get_secret_value().partition(":")
        if not number.isdecimal() or len(rest) < 10:
            raise ValueError("不像机器人的口令，应当像 123456789:AA… 这样（向 @BotFather 要）")
        return token

    @field_validator("database")
    @classmethod
    def _is_postgresql(cls, database: SecretStr | None) -> SecretStr | None:
        if database is None or not database.get_secret_value():
            return None
        if not re.match(r"postgres(ql)?://", database.get_secret_value()):
            raise ValueError(
                "写成 postgresql://用户:密码@机器/库名；不写就用 data 里的 SQLite 文件"
            )
        return database

    @field_validator("webhook_url")
    @classmethod
    def _telegram_would_take_it(cls, url: str) -> str:
        """Telegram brings updates over TLS only; loopback is for trying out."""
        if not url:
            return url
        told = urlsplit(url)
        at_home = told.scheme == "http" and told.hostname in ("127.0.0.1", "localhost")
        if (told.scheme != "https" and not at_home) or not told.hostname or told.query:
            raise ValueError("写成 https://……，例如 https://cunbang.example.cn/telegram")
        return url.rstrip("/") if told.path.strip("/") else url.rstrip("/") + WEBHOOK_PATH

    @field_validator("open311_keys")
    @classmethod
    def _keys_are_named_and_long(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is None or not keys.get_secret_value().strip():
            return None
        pairs = named_keys(keys.get_secret_value())
        names, values = [name for name, _ in pairs], [key for _, key in pairs]
        if not all(key and re.fullmatch(r"[\w.-]{1,40}", name) for name, key in pairs):
            raise ValueError(
                "每把钥匙写成 名字:钥匙，用逗号隔开，例如 rexian12345:…（名字不带空格）"
            )
        if any(len(key) < SHORTEST_KEY for key in values):
            raise ValueError(f"钥匙至少{SHORTEST_KEY}个字符。可以用 openssl rand -hex 16 做一把")
        if len({*names}) < len(names) or len({*values}) < len(values):
            raise ValueError("有两把钥匙的名字一样，或者两家用同一把：一家一把，名字各不相同")
        return keys

    @field_validator("listen", "metrics")
    @classmethod
    def _port_exists(cls, listen: str) -> str:
        if listen and int(listen.rpartition(":")[2]) > 65535:
            raise ValueError("端口最大是 65535，例如 127.0.0.1:8080")
        return listen

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0] or "127.0.0.1"

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def open311(self) -> dict[str, str]:
        """The key of each other system by its name."""
        return dict(named_keys(self.open311_keys.get_secret_value())) if self.open311_keys else {}

    @property
    def webhook_path(self) -> str:
        return urlsplit(self.webhook_url).path

    @property
    def webhook_secret(self) -> str:
        """What Telegram says with every update it brings; the same on every replica."""
        assert self.telegram_token
        token = self.telegram_token.get_secret_value().encode()
        return hmac.new(token, b"cunbang.webhook", "sha256").hexdigest()

    @property
    def keep(self) -> dict[str, timedelta]:
        """How long what ages is kept."""
        days = {
            "letters": self.keep_letters,
            "errors": self.keep_errors,
            "unreached": self.keep_unreached,
            "looks": self.keep_letters,
        }
        return {name: timedelta(days=count) for name, count in days.items()}

    @property
    def with_sample(self) -> bool:
        return self.sample if self.sample is not None else self.telegram_token is None


def named_keys(written: str) -> list[tuple[str, str]]:
    pairs = (each.partition(":") for each in written.split(",") if each.strip())
    return [(name.strip(), key.strip()) for name, _, key in pairs]
