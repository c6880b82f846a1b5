"""The environment, checked at start."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

OFFICIAL = "https://api.telegram.org"
HOUSE = Path(__file__).parent.parent


class Settings(BaseSettings):
    """Every setting is an environment variable that begins with CUNBANG_."""

    model_config = SettingsConfigDict(env_prefix="CUNBANG_", extra="ignore", frozen=True)

    telegram_token: SecretStr | None = None
    """From @BotFather; without it Telegram stays off."""
    telegram_api: Annotated[str, StringConstraints(pattern=r"^https?://")] = OFFICIAL
    """The Bot API server."""
    listen: Annotated[str, StringConstraints(pattern=r"^[^:]*:\d{1,5}$")] = "127.0.0.1:8080"
    """Host and port of the web page."""
    public_url: str = ""
    """How the page is reached from outside, for links and QR codes; http://<listen> if empty."""
    data: Path = Path("data")
    """Where the database, the files and the keys lie."""
    catalogue: Path = HOUSE / "catalogue"
    """Services, certificates and places, as the office edits them."""
    sample: bool | None = None
    """Load the sample city; on by default while Telegram is off and no village is entered."""
    log: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "warning"
    """What is written to the log on stderr."""

    @field_validator("telegram_token")
    @classmethod
    def _token_looks_right(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value():
            return None
        number, _, rest = token.get_secret_value().partition(":")
        if not number.isdecimal() or len(rest) < 10:
            raise ValueError("不像机器人的口令，应当像 123456789:AA… 这样（向 @BotFather 要）")
        return token

    @field_validator("listen")
    @classmethod
    def _port_exists(cls, listen: str) -> str:
        if int(listen.rpartition(":")[2]) > 65535:
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
    def with_sample(self) -> bool:
        return self.sample if self.sample is not None else self.telegram_token is None
