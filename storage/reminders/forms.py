"""What each entry of reminders.toml may say, and the value of the domain it becomes."""

from datetime import time
from typing import Annotated

from pydantic import Field, model_validator

from domain.reminders.rules import Every, Ledger, Rule
from domain.roles import Role
from storage.catalogue_forms import ButtonNameForm, Text, matching
from storage.catalogue_problems import Form

LedgerKey = Annotated[
    str, matching(r"[a-z][a-z0-9]{0,9}", "应该是小写英文字母和数字，最多10个字符")
]
"""It travels in buttons."""
MOST = {Every.WEEK: 7, Every.MONTH: 31, Every.QUARTER: 31, Every.YEAR: 366}
MAY_OWE = frozenset({Role.SECRETARY, Role.CADRE, Role.AGENT, Role.TOWNSHIP})
NIGHT, MORNING = time(21), time(7)


class RemindersHead(Form):
    version: Text
    source: Text
    at: time
    again_at: time
    digest_day: Annotated[int, Field(ge=0, le=6)]
    digest_at: time
    gathered: Annotated[int, Field(ge=1, le=20)]
    give_up_after: Annotated[int, Field(ge=1, le=60)]

    @model_validator(mode="after")
    def nobody_is_woken(self) -> "RemindersHead":
        for name in ("at", "again_at", "digest_at"):
            if not MORNING <= getattr(self, name) < NIGHT:
                raise ValueError(f"{name} 要在早上7点到晚上9点之间：夜里不打扰人")
        return self


class RuleForm(Form):
    kind: Annotated[str, matching(r"request|ledger", "应该是 request（代办）或者 ledger（台账）")]
    half: bool
    eve: bool
    due: bool
    daily: bool
    superior_after: Annotated[int, Field(ge=1, le=30)]
    source: Text

    def value(self) -> Rule:
        return Rule(self.half, self.eve, self.due, self.daily, self.superior_after)


class LedgerForm(Form):
    key: LedgerKey
    name: ButtonNameForm
    every: Annotated[Every, Field(strict=False)]
    by_day: Annotated[int, Field(ge=1, le=366)]
    role: Annotated[Role, Field(strict=False)]
    source: Text

    @model_validator(mode="after")
    def day_is_there(self) -> "LedgerForm":
        if self.by_day > MOST[self.every]:
            raise ValueError(f"by_day 太大：every = {self.every.value} 时最多 {MOST[self.every]}")
        if self.role not in MAY_OWE:
            raise ValueError("role 只能是 secretary、cadre、agent 或 township")
        return self

    def value(self) -> Ledger:
        return Ledger(self.key, self.name.value(), self.every, self.by_day, self.role, self.source)
