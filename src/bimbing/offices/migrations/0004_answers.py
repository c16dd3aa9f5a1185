"""By which conventions dates are computed, who signs, what the sections are called, when the file asks about a child."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0003_duty_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='adult_section_name',
            field=models.CharField(default='Bimbingan Klien Dewasa', max_length=80),
        ),
        migrations.AddField(
            model_name='office',
            name='juvenile_prompts',
            field=models.CharField(blank=True, default='18, 21', max_length=20),
        ),
        migrations.AddField(
            model_name='office',
            name='juvenile_section_name',
            field=models.CharField(default='Bimbingan Klien Anak', max_length=80),
        ),
        migrations.CreateModel(
            name='DateRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('end_offset_days', models.SmallIntegerField(choices=[(0, 'the anniversary itself'), (-1, 'the day before the anniversary')], default=0)),
                ('fraction_month_days', models.PositiveSmallIntegerField(default=30)),
                ('fraction_rounding', models.CharField(choices=[('up', 'up to the next day'), ('down', 'down to the day before')], default='up', max_length=4)),
                ('child_parole', models.CharField(choices=[('document', 'only as the decision says'), ('expiry', 'the end of the sentence'), ('expiry_plus_year', 'the end of the sentence and one year')], default='document', max_length=16)),
                ('leave_months', models.PositiveSmallIntegerField(default=6)),
                ('reason', models.CharField(max_length=250)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'ordering': ('valid_from',),
                'constraints': [models.UniqueConstraint(fields=('office', 'valid_from'), name='one_date_rule_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('standing', models.CharField(choices=[('kepala', 'Kepala'), ('plt', 'Plt. Kepala'), ('plh', 'Plh. Kepala')], default='kepala', max_length=6)),
                ('full_name', models.CharField(max_length=120)),
                ('rank', models.CharField(blank=True, max_length=80)),
                ('nip', models.CharField(blank=True, max_length=18)),
                ('reason', models.CharField(max_length=250)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'ordering': ('valid_from',),
                'constraints': [models.UniqueConstraint(fields=('office', 'valid_from'), name='one_signatory_a_day')],
            },
        ),
    ]
