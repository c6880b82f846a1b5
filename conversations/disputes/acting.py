"""A move on a dispute as talks make it: kept, and told to the rest of the circle."""

from dataclasses import replace

from conversations.disputes.about import card, names_of, open_button
from conversations.disputes.effects import ChangeDispute
from conversations.disputes.quietly import quietly
from conversations.effects import Effect, RedrawCards, ToPerson, ToPost
from conversations.entries import Spoken
from conversations.facts import Facts
from conversations.flow import Outcome
from conversations.messages import FileRef, Reply
from conversations.words import Words, lines, say, verbatim
from domain.disputes.dispute import Dispute, Move
from domain.disputes.rights import justice_post
from domain.roles import Post, Role


def moved(
    facts: Facts,
    before: Dispute,
    after: Dispute,
    move: Move,
    said: Words,
    why: Spoken | None = None,
    photos: tuple[FileRef, ...] = (),
) -> Outcome:
    """The mover reads what is done and the card as it stands now; the circle's cards follow."""
    after = replace(after, changes=before.changes + 1)
    shown = card(facts, after)
    reply = replace(shown, text=lines(said, shown.text, by="\n\n"))
    change = ChangeDispute(after, before.changes, move.value, why or Spoken(), photos)
    told = tell_circle(
        facts, after, say("{who}：{said}", who=verbatim(facts.me.name), said=said), move
    )
    return Outcome((reply,), (change, *told, RedrawCards(after.number)))


def tell_circle(facts: Facts, dispute: Dispute, words: Words, move: Move) -> tuple[Effect, ...]:
    """The director and the mediator; the office for justice once it has to do with it."""
    news = say(
        "⚖ {number}（{names}）{words}",
        number=dispute.number,
        names=names_of(dispute),
        words=words,
    )
    reply = Reply(news, ((open_button(dispute),),))
    key = f"{dispute.number}:{move.value}:{dispute.changes}"
    me, director = facts.me.id, Post(Role.SECRETARY, dispute.place)
    told = [quietly(ToPost(director.role, director.place), reply, key, beside=me)]
    if dispute.mediator.id != me:  # the same key: who is both reads it once
        told.append(quietly(ToPerson(dispute.mediator.id), reply, key))
    if move in {Move.FAIL, Move.COURT}:
        office = justice_post(dispute.place, facts.catalogue.meetings.mediation)
        told.append(quietly(ToPost(office.role, office.place), reply, key, beside=me))
    return tuple(told)
