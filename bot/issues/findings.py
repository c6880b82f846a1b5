"""Whether every issue of a village would find somebody: grids, officers, departments, supervisors."""

from collections.abc import Collection, Iterator, Sequence

from bot.findings import Finding, ok, warn
from domain.issues.kinds import IssueRules, Kind
from domain.places import City, Grid
from domain.roles import Post, Role

LISTED = 5
"""So many names are told; the rest is counted."""
PEOPLE = "写进名单再导入：uv run bot.py import-people people.xlsx"


def issues(city: City, rules: IssueRules, posts: Collection[Post] | None) -> Iterator[Finding]:
    """What to see to before villagers report; without posts (a new house) only the places."""
    grids = tuple(city.grids)
    if not grids:
        return
    found = [*_places(grids)]
    if posts is not None:
        found += [*_officers(grids, posts), *_owners(city, rules, posts), *_complaints(city, posts)]
    well = "都有坐标。" if posts is None else "，每件事都有人管。"
    yield from found or [ok("网格", f"{len(grids)} 个网格{well}")]


def _places(grids: Sequence[Grid]) -> Iterator[Finding]:
    bare = sum(grid.latitude is None for grid in grids)
    if bare:
        told = f"{bare} 个网格没有坐标，群众发来位置，认不出是哪个网格。"
        yield warn("网格", told, "在 city.toml 的 grids 里写上 latitude 和 longitude。")


def _officers(grids: Sequence[Grid], posts: Collection[Post]) -> Iterator[Finding]:
    held = {post.place for post in posts if post.role is Role.GRID_OFFICER}
    alone = sum(not {grid.code, grid.code[:12]} & held for grid in grids)
    if alone:
        told = f"{alone} 个网格没有网格员，那里的事直接到村书记手上。"
        yield warn("网格员", told, PEOPLE)


def _owners(city: City, rules: IssueRules, posts: Collection[Post]) -> Iterator[Finding]:
    staffed = {post.place for post in posts if post.role is Role.DEPARTMENT}
    offices = {
        place.partition("-")[2] for place in staffed if not place.startswith(f"{city.code}-")
    }
    idle = [kind for kind in rules.kinds.values() if _ownerless(kind, city, staffed, offices)]
    if idle:
        names = "".join(f"“{kind.name.zh}”" for kind in idle[:LISTED])
        more = "……" if len(idle) > LISTED else ""
        told = f"{len(idle)} 类事的部门或者所还没有人：{names}{more}。"
        yield warn("部门和所", told, f"{PEOPLE}；不该那里管的，改 issues.toml。")


def _ownerless(kind: Kind, city: City, staffed: Collection[str], offices: Collection[str]) -> bool:
    nobody_in_city = bool(kind.department) and f"{city.code}-{kind.department}" not in staffed
    return nobody_in_city or (bool(kind.office) and kind.office not in offices)


def _complaints(city: City, posts: Collection[Post]) -> Iterator[Finding]:
    if Post(Role.SUPERVISOR, city.code) not in posts:
        told = "市里没有监督员（1+X），投诉举报没有人看得到。"
        yield warn("监督员", told, f"uv run bot.py invite supervisor --at {city.code}")
