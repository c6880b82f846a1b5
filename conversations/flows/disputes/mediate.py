"""A dispute is mediated: rights told, talks noted, agreed or not, more time, another mediator."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.choices import Choice, Option, YesNo
from conversations.days import Day
from conversations.disputes.about import (
    COURTS,
    STAGES,
    card,
    may_see,
    names_of,
    open_button,
    papers_of,
    read_dispute,
    rules,
    the_dispute,
)
from conversations.disputes.acting import moved
from conversations.disputes.facts import DisputesOnDesk
from conversations.disputes.quietly import quietly
from conversations.effects import ToPerson
from conversations.entries import Spoken, Telling
from conversations.facts import Facts, PeopleServing
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers, Key
from conversations.sheets import Photos
from conversations.sights import Sight
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say, verbatim
from domain.disputes.dispute import Court, Dispute, Move, after, visited
from domain.disputes.due import CLOSES, visits
from domain.disputes.rights import justice_post
from domain.records import PersonRef
from domain.roles import Role

RIGHTS = say(
    "请念给双方听：\n"
    "1. 调解不收钱，自愿；哪一方不愿意，随时可以停。\n"
    "2. 可以要求换调解的人，可以请亲友一起来。\n"
    "3. 不公开谈；名字、内容不说出去。\n"
    "4. 说好了可以写成协议，双方签字或按手印、调解的人签字，就算数；也可以口头说好，记下来。\n"
    "5. 说不成，可以去仲裁、找政府部门，或者去法院。"
)
HEARD = YesNo(key="heard", text=RIGHTS, yes=say("双方都听了，愿意调解"), no=say("有一方不愿意"))
NOTE = Sight(
    key="note",
    text=say("记一笔：问到什么、谈到哪里？写字、语音、照片都行。"),
    skip=say("没有"),
    whole=True,
)
WORDS = Telling(key="words", text=say("怎么说好的？谁做什么、什么时候。写字或者发语音。"))
PAPER = Photos(
    key="paper",
    text=say("写了协议的话，把签了字的纸拍下来发来。"),
    others=(Key(say("口头说好的，没有纸"), "spoken"),),
)
WHY_FAIL = Telling(key="why", text=say("为什么没有说成？只有调解的人、村书记和司法所看得到。"))
WHY_MORE = Telling(key="why", text=say("为什么要多些时间？"), limit=300)
OTHER_WAYS = say(
    "请告诉双方：可以去仲裁、找有关部门处理，或者去法院起诉；司法所免费给他们讲怎么走。"
)
COURT: Choice[Court] = Choice(
    key="court",
    text=say("司法确认：双方一起去法院申请，协议就和判决一样有效。现在怎样？"),
    decode=Court,
    options=tuple(Option(court.value, label) for court, label in COURTS.items()),
)
KEPT = YesNo(key="kept", text=NOTHING, yes=say("做到了"), no=say("没有做到"))
SEEN = Telling(key="seen", text=say("回访看到什么？说一句。"), skip=say("没有要说的"))
TO: Choice[str] = Choice(key="to", text=say("请谁来调解？"), decode=str)
WHY_HAND = Telling(key="why", text=say("为什么换人？"), skip=say("不说"), limit=300)


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    dispute = the_dispute(answers)
    shown = card(facts, dispute)
    return Outcome((replace(shown, files=(*shown.files, *papers_of(dispute))),))


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield DisputesOnDesk()


def _listed(answers: Answers, facts: Facts) -> Outcome:
    """The list goes to one person of the circle, who sees the names on it."""
    open_ones = answers[DisputesOnDesk()] if facts.me.posts else ()
    new = (start_button(say("➕ 登记纠纷"), "dispute"),)
    if not open_ones:
        return Outcome((Reply(say("没有您在管的纠纷。"), (new,)),))
    told = [
        say("{n}. {names}，{stage}", n=n, names=names_of(d), stage=STAGES[d.stage])
        for n, d in enumerate(open_ones, 1)
    ]
    rows: list[tuple[Button, ...]] = [
        (
            start_button(
                say("{n} {names}", n=n, names=names_of(d)), "show_dispute", dispute=d.number
            ),
        )
        for n, d in enumerate(open_ones[:6], 1)
    ]
    return Outcome((Reply(lines(say("您在管的纠纷："), *told), (*rows, new)),))


def _ask_rights(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.TELL_RIGHTS)
    yield HEARD


def _told(answers: Answers, facts: Facts) -> Outcome:
    dispute = the_dispute(answers)
    if not answers[HEARD]:
        words = say("好。有一方不愿意就不调解。确定不调了，按“没有说成”。\n{ways}", ways=OTHER_WAYS)
        return Outcome((Reply(words, ((open_button(dispute),),)),))
    told = after(dispute, Move.TELL_RIGHTS)
    return moved(facts, dispute, told, Move.TELL_RIGHTS, say("记下了：双方都听了权利，愿意调解。"))


def _ask_note(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.NOTE)
    yield NOTE


def _noted(answers: Answers, facts: Facts) -> Outcome:
    dispute, seen = the_dispute(answers), answers[NOTE]
    why = Spoken(seen.words, seen.voice)
    return moved(
        facts, dispute, after(dispute, Move.NOTE), Move.NOTE, say("记下了。"), why, seen.files
    )


def _ask_agree(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.AGREE)
    yield WORDS
    yield PAPER
    yield _perform_by(facts)


def _perform_by(facts: Facts) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    return Day(
        key="by",
        text=say("哪天以前做到？"),
        today=today,
        earliest=today,
        offers=tuple(today + timedelta(days=n) for n in (0, 7, 30)),
        latest=today + timedelta(days=1100),
    )


def _agreed(answers: Answers, facts: Facts) -> Outcome:
    """Effective when both sides and the mediator sign; spoken ones are noted down (人民调解法)."""
    dispute, paper = the_dispute(answers), answers[PAPER]
    settled = replace(
        after(dispute, Move.AGREE),
        written=bool(paper.files),
        agreement=answers[WORDS].text or "（语音）",
        agreed_at=facts.now,
        perform_by=answers[_perform_by(facts)],
        visits=visits(facts.now, rules(facts), facts.zone),
        court=Court.OPEN,
        why="",
    )
    said = say(
        "好事！记下了。第{first}天和第{last}天去回访，到时候提醒您。",
        first=rules(facts).visit_days[0],
        last=rules(facts).visit_days[-1],
    )
    return moved(facts, dispute, settled, Move.AGREE, said, answers[WORDS], paper.files)


def _ask_fail(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.FAIL)
    yield WHY_FAIL


def _failed(answers: Answers, facts: Facts) -> Outcome:
    dispute, why = the_dispute(answers), answers[WHY_FAIL]
    ended = replace(after(dispute, Move.FAIL), closed_at=facts.now, why=why.text)
    return moved(facts, dispute, ended, Move.FAIL, OTHER_WAYS, why)


def _ask_court(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.COURT)
    yield COURT


def _court(answers: Answers, facts: Facts) -> Outcome:
    dispute, court = the_dispute(answers), answers[COURT]
    noted = replace(after(dispute, Move.COURT), court=court)
    return moved(facts, dispute, noted, Move.COURT, say("记下了：{what}", what=COURTS[court]))


def _ask_visit(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.VISIT)
    dispute = the_dispute(answers)
    yield _kept(dispute)
    yield SEEN


def _kept(dispute: Dispute) -> YesNo:
    text = say("说好的：{words}\n做到了吗？", words=verbatim(dispute.agreement))
    return replace(KEPT, text=text)


def _visited(answers: Answers, facts: Facts) -> Outcome:
    dispute, seen = the_dispute(answers), answers[SEEN]
    kept = answers[_kept(dispute)]
    looked = visited(dispute, facts.now, seen.text, kept=kept)
    if not kept:
        today = facts.now.astimezone(facts.zone).date() + timedelta(days=rules(facts).target_days)
        looked = replace(looked, target_at=datetime.combine(today, CLOSES, facts.zone))
    said = say("记下了：做到了。") if kept else say("记下了：没有做到，接着调解。")
    return moved(facts, dispute, looked, Move.VISIT, said, seen)


def _ask_more(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.MORE_TIME)
    yield WHY_MORE
    yield _until(facts)


def _until(facts: Facts) -> Day:
    return replace(_perform_by(facts), key="until", text=say("要到哪天？"))


def _more_time(answers: Answers, facts: Facts) -> Outcome:
    dispute, day = the_dispute(answers), answers[_until(facts)]
    longer = replace(
        after(dispute, Move.MORE_TIME),
        target_at=datetime.combine(day, CLOSES, facts.zone),
        extended=dispute.extended + 1,
        why=answers[WHY_MORE].text,
    )
    said = say("记下了，改到{day}（第{n}次）。", day=day, n=longer.extended)
    return moved(facts, dispute, longer, Move.MORE_TIME, said, answers[WHY_MORE])


def _ask_hand(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_dispute(answers, facts, Move.HAND_OVER)
    dispute = the_dispute(answers)
    yield from _serving(facts, dispute)
    yield _to(answers, facts, dispute)
    yield WHY_HAND


def _serving(facts: Facts, dispute: Dispute) -> tuple[PeopleServing, ...]:
    office = justice_post(dispute.place, rules(facts))
    return (
        PeopleServing(Role.SECRETARY, dispute.place),
        PeopleServing(Role.CADRE, dispute.place),
        PeopleServing(office.role, office.place),
    )


def _others(answers: Answers, facts: Facts, dispute: Dispute) -> tuple[PersonRef, ...]:
    there = [p for q in _serving(facts, dispute) for p in answers[q]]
    return tuple(p for p in dict.fromkeys(there) if p.id != dispute.mediator.id)


def _to(answers: Answers, facts: Facts, dispute: Dispute) -> Choice[str]:
    others = _others(answers, facts, dispute)
    return TO.among([Option(str(p.id), verbatim(p.name)) for p in others])


def _handed(answers: Answers, facts: Facts) -> Outcome:
    """Whoever cannot go on gives it to somebody else, or up to the office for justice."""
    dispute = the_dispute(answers)
    chosen = answers[_to(answers, facts, dispute)]
    to = next(p for p in _others(answers, facts, dispute) if str(p.id) == chosen)
    handed = replace(after(dispute, Move.HAND_OVER), mediator=to, why=answers[WHY_HAND].text)
    said = say("交给{who}了。", who=verbatim(to.name))
    outcome = moved(facts, dispute, handed, Move.HAND_OVER, said, answers[WHY_HAND])
    words = say("⚖ 请您接着调解一件纠纷（{names}）。", names=names_of(handed))
    letter = Reply(words, ((open_button(handed),),))
    told = quietly(ToPerson(to.id), letter, f"{dispute.number}:handed:{dispute.changes}")
    shown = outcome.replies if may_see(facts, handed) else (Reply(said),)
    return Outcome(shown, (*outcome.effects, told))


SHOW = Flow("show_dispute", say("看纠纷"), _ask, _show, subject="dispute")
LIST = Flow("disputes", say("纠纷"), _ask_list, _listed)
RIGHTS_TOLD = Flow("told_rights", say("告诉权利"), _ask_rights, _told, subject="dispute")
NOTED = Flow("dispute_note", say("记一笔"), _ask_note, _noted, subject="dispute")
AGREE = Flow("dispute_agree", say("说好了"), _ask_agree, _agreed, subject="dispute")
FAIL = Flow("dispute_fail", say("没有说成"), _ask_fail, _failed, subject="dispute")
COURTS_WORD = Flow("dispute_court", say("司法确认"), _ask_court, _court, subject="dispute")
VISIT = Flow("dispute_visit", say("回访"), _ask_visit, _visited, subject="dispute")
MORE = Flow("dispute_more", say("要多些时间"), _ask_more, _more_time, subject="dispute")
HAND = Flow("dispute_hand", say("换人调解"), _ask_hand, _handed, subject="dispute")
