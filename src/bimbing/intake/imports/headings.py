"""How offices word their column headings, as data: exact phrases first, then patterns for the freer ones.

A heading is compared in lower case, with dots, slashes, brackets and line breaks as single spaces, abbreviations spelled
alike (`wording`). To teach Bimbing a new wording, add a phrase here; nothing else has to change.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds. The first block are fields of a record, the second help to read or are kept as extras."""

    NAME = "name"
    PARENT = "parent"
    ALIAS = "alias"
    REGISTER_NO = "register_no"
    NIK = "nik"
    SEX = "sex"
    BIRTH = "birth"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    NEIGHBOURHOOD = "neighbourhood"
    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"
    PROVINCE = "province"
    PHONE = "phone"
    OFFENCE = "offence"
    ARTICLES = "articles"
    OFFENCE_ARTICLES = "offence_articles"
    SENTENCE = "sentence"
    SENTENCE_YEARS = "sentence_years"
    SENTENCE_MONTHS = "sentence_months"
    SENTENCE_DAYS = "sentence_days"
    HOURS = "hours"
    PROGRAMME = "programme"
    DECREE = "decree"
    DECREE_NO = "decree_no"
    DECREE_DATE = "decree_date"
    START = "start"
    END = "end"
    PERIOD = "period"
    PROBATION = "probation"
    RELEASE = "release"
    INTEGRATION_DATE = "integration_date"
    ASSIMILATION_DATE = "assimilation_date"
    SENTENCE_END = "sentence_end"
    ORIGIN = "origin"
    OFFICER = "officer"
    STATUS = "status"
    REMARKS = "remarks"
    SEX_TICK = "sex_tick"
    PROGRAMME_TICK = "programme_tick"
    STATUS_TICK = "status_tick"

    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    PURPOSE = "purpose"
    MONTH = "month"
    DAY = "day"
    COUNT = "count"
    NICKNAME = "nickname"
    OFFICER_NIP = "officer_nip"
    RANK = "rank"
    LEGEND = "legend"

    VERDICT = "verdict"
    VERDICT_NO = "verdict_no"
    VERDICT_DATE = "verdict_date"
    AGE = "age"
    SECTION = "section"
    RECEIVED_ON = "received_on"
    RELIGION = "religion"
    ETHNICITY = "ethnicity"
    CITIZENSHIP = "citizenship"
    EDUCATION = "education"
    OCCUPATION = "occupation"
    MARITAL = "marital"
    GUARANTOR = "guarantor"
    GUARANTOR_PHONE = "guarantor_phone"
    GUARDIAN = "guardian"
    FAMILY_CARD = "family_card"
    OTHER_REGISTER = "other_register"
    DETAINED_ON = "detained_on"
    TWO_THIRDS = "two_thirds"
    REMISSION = "remission"
    FINE = "fine"
    DECREE_STATUS = "decree_status"
    CLOSING = "closing"
    HOURS_DONE = "hours_done"
    WORK_PLACE = "work_place"
    SIGNATURE = "signature"
    CONDITION = "condition"
    IGNORED = "ignored"  # a person said that nothing is to be read from it
    PROBLEM = "problem"
    UNKNOWN = "unknown"


