"""Alembic's entry: runs the migrations on the connection it is handed."""

from alembic import context

from storage.activities import tables as activity_tables
from storage.broadcasts import tables as broadcast_tables
from storage.disputes import tables as dispute_tables
from storage.duty import tables as duty_tables
from storage.issues import tables as issue_tables
from storage.meetings import tables as meeting_tables
from storage.notices import tables as notice_tables
from storage.reminders import tables as reminder_tables
from storage.tables import Table

assert duty_tables.Shifts.metadata is Table.metadata
assert reminder_tables.Snoozes.metadata is Table.metadata
assert broadcast_tables.Broadcasts.metadata is Table.metadata
assert activity_tables.Activities.metadata is Table.metadata
assert notice_tables.Notices.metadata is Table.metadata
assert dispute_tables.Disputes.metadata is Table.metadata
assert meeting_tables.Meetings.metadata is Table.metadata
assert issue_tables.Issues.metadata is Table.metadata  # read, so that all tables are known
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
