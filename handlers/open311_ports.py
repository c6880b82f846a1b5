"""What the door for other city systems asks of the rest of the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.web_words import Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is refused: the HTTP status and a sentence."""

    status: int
    sentence: Sentence


class Refused(Exception):  # noqa: N818 - the plain name of what happened
    """Another system asked for something that it does not get."""

    def __init__(self, fault: Fault, wait: int = 0) -> None:
        super().__init__(fault.sentence.english)
        self.fault, self.wait = fault, wait
        """`wait`: after how many seconds it may be tried again; 0 where that would not help."""


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of issue (`service`)."""

    code: str
    name: str
    description: str
    keywords: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """An issue (`request`)."""

    number: str
    open: bool
    notes: str
    service_name: str
    service_code: str
    description: str
    agency: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    address: str
    address_id: str
    """Code of the grid, the village or the city."""
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which requests are asked for; numbers go before everything else."""

    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    still_open: bool | None = None
    """None: both."""
    page: int = 1
    size: int = 0
    """0: as many as there may be."""


@dataclass(frozen=True, slots=True)
class Report:
    """What another system files. Who reported it there is not read at all."""

    body: bytes
    """As it came: the same body again is the same report."""
    code: str
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    address_id: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    number: str
    notice: str


@dataclass(frozen=True, slots=True)
class About:
    """What is told to everybody, key or not: where the endpoint is and whom to ask for a key."""

    url: str
    contact: str
    changed: str
    live: bool
    """Not a sample city."""


class Desk(Protocol):
    """Every method may raise Refused."""

    def about(self) -> About: ...

    def admit(self, key: str, jurisdiction: str) -> str:
        """The name of the system whose key it is; an empty jurisdiction is this city's."""
        ...

    def services(self) -> tuple[Service, ...]: ...

    def service(self, code: str) -> Service: ...

    async def requests(self, question: Question) -> tuple[ServiceRequest, ...]:
        """The newest first."""
        ...

    async def file(self, system: str, report: Report) -> Filed: ...
