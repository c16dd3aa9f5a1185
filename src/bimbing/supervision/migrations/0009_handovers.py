"""Hand-overs of one or many clients, and who stands in for an absent officer from one day through another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0003_duty_rules'),
        ('supervision', '0008_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('reason', models.CharField(max_length=250)),
                ('at', models.DateTimeField()),
                ('request_key', models.UUIDField(unique=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.AddField(
            model_name='assignment',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='supervision.handover'),
        ),
        migrations.CreateModel(
            name='HandOverItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('end_date', models.DateField(blank=True, null=True)),
                ('last_visit_on', models.DateField(blank=True, null=True)),
                ('missed_run', models.PositiveSmallIntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='supervision.handover')),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supervision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='supervision.supervision')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('kind', models.CharField(choices=[('cuti', 'leave'), ('sakit', 'ill'), ('dinas', 'away on duty'), ('lain', 'another reason')], default='cuti', max_length=6)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('since', 'pk'),
                'indexes': [models.Index(fields=['substitute', 'until'], name='cover_by_substitute'), models.Index(fields=['absent', 'until'], name='cover_by_absent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='a_cover_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('absent', models.F('substitute')), _negated=True), name='nobody_stands_in_for_himself')],
            },
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['office', '-id'], name='handover_of_office'),
        ),
        migrations.AddConstraint(
            model_name='handoveritem',
            constraint=models.UniqueConstraint(fields=('batch', 'supervision'), name='a_client_once_a_hand_over'),
        ),
    ]
