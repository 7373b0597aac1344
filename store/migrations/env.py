"""Run by Alembic for every command; the connection comes from `store.schema`, inside its transaction."""

from alembic import context

from store.every_table import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes tables by making them anew
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
