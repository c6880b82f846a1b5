"""反映问题: somebody reports what is wrong; a danger to life goes first and is sent at once."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.effects import Effect, RedrawCards, Tell, ToPost
from conversations.entries import Spoken
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome, Start
from conversations.issues.about import (
    matter,
    open_button,
    rules,
    stage_words,
    told,
    why_not,
)
from conversations.issues.acting import deed, moved, my_seat
from conversations.issues.cards import view
from conversations.issues.facts import IssueNumbered, Lately, ReportsLately, StaffAround
from conversations.issues.filing import filed, new_issue, sent_reply
from conversations.issues.report_places import (
    near_by,
    same_question,
    the_area,
    where_questions,
)
from conversations.issues.reporting import (
    AFTER,
    FOUND_BY,
    MENDED,
    SHORT,
    SINCE_WHEN,
    STEPS,
    UP,
    WHAT_NOW,
    complains,
    danger_named,
    in_danger,
    in_field,
    kind_meant,
    old_photo,
    review_question,
    sight_question,
    the_sight,
    the_wrong,
    which_danger,
)
from conversations.issues.wrongs import what_is_wrong
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.sights import Seen
from conversations.words import Words, lines, say
from domain.issues.issue import Issue
from domain.issues.moves import Ground, Move, NotAllowed
from domain.issues.rights import may
from domain.roles import Role

NUMBER = NewNumber("WG")
LATELY = ReportsLately()


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield what_is_wrong(facts)
    wrong, complaint = the_wrong(answers, facts), complains(answers, facts)
    sight = sight_question(facts, told=bool(wrong.spoken.text), complaint=complaint)
    if not in_danger(answers, facts):
        yield from _may_report(answers, facts)
        yield sight
    elif sight.key in answers.packed:
        yield sight
    if in_danger(answers, facts):
        yield from _danger(answers, facts)
    else:
        yield from _ordinary(answers, facts)


def _danger(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """What kind, where, and it is on its way: no review, no further question."""
    which = which_danger(facts)
    if which.key in answers.packed or danger_named(answers, facts) is None:
        yield which
    yield from where_questions(answers, facts)
    yield from _lookups(answers, facts)


def _lookups(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield NUMBER
    yield StaffAround(the_area(answers, facts))


def _ordinary(answers: Answers, facts: Facts) -> Iterator[Asked]:
    old = old_photo(the_sight(answers, facts), facts)
    if old:
        yield old
        if not answers[old]:
            yield Halt(Reply(say("好，那就不报了。要报现在的，请拍张新照片。"), menu=True))
    if complains(answers, facts):
        yield review_question(kind_meant(answers, facts))
        yield from _lookups(answers, facts)
        return
    yield from where_questions(answers, facts)
    kind, area = kind_meant(answers, facts), the_area(answers, facts)
    if not kind.restricted and kind.key != rules(facts).unknown:
        near = near_by(answers, facts, kind)
        yield near
        if answers[near]:
            same = same_question(facts, answers[near])
            yield same
            if answers[same] != "none":
                yield IssueNumbered(answers[same])
                yield StaffAround(area)
                return
    if in_field(facts, area):
        yield from _in_the_field(answers)
    else:
        if SHORT not in answers.packed:
            yield SINCE_WHEN
        yield review_question(kind)
    yield from _lookups(answers, facts)


def _in_the_field(answers: Answers) -> Iterator[Asked]:
    """What an officer logs besides: how it was found, and what becomes of it now."""
    yield FOUND_BY
    yield WHAT_NOW
    if answers[WHAT_NOW] == MENDED:
        yield AFTER
    if answers[WHAT_NOW] == UP:
        yield STEPS


def _may_report(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Who has agreed, is not blocked and does not flood; dangers are taken from everybody."""
    me = facts.me
    if kind_meant(answers, facts).key == "errand":
        yield Halt(Reply(say("这样的事有代办员帮您跑。"), menu=True), then=Start("request"))
    if not me.consent and not me.posts:
        wait = Reply(say("好，记下了。先认识一下，再接着说。"))
        yield Halt(wait, then=Start("welcome"), keep=True)
    if me.blocked:
        yield Halt(Reply(_by_phone(facts, say("您现在不能在这里反映问题。")), menu=True))
    if me.posts:
        return
    yield LATELY
    lately = answers[LATELY]
    if lately.count >= rules(facts).most_an_hour:
        words = say("这一个小时您已经报了{n}件，都收到了。请歇一会儿再报。", n=lately.count)
        yield Halt(Reply(_by_phone(facts, words), menu=True), _flagged(facts, lately))


