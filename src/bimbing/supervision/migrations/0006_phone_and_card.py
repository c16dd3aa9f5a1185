"""Whether a client has a phone and a card, beside his guidances: the register counts both and joins nothing."""

from django.db import migrations, models


def fill(apps, schema_editor):
    Supervision = apps.get_model("supervision", "Supervision")
    with_phone = apps.get_model("clients", "Phone").objects.order_by().values("client_id")
    with_card = apps.get_model("clients", "Client").objects.filter(has_card=True).order_by().values("pk")
    Supervision.objects.filter(client_id__in=with_phone).update(has_phone=True)
    Supervision.objects.filter(client_id__in=with_card).update(has_card=True)


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_search"),
        ("supervision", "0005_saved_groups"),
    ]

    operations = [
        migrations.AddField("supervision", "has_card", models.BooleanField(default=False)),
        migrations.AddField("supervision", "has_phone", models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
