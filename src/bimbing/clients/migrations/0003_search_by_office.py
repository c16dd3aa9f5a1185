"""Search by reading through one office's entries, on both engines alike; the trigram indexes go.

The entries are made anew, since a number and a place stand in them differently now, and the office beside them.
"""

import django.db.models.deletion
from django.db import migrations, models

from bimbing.rules.finding import entry_text

BATCH = 1000
SQLITE = [
    "DROP TRIGGER IF EXISTS clients_search_added",
    "DROP TRIGGER IF EXISTS clients_search_gone",
    "DROP TRIGGER IF EXISTS clients_search_changed",
    "DROP TABLE IF EXISTS clients_search_fts",
]
POSTGRES = ["DROP INDEX IF EXISTS clients_search_trgm"]
# SQLite finds everything it needs in the index, in the order of the office. PostgreSQL allows no index entry of more
# than 2.7 kB, which a client with many decisions may have; it reads the office's rows.
SQLITE_INDEX = "CREATE INDEX clients_search_office ON clients_searchentry (office_id, client_id, text)"
POSTGRES_INDEX = "CREATE INDEX clients_search_office ON clients_searchentry (office_id)"


def drop_trigrams(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    Client = apps.get_model("clients", "Client")
    Phone = apps.get_model("clients", "Phone")
    SearchEntry = apps.get_model("clients", "SearchEntry")
    Supervision = apps.get_model("supervision", "Supervision")
    last = 0
    while clients := list(Client.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        numbers = {client.pk: [] for client in clients}
        digits = {client.pk: [client.nik] for client in clients}
        rows = Supervision.objects.filter(client_id__in=numbers).order_by("pk")
        for pk, register_no, decision_no in rows.values_list("client_id", "register_no", "decision_no"):
            numbers[pk] += [register_no, decision_no]
        phones = Phone.objects.filter(client_id__in=numbers).order_by("pk")
        for pk, number in phones.values_list("client_id", "number"):
            digits[pk].append(number.lstrip("+"))
        SearchEntry.objects.bulk_create(
            SearchEntry(
                client_id=client.pk,
                office_id=client.office_id,
                text=entry_text(
                    full_name=client.full_name,
                    other_names=[*client.aliases.split(" / "), client.parent_name, client.call_name],
                    numbers=numbers[client.pk],
                    digits=digits[client.pk],
                    places=(client.village, client.district, client.regency),
                ),
            )
            for client in clients
        )
        last = clients[-1].pk


def index(apps, schema_editor):
    schema_editor.execute(SQLITE_INDEX if schema_editor.connection.vendor == "sqlite" else POSTGRES_INDEX)


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_search"),
        ("offices", "0001_initial"),
        ("supervision", "0004_register_counter"),
    ]
    operations = [
        migrations.RunPython(drop_trigrams, migrations.RunPython.noop),
        migrations.DeleteModel("SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="clients.client",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
