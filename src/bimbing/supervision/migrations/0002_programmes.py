"""The programmes as offices know them; (law and practice) settings, which an office may change afterwards."""

from django.db import migrations

PROGRAMMES = [
    ("ASIMILASI", "Asimilasi", "asimilasi", "bulanan", True),
    ("ASIMILASI_RUMAH", "Asimilasi di rumah", "asimilasi", "mingguan", True),
    ("PB", "Pembebasan Bersyarat", "integrasi", "bulanan", True),
    ("CB", "Cuti Bersyarat", "integrasi", "bulanan", True),
    ("CMB", "Cuti Menjelang Bebas", "integrasi", "bulanan", True),
    ("CMK", "Cuti Mengunjungi Keluarga", "integrasi", "tidak_ada", False),
    ("PIB", "Pidana Bersyarat", "pidana_alternatif", "bulanan", True),
    ("PENGAWASAN", "Pidana Pengawasan", "pidana_alternatif", "bulanan", True),
    ("KERJA_SOSIAL", "Pidana Kerja Sosial", "pidana_alternatif", "tidak_ada", True),
    ("DIVERSI", "Diversi", "anak", "bulanan", True),
    ("TINDAKAN", "Tindakan", "anak", "bulanan", True),
    ("ANAK_SYARAT", "Pidana dengan Syarat (Anak)", "anak", "bulanan", True),
    ("PELATIHAN_KERJA", "Pelatihan Kerja", "anak", "bulanan", True),
    ("BIMBINGAN_LANJUTAN", "Bimbingan Lanjutan", "lanjutan", "tidak_ada", True),
    ("LAIN", "Lainnya", "lain", "bulanan", True),
]


def fill(apps, schema_editor):
    Programme = apps.get_model("supervision", "Programme")
    for position, (code, label, group, interval, active) in enumerate(PROGRAMMES, start=1):
        Programme.objects.get_or_create(
            code=code,
            defaults={
                "label": label,
                "group": group,
                "interval": interval,
                "counts_as_active": active,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