def _by_phone(facts: Facts, words: Words) -> Words:
    call = say("急的请打{phone}；有危险先打 110、119、120。", phone=facts.station_phone)
    return lines(words, call)


def _flagged(facts: Facts, lately: Lately) -> tuple[Effect, ...]:
    """A person looks at whoever sends very many; nothing is decided by itself (dossier §3).

    Where any of it is not for the village to know, the city's desk hears of it, without a name.
    """
    who: str | Words = facts.me.name if lately.openly else say("有人")
    secretary = ToPost(Role.SECRETARY, facts.me.village)
    to = secretary if lately.openly else ToPost(Role.CITY_DESK, facts.city.code)
    told_of = say("{name}一个小时里报了{n}件，请您看看是不是有什么急事。", name=who, n=lately.count)
    return (Tell(to, Reply(told_of), f"flood:{facts.me.id}:{facts.now:%Y%m%d%H}"),)


def finish(answers: Answers, facts: Facts) -> Outcome:
    staff = answers[StaffAround(the_area(answers, facts))]
    laid_down = Ground(rules(facts), staff)
    same = _same(answers, facts)
    if same is not None:
        return _followed(answers, facts, same, laid_down)
    issue = new_issue(answers, facts, answers[NUMBER], staff)
    effects = filed(answers, facts, issue, staff)
    if answers.get(WHAT_NOW) is not None:
        return _handled(answers, facts, issue, effects, laid_down)
    return Outcome((sent_reply(facts, issue, danger_named(answers, facts), staff),), effects)


def _same(answers: Answers, facts: Facts) -> Issue | None:
    number = answers.packed.get("same")
    if not isinstance(number, str) or number == "none" or in_danger(answers, facts):
        return None
    return answers[IssueNumbered(number)]


def _followed(answers: Answers, facts: Facts, issue: Issue, laid_down: Ground) -> Outcome:
    """It is this one: counted, its pictures added, and every step of it told."""
    seen = the_sight(answers, facts)
    what = Move.ADD if not may(issue, facts.me.id, (), Move.FOLLOW, rules(facts)) else Move.FOLLOW
    try:
        after, effects = moved(
            facts,
            issue,
            deed(facts, what, seen.words),
            laid_down,
            why=Spoken(seen.words, seen.voice),
            photos=seen.files,
        )
    except NotAllowed as refused:
        return Outcome((Reply(why_not(issue, refused.why), ((open_button(issue),),)),))
    words = lines(
        say("✅ 记上了，一共{n}人报过这件。", n=after.reporters),
        say("{matter}：{stage}", matter=matter(facts, after), stage=stage_words(after)),
        say("进展我一样告诉您。"),
    )
    reply = Reply(words, ((open_button(after),),), menu=True, about=told(after.number))
    return Outcome((reply,), (*effects, RedrawCards(after.number)))


def _handled(
    answers: Answers,
    facts: Facts,
    issue: Issue,
    effects: tuple[Effect, ...],
    laid_down: Ground,
) -> Outcome:
    """Logged by an officer, who takes it, has mended it already, or sends it up."""
    seen, steps = answers.get(AFTER) or Seen(), answers.get(STEPS) or Spoken()
    now, before = answers[WHAT_NOW], the_sight(answers, facts).files
    seat = my_seat(facts, issue)
    deeds = [deed(facts, Move.TAKE, to=seat)]
    if now == MENDED:
        deeds.append(deed(facts, Move.DO, seen.words))
    if now == UP:
        deeds.append(deed(facts, Move.ESCALATE, steps.text))
    for each in deeds:
        spoken = {Move.DO: Spoken(seen.words, seen.voice), Move.ESCALATE: steps}.get(each.move)
        photos = seen.files if each.move is Move.DO else ()
        try:
            issue, more = moved(
                facts, issue, each, laid_down, why=spoken, photos=photos, earlier=before
            )
        except NotAllowed:
            break  # nobody above: it stays with the one who logged it
        effects = (*effects, *more)
    shown = view(facts, issue)
    reply = replace(shown, text=lines(say("✅ 登记好了。"), shown.text, by="\n\n"))
    return Outcome((reply,), effects)


FLOW = Flow(
    "report",
    say("反映问题"),
    questions,
    finish,
    needs_consent=False,
    brings=frozenset({"kind", "sos"}),
)
