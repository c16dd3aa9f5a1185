from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.AddField("import", "found", models.JSONField(default=dict)),
        migrations.AddIndex("importrow", models.Index(fields=["supervision_id"], name="import_row_became")),
    ]
