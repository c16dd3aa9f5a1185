"""What the components write, letter for letter where it matters."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import lucide
import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from bimbing.ui.charts import horizontal, round_top, vertical
from bimbing.ui.kinds import MARKS, Kind
from bimbing.ui.templatetags.ui import initials_of


def render(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_icon_is_inline_and_silent() -> None:
    svg = render('{% icon "check" 16 %}')
    assert svg.startswith("<svg")
    assert 'class="icon"' in svg
    assert 'width="16" height="16"' in svg
    assert 'aria-hidden="true"' in svg
    assert "xmlns" not in svg


def test_unknown_icon_is_an_error_of_the_page() -> None:
    with pytest.raises(lucide.IconDoesNotExist):
        render('{% icon "no-such-icon" %}')


def test_badge_says_its_state_in_colour_shape_and_word() -> None:
    assert render('{% badge "ok" "Hadir" %}') == f'<span class="badge is-ok">{MARKS[Kind.OK]}Hadir</span>'


def test_badge_escapes_its_word() -> None:
    assert "<b>" not in render("{% badge 'ok' word %}", word="<b>")


def test_unknown_kind_is_an_error_of_the_page() -> None:
    with pytest.raises(ValueError, match="purple"):
        render('{% badge "purple" "?" %}')


def test_each_kind_has_a_shape_of_its_own() -> None:
    assert len(set(MARKS.values())) == len(Kind) == 6


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Suwarno", "S"),
        ("Suwarno bin Kartodikromo", "SK"),
        ("A. Rahman Hakim", "AH"),
        ("I Made Kusuma Wardana", "IW"),
        ("", "?"),
        ("123", "?"),
    ],
)
def test_initials_stand_for_a_face(name: str, letters: str) -> None:
    assert initials_of(name) == letters


def test_avatar_is_decoration_beside_the_name() -> None:
    assert render('{% avatar "Eko Pratama" "l" %}') == (
        '<span class="avatar avatar-l" aria-hidden="true">EP</span>'
    )
    assert render('{% avatar "Eko" "" "/foto/1/" %}') == '<img class="avatar" src="/foto/1/" alt="">'


def test_keys_are_written_one_by_one() -> None:
    assert render('{% kbd "g" "k" %}') == "<kbd>g</kbd> <kbd>k</kbd>"


def test_stat_with_an_address_is_a_door() -> None:
    assert render('{% stat "Aktif" 316 url="/klien/" %}').startswith(
        '<a class="stat is-neutral" href="/klien/">'
    )
    assert "<a" not in render('{% stat "Aktif" 316 %}')


def test_dates_are_short_in_lists_and_long_where_they_matter() -> None:
    shown = "{{ d|tgl }} / {{ d|tgl_panjang }}"
    assert render(shown, d=date(2026, 12, 8)) == "8 Dec 2026 / Tuesday, 8 December 2026"
    with translation.override("id"):
        indonesian = Template("{% load ui %}" + shown).render(Context({"d": date(2026, 12, 8)}))
    assert indonesian == "8 Des 2026 / Selasa, 8 Desember 2026"
    assert render("{{ d|tgl }}", d=None) == "—"


def test_moment_is_shown_as_the_day_it_is_in_the_office() -> None:
    with timezone.override(ZoneInfo("Asia/Jakarta")):
        assert render("{{ d|tgl }}", d=datetime(2026, 3, 9, 23, 30, tzinfo=UTC)) == "10 Mar 2026"


def test_facet_folds_the_tail_but_never_an_active_option() -> None:
    options = [{"label": f"o{n}", "count": n, "url": f"?o={n}", "active": n == 4} for n in range(6)]
    html = render('{% facet "Program" options first=2 clear_url="?" %}', options=options)
    shown, folded = html.split("<details>")
    assert 'href="?o=4" aria-current="true"' in shown
    assert [n for n in range(6) if f">o{n}<" in folded] == [2, 3, 5]
    assert '<span class="none">o0<span class="n">0</span></span>' in shown


def test_active_option_of_count_zero_can_still_be_taken_away() -> None:
    options = [{"label": "PB", "count": 0, "url": "?", "active": True}]
    assert '<a href="?" aria-current="true">' in render('{% facet "Program" options %}', options=options)


def test_year_strip_says_each_month_in_words() -> None:
    html = render(
        '{% year_strip months "Setahun" %}',
        months=[{"label": "Jan", "kind": "miss", "text": "Jan 2026: terlewat", "year": 2026, "now": True}],
    )
    assert '<ol class="year" aria-label="Setahun">' in html
    assert '<li class="is-miss is-now year-turn">' in html
    assert '<span class="sr">Jan 2026: terlewat</span>' in html
    assert 'data-year="26"' in html


def test_timeline_entry_keeps_the_paragraphs_of_a_note_and_escapes_them() -> None:
    html = render(
        '{% timeline_item "ok" "check" day "Hadir" note by="Ani" at="09.14" %}',
        day=date(2026, 10, 12),
        note="Satu\n\n<script>",
    )
    assert "<p>Satu</p>" in html
    assert "&lt;script&gt;" in html
    assert '<div class="timeline-when">12 Oct 2026 · 09.14<span>Ani</span></div>' in html


def test_pager_shows_only_the_ways_there_are() -> None:
    html = render('{% pager next_url="?a=9" shown="1–50" %}')
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_sorted_heading_says_its_order() -> None:
    assert '<th scope="col" aria-sort="ascending">' in render('{% sort "Nama" "?" "asc" %}')
    assert "aria-sort" not in render('{% sort "Nama" "?" %}')


class Sample(forms.Form):
    nik = forms.CharField(label="NIK", required=False, min_length=16, help_text="16 angka")
    sex = forms.ChoiceField(label="Jenis kelamin", choices=[("L", "Laki-laki")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="Bersedia", required=False)


def test_field_ties_label_help_and_error_to_its_input() -> None:
    form = Sample({"nik": "1", "sex": "L"})
    html = render('{% field form.nik "half" %}', form=form)
    assert '<div class="field field-half">' in html
    assert '<label for="id_nik">NIK <span class="optional">(optional)</span></label>' in html
    assert 'id="id_nik_helptext">16 angka' in html
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="errorlist" id="id_nik_error"' in html


def test_field_of_choices_is_a_group_with_a_legend() -> None:
    html = render("{% field form.sex %}", form=Sample())
    assert '<fieldset class="field field-choices">' in html
    assert "<legend>Jenis kelamin</legend>" in html


def test_field_of_one_tick_has_its_word_behind_it() -> None:
    html = render("{% field form.agrees %}", form=Sample())
    assert '<label class="check" for="id_agrees"><input type="checkbox"' in html


def test_live_field_has_a_place_for_suggestions() -> None:
    html = render("{% field form.nik live=True %}", form=Sample())
    assert '<div class="suggest" id="id_nik_suggest" aria-live="polite"></div>' in html


def test_bars_are_shares_of_the_longest() -> None:
    bars = horizontal([{"label": "Ani", "value": 30}, SimpleNamespace(label="Budi", value=60, url="/b/")])
    assert [(b.label, b.total, b.parts[0].size) for b in bars] == [("Ani", 30, 50.0), ("Budi", 60, 100.0)]


def test_parts_of_a_bar_follow_each_other() -> None:
    parts = [{"kind": "ok", "label": "hadir", "value": 3}, {"kind": "miss", "label": "terlewat", "value": 1}]
    (bar,) = horizontal([{"label": "Okt", "parts": parts}])
    assert [(p.start, p.size) for p in bar.parts] == [(0, 75.0), (75.0, 25.0)]


def test_bars_of_nothing_are_empty_and_do_not_divide_by_zero() -> None:
    assert horizontal([{"label": "Ani", "value": 0}])[0].parts[0].size == 0
    assert vertical([]).columns == ()


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (4, 4), (5, 8), (9, 20), (41, 80), (230, 400), (801, 2000)]
)
def test_scale_ends_on_a_round_number(highest: int, top: int) -> None:
    assert round_top(highest) == top


def test_chart_numbers_keep_their_point_in_indonesian() -> None:
    rows = [{"label": "Jan", "value": 1}, {"label": "Feb", "value": 3}]
    with translation.override("id"):
        html = Template('{% load ui %}{% bars rows "Beban" %}{% columns rows "Beban" %}').render(
            Context({"rows": rows})
        )
    assert 'width="33.33"' in html
    assert not [bad for bad in ('width="33,33"', ',0"', ',5"') if bad in html]