_PHRASES: dict[Meaning, str] = {
    Meaning.NUMBER: "no|nomor|no urut|nomor urut|nmr|#|nr",
    Meaning.REGISTER_NO: (
        "no reg|no register|no registrasi|no regis|nomor register|nomor registrasi|nomor reg|register|registrasi|reg|"
        "reg klien|no reg klien|no register klien|no reg bapas|no register bapas|no reg bka|no reg litmas bka|"
        "no induk|no induk klien|nomor induk klien|no buku register|no reg bimbingan|no reg bkd|reg no|register number"
    ),
    Meaning.NAME: (
        "nama|nama lengkap|nama klien|nama klien bimbingan|nama bin|nama wbp|nama anak|nama anak bin|nama klien anak|nama klien bin|"
        "nama klien pemasyarakatan|nama lengkap klien|nama alias|nama bin alias|nama lengkap bin|nama klien alias|klien|nama terpidana|"
        "nama narapidana|nama abh|nama lengkap alias|nama klien lengkap|name|nama wb|nama binti|nama bin binti|nama bin binti alias"
    ),
    Meaning.PARENT: "bin|binti|bin binti|nama ayah|nama orang tua|ayah|nama bapak|anak dari|nama ayah kandung",
    Meaning.ALIAS: "alias|als|nama panggilan|julukan|nama lain",
    Meaning.NIK: "nik|no nik|no identitas|nomor identitas|no id|nomor induk kependudukan|no ktp|nomor ktp|ktp|nik ktp|no nik ktp|nik klien|nomor nik",
    Meaning.FAMILY_CARD: "no kk|nomor kk|kk|kartu keluarga|no kartu keluarga",
    Meaning.BIRTH: (
        "ttl|tempat tanggal lahir|tempat tgl lahir|tempat dan tanggal lahir|tempat dan tgl lahir|tempat tgl lhr|tmp tgl lahir|"
        "tempat lahir tanggal lahir|tempat & tanggal lahir|tempat & tgl lahir|tpt tgl lahir|tmpt tgl lahir|t t l|kelahiran"
    ),
    Meaning.BIRTH_PLACE: "tempat lahir|tmp lahir|tmpt lahir|tpt lahir|kota lahir|tempat kelahiran",
    Meaning.BIRTH_DATE: "tanggal lahir|tgl lahir|lahir|tgl lhr|tanggal kelahiran|dob",
    Meaning.AGE: "umur|usia|umur usia|umur th|umur tahun|usia th|usia tahun",
    Meaning.SEX: "jk|l p|p l|jenis kelamin|kelamin|sex|jns kelamin|j k|gender|lk pr|l w|p w|jenis kelamin l p|jk l p|jns kel|jenis kel",
    Meaning.SEX_TICK: "l|p|lk|pr",
    Meaning.PROGRAMME_TICK: "pb|cb|cmb|cmk|pib|asimilasi|asimilasi rumah|asrum|diversi|pengawasan|kerja sosial|tindakan",
    Meaning.RELIGION: "agama|agama kepercayaan",
    Meaning.ETHNICITY: "suku|suku bangsa|etnis",
    Meaning.CITIZENSHIP: "kebangsaan|kewarganegaraan|warga negara|wn",
    Meaning.EDUCATION: "pendidikan|pend|pendidikan terakhir|pddk|pendidikan akhir",
    Meaning.OCCUPATION: "pekerjaan|pek|kerja|profesi|mata pencaharian|pkrj",
    Meaning.MARITAL: "status perkawinan|perkawinan|status kawin|status pernikahan|kawin",
    Meaning.ADDRESS: (
        "alamat|alamat rumah|alamat lengkap|domisili|tempat tinggal|alamat klien|alamat tinggal|alamat domisili|alamat ktp|"
        "alamat orang tua|alamat tempat tinggal|alamat sekarang|alamat asal|alamat bimbingan|address"
    ),
    Meaning.NEIGHBOURHOOD: "rt rw|rt|rt dan rw",
    Meaning.VILLAGE: "desa|kelurahan|desa kelurahan|desa kel|kel desa|ds|kel",
    Meaning.DISTRICT: "kecamatan|kec",
    Meaning.REGENCY: "kabupaten|kota|kab|kab kota|kabupaten kota|kota kab|kota kabupaten|wilayah",
    Meaning.PROVINCE: "provinsi|prov|propinsi",
    Meaning.PHONE: (
        "no hp|no telp|telp|telepon|no telepon|hp|wa|no wa|kontak|no hp wa|hp wa|no telp hp|no hp klien|nomor hp|nomor telepon|"
        "telpon|no telpon|tlp|no tlp|no kontak|nomor wa|whatsapp|no whatsapp|no handphone|handphone|telp hp|no hp telp|phone|no telp wa|"
        "no tlpn|nomor hp wa|no hp aktif|nomor telp"
    ),
    Meaning.OFFENCE: (
        "perkara|jenis kejahatan|kejahatan|tindak pidana|kasus|jenis kasus|jenis tp|tp|jenis perkara|jenis tindak pidana|"
        "tindak kejahatan|jenis pidana|kategori perkara|jenis kejahatan tindak pidana|delik"
    ),
    Meaning.ARTICLES: "pasal|pasal yang dilanggar|psl|pasal dilanggar|melanggar pasal|pasal uu|dakwaan|pasal dakwaan",
    Meaning.OFFENCE_ARTICLES: (
        "perkara pasal|pasal perkara|tindak pidana pasal|kasus pasal|pasal kasus|kejahatan pasal|jenis kejahatan pasal|pasal tindak pidana|"
        "pasal kejahatan|perkara dan pasal|pasal dan perkara|jenis perkara pasal"
    ),
    Meaning.SENTENCE: (
        "pidana|lama pidana|hukuman|vonis|masa pidana|lm pidana|lama hukuman|lamanya pidana|lama pid|putusan pidana|lama vonis|"
        "masa hukuman|lp hukuman|pidana penjara|lama putusan|lama pidana pengawasan|lama pengawasan|jangka waktu|pidana hukuman|"
        "putusan pidana lama|lama tindakan|lamanya"
    ),
    Meaning.HOURS: "jumlah jam|jam|lama jam|jam kerja sosial|jumlah jam kerja sosial|jml jam|jam pidana|total jam|lama kerja sosial|jam putusan",
    Meaning.HOURS_DONE: "jam dijalani|jam terlaksana|jam sudah dijalani|jam selesai|realisasi jam|jam dilaksanakan|sisa jam|jam yang dijalani",
    Meaning.WORK_PLACE: "tempat kerja sosial|lokasi kerja sosial|tempat pelaksanaan|lokasi|tempat kerja|instansi",
    Meaning.PROGRAMME: (
        "program|programme|jenis bimbingan|integrasi|jenis pembebasan|pb cb cmb|program integrasi|jenis program|program bimbingan|prog|"
        "program reintegrasi|program re integrasi|program reintegrasi klien|program re integrasi klien|"
        "jenis integrasi|bentuk|bentuk bimbingan|jenis klien|jenis reintegrasi|jns bimbingan|program klien|jenis putusan|bentuk putusan|"
        "jenis layanan|bentuk pidana|pb cb cmb asimilasi|jenis pembimbingan|jenis"
    ),
    Meaning.DECREE: (
        "no tgl sk|no dan tanggal sk|no dan tgl sk|nomor dan tanggal sk|sk|no & tgl sk|sk pb|sk integrasi|no tanggal sk|nomor tanggal sk|"
        "no sk tgl sk|no sk tanggal|no sk tgl|surat keputusan|no tgl sk pb|no & tanggal sk|nomor tgl sk|sk no tgl|no tgl surat keputusan|"
        "no tgl sk putusan|no dan tgl sk putusan|sk putusan"
    ),
    Meaning.DECREE_NO: (
        "no sk|nomor sk|no sk pb|no sk integrasi|no sk putusan|nomor surat keputusan|no surat keputusan|no sk asimilasi|nosk|no sk kumham|"
        "nomor sk integrasi|nomor sk putusan|sk nomor|sk no|no sk pb cb cmb|nomor surat"
    ),
    Meaning.DECREE_DATE: (
        "tgl sk|tanggal sk|tgl sk pb|tgl sk putusan|tanggal sk putusan|tgl sk integrasi|tanggal sk integrasi|tgl surat keputusan|"
        "tanggal surat keputusan|sk tanggal|sk tgl|tanggal sk pb"
    ),
    Meaning.VERDICT: (
        "no tgl putusan|no dan tgl putusan|no dan tanggal putusan|no & tgl putusan|nomor dan tanggal putusan|penetapan|penetapan putusan|"
        "no tgl penetapan|putusan penetapan|no tanggal putusan|putusan pengadilan|no tgl putusan penetapan|no tgl penetapan putusan"
    ),
    Meaning.VERDICT_NO: (
        "no putusan|nomor putusan|putusan nomor|no penetapan|penetapan putusan nomor|no perkara|nomor perkara|putusan no|penetapan nomor|"
        "no putusan pengadilan|nomor putusan pengadilan|no putusan penetapan|penetapan putusan no"
    ),
    Meaning.VERDICT_DATE: (
        "tgl putusan|tanggal putusan|putusan tanggal|putusan tgl|tgl penetapan|tanggal penetapan|penetapan putusan tanggal|penetapan tanggal|"
        "tgl putusan pengadilan|tanggal putusan pengadilan|tgl putusan penetapan|penetapan putusan tgl"
    ),
    Meaning.START: (
        "mulai|mulai bimbingan|tgl mulai|awal|awal bimbingan|tanggal mulai|tgl pb|tmt|tgl mulai bimbingan|tanggal mulai bimbingan|"
        "masa bimbingan awal|masa bimbingan mulai|awal masa bimbingan|mulai masa bimbingan|masa mulai|tgl pb cb|tgl pb cb cmb|tgl cb|"
        "tgl pelaksanaan|tanggal pelaksanaan|mulai menjalani|tgl eksekusi|tanggal eksekusi|eksekusi|mulai pb|tgl bebas pb|bebas pb|"
        "tanggal pb|masa bimbingan dari|mulai pengawasan|mulai menjalani bimbingan|awal percobaan|masa percobaan awal|masa percobaan mulai|"
        "tgl awal|tanggal awal|mulai tanggal|dari|dari tanggal|tmt bimbingan|tanggal pb cb cmb|tgl bebas integrasi|start"
    ),
    Meaning.INTEGRATION_DATE: "tanggal integrasi|tgl integrasi|tgl pelaksanaan integrasi|mulai integrasi|tgl re integrasi|tgl reintegrasi",
    Meaning.ASSIMILATION_DATE: "tanggal asimilasi|tgl asimilasi|mulai asimilasi|tgl asimilasi rumah|tgl pelaksanaan asimilasi",
    Meaning.END: (
        "akhir bimbingan|tgl berakhir|pengakhiran bimbingan|tanggal pengakhiran|tgl pengakhiran|hmb|habis masa bimbingan|akhir percobaan|"
        "selesai|akhir|berakhir|masa bimbingan akhir|masa bimbingan selesai|akhir masa bimbingan|tanggal berakhir|selesai bimbingan|"
        "tgl akhir|tanggal akhir|tgl akhir bimbingan|tanggal akhir bimbingan|masa selesai|masa akhir|masa berakhir|tgl selesai|"
        "tanggal selesai|berakhir bimbingan|masa percobaan akhir|masa percobaan selesai|bimbingan berakhir|habis bimbingan|tgl hmb|"
        "tanggal hmb|akhir pengawasan|batas akhir|sampai|s d|sampai dengan|masa bimbingan sampai|masa bimbingan s d|tgl habis bimbingan|"
        "pengakhiran|akhir masa percobaan|habis masa percobaan|end"
    ),
    Meaning.PERIOD: (
        "masa bimbingan|lama bimbingan|masa bimbingan awal akhir|masa bimbingan awal s d akhir|masa pembimbingan|periode bimbingan|"
        "masa bimbingan mulai selesai|tgl mulai s d selesai|mulai s d selesai|awal s d akhir|masa bimbingan mulai s d berakhir|"
        "jangka waktu bimbingan|masa pengawasan|awal akhir bimbingan|tmt s d"
    ),
    Meaning.PROBATION: "masa percobaan",
    Meaning.RELEASE: "tgl bebas|tanggal bebas|bebas|tgl bbs|tgl keluar|tanggal keluar|tgl bebas lapas",
    Meaning.SENTENCE_END: (
        "ekspirasi|expirasi|expired|exp|ekspirasi awal|ekspirasi akhir|habis pidana|bebas murni|tgl bebas murni|tgl ekspirasi|tgl expirasi|"
        "tanggal ekspirasi|tanggal expirasi|tgl exp|expired date|tgl habis pidana|habis masa pidana|tgl expired|tanggal bebas murni|"
        "akhir pidana|tanggal habis pidana|exspirasi|ekpirasi|experasi|expirasi akhir"
    ),
    Meaning.DETAINED_ON: "tgl ditahan|pertama ditahan|mulai ditahan|tgl tahan|tanggal ditahan|tgl mulai ditahan|ditahan|tgl penahanan|mulai tahan",
    Meaning.TWO_THIRDS: "2 3|tgl 2 3|2 3 mp|dua pertiga|tanggal 2 3|2 3 masa pidana|1 2|tgl 1 2|1 3 1 2 2 3",
    Meaning.REMISSION: "remisi|jumlah remisi|total remisi|rms",
    Meaning.FINE: "denda|denda subsider|subsider|sub|denda sub|uang pengganti|subsidair",
    Meaning.ORIGIN: (
        "asal upt|asal lapas|lapas rutan|lapas asal|asal|lapas|asal lapas rutan|rutan|upt|upt asal|asal rutan|asal lapas rutan lpka|"
        "lapas rutan asal|kejaksaan|asal kejari|kejari|asal kejaksaan|instansi asal|instansi pengirim|asal instansi|upt pas|lp asal|lp rutan|"
        "asal lp|lapas rutan lpka|kejaksaan negeri|jaksa|asal surat|pengirim|lapas pengirim"
    ),
    Meaning.OFFICER: (
        "pk|nama pk|pk pembimbing|pembimbing|pegawai pk|petugas|pembimbing kemasyarakatan|nama pembimbing|pk bapas|petugas pk|pk apk|"
        "pembimbing pk|nama pembimbing kemasyarakatan|pk penanggung jawab|nama petugas|pk yang menangani|nama lengkap pk|pk pendamping|"
        "pk pengampu|officer|pk klien"
    ),
    Meaning.STATUS: "status|status klien|status bimbingan|aktif tidak|aktif tidak aktif|aktif selesai|aktif berakhir|aktif non aktif|aktif dan tidak|status aktif|status akhir|posisi|keadaan klien|sts",
    Meaning.REMARKS: "ket|keterangan|catatan|keterangan lain|ket lain|info|remarks|note|notes|keterangan catatan|kett",
    Meaning.DECREE_STATUS: "status sk integrasi|status sk|status integrasi",
    Meaning.CLOSING: (
        "no tgl surat pengakhiran|surat pengakhiran|no surat pengakhiran|tgl surat pengakhiran|no surat pengakhiran bimbingan|no pengakhiran"
    ),
    Meaning.GUARANTOR: "penjamin|nama penjamin|penjamin klien|nama penjamin hubungan|keluarga penjamin",
    Meaning.GUARANTOR_PHONE: "no hp penjamin|telp penjamin|no telp penjamin|hp penjamin|kontak penjamin|no hp keluarga|no telp keluarga",
    Meaning.GUARDIAN: "orang tua wali|orang tua|wali|ortu|ortu wali|nama orang tua wali|nama ortu|orangtua wali|orangtua|nama wali",
    Meaning.SECTION: "seksi|subsi|subseksi|bkd bka|bka bkd|dewasa anak|anak dewasa|kategori|golongan",
    Meaning.RECEIVED_ON: (
        "tanggal terima|tanggal input|tgl input|tgl terima|tanggal masuk|tgl masuk|tgl penerimaan|tanggal penerimaan|tgl register|tgl reg|"
        "tanggal register|tgl registrasi|tgl lapor pertama|tgl daftar|tanggal daftar|tgl diterima|tanggal diterima|diterima"
    ),
    Meaning.OTHER_REGISTER: (
        "no litmas|no reg litmas|no register litmas|no reg integrasi|no register integrasi|nomor register litmas|no reg lapas|no register lapas|no reg rutan|"
        "reg lapas|no reg upt|no register lama|no reg lama|no bi|register lapas"
    ),
    Meaning.DATE: "tanggal|tgl|hari tanggal|hari tgl|tanggal lapor|tgl lapor|waktu|tanggal absen|tgl absen|tgl hadir|tanggal hadir|tgl kunjungan",
    Meaning.TIMESTAMP: "timestamp|stempel waktu|cap waktu|waktu pengisian|waktu kirim",
    Meaning.PURPOSE: "keperluan|keperluan klien|tujuan|keperluan kunjungan|maksud kedatangan|kegiatan|jenis kegiatan|jenis layanan yang diminta",
    Meaning.CONDITION: "kondisi|kondisi saat ini|kondisi klien|keadaan|keadaan saat ini|kesehatan|hasil bimbingan|uraian",
    Meaning.PROBLEM: "masalah",  # what Bimbing wrote into a workbook to be corrected: read by people only
    Meaning.COUNT: (
        "jumlah|jml|total|jumlah hadir|jml hadir|total hadir|jumlah lapor|jumlah klien|jml klien|beban klien|banyaknya|jumlah absen|% hadir"
    ),
    Meaning.NICKNAME: "panggilan|nama panggilan pk|inisial|nama pendek|nama singkat|kode pk|kode",
    Meaning.OFFICER_NIP: "nip|nomor induk pegawai|nip pk|nip pegawai",
    Meaning.RANK: "jabatan|pangkat|pangkat gol|golongan pangkat|gol|jabatan fungsional|pangkat golongan",
    Meaning.SIGNATURE: "ttd|tanda tangan|paraf|ttd klien|paraf klien|paraf petugas|tanda tangan klien|ttd petugas|foto|sidik jari",
}

