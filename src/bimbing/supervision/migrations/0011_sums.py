"""Tallies of supervisions, appended to by the database in the transaction of whatever changes one (ADR 0014).

A later migration that makes `supervision_supervision` anew (SQLite does so for most changes of a column) loses the
triggers: it ends with `RunPython(install)` of this module. `tests/supervision/test_tallies.py` notices.
"""

import django.db.models.deletion
from django.db import migrations, models

KIND = "office_id, section, programme, status, report_state, misses, offence, ends"
#: What a row is counted as, in the order of KIND; `{0}` is the row.
SHARED = (
    "{0}office_id",
    "{0}section",
    "COALESCE({0}programme_id, '')",
    "{0}status",
    "{0}report_state",
    "CASE WHEN {0}missed_run > 3 THEN 3 ELSE {0}missed_run END",
    "{0}offence_code",
)
MONTH = {
    "sqlite": "COALESCE(SUBSTR({0}end_date, 1, 7), '')",
    "postgresql": "COALESCE(TO_CHAR({0}end_date, 'YYYY-MM'), '')",
}
COLUMNS = "office_id, section, programme_id, status, report_state, missed_run, offence_code, end_date"
INTO = f"INSERT INTO supervision_tallychange ({KIND}, n)"
NAMES = ("supervision_tally_added", "supervision_tally_gone", "supervision_tally_changed")


def of(row, vendor):
    """What a row is counted as; `row` is `NEW.`, `OLD.` or nothing."""
    return ", ".join((*SHARED, MONTH[vendor])).format(row)


def sqlite():
    table, new, old = "supervision_supervision", of("NEW.", "sqlite"), of("OLD.", "sqlite")
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in COLUMNS.split(", "))
    yield f"CREATE TRIGGER {NAMES[0]} AFTER INSERT ON {table} BEGIN {INTO} VALUES ({new}, 1); END"
    yield f"CREATE TRIGGER {NAMES[1]} AFTER DELETE ON {table} BEGIN {INTO} VALUES ({old}, -1); END"
    yield (
        f"CREATE TRIGGER {NAMES[2]} AFTER UPDATE OF {COLUMNS} ON {table} WHEN {differs} "
        f"BEGIN {INTO} VALUES ({old}, -1), ({new}, 1); END"
    )


def postgres():
    """A row that one person changes is told by itself; rows that come or go together are added up in their statement."""
    table, new, old = "supervision_supervision", of("NEW.", "postgresql"), of("OLD.", "postgresql")
    differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in COLUMNS.split(", "))
    together = f"{INTO} SELECT {of('', 'postgresql')}, {{}}COUNT(*) FROM rows GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
    bodies = (together.format(""), together.format("-"), f"{INTO} VALUES ({old}, -1), ({new}, 1)")
    for name, body in zip(NAMES, bodies, strict=True):
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
    yield (
        f"CREATE TRIGGER {NAMES[0]} AFTER INSERT ON {table} REFERENCING NEW TABLE AS rows "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {NAMES[0]}()"
    )
    yield (
        f"CREATE TRIGGER {NAMES[1]} AFTER DELETE ON {table} REFERENCING OLD TABLE AS rows "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {NAMES[1]}()"
    )
    yield (
        f"CREATE TRIGGER {NAMES[2]} AFTER UPDATE OF {COLUMNS} ON {table} FOR EACH ROW WHEN ({differs}) "
        f"EXECUTE FUNCTION {NAMES[2]}()"
    )


def remove(apps, schema_editor):
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON supervision_supervision"
    for name in NAMES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def install(apps, schema_editor):
    """The triggers as they must be, whether some were there or not."""
    remove(apps, schema_editor)
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgres():
        schema_editor.execute(statement, params=None)


def count(apps, schema_editor):
    """What is in the register already."""
    names = KIND.split(", ")
    parts = [part.format("") for part in (*SHARED, MONTH[schema_editor.connection.vendor])]
    rows = ", ".join(f"{part} AS {name}" for part, name in zip(parts, names, strict=True))
    for table, kept in (("tally", ", ".join(names[:-1])), ("endingtally", KIND)):
        schema_editor.execute(
            f"INSERT INTO supervision_{table} ({kept}, n) SELECT {kept}, COUNT(*) FROM "
            f"(SELECT {rows} FROM supervision_supervision) one GROUP BY {kept}",
            params=None,
        )


def kind():
    """The columns that all three tables have."""
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("section", models.CharField(max_length=3)),
        ("programme", models.CharField(blank=True, max_length=24)),
        ("status", models.CharField(max_length=16)),
        ("report_state", models.CharField(max_length=10)),
        ("misses", models.PositiveSmallIntegerField()),
        ("n", models.IntegerField()),
        (
            "office",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="offices.office",
            ),
        ),
    ]


OFFENCE = ("offence", models.CharField(blank=True, max_length=24))
ENDS = ("ends", models.CharField(blank=True, max_length=7))
UNIQUE = ("office", "section", "programme", "offence", "status", "report_state", "misses")
BY_KIND = ["section", "programme", "offence", "status", "report_state", "misses", "n"]
BY_OFFICE = ["office", "status", "report_state", "misses", "section", "programme", "offence", "n"]
BY_MONTH = ["ends", "status", "office", "section", "programme", "offence", "report_state", "misses", "n"]
PAST = ["end_date", "office", "section", "programme", "offence_code", "report_state", "missed_run"]


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0005_regions"),
        ("supervision", "0010_programme_rules"),
    ]

    operations = [
        migrations.CreateModel(
            "Tally",
            [*kind(), OFFENCE],
            options={
                "constraints": [models.UniqueConstraint(fields=UNIQUE, name="a_tally_once")],
                "indexes": [
                    models.Index(fields=BY_KIND, name="tally_by_kind"),
                    models.Index(fields=BY_OFFICE, name="tally_by_office"),
                ],
            },
        ),
        migrations.CreateModel(
            "EndingTally",
            [*kind(), OFFENCE, ENDS],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=(*UNIQUE, "ends"), name="an_ending_tally_once")
                ],
                "indexes": [models.Index(fields=BY_MONTH, name="tally_by_month")],
            },
        ),
        migrations.CreateModel("TallyChange", [*kind(), OFFENCE, ENDS]),
        migrations.AddIndex(
            "supervision",
            models.Index(fields=PAST, name="supervision_past", condition=models.Q(status="aktif")),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
