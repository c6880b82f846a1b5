"""People are read once a unit of work, and again where that very unit changed them."""

from sqlalchemy.orm import Session

from domain.roles import Post, Role
from storage import people
from storage.sample import sample_person
from tests.village import Village

PLACE = "511381116901"


def test_what_a_unit_changed_it_reads_anew() -> None:
    village = Village()

    def unit(session: Session) -> None:
        who = sample_person(session, "zhou-yan")
        assert who
        assert people.people_known(session, [who])[who].posts == ()
        agents = people.serving(session, Role.AGENT, PLACE)
        people.change_person(session, who, name="样例·改了名")
        people.give_post(session, who, Post(Role.AGENT, PLACE), village.now)
        people.add_relative(session, who, "样例·妈", "mother")
        known = people.people_known(session, [who])[who]
        assert known.name == "样例·改了名"
        assert known.posts == (Post(Role.AGENT, PLACE),)
        assert [relative.name for relative in known.relatives][-1] == "样例·妈"
        assert len(people.serving(session, Role.AGENT, PLACE)) == len(agents) + 1
        assert people.changed(session) == {who}
        assert people.changed(session) == set()

    village.records.run_here(unit)