PHRASES: dict[str, Meaning] = {
    phrase: meaning for meaning, text in _PHRASES.items() for phrase in text.split("|")
}
"""Meaning by phrase, as offices write it (`wording` compares in a common spelling)."""

_DATE = r"tgl"
_NO = r"no"
PATTERNS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (
            r"penjamin.*\b(hp|telp|telepon|wa|kontak)\b|\b(hp|telp|telepon|wa|kontak)\b.*(penjamin|keluarga)",
            Meaning.GUARANTOR_PHONE,
        ),
        (r"alamat.*penjamin|penjamin|hubungan", Meaning.GUARANTOR),
        (r"\b(hr|hari) (th|thn|tahun)$", Meaning.SENTENCE_YEARS),
        (r"\b(hr|hari) (bl|bln|bulan)$", Meaning.SENTENCE_MONTHS),
        (r"\b(hr|hari) (hr|hari)$", Meaning.SENTENCE_DAYS),
        (r"\b(th|thn|tahun)\b.*\b(bl|bln|bulan)\b", Meaning.SENTENCE),
        (r"(pidana|hukuman|vonis|putusan|penjara|lama).*\b(th|thn|tahun)$", Meaning.SENTENCE_YEARS),
        (r"(pidana|hukuman|vonis|putusan|penjara|lama).*\b(bl|bln|bulan)$", Meaning.SENTENCE_MONTHS),
        (r"(pidana|hukuman|vonis|putusan|penjara|lama).*\b(hr|hari)$", Meaning.SENTENCE_DAYS),
        (r"status.*(kawin|nikah)", Meaning.MARITAL),
        (r"status.*\bsk\b", Meaning.DECREE_STATUS),
        (r"surat pengakhiran|surat berakhir|surat bebas|surat lepas", Meaning.CLOSING),
        (r"\b(nik|ktp|kependudukan)\b", Meaning.NIK),
        (r"\b(kk|kartu keluarga)\b", Meaning.FAMILY_CARD),
        (r"\bnip\b", Meaning.OFFICER_NIP),
        (r"lahir.*\b(tempat|tmp|kota)\b.*\b(tgl|tanggal)\b", Meaning.BIRTH),
        (r"(lahir|\bttl)\b.*\b(tgl|tanggal)$", Meaning.BIRTH_DATE),
        (r"(lahir|\bttl)\b.*\b(tempat|tmp|kota)$", Meaning.BIRTH_PLACE),
        (r"(tempat|tmp|tmpt|tpt).*\b(tgl|tanggal)\b.*\blahir|\bttl\b", Meaning.BIRTH),
        (rf"{_DATE}.*\blahir", Meaning.BIRTH_DATE),
        (r"lahir.*\b(tgl|tanggal)\b", Meaning.BIRTH_DATE),
        (r"(tempat|tmp|tmpt|tpt|kota).*\blahir|lahir.*tempat", Meaning.BIRTH_PLACE),
        (r"(kelamin|\bjk\b|\bl p\b).*\b(l|p|lk|pr)$", Meaning.SEX_TICK),
        (r"kelamin|\bgender\b", Meaning.SEX),
        (r"\b(jam)\b.*\b(jalan|dijalani|selesai|laksana|terlaksana|sisa)", Meaning.HOURS_DONE),
        (r"\bjam\b", Meaning.HOURS),
        (r"kerja sosial", Meaning.WORK_PLACE),
        (r"\b(2 3|dua pertiga)\b", Meaning.TWO_THIRDS),
        (
            r"\b(ekspirasi|expirasi|expired|exp|bebas murni)\b|habis.*pidana(?!.*percobaan)|akhir.*pidana(?!.*percobaan)",
            Meaning.SENTENCE_END,
        ),
        (r"ditahan|penahanan", Meaning.DETAINED_ON),
        (r"remisi", Meaning.REMISSION),
        (r"denda|subsid", Meaning.FINE),
        (rf"{_NO}.*{_DATE}.*(putusan|penetapan)|(putusan|penetapan).*{_NO}.*{_DATE}", Meaning.VERDICT),
        (rf"{_DATE}.*(putusan|penetapan)|(putusan|penetapan).*\b{_DATE}\b", Meaning.VERDICT_DATE),
        (rf"\b{_NO}\b.*(putusan|penetapan)|(putusan|penetapan).*\b{_NO}\b", Meaning.VERDICT_NO),
        (rf"{_NO}.*{_DATE}.*\bsk\b|\bsk\b.*{_NO}.*{_DATE}", Meaning.DECREE),
        (rf"{_DATE}.*\bsk\b|\bsk\b.*\b{_DATE}\b", Meaning.DECREE_DATE),
        (rf"\b{_NO}\b.*\bsk\b|\bsk\b.*\b{_NO}\b", Meaning.DECREE_NO),
        (r"asimilasi.*\b(tgl|tanggal|mulai)\b|\b(tgl|tanggal|mulai)\b.*asimilasi", Meaning.ASSIMILATION_DATE),
        (r"integrasi.*\b(tgl|tanggal|mulai)\b|\b(tgl|tanggal|mulai)\b.*integrasi", Meaning.INTEGRATION_DATE),
        (r"\bstatus\b|\baktif\b.*\b(selesai|tidak|non|berakhir)\b", Meaning.STATUS),
        (r"^(catatan|keterangan|info)\b", Meaning.REMARKS),
        (r"tgl.*\b(s d|sampai)\b.*tgl|(lama|masa|waktu) bimbingan.*\b(s d|sampai)\b(?=.+)", Meaning.PERIOD),
        (r"\b(mulai|awal|dari)\b.*\b(s d|sampai|akhir\w*|selesai|berakhir\w*)\b", Meaning.PERIOD),
        (r"\b(pengakhiran|berakhir\w*|akhir\w*|selesai\w*|hmb|habis\w*|sampai|s d)\b", Meaning.END),
        (r"\b(mulai|awal|tmt|eksekusi|menjalani)\b|\bdari( tgl)?$", Meaning.START),
        (r"\bbebas\b", Meaning.RELEASE),
        (r"masa (bimbingan|pembimbingan|pengawasan)|periode", Meaning.PERIOD),
        (r"masa percobaan", Meaning.PROBATION),
        (r"\b(terima|masuk|input|penerimaan|daftar)\b", Meaning.RECEIVED_ON),
        (
            r"(perkara|kasus|kejahatan|tindak pidana|\btp\b).*pasal|pasal.*(perkara|kasus|kejahatan|tindak pidana|\btp\b)",
            Meaning.OFFENCE_ARTICLES,
        ),
        (r"\bpasal\b|\bpsl\b", Meaning.ARTICLES),
        (r"perkara|kasus|kejahatan|tindak pidana|delik", Meaning.OFFENCE),
        (r"lama.*(pidana|hukuman|putusan|vonis)|hukuman|vonis|masa pidana", Meaning.SENTENCE),
        (r"\b(hp|telp|telepon|telpon|tlp|wa|whatsapp|handphone|kontak|ponsel)\b", Meaning.PHONE),
        (r"\b(lapas|rutan|lpka|kejari|kejaksaan|upt)\b", Meaning.ORIGIN),
        (r"\breg(is|ister|istrasi)?\b.*\b(litmas|integrasi|lapas|rutan|lama)\b", Meaning.OTHER_REGISTER),
        (r"\breg(is|ister|istrasi)?\b|\binduk klien\b", Meaning.REGISTER_NO),
        (r"\bpk\b|\bpembimbing\b|petugas", Meaning.OFFICER),
        (r"\bnama\b.*(ayah|bapak|ibu|orang tua|ortu|wali)", Meaning.GUARDIAN),
        (r"orang tua|\bortu\b|\bwali\b", Meaning.GUARDIAN),
        (r"alamat.*\bkec(amatan)?$", Meaning.DISTRICT),
        (r"alamat.*\b(desa|kelurahan|desa kel(urahan)?|kel)$", Meaning.VILLAGE),
        (r"alamat.*\b(kab(upaten)?|kota|kab kota)$", Meaning.REGENCY),
        (r"alamat|domisili|tempat tinggal", Meaning.ADDRESS),
        (r"\bkecamatan\b|\bkec\b", Meaning.DISTRICT),
        (r"\bdesa\b|\bkelurahan\b", Meaning.VILLAGE),
        (r"\bkabupaten\b|\bkab\b", Meaning.REGENCY),
        (r"\bnama\b.*(klien|wbp|anak|lengkap|narapidana|terpidana|bin)|^nama\b", Meaning.NAME),
        (r"program|integrasi|pembebasan|jenis (bimbingan|pembebasan)|jenis.*bimbingan", Meaning.PROGRAMME),
        (r"keperluan|tujuan|kegiatan", Meaning.PURPOSE),
        (r"kondisi|keadaan", Meaning.CONDITION),
        (r"\bket\b|keterangan|catatan", Meaning.REMARKS),
        (r"pendidikan", Meaning.EDUCATION),
        (r"pekerjaan", Meaning.OCCUPATION),
        (r"agama", Meaning.RELIGION),
        (r"\b(umur|usia)\b", Meaning.AGE),
        (r"tanda tangan|paraf|\bttd\b", Meaning.SIGNATURE),
        (r"jumlah|\bjml\b|\btotal\b", Meaning.COUNT),
        (r"\bpidana\b", Meaning.SENTENCE),
        (r"\bsk\b|surat keputusan", Meaning.DECREE),
    )
)

