"""Where somebody stands between their talks: one under way, others put aside, and how each begins."""

from dataclasses import dataclass, replace

from conversations.catalog import CATALOG
from conversations.effects import Effect
from conversations.engine import Look, Scene, Step, Talk, begin, resume
from conversations.facts import Facts
from conversations.flow import Flow, Start
from conversations.messages import Button, Reply
from conversations.questions import Json
from conversations.starts import start_button
from conversations.words import NOTHING, Words, say

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


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one person: what is known, and where they stand."""

    facts: Facts
    look: Look
    standing: Standing

    def _scene(self, flow: Flow) -> Scene:
        return Scene(flow, self.facts, self.look)

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
        if step.rest is not None:
            parked = (*(t for t in standing.parked if t.flow != step.rest.flow), step.rest)
            heard = replace(heard, standing=replace(standing, parked=parked[-MOST_PARKED:]))
        if step.outcome and step.outcome.then and chained < MOST_CHAINED:
            return self._chained(heard, step.outcome.then, chained + 1)
        if step.talk is None and standing.parked:
            return replace(heard, replies=(*heard.replies, self._offer(standing.parked[-1])))
        return heard

    def _revision(self) -> int:
        talk = self.standing.talk
        return max(self.standing.revision, talk.revision if talk else 0)

    def _chained(self, heard: Heard, start: Start, chained: int) -> Heard:
        """The next talk begins in the same turn; after effects as a button: its facts come later."""
        if not heard.effects:
            nxt = replace(self, standing=heard.standing)._start(start, park=False, chained=chained)
            return replace(nxt, replies=(*heard.replies, *nxt.replies), chosen=heard.chosen)
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


def _worth_keeping(talk: Talk) -> bool:
    """Only a talk in which something was answered beyond what its button brought."""
    return set(talk.answers) > set(talk.given) and talk.flow != "welcome"
