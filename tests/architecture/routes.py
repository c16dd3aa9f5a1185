"""Every route of the program: what it needs, and how the tests over all routes ask it besides its bare address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """What a route needs, and how it is asked besides its bare address.

    `of`: what its id names. `probes`: query strings that name somebody. `posts`: bodies that name somebody. Both are
    filled from a `Person`. `shows_child`: it is one child's own page, where the name may stand in full.
    """

    methods: str = "GET"
    of: str = ""
    probes: tuple[str, ...] = ()
    posts: tuple[dict[str, str], ...] = ()
    shows_child: bool = False
    is_public: bool = False
    gone: bool = False  # 404 for everybody once the office is open
    needs_more: bool = False  # the bare address names no guidance, visit or card yet: 404
    turns_back: bool = False  # a GET only leads to the client's own page, where the reach is looked at


SOMEBODY = "?klien={client}", "?bimbingan={supervision}", "?catatan={visit}", "?kode={token}", "?kode={head}"
ALIKE = {"full_name": "{head} SUPRAPTO", "nik": "{nik_start}000", "phone": "{phone_end}"}
THIS = ("?bimbingan={supervision}",)
TAKEN_OUT = {"purpose": "laporan bulanan", "columns": "buku", "shape": "xlsx"}
STEP = {"supervision": "{supervision}", "version": "1", "on": "24-11-2026"}

#: Every route by its name. One that is missing here fails the tests.
ROUTES: dict[str, Route] = {
    "home": Route(),
    "audit_trail": Route(probes=("?klien={client}", "?pegawai={officer}")),
    "find": Route(probes=("?q={head}", "?q={nik_start}", "?q={phone_end}", "?q={token}", "?q={register_no}")),
    "client_file": Route(of="client", probes=THIS, shows_child=True),
    "client_new": Route(
        "GET POST",
        probes=("?klien={client}",),
        posts=({"klien": "{client}"}, {"orang": "{client}"}, ALIKE),
        shows_child=True,
    ),
    "client_new_check": Route("POST", posts=(ALIKE,)),
    "draft_save": Route("POST", posts=({"draf": "{draft}", "full_name": "{head}"}, {"skrip": "1"})),
    "draft_list": Route(probes=("?selain={draft}",)),
    "draft_discard": Route("POST", of="draft"),
    "draft_restore": Route("POST", of="draft", needs_more=True),
    "client_propose": Route(
        "GET POST", of="client", posts=({"village": "{head}", "reason": "surat"},), shows_child=True
    ),
    "proposals": Route(probes=("?lihat=kembali",)),
    "proposal": Route(
        "GET POST", of="proposal", posts=({"usulan_versi": "1", "pilih_village": "saya"},), shows_child=True
    ),
    "proposal_return": Route("POST", of="proposal", posts=({"usulan_versi": "1", "word": "surat"},)),
    "propose_client": Route(
        "GET POST",
        probes=("?klien={client}",),
        posts=({"klien": "{client}"}, {"orang": "{client}"}, ALIKE),
        shows_child=True,
    ),
    "propose_client_check": Route("POST", posts=(ALIKE,)),
    "my_proposals": Route(),
    "my_proposal": Route(
        "GET POST",
        of="my_proposal",
        posts=({"usulan_versi": "1", "village": "Wedi", "reason": "surat"},),
        shows_child=True,
    ),
    "proposal_withdraw": Route("POST", of="my_proposal", posts=({"usulan_versi": "1"},)),
    "write_note": Route(
        "POST", of="client", shows_child=True, posts=({"text": "", "supervision": "{supervision}"},)
    ),
    "client_edit": Route(
        "GET POST", of="client", posts=({"version": "1", "full_name": "{head}"},), shows_child=True
    ),
    "guarantors_edit": Route(
        "GET POST",
        of="client",
        posts=({"version": "1", "guarantor_1_name": "{head}"},),
        shows_child=True,
    ),
    "guidance_edit": Route(
        "GET POST",
        of="guidance",
        posts=({"version": "1", "case_version": "1", "remarks": "{head}"},),
        shows_child=True,
    ),
    "further_guidance": Route(
        "GET POST",
        of="client",
        probes=("?perkara={case}",),
        posts=({"perkara": "{case}"}, {"perkara": "{case}", "simpan": "1"}),
        needs_more=True,
        shows_child=True,
    ),
    "client_status": Route(
        "GET POST",
        of="client",
        probes=THIS,
        posts=(STEP | {"status": "ditahan"}, STEP | {"status": "berakhir"}),
        shows_child=True,
    ),
    "closing": Route("GET POST", posts=({"written_on": "24-11-2026", "pilih": "{supervision}"},)),
    "client_status_correct": Route("GET POST", of="event", posts=(STEP,), shows_child=True),
    "client_letter": Route(of="event", shows_child=True),
    "client_letter_pdf": Route("POST", of="event", shows_child=True, posts=({"title": "Kepala"},)),
    "hand_over_many": Route(
        "GET POST",
        probes=("?pilih={supervision}", "?semua=1&pk={officer}&kepada={officer}"),
        posts=(
            {"versi": "{supervision}.1", "lakukan": "bagi"},
            {"versi": "{supervision}.1", "lakukan": "alih"},
        ),
    ),
    "hand_over": Route(of="hand_over", probes=("?sisa={supervision}-changed",)),
    "hand_over_letter": Route("POST", of="hand_over"),
    "hand_over_undo": Route("POST", of="hand_over"),
    "officers": Route(),
    "officer": Route(of="officer"),
    "cover_new": Route("GET POST", of="officer", posts=({"since": "24-11-2026"},)),
    "cover_edit": Route("GET POST", of="cover", posts=({"version": "1", "until": "1-12-2046"},)),
    "cover_call_off": Route("POST", of="cover", posts=({"version": "1"},)),
    "client_hand_over": Route("GET POST", of="client", probes=THIS, posts=(STEP,), shows_child=True),
    "sign_in": Route("GET POST", is_public=True),
    "sign_out": Route("POST"),
    "first_run": Route("GET POST", is_public=True, gone=True),
    "my_account": Route(),
    "change_password": Route("GET POST"),
    "preferences": Route("POST", is_public=True),
    "roles": Route(),
    "staff_list": Route(),
    "staff_new": Route("GET POST"),
    "staff_edit": Route("GET POST", of="staff"),
    "staff_password": Route("POST", of="staff"),
    "staff_state": Route("POST", of="staff", posts=({"do": "close"},)),
    "office_settings": Route("GET POST"),
    "office_preview": Route("POST"),
    "posts": Route("GET POST"),
    "post_edit": Route("GET POST", of="post"),
    "holidays": Route("GET POST", probes=("?tahun=2026",)),
    "holiday_remove": Route("POST", of="holiday"),
    "duty_rules": Route("GET POST"),
    "duty_rule_withdraw": Route("POST", of="rule"),
    "backups": Route(),
    "backup_make": Route("POST", needs_more=True),  # two offices share the scene's database
    "backup_take": Route("POST", of="backup", needs_more=True),
    "settings": Route(),
    "programmes": Route(),
    "programme_new": Route("GET POST"),
    "programme_edit": Route("GET POST", of="programme", posts=({"do": "lihat"},)),
    "programme_answer": Route("POST", of="programme", posts=({"version": "1", "position": "3"},)),
    "programme_rule_withdraw": Route("POST", of="programme_rule"),
    "offences": Route("GET POST", posts=({"do": "pasal", "law": "35/2009"},)),
    "offence_edit": Route("GET POST", of="offence"),
    "offence_hint_remove": Route("POST", of="hint"),
    "phase_rules": Route("GET POST"),
    "phase_rule_withdraw": Route("POST", of="phase_rule"),
    "date_rules": Route("GET POST"),
    "date_rule_withdraw": Route("POST", of="date_rule"),
    "signatories": Route("GET POST"),
    "signatory_withdraw": Route("POST", of="signatory"),
    "client_phase": Route(
        "GET POST",
        of="client",
        probes=THIS,
        posts=({"supervision": "{supervision}", "version": "1", "phase": "awal"},),
        shows_child=True,
    ),
    "client_phase_withdraw": Route("POST", of="decision", posts=({"version": "1", "reason": "salah"},)),
    "phase_session": Route(
        "GET POST", posts=({"pilih": "{supervision}", "tpp_number": "TPP-1", "tpp_date": "24-11-2026"},)
    ),
    "register": Route(
        probes=("?q={head}", "?q={nik_start}", "?pk={officer}&status=semua", "?sesudah={supervision}")
    ),
    "region": Route(probes=("?q={head}&status=semua",)),
    "region_export": Route(),
    "region_office": Route(of="office", probes=("?status=semua",)),
    "region_export_office": Route(of="office"),
    "data_health": Route(probes=("?pk={officer}", "?kurang=tanpa_kartu", "?sesudah={supervision}")),
    "register_columns": Route("POST", posts=({"kolom": "telepon", "pertanyaan": "q={head}"},)),
    "register_print": Route(probes=("?q={head}", "?q={head}&lembar=layar&kolom=telepon.desa.nik.bin")),
    "register_export": Route(
        "GET POST",
        probes=("?kolom=telepon.nik",),
        posts=(TAKEN_OUT, TAKEN_OUT | {"columns": "layar", "shape": "csv"}),
    ),
    "groups": Route(),
    "group_doors": Route(),
    "group_save": Route("POST", posts=({"name": "Milikku", "query": "q={head}"}, {"query": "q={nik_start}"})),
    "group_edit": Route("GET POST", of="group", posts=({"name": "Lain", "version": "1"},)),
    "group_share": Route("POST", of="group", posts=({"version": "1"},)),
    "group_remove": Route("POST", of="group", posts=({"version": "1"},)),
    "attendance_desk": Route(probes=SOMEBODY),
    "record_visit": Route(
        "POST",
        needs_more=True,
        posts=({"supervision": "{supervision}", "source": "found", "kind": "hadir", "request_key": "NEW"},),
    ),
    "desk_text_size": Route("POST"),
    "missed": Route(probes=("?lihat=belum&semua=1", "?pk={officer}")),
    "attendance_day": Route(of="day"),
    "excuse_client": Route(
        "GET POST",
        of="supervision",
        posts=({"since": "1-11-2026", "until": "30-11-2026", "reason": "sakit"},),
    ),
    "undo_visit": Route("POST", of="visit"),
    "void_visit": Route("GET POST", of="visit", posts=({"reason": "salah orang"},)),
    "cards": Route(),
    "cards_print": Route("POST", posts=({"pilih": "{supervision}"}, {"pk": "{officer}"})),
    "printers": Route("GET POST", posts=({"name": "{head}"},)),
    "printer": Route("GET POST", of="printer", posts=({"front_right": "1,5", "version": "1"},)),
    "printer_test": Route(of="printer"),
    "card_print": Route(of="client", shows_child=True),
    "card_pdf": Route("POST", of="client", shows_child=True),
    "pk_sheet": Route("GET POST", of="client", shows_child=True, turns_back=True),
    "card_replace": Route(
        "POST", of="client", posts=({"kartu": "{card}", "alasan": "hilang"},), needs_more=True
    ),
    "imports": Route(),
    "import_upload": Route("POST"),
    "import_preview": Route(of="import"),
    "import_columns": Route(
        "GET POST", of="import", posts=({"g0-A": "name"}, {"lakukan": "coba", "g0-tempat": ""})
    ),
    "import_columns_try": Route(of="import", needs_more=True),
    "import_layout_forget": Route("POST", of="import", needs_more=True),
    "import_words": Route("GET POST", of="import", posts=({"kata-0": "PB"},)),
    "import_commit": Route("POST", of="import"),
    "import_progress": Route(of="import", probes=("?tahap=clients",)),
    "import_stop": Route("POST", of="import"),
    "import_discard": Route("POST", of="import"),
    "import_undo": Route("POST", of="import"),
    "import_look_alikes": Route(of="import", probes=("?daftar=1",)),
    "import_look_alikes_decide": Route("POST", of="import", needs_more=True),
    "import_ask": Route(of="import"),
    "import_row": Route(of="import_row"),
    "import_answer": Route(
        "POST",
        of="import_row",
        posts=(
            {"field": "address", "do": "typed", "text": "Ngraho", "page": "rows"},
            {"field": "full_name", "do": "empty", "page": "row"},
            {"field": "full_name", "do": "back", "page": "ask"},
        ),
    ),
    "import_answer_alike": Route(
        "POST", of="import", posts=({"field": "nik", "code": "nik_length", "do": "empty"},)
    ),
    "reports": Route(),
    "report_month": Route(of="month", probes=("?seksi=BKA",)),
    "report_names": Route(
        of="month", probes=("?tabel=keadaan&kolom=akhir", "?tabel=pk&kolom=akhir"), needs_more=True
    ),
    "report_export": Route("GET POST", of="month", posts=({"purpose": "laporan bulanan"},)),
    "report_day": Route(of="day"),
    "import_problems": Route("POST", of="import", posts=({"semua": "1"},)),
}
