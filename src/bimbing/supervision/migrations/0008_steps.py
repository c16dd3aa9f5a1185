"""Each change of status with the papers of its own: dates of letters, a detention's last day, a prosecution."""

from django.db import migrations, models


def day():
    return models.DateField(blank=True, null=True)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0007_case_offences")]

    operations = [
        migrations.AddField("statusevent", "until", day()),
        migrations.AddField("statusevent", "document_date", day()),
        migrations.AddField("statusevent", "request_on", day()),
        migrations.AddField("statusevent", "statement_on", day()),
        migrations.AddField("statusevent", "prosecuted_on", day()),
    ]
