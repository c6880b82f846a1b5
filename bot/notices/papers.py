"""The picture of a notice, with the way to its page."""

import asyncio
from dataclasses import dataclass
from functools import partial

from bot.file_room import Gone
from bot.issues.papers import day
from bot.letters import World
from bot.records import Records
from conversations.facts import Me
from domain.notices.notice import Notice
from papers.notice_picture import notice_picture
from storage.notices.lists import notice_numbered


@dataclass(frozen=True, slots=True)
class NoticePapers:
    records: Records
    world: World

    async def picture(self, subject: str) -> bytes:
        """`<number>:<moment>`: as it is when it is asked for."""
        number = subject.partition(":")[0]
        notice = await self.records.run(partial(notice_numbered, number=number))
        if notice is None:
            raise Gone(subject)
        first, last = self._days(notice)
        return await asyncio.to_thread(
            notice_picture,
            notice.title,
            notice.text,
            f"公示：{first}到{last}",
            f"有不同意见，请在{last}前说",
            f"{self.world.url}/n/{notice.number}",
        )

    def _days(self, notice: Notice) -> tuple[str, str]:
        zone = self.world.facts(Me(), notice.opened_at).zone
        first, last = notice.opened_at.astimezone(zone), notice.until.astimezone(zone)
        return day(first.date()), day(last.date())
