"""Alembic's entry: runs the migrations on the connection it is handed."""

from alembic import context

from storage.issues import tables as issue_tables
from storage.tables import Table

assert issue_tables.Issues.metadata is Table.metadata  # read, so that all tables are known
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
