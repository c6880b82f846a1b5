"""How roles and places are called."""

from conversations.facts import Facts
from conversations.words import Words, say, verbatim
from domain.roles import Role

ROLES = {
    Role.AGENT: say("代办员"),
    Role.SECRETARY: say("村书记"),
    Role.CADRE: say("村干部"),
    Role.GRID_OFFICER: say("网格员"),
    Role.TOWNSHIP: say("乡镇干部"),
    Role.CITY_DESK: say("市级中心"),
    Role.DEPARTMENT: say("部门"),
    Role.SUPERVISOR: say("监督员"),
    Role.ADMINISTRATOR: say("管理员"),
}


def role_name(role: Role) -> Words:
    return ROLES[role]


def place_name(facts: Facts, place: str) -> Words:
    """The name of a grid, village, township, department or the city; its code where it is none."""
    city = facts.city
    places = (city.villages, city.townships, city.departments)
    for known in (each.get(place) for each in places):
        if known:
            return say("{name}", name=known.name)
    if grid := city.grid(place):
        return verbatim(grid.name)
    return say("{name}", name=city.name) if place == city.code else verbatim(place)
