"""Trigram search on both engines: FTS5 kept by triggers on SQLite, pg_trgm on PostgreSQL.

The triggers stand on a table of its own (SearchEntry), because Django drops the triggers of a table it rebuilds.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE clients_search_fts USING fts5("
    "text, content='clients_searchentry', content_rowid='client_id', tokenize='trigram')",
    "CREATE TRIGGER clients_search_added AFTER INSERT ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(rowid, text) VALUES (new.client_id, new.text); END",
    "CREATE TRIGGER clients_search_gone AFTER DELETE ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(clients_search_fts, rowid, text) VALUES ('delete', old.client_id, old.text); END",
    "CREATE TRIGGER clients_search_changed AFTER UPDATE ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(clients_search_fts, rowid, text) VALUES ('delete', old.client_id, old.text); "
    "INSERT INTO clients_search_fts(rowid, text) VALUES (new.client_id, new.text); END",
]
POSTGRES = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX clients_search_trgm ON clients_searchentry USING gin (text gin_trgm_ops)",
]


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
