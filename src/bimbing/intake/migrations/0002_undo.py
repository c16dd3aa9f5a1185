from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.AddField("import", "undo", models.JSONField(null=True)),
        migrations.AlterField(
            "import",
            "state",
            models.CharField(
                choices=[
                    ("preview", "To be confirmed"),
                    ("done", "Brought in"),
                    ("discarded", "Discarded"),
                    ("undone", "Undone"),
                ],
                default="preview",
                max_length=10,
            ),
        ),
        migrations.AddField("importrow", "made", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddField("importrow", "undo", models.JSONField(null=True)),
    ]
