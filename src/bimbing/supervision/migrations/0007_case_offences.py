"""Several offences of one verdict, one of them the primary; what stands in the columns of the case is its primary."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

BATCH = 5000


def fill(apps, schema_editor):
    """Every case that says anything of its offence gets it as its primary."""
    Case = apps.get_model("supervision", "Case")
    CaseOffence = apps.get_model("supervision", "CaseOffence")
    told = Case.objects.filter(Q(offence__isnull=False) | ~Q(offence_text="") | ~Q(articles=""))
    last = 0
    while True:
        columns = ("pk", "offence_id", "offence_text", "articles")
        rows = list(told.filter(pk__gt=last).order_by("pk").values_list(*columns)[:BATCH])
        if not rows:
            return
        CaseOffence.objects.bulk_create(
            CaseOffence(case_id=pk, offence_id=offence, offence_text=text, articles=articles, is_primary=True)
            for pk, offence, text, articles in rows
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("supervision", "0006_phone_and_card")]

    operations = [
        migrations.AddField("case", "version", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="CaseOffence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offence_text", models.CharField(blank=True, max_length=200)),
                ("articles", models.CharField(blank=True, max_length=200)),
                ("is_primary", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offences",
                        to="supervision.case",
                    ),
                ),
                (
                    "offence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.offencecategory",
                    ),
                ),
            ],
            options={
                "ordering": ("-is_primary", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("is_primary", True)),
                        fields=("case",),
                        name="one_primary_offence_a_case",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("offence__isnull", False),
                            Q(("offence_text", ""), _negated=True),
                            Q(("articles", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_offence_says_something",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
