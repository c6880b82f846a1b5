"""reminders.toml as a whole: read, checked, and the rules it becomes."""

from collections.abc import Iterator
from pathlib import Path

from domain.reminders.rules import ReminderRules
from storage import catalogue_checks as checks
from storage.catalogue_problems import read_sheet
from storage.reminders.forms import LedgerForm, RemindersHead, RuleForm


class RemindersSheet:
    """Who is reminded of what, and when."""

    def __init__(self, folder: Path) -> None:
        sheet = self.sheet = read_sheet(folder, "reminders.toml")
        self.head = sheet.head(RemindersHead, ("rule", "ledger"))
        self.kinds = sheet.entries("rule", RuleForm)
        self.ledgers = sheet.entries("ledger", LedgerForm, required=False)

    def misfits(self) -> Iterator[str]:
        yield from checks.repeated(self.kinds, "kind", lambda rule: rule.kind)
        yield from checks.repeated(self.ledgers, "key", lambda ledger: ledger.key)

    def rules(self) -> ReminderRules:
        assert self.head
        return ReminderRules(
            **self.head.model_dump(),
            rules={e.form.kind: e.form.value() for e in self.kinds},
            ledgers=tuple(e.form.value() for e in self.ledgers),
        )