EXTRAS: dict[Meaning, str] = {
    Meaning.AGE: "age", Meaning.SECTION: "section", Meaning.RECEIVED_ON: "received_on", Meaning.RELIGION: "religion",
    Meaning.ETHNICITY: "ethnicity", Meaning.CITIZENSHIP: "citizenship", Meaning.EDUCATION: "education",
    Meaning.OCCUPATION: "occupation", Meaning.MARITAL: "marital_status", Meaning.GUARANTOR: "guarantor",
    Meaning.GUARANTOR_PHONE: "guarantor_phone", Meaning.GUARDIAN: "guardian", Meaning.FAMILY_CARD: "family_card",
    Meaning.OTHER_REGISTER: "other_register", Meaning.DETAINED_ON: "detained_on", Meaning.TWO_THIRDS: "two_thirds_on",
    Meaning.REMISSION: "remission", Meaning.FINE: "fine", Meaning.DECREE_STATUS: "decree_status",
    Meaning.CLOSING: "closing", Meaning.HOURS_DONE: "hours_done", Meaning.WORK_PLACE: "work_place",
    Meaning.REMARKS: "remarks", Meaning.VERDICT: "verdict", Meaning.VERDICT_NO: "verdict_no",
    Meaning.VERDICT_DATE: "verdict_date", Meaning.CONDITION: "condition", Meaning.REGENCY: "regency",
    Meaning.DISTRICT: "district", Meaning.VILLAGE: "village", Meaning.PROVINCE: "province",
}  # fmt: skip
"""Columns that are kept as text beside the typed fields, by the key they have in `Record.extra`."""
