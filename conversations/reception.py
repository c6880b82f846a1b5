"""Receives whatever a person does and leads it to the right talk; nobody is left without an answer."""

import re
from dataclasses import dataclass, replace

from conversations.catalog import CATALOG
from conversations.effects import Effect
from conversations.engine import Look, Scene, Step, Talk, advance, begin, resume
from conversations.entries import file_problem
from conversations.facts import Facts
from conversations.flow import Flow, Start
from conversations.menu import COMMANDS, item_meant
from conversations.messages import (
    Attached,
    Button,
    FileKind,
    FileRef,
    Input,
    Left,
    Located,
    Opened,
    Reply,
    Said,
    SharedContact,
    Tapped,
    Unusable,
)
from conversations.questions import Json
from conversations.sheets import Photos
from conversations.starts import read_start, start_button
from conversations.words import NOTHING, Words, lines, say
from domain.guess import guess_certificates, guess_services
from domain.numbers import looks_like_number

SHEET = Photos(key="sheet", text=NOTHING)
GO_ON, DROP = "r:on", "r:drop"
MOST_PARKED = 3
MOST_CHAINED = 3
"""Talks that may follow one another in one turn, so that a mistake cannot go round for ever."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: the talk under way, those put aside, the count of their moves."""

    talk: Talk | None = None
    parked: tuple[Talk, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    standing: Standing
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    chosen: Words | None = None
    redraw: bool = False


OFFER_WORDS = {"接着办": GO_ON, "接着": GO_ON, "继续": GO_ON, "不要了": DROP}
INVITATION = re.compile(r"[2-9a-z]{4}(-[2-9a-z]{4}){2}")
"""How a code looks that somebody copied from paper (bot/invite.py)."""


@dataclass(frozen=True, slots=True)
class Reception:
    """One turn of one person: what is known, and where they stand."""

    facts: Facts
    look: Look
    standing: Standing

    def hear(self, came: Input) -> Heard:
        match came:
            case Left():
                return Heard(self.standing)
            case Opened(payload):
                return self._opened(payload)
            case Tapped(token) if start := read_start(token):
                return self._tapped_start(start)
            case Tapped(token) if token in {GO_ON, DROP}:
                return self._parked(token)
            case Said(text) if self._waits() and text.strip() in OFFER_WORDS:
                return self._parked(OFFER_WORDS[text.strip()])
            case Said(text) if start := self._named(text):
                return self._start(start, park=True)
            case Said(text) if text.strip() in COMMANDS and not COMMANDS[text.strip()]:
                return self._menu(say("请按下面的数字。"), park=True)
        if self.standing.talk:
            return self._go_on(self.standing.talk, came)
        return self._out_of_the_blue(came)

    def _waits(self) -> bool:
        """A talk that was put aside has been offered, and nothing else is under way."""
        return bool(self.standing.parked) and self.standing.talk is None

    def _scene(self, flow: Flow) -> Scene:
        return Scene(flow, self.facts, self.look)

    def _opened(self, payload: str) -> Heard:
        if payload.startswith("v_"):
            return self._from_poster(payload[2:])
        if payload:
            return self._start(Start("join", {"code": payload}), park=True)
        if self.standing.talk:
            return self._again(self.standing.talk, say("接着上次的来："))
        if not self.facts.me.consent:
            return self._start(Start("welcome"), park=False)
        return self._menu(say("{name}，您好！要办什么，按下面的数字。", name=self.facts.me.name))

    def _from_poster(self, village: str) -> Heard:
        if village not in self.facts.city.villages:
            return self._opened("")
        if self.facts.me.consent:
            return self._opened("")
        return self._start(Start("welcome", {"village": village}), park=False)

    def _named(self, text: str) -> Start | None:
        """The talk that a menu label or a command names; a bare digit only outside a talk."""
        text = text.strip()
        item = item_meant(text, self.facts.me, digits=self.standing.talk is None)
        if item:
            return Start(item.flow)
        if INVITATION.fullmatch(text.lower()):
            return Start("join", {"code": text})
        flow = COMMANDS.get(text.lower())
        if flow and not (self.standing.talk and flow == "human"):
            return Start(flow)
        return self._proof_meant(text)

    def _proof_meant(self, text: str) -> Start | None:
        """A certificate no village may be asked for is said so at once, also while choosing."""
        talk = self.standing.talk
        choosing = talk is not None and talk.flow == "request" and "service" not in talk.answers
        if talk is not None and not choosing:
            return None
        hits = guess_certificates(text, self.facts.catalogue)
        return Start("certificate", {"certificate": hits[0].key}) if hits else None

    def _tapped_start(self, start: Start) -> Heard:
        flow = CATALOG.get(start.flow)
        if flow is None or not set(start.given) <= flow.carried:
            return self._astray()
        return self._start(start, park=True)

    def _astray(self) -> Heard:
        text = say("那个按钮已经不能用了。")
        if self.standing.talk:
            return self._again(self.standing.talk, text)
        return self._menu(text)

    def _start(self, start: Start, *, park: bool, chained: int = 0) -> Heard:
        flow = CATALOG[start.flow]
        if flow.needs_consent and not self.facts.me.consent and not self._staff():
            then: dict[str, Json] = {"flow": start.flow, "given": dict(start.given)}
            return self._start(Start("welcome", {"then": then}), park=False, chained=chained)
        standing = self._put_aside() if park else replace(self.standing, talk=None)
        step = begin(self._scene(flow), start.given, standing.revision)
        return replace(self, standing=standing)._settled(step, chained)

    def _staff(self) -> bool:
        return bool(self.facts.me.posts)

    def _put_aside(self) -> Standing:
        talk = self.standing.talk
        if talk is None or not _worth_keeping(talk):
            return replace(self.standing, talk=None)
        others = tuple(t for t in self.standing.parked if t.flow != talk.flow)
        parked = (*others, talk)[-MOST_PARKED:]
        return Standing(None, parked, max(self.standing.revision, talk.revision))

    def _go_on(self, talk: Talk, came: Input) -> Heard:
        flow = CATALOG.get(talk.flow)
        if flow is None:
            return replace(self, standing=replace(self.standing, talk=None))._menu(
                say("那件事的问法改了，请重新来一次，对不住。")
            )
        if talk.flow == "loose_photo" and isinstance(came, Attached) and _picture(came.file):
            return self._one_more(talk, came)
        match came:
            case Tapped(token):
                step = advance(self._scene(flow), talk, token)
            case Said() | Attached() | Located() | SharedContact() | Unusable():
                step = advance(self._scene(flow), talk, came)
            case _:
                return self._again(talk, NOTHING)
        return self._settled(step, 0)

    def _one_more(self, talk: Talk, came: Attached) -> Heard:
        """Another photo while one still waits for its place: they stay together."""
        sheet = SHEET.more(talk.answers["sheet"], came)
        known = bool(came.album) and talk.album == (came.album, "sheet")
        album = (came.album, "sheet") if came.album else None
        talk = replace(talk, answers={**talk.answers, "sheet": sheet}, album=album)
        if known:
            return replace(Heard(self.standing), standing=replace(self.standing, talk=talk))
        return self._again(talk, file_problem(came.file) or say("照片收到了。"))

    def _again(self, talk: Talk, note: Words) -> Heard:
        flow = CATALOG.get(talk.flow)
        if flow is None:
            return replace(self, standing=replace(self.standing, talk=None))._menu(note)
        return self._settled(resume(self._scene(flow), talk, note), 0)

    def _settled(self, step: Step, chained: int) -> Heard:
        revision = step.talk.revision if step.talk else self._revision() + 1
        standing = Standing(step.talk, self.standing.parked, revision)
        heard = Heard(
            standing,
            step.replies,
            step.outcome.effects if step.outcome else (),
            step.chosen,
            step.redraw,
        )
        if step.outcome and step.outcome.then and chained < MOST_CHAINED:
            return self._chained(heard, step.outcome.then, chained + 1)
        if step.talk is None and standing.parked:
            return replace(heard, replies=(*heard.replies, self._offer(standing.parked[-1])))
        return heard

    def _revision(self) -> int:
        talk = self.standing.talk
        return max(self.standing.revision, talk.revision if talk else 0)

    def _chained(self, heard: Heard, start: Start, chained: int) -> Heard:
        """The next talk begins in the same turn, offered as a button: its facts are not there yet."""
        del chained
        flow = CATALOG[start.flow]
        flat = {k: str(v) for k, v in start.given.items() if k in flow.carried}
        button = start_button(say("▶ 接着办：{title}", title=flow.title), flow.name, **flat)
        offer = Reply(say("您刚才要办的，按这里接着办："), ((button,),))
        return replace(heard, replies=(*heard.replies, offer))

    def _offer(self, talk: Talk) -> Reply:
        title = CATALOG[talk.flow].title if talk.flow in CATALOG else NOTHING
        rows = ((Button(say("▶ 接着办"), GO_ON), Button(say("✖ 不要了"), DROP)),)
        return Reply(say("您还有一件没说完：{title}", title=title), rows)

    def _parked(self, token: str) -> Heard:
        if not self.standing.parked:
            return self._astray()
        *others, newest = self.standing.parked
        if token == DROP:
            left = replace(self.standing, parked=tuple(others))
            return replace(self, standing=left)._menu(say("好，那件不要了。"))
        aside = self._put_aside()
        parked = tuple(t for t in aside.parked if t != newest)
        talk = replace(newest, revision=max(newest.revision, aside.revision))
        standing = Standing(talk, parked, talk.revision)
        return replace(self, standing=standing)._again(talk, say("接着上次的来："))

    def _menu(self, text: Words, *, park: bool = False) -> Heard:
        standing = self._put_aside() if park else self.standing
        replies = [Reply(text, menu=True)]
        if standing.parked and standing.talk is None:
            replies.append(self._offer(standing.parked[-1]))
        return Heard(standing, tuple(replies))

    def _out_of_the_blue(self, came: Input) -> Heard:
        match came:
            case Said(text) if number := looks_like_number(text):
                return self._start(Start("show", {"request": number}), park=False)
            case Said(text):
                return self._guessed(text)
            case Attached(file) if _picture(file) and (problem := file_problem(file)):
                return self._lost(problem)
            case Attached(file) if _picture(file):
                sheet = SHEET.more(None, came)
                return self._start(Start("loose_photo", {"sheet": sheet}), park=False)
            case Tapped():
                return self._astray()
            case Attached():
                return self._lost(say("语音我听不懂，人能听懂。请先按数字选一样，再说给代办员听。"))
            case Unusable():
                return self._lost(say("这个我看不懂。请写字、发照片，或者按数字。"))
            case _:
                return self._lost(say("收到了，可是不晓得您要办哪样。请按下面的数字。"))

    def _guessed(self, text: str) -> Heard:
        hits = guess_services(text, self.facts.catalogue)[:4]
        if not hits:
            return self._lost(NOTHING)
        services = [self.facts.catalogue.services[hit.key] for hit in hits]
        if not self.facts.me.consent and not self._staff():
            then: dict[str, Json] = {"flow": "request", "given": {"service": services[0].key}}
            return self._start(Start("welcome", {"then": then}), park=False)
        rows = tuple(
            (start_button(say("▶ {name}", name=s.name), "request", service=s.key),)
            for s in services
        )
        return Heard(self.standing, (Reply(say("您是要办这个吗？按一下就开始。"), rows),))

    def _lost(self, note: Words) -> Heard:
        if not self.facts.me.consent and not self._staff():
            return self._start(Start("welcome"), park=False)
        hello = say("您要办什么？按下面的数字，或者直接写，比如“残疾证”。")
        return self._menu(lines(note, hello))


def _picture(file: FileRef) -> bool:
    return file.kind in {FileKind.PHOTO, FileKind.DOCUMENT}


def _worth_keeping(talk: Talk) -> bool:
    """Only a talk in which something was answered beyond what its button brought."""
    return set(talk.answers) > set(talk.given) and talk.flow != "welcome"


def hear(facts: Facts, look: Look, standing: Standing, came: Input) -> Heard:
    """One turn, pure: the same facts and input always say the same."""
    return Reception(facts, look, standing).hear(came)
