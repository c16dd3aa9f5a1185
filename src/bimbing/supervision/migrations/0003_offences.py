"""The kinds of offence as the national system lists them, and those that practice added."""

from django.db import migrations

OFFENCES = [
    ("PENCURIAN", "Pencurian"),
    ("PERAMPOKAN", "Perampokan"),
    ("NARKOTIKA", "Narkotika"),
    ("PENGANIAYAAN", "Penganiayaan"),
    ("PERLINDUNGAN_ANAK", "Perlindungan anak"),
    ("KESUSILAAN", "Kesusilaan"),
    ("PORNOGRAFI", "Pornografi"),
    ("PENIPUAN", "Penipuan"),
    ("PENGGELAPAN", "Penggelapan"),
    ("PENADAHAN", "Penadahan"),
    ("KORUPSI", "Korupsi"),
    ("PENYUAPAN", "Penyuapan"),
    ("DALAM_JABATAN", "Kejahatan dalam jabatan"),
    ("TPPU", "Pencucian uang"),
    ("KDRT", "Kekerasan dalam rumah tangga"),
    ("PEMBUNUHAN", "Pembunuhan"),
    ("PENCULIKAN", "Penculikan"),
    ("PEMERASAN", "Pemerasan / pengancaman"),
    ("PERUSAKAN", "Merusak barang"),
    ("PEMBAKARAN", "Pembakaran"),
    ("PERJUDIAN", "Perjudian"),
    ("KETERTIBAN", "Terhadap ketertiban"),
    ("MATA_UANG", "Mata uang"),
    ("PEMALSUAN", "Pemalsuan surat / meterai"),
    ("ITE", "Informasi dan transaksi elektronik"),
    ("TRAFFICKING", "Perdagangan orang"),
    ("TERORIS", "Terorisme"),
    ("PENYELUNDUPAN", "Penyelundupan"),
    ("PERIKANAN", "Perikanan"),
    ("EKONOMI", "Ekonomi"),
    ("KENAKALAN", "Kenakalan"),
    ("POLITIK", "Politik"),
    ("SUBVERSI", "Subversi"),
    ("KEPALA_NEGARA", "Terhadap kepala negara"),
    ("LAKA_LANTAS", "Kecelakaan lalu lintas"),
    ("KESEHATAN", "Kesehatan / obat keras"),
    ("SENJATA", "Senjata tajam / api"),
    ("KEHUTANAN", "Kehutanan"),
    ("CUKAI", "Cukai"),
    ("TPKS", "Kekerasan seksual"),
    ("FIDUSIA", "Fidusia"),
    ("MIGAS", "Minyak dan gas"),
    ("LAINNYA", "Lainnya"),
]


def fill(apps, schema_editor):
    OffenceCategory = apps.get_model("supervision", "OffenceCategory")
    for position, (code, label) in enumerate(OFFENCES, start=1):
        OffenceCategory.objects.get_or_create(code=code, defaults={"label": label, "position": position})


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_programmes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
