"""How a meeting is shown: to who is called, to who writes it down while it is on, afterwards."""

from conversations.facts import Facts
from conversations.meetings.about import (
    LIST,
    MARKS,
    STAGES,
    STATES,
    WAYS,
    about,
    is_called,
    item_button,
    kind_name,
    kind_of,
    may_lead,
    may_read,
    named,
    open_button,
    rules,
    when_where,
)
from conversations.meetings.counting import answers_so_far, attendance
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import AND, NOTHING, Words, lines, say, short, verbatim
from domain.meetings.meeting import ActionState, Item, ItemState, Meeting, Stage, Statement, Vote

ITEMS_SHOWN = 6
LAST_SAID = 4
Rows = tuple[tuple[Button, ...], ...]


def view(facts: Facts, meeting: Meeting) -> Reply:
    """The card as this person may see it."""
    if may_lead(meeting, facts):
        return _leaders(facts, meeting)
    return Reply(_told(facts, meeting), _readers_rows(facts, meeting), about=about(meeting.number))


def invitation(facts: Facts, meeting: Meeting) -> Reply:
    """What those who are called read."""
    text = lines(say("📣 请您来开会："), _head(facts, meeting), agenda(meeting))
    return Reply(text, _answer_rows(meeting), about=about(meeting.number))


def _head(facts: Facts, meeting: Meeting) -> Words:
    return lines(
        say("{number} {topic}", number=meeting.number, topic=verbatim(meeting.topic)),
        say("{body}（{kind}）", body=verbatim(meeting.body_name), kind=kind_name(facts, meeting)),
        when_where(facts, meeting),
    )


def agenda(meeting: Meeting) -> Words:
    if not meeting.items:
        return NOTHING
    shown = [
        say("{n}. {topic}", n=item.n, topic=verbatim(short(item.topic, 60)))
        for item in meeting.items
    ]
    return lines(say("议题："), *shown)


def _answer_rows(meeting: Meeting) -> Rows:
    number = meeting.number
    return (
        (
            start_button(say("✅ 我来"), "coming", meeting=number),
            start_button(say("🙅 来不了"), "not_coming", meeting=number),
        ),
        (start_button(say("👤 请人代我来"), "send_proxy", meeting=number),),
    )


def _told(facts: Facts, meeting: Meeting) -> Words:
    why = say("为什么：{why}", why=verbatim(meeting.why)) if meeting.why else NOTHING
    if meeting.stage in {Stage.CALLED, Stage.CALLED_OFF} or not may_read(meeting, facts):
        stage = say("现在：{stage}", stage=STAGES[meeting.stage])
        return lines(_head(facts, meeting), stage, why, agenda(meeting))
    return lines(
        _head(facts, meeting),
        say("现在：{stage}", stage=STAGES[meeting.stage]),
        *(outcome_line(facts, meeting, item) for item in meeting.items),
        _tasks(meeting),
    )


def outcome_line(facts: Facts, meeting: Meeting, item: Item) -> Words:
    """One item on one or two lines: its topic, what came of it."""
    head = say(
        "{mark} {n}. {topic}",
        mark=MARKS[item.state],
        n=item.n,
        topic=verbatim(short(item.topic, 60)),
    )
    said = say("   发言{n}条", n=len(item.statements)) if item.statements else NOTHING
    if item.state is ItemState.OPEN:
        return lines(head, said, advisory(facts, meeting, item))
    voted = vote_words(item.vote) if item.vote else NOTHING
    outcome = say("   {state}", state=STATES[item.state])
    decided = (
        say("“{words}”", words=verbatim(short(item.decision, 80))) if item.decision else NOTHING
    )
    return lines(head, lines(outcome, voted, decided, by=AND))


def advisory(facts: Facts, meeting: Meeting, item: Item) -> Words:
    """A reserved matter says so wherever those who are there cannot decide it."""
    decides = kind_of(facts, meeting).decides
    matter = None if decides else rules(facts).reserved.get(item.reserved)
    return say("（{matter}：要村民会议或代表会议定）", matter=matter.name) if matter else NOTHING


