"""Receives whatever a person does and leads it to the right talk; nobody is left without an answer."""

import re
import unicodedata
from dataclasses import dataclass, replace

from conversations.catalog import CATALOG
from conversations.duty.in_group import in_group
from conversations.engine import Look, Talk, advance, walk
from conversations.entries import file_problem
from conversations.facts import Facts
from conversations.flow import Flow, Start
from conversations.issues.facts import MyIssues
from conversations.meanings import (
    alarming,
    answered,
    as_report,
    asks_how_far,
    is_number,
    numbered,
    offers,
    picture,
    reports,
)
from conversations.meetings.facts import MeetingCoded
from conversations.menu import COMMANDS, item_meant
from conversations.messages import (
    Attached,
    Grouped,
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
from conversations.pictures import SHEET, SIGHT, begun_by, with_picture
from conversations.questions import Json
from conversations.sheets import Pictured
from conversations.standing import DROP, GO_ON, Heard, Standing, Turn
from conversations.starts import read_start
from conversations.words import NOTHING, Words, lines, say
from domain.guess import guess_certificates, guess_services

OFFER_WORDS = {"接着办": GO_ON, "接着": GO_ON, "继续": GO_ON, "不要了": DROP}
INVITATION = re.compile(r"[2-9a-z]{4}(-[2-9a-z]{4}){2}")
"""How a code looks that somebody copied from paper (bot/invite.py)."""
CHECK_IN = re.compile(r"(?:签到|check ?in)[\s：:]*([0-9]{3} ?[0-9]{3})", re.IGNORECASE)
CHECK_OUT = re.compile(r"(?:签退|check ?out)[\s：:]*([0-9]{3} ?[0-9]{3})", re.IGNORECASE)
ONLY_A_CODE = re.compile(r"[0-9]{3} ?[0-9]{3}")
"""The code on the wall of a meeting or of an activity, typed by whoever cannot scan it."""
SCANNED = re.compile(r"z_(ZY-[0-9]{8}-[0-9]{4,6})_([0-9]{6})")
"""What the changing QR code of an activity brings."""


@dataclass(frozen=True, slots=True)
class Reception(Turn):
    """Hears whatever comes and finds the talk it belongs to."""

    def hear(self, came: Input) -> Heard:
        match came:
            case Left() | Grouped():
                return self._apart(came)
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
            case Said(text) if self._interrupts(text) and (opened := numbered(text)):
                return self._start(opened, park=True)
            case Said(text) if text.strip() in COMMANDS and not COMMANDS[text.strip()]:
                return self._menu(say("请按下面的数字。"), park=True)
        if self.standing.talk is None:
            return self._out_of_the_blue(came)
        heard = self._go_on(self.standing.talk, came)
        return replace(heard, replies=(*self._alarm(self.standing.talk, came), *heard.replies))

    def _apart(self, came: Left | Grouped) -> Heard:
        """No talk with one person: somebody left, or a group is spoken to."""
        if isinstance(came, Left):
            return Heard(self.standing)
        told = in_group(self.facts, self.look, came)
        return Heard(self.standing, told.replies, told.effects)

    def _alarm(self, talk: Talk, came: Input) -> tuple[Reply, ...]:
        alarm = alarming(self.facts, came)
        return () if alarm is None or self._listens(talk) else (alarm,)

    def _listens(self, talk: Talk) -> bool:
        """A report that is about a danger already, or that still listens for one."""
        if talk.flow != "report":
            return False
        wrong = talk.answers.get("wrong")
        if not isinstance(wrong, dict) or wrong.get("danger"):
            return True
        return isinstance(walk(self._scene(CATALOG["report"]), talk).pending, Pictured)

    def _interrupts(self, text: str) -> bool:
        """A number and nothing else, in a talk that does not ask for one."""
        talk = self.standing.talk
        return talk is not None and talk.flow != "merge_issue" and is_number(text)

    def _waits(self) -> bool:
        """A talk that was put aside has been offered, and nothing else is under way."""
        return bool(self.standing.parked) and self.standing.talk is None

    def _opened(self, payload: str) -> Heard:
        if payload.startswith("v_"):
            return self._from_poster(payload[2:])
        if payload.startswith("n_") and (opened := numbered(payload[2:])):
            return self._start(opened, park=True)
        if payload.startswith("m_"):
            return self._start(Start("check_in", {"code": payload[2:]}), park=True)
        if scanned := SCANNED.fullmatch(payload):
            given: dict[str, Json] = {"code": scanned[2], "activity": scanned[1]}
            return self._start(Start("say_code", given), park=True)
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
        if code := self._code_in(text):
            return code
        flow = COMMANDS.get(text.lower())
        if flow and not (self.standing.talk and flow == "human"):
            return Start(flow)
        return self._proof_meant(text)

    def _code_in(self, text: str) -> Start | None:
        """A code for checking in: of a meeting that is held now, else of an activity."""
        text = unicodedata.normalize("NFKC", text)
        if found := CHECK_OUT.fullmatch(text):
            return Start("say_code", {"code": found[1].replace(" ", ""), "out": "y"})
        bare = ONLY_A_CODE.fullmatch(text) if self.standing.talk is None else None
        found = CHECK_IN.fullmatch(text) or bare
        if found is None:
            return None
        code = found[found.lastindex or 0].replace(" ", "")
        flow = "check_in" if self.look(MeetingCoded(code)) else "say_code"
        return Start(flow, {"code": code})

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
        return self._start(as_report(start, self.facts), park=True)

    def _go_on(self, talk: Talk, came: Input) -> Heard:
        flow = CATALOG.get(talk.flow)
        if flow is None:
            return replace(self, standing=replace(self.standing, talk=None))._menu(
                say("那件事的问法改了，请重新来一次，对不住。")
            )
        if isinstance(came, Attached) and picture(came.file):
            if waits := self._of_album(came, *self.standing.parked):
                return self._joined(waits, came)
            if talk.flow == "loose_photo":
                return self._one_more(talk, came)
            if not self._wants_pictures(flow, talk, came):
                return self._picture_between(talk, came)
        match came:
            case Tapped(token):
                step = advance(self._scene(flow), talk, token)
            case Said() | Attached() | Located() | SharedContact() | Unusable():
                step = advance(self._scene(flow), talk, came)
            case _:
                return self._again(talk, NOTHING)
        return self._settled(step, 0)

    def _of_album(self, came: Attached, *talks: Talk) -> Talk | None:
        """The talk to which other pictures of the same album went."""
        theirs = (t for t in talks if came.album and t.album and t.album[0] == came.album)
        return next(theirs, None)

    def _one_more(self, talk: Talk, came: Attached) -> Heard:
        """Another photo while one still waits for its place: they stay together."""
        known = self._of_album(came, talk)
        if known and known.album == (came.album, ""):
            return Heard(self.standing)
        problem = SHEET.no_room(talk.answers["sheet"], came.file)
        talk = with_picture(talk, SHEET, came)
        if known and not problem:
            return Heard(replace(self.standing, talk=talk))
        return self._again(talk, problem or say("照片收到了。"))

    def _wants_pictures(self, flow: Flow, talk: Talk, came: Attached) -> bool:
        """Its question takes them, it is another of a known album, or nothing else fits it."""
        if isinstance(walk(self._scene(flow), talk).pending, Pictured):
            return True
        if talk.flow == "report":
            return False
        return bool(self._of_album(came, talk)) or not reports(self.facts, came.caption)

    def _picture_between(self, talk: Talk, came: Attached) -> Heard:
        """Joins the report under way, or begins one."""
        sight = talk.answers.get(SIGHT.key) if talk.flow == "report" else None
        if self._of_album(came, talk):
            return self._joined(talk, came)
        if problem := SIGHT.no_room(sight, came.file):
            return self._again(talk, problem)
        told = Said(came.caption) if reports(self.facts, came.caption) else None
        if talk.flow != "report" or "wrong" not in talk.answers:
            return self._shown(came, told, sight)
        return self._again(with_picture(talk, SIGHT, came), say("照片收到了，放进去了。"))

    def _joined(self, talk: Talk, came: Attached) -> Heard:
        """Another picture of an album whose report is under way, or waits for another talk."""
        problem = SIGHT.no_room(talk.answers.get(SIGHT.key), came.file)
        kept = with_picture(talk, SIGHT, came)
        parked = tuple(kept if t == talk else t for t in self.standing.parked)
        now = kept if self.standing.talk == talk else self.standing.talk
        joined = replace(self, standing=replace(self.standing, talk=now, parked=parked))
        if problem and now and talk.album != (came.album, ""):
            return joined._again(now, problem)
        return Heard(joined.standing)

    def _out_of_the_blue(self, came: Input) -> Heard:
        match came:
            case Said():
                return self._said_freely(came)
            case Attached(file) if picture(file) and (problem := file_problem(file)):
                return self._lost(problem)
            case Attached(file) if picture(file):
                return self._pictured(came)
            case Tapped():
                return self._astray()
            case Attached():
                return self._lost(say("语音我听不懂，人能听懂。请先按数字选一样，再说给人听。"))
            case Unusable():
                return self._lost(say("这个我看不懂。请写字、发照片，或者按数字。"))
            case _:
                return self._lost(say("收到了，可是不晓得您要办哪样。请按下面的数字。"))

    def _said_freely(self, said: Said) -> Heard:
        """A number, how far something is, an answer that was waited for, a report, or a service."""
        if opened := numbered(said.text):
            return self._start(opened, park=False)
        if asks_how_far(said.text):
            return self._start(Start("mine"), park=False)
        if start := self._answers(said.text):
            return self._reported(start, said)
        if reports(self.facts, said.text):
            return self._reported(Start("report"), said)
        return self._guessed(said.text)

    def _answers(self, text: str) -> Start | None:
        """Words that answer what somebody was asked about an issue of theirs; dangers go before."""
        if not self.facts.me.id or alarming(self.facts, Said(text)):
            return None
        return answered(text, self.look(MyIssues()), self.facts.me.id)

    def _pictured(self, came: Attached) -> Heard:
        """A picture whose words say what is wrong begins a report; any other is offered a place."""
        if not reports(self.facts, came.caption):
            sheet = SHEET.more(None, came)
            return self._start(Start("loose_photo", {"sheet": sheet}), park=True)
        return self._shown(came, Said(came.caption))

    def _shown(self, came: Attached, words: Said | None, before: Json = None) -> Heard:
        """A report that begins with a picture; the other pictures of its album join it."""
        start = Start("report", {SIGHT.key: SIGHT.more(before, came), "short": True})
        heard = self._reported(start, words) if words else self._start(start, park=True)
        return replace(heard, standing=begun_by(heard.standing, came))

    def _reported(self, start: Start, words: Said) -> Heard:
        """A talk, with what was said already taken as its first answer."""
        begun = self._start(start, park=True)
        talk = begun.standing.talk
        if talk is None:
            return begun
        return replace(self, standing=begun.standing)._go_on(talk, words)

    def _guessed(self, text: str) -> Heard:
        services = guess_services(text, self.facts.catalogue)[:4]
        rows = offers(self.facts, text, services)
        if not rows:
            return self._lost(NOTHING)
        if services and not self.facts.me.consent and not self._staff():
            then: dict[str, Json] = {"flow": "request", "given": {"service": services[0].key}}
            return self._start(Start("welcome", {"then": then}), park=False)
        return Heard(self.standing, (Reply(say("您是要办这个吗？按一下就开始。"), rows),))

    def _lost(self, note: Words) -> Heard:
        if not self.facts.me.consent and not self._staff():
            return self._start(Start("welcome"), park=False)
        hello = say("您要办什么？按下面的数字，或者直接写，比如“残疾证”。")
        return self._menu(lines(note, hello))


def hear(facts: Facts, look: Look, standing: Standing, came: Input) -> Heard:
    """One turn, pure: the same facts and input always say the same."""
    return Reception(facts, look, standing).hear(came)
