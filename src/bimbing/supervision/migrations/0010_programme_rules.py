"""What an office says over the nation's programmes and offences, its phases, and what the panel decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


#: What the rules said of each programme when it became a row: who may register it, where its end comes from.
FACTS = {
    "ASIMILASI": ("BKD,BKA", "fraction_date"),
    "ASIMILASI_RUMAH": ("BKD,BKA", "fraction_date"),
    "PB": ("BKD,BKA", "expiry_plus_year"),
    "CB": ("BKD,BKA", "expiry"),
    "CMB": ("BKD,BKA", "expiry"),
    "CMK": ("BKD,BKA", "two_days"),
    "PIB": ("BKD,BKA", "start_plus_period"),
    "PENGAWASAN": ("BKD", "start_plus_period"),
    "KERJA_SOSIAL": ("BKD", "hours"),
    "DIVERSI": ("BKA", "document"),
    "TINDAKAN": ("BKA", "document"),
    "ANAK_SYARAT": ("BKA", "start_plus_period"),
    "PELATIHAN_KERJA": ("BKA", "start_plus_period"),
    "BIMBINGAN_LANJUTAN": ("BKD,BKA", "document"),
    "LAIN": ("BKD,BKA", "document"),
}


def fill(apps, schema_editor):
    Programme = apps.get_model("supervision", "Programme")
    for code, (sections, end_rule) in FACTS.items():
        Programme.objects.filter(code=code).update(sections=sections, end_rule=end_rule)


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_answers'),
        ('supervision', '0009_handovers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='offencecategory',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='programme',
            name='end_rule',
            field=models.CharField(choices=[('expiry_plus_year', 'end of the sentence and one year'), ('expiry', 'end of the sentence'), ('fraction_date', 'two thirds of the sentence'), ('start_plus_period', 'start and the period of the verdict'), ('two_days', 'two days after the start'), ('hours', 'when the hours are worked'), ('document', 'as the decision says')], default='document', max_length=20),
        ),
        migrations.AddField(
            model_name='programme',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='programme',
            name='sections',
            field=models.CharField(default='BKD,BKA', max_length=7),
        ),
        migrations.AddField(
            model_name='supervision',
            name='phase',
            field=models.CharField(blank=True, choices=[('awal', 'First phase'), ('lanjutan', 'Second phase'), ('akhir', 'Last phase')], max_length=8),
        ),
        migrations.CreateModel(
            name='ArticleHint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(max_length=12)),
                ('article', models.CharField(blank=True, max_length=6)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.offencecategory')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'ordering': ('law', 'article'),
                'constraints': [models.UniqueConstraint(fields=('office', 'law', 'article'), name='one_hint_an_article')],
            },
        ),
        migrations.CreateModel(
            name='OfficeOffence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_offered', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('offence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.offencecategory')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'offence'), name='one_answer_to_an_offence')],
            },
        ),
        migrations.CreateModel(
            name='OfficeProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_offered', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'programme'), name='one_answer_to_a_programme')],
            },
        ),
        migrations.CreateModel(
            name='PhaseDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('awal', 'First phase'), ('lanjutan', 'Second phase'), ('akhir', 'Last phase')], max_length=8)),
                ('decision', models.CharField(choices=[('masuk', 'Enters'), ('naik', 'Moves on'), ('tetap', 'Stays'), ('kembali', 'Goes back')], max_length=8)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('counts_from', models.DateField()),
                ('tpp_number', models.CharField(max_length=120)),
                ('tpp_date', models.DateField()),
                ('note', models.CharField(blank=True, max_length=250)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=250)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supervision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phase_decisions', to='supervision.supervision')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True), ('withdrawn_on__isnull', True)), fields=('supervision',), name='one_phase_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='PhaseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('first_percent', models.PositiveSmallIntegerField(default=25)),
                ('second_percent', models.PositiveSmallIntegerField(default=75)),
                ('awal_interval', models.CharField(blank=True, choices=[('mingguan', 'weekly'), ('dua_mingguan', 'every two weeks'), ('bulanan', 'monthly'), ('dua_bulanan', 'every two months'), ('tiga_bulanan', 'every three months'), ('tidak_ada', 'none')], max_length=14)),
                ('lanjutan_interval', models.CharField(blank=True, choices=[('mingguan', 'weekly'), ('dua_mingguan', 'every two weeks'), ('bulanan', 'monthly'), ('dua_bulanan', 'every two months'), ('tiga_bulanan', 'every three months'), ('tidak_ada', 'none')], max_length=14)),
                ('akhir_interval', models.CharField(blank=True, choices=[('mingguan', 'weekly'), ('dua_mingguan', 'every two weeks'), ('bulanan', 'monthly'), ('dua_bulanan', 'every two months'), ('tiga_bulanan', 'every three months'), ('tidak_ada', 'none')], max_length=14)),
                ('reason', models.CharField(max_length=250)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
            ],
            options={
                'ordering': ('valid_from',),
                'constraints': [models.UniqueConstraint(fields=('office', 'valid_from'), name='one_phase_rule_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('interval', models.CharField(choices=[('mingguan', 'weekly'), ('dua_mingguan', 'every two weeks'), ('bulanan', 'monthly'), ('dua_bulanan', 'every two months'), ('tiga_bulanan', 'every three months'), ('tidak_ada', 'none')], default='bulanan', max_length=14)),
                ('counts_as_active', models.BooleanField(default=True)),
                ('reason', models.CharField(max_length=250)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offices.office')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.programme')),
            ],
            options={
                'ordering': ('valid_from',),
                'constraints': [models.UniqueConstraint(fields=('office', 'programme', 'valid_from'), name='one_programme_rule_a_day')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