def vote_words(vote: Vote) -> Words:
    return say(
        "{way}：到会{present}，赞成{ayes}，反对{noes}，弃权{abstained}",
        way=WAYS[vote.way],
        present=vote.present,
        ayes=vote.ayes,
        noes=vote.noes,
        abstained=vote.abstained,
    )


def _tasks(meeting: Meeting) -> Words:
    if not meeting.actions:
        return NOTHING
    done = sum(a.state is ActionState.DONE for a in meeting.actions)
    return say("📌 任务{n}件，办完{done}件。", n=len(meeting.actions), done=done)


def _readers_rows(facts: Facts, meeting: Meeting) -> Rows:
    if meeting.stage is Stage.CALLED and is_called(meeting, facts):
        return _answer_rows(meeting)
    if meeting.stage in {Stage.ENDED, Stage.FINAL} and may_read(meeting, facts):
        return ((start_button(say("📄 看纪要"), "minutes", meeting=meeting.number),),)
    return ()


def _leaders(facts: Facts, meeting: Meeting) -> Reply:
    match meeting.stage:
        case Stage.CALLED:
            return _ahead(facts, meeting)
        case Stage.OPEN:
            return board(facts, meeting)
        case _:
            return _over(facts, meeting)


def _ahead(facts: Facts, meeting: Meeting) -> Reply:
    number = meeting.number
    text = lines(_head(facts, meeting), answers_so_far(meeting), agenda(meeting))
    rows: Rows = (
        (start_button(say("▶ 现在开会"), "open_meeting", meeting=number),),
        (
            start_button(say("➕ 加议题"), "add_item", meeting=number),
            start_button(say("📨 谁来谁不来"), "who_comes", meeting=number),
        ),
        (
            start_button(say("📅 改时间地点"), "move_meeting", meeting=number),
            start_button(say("✖ 不开了"), "call_off", meeting=number),
        ),
        (start_button(say("🔲 签到码"), "wall_code", meeting=number),),
    )
    mine = _answer_rows(meeting)[:1] if is_called(meeting, facts) else ()
    return Reply(text, (*mine, *rows), about=about(number))


def board(facts: Facts, meeting: Meeting) -> Reply:
    """What the recorder holds while the meeting is on."""
    number = meeting.number
    items = [outcome_line(facts, meeting, item) for item in meeting.items[:ITEMS_SHOWN]]
    more = len(meeting.items) - ITEMS_SHOWN
    text = lines(
        say("🏛 正在开：{topic}", topic=verbatim(short(meeting.topic, 40))),
        say("{number} {body}", number=number, body=verbatim(meeting.body_name)),
        attendance(facts, meeting),
        *items,
        say("还有{n}项，按“全部议题”看。", n=more) if more > 0 else NOTHING,
        _tasks(meeting),
        say("⚖ 记了纠纷{n}件", n=meeting.disputes) if meeting.disputes else NOTHING,
        say("🖼 照片{n}张", n=len(meeting.photos)) if meeting.photos else NOTHING,
    )
    waiting = [i for i in meeting.items if i.state is ItemState.OPEN] or list(meeting.items)
    rows: list[tuple[Button, ...]] = [(item_button(meeting, item),) for item in waiting[:3]]
    if len(meeting.items) > 3:
        rows.append((start_button(say("☰ 全部议题"), "all_items", meeting=number),))
    rows += [
        (
            start_button(say("👥 点名"), "roll", meeting=number),
            start_button(say("🔲 签到码"), "wall_code", meeting=number),
        ),
        (
            start_button(say("➕ 加议题"), "add_item", meeting=number),
            start_button(say("📌 派任务"), "give_action", meeting=number),
        ),
        (
            start_button(say("⚖ 记纠纷"), "dispute", meeting=number),
            start_button(say("🖼 放照片"), "meeting_photos", meeting=number),
        ),
        (
            start_button(say("🔄 看最新"), "refresh_meeting", meeting=number),
            start_button(say("⏹ 散会"), "end_meeting", meeting=number),
        ),
    ]
    return Reply(text, tuple(rows), about=about(number))


def _over(facts: Facts, meeting: Meeting) -> Reply:
    number = meeting.number
    if meeting.stage is Stage.CALLED_OFF:
        return Reply(_told(facts, meeting), about=about(number))
    rows: Rows = (
        (
            start_button(say("📄 看纪要"), "minutes", meeting=number),
            start_button(say("☰ 全部议题"), "all_items", meeting=number),
        ),
        (
            start_button(say("📌 派任务"), "give_action", meeting=number),
            start_button(say("🖼 放照片"), "meeting_photos", meeting=number),
        ),
    )
    return Reply(_told(facts, meeting), rows, about=about(number))


def item_card(facts: Facts, meeting: Meeting, item: Item) -> Reply:
    """One matter while it is talked about."""
    said = [
        say("· {who}：{words}", who=s.who or say("有人"), words=_said(s.words))
        for s in item.statements[-LAST_SAID:]
    ]
    text = lines(
        say("{n}. {topic}", n=item.n, topic=verbatim(item.topic)),
        say("谁提的：{who}", who=verbatim(item.proposer)) if item.proposer else NOTHING,
        advisory(facts, meeting, item),
        say("发言{n}条，最近的：", n=len(item.statements)) if said else NOTHING,
        *said,
        say("提议：{words}", words=verbatim(item.proposal)) if item.proposal else NOTHING,
        vote_words(item.vote) if item.vote else NOTHING,
        _decided(item),
        say("钱从哪里来：{words}", words=verbatim(item.money)) if item.money else NOTHING,
    )
    return Reply(text, _item_rows(facts, meeting, item), about=LIST)


def _said(words: str) -> Words:
    return verbatim(short(words, 60)) if words else say("（语音）")


def unheard(item: Item) -> tuple[Statement, ...]:
    """Voices that nobody has written down yet."""
    return tuple(s for s in item.statements if s.voice and not s.words)


def _decided(item: Item) -> Words:
    if item.state is ItemState.OPEN:
        return NOTHING
    state = STATES[item.state]
    return (
        say("{state}：{words}", state=state, words=verbatim(item.decision))
        if item.decision
        else state
    )


def _item_rows(facts: Facts, meeting: Meeting, item: Item) -> Rows:
    given = {"meeting": meeting.number, "item": str(item.n)}
    seen = {**given, "seen": str(item.changes)}
    back = (open_button(meeting),)
    voices = len(unheard(item))
    heard = (
        ((start_button(say("🎧 写下语音{n}条", n=voices), "write_down", **given),),)
        if voices
        else ()
    )
    if meeting.stage is not Stage.OPEN:
        return (*(heard if meeting.stage is Stage.ENDED else ()), back)
    if item.state is not ItemState.OPEN:
        task = start_button(say("📌 派任务"), "give_action", **given)
        return ((start_button(say("🗣 记发言"), "speak", **given), task), *heard, back)
    rows: list[tuple[Button, ...]] = [
        (
            start_button(say("🗣 记发言"), "speak", **given),
            start_button(say("✏ 写提议"), "propose", **seen),
        )
    ]
    votes = kind_of(facts, meeting).passes is not None
    settle = (
        start_button(say("✋ 表决"), "vote", **seen)
        if votes
        else start_button(say("🤝 大家同意"), "agree", **seen)
    )
    rows.append((settle, start_button(say("⏭ 下次再议"), "defer", **seen)))
    if item.reserved and not kind_of(facts, meeting).decides:
        rows.append((start_button(say("→ 转交上会"), "forward", **seen),))
    rows += heard
    rows.append((start_button(say("📌 派任务"), "give_action", **given), *back))
    return tuple(rows)


def line_in_list(facts: Facts, meeting: Meeting) -> Words:
    starts = meeting.starts_at.astimezone(facts.zone)
    return say(
        "{day} {clock} {topic}，{stage}",
        day=starts.date(),
        clock=f"{starts:%H:%M}",
        topic=named(meeting),
        stage=STAGES[meeting.stage],
    )
