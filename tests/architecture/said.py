"""What an office says over the nation's rows, for the walks over every route."""

from dataclasses import dataclass
from datetime import date

from bimbing.offices.models import DateRule, Office, Signatory, Staff
from bimbing.supervision.models import OffenceCategory, Programme
from bimbing.supervision.models_rules import ArticleHint, PhaseRule, ProgrammeRule
from tests.factories import AT


@dataclass(slots=True)
class Said:
    """What an office says over the nation's rows, each once."""

    programme: Programme
    programme_rule: ProgrammeRule
    offence: OffenceCategory
    hint: ArticleHint
    phase_rule: PhaseRule
    date_rule: DateRule
    signatory: Signatory


def said_by(office: Office, by: Staff) -> Said:
    """The same office asked again gives the same rows."""
    programme, _ = Programme.objects.get_or_create(
        code=f"PELITA.{office.pk}",
        defaults={"office": office, "label": f"Pelita {office.city}", "group": "lain"},
    )
    offence, _ = OffenceCategory.objects.get_or_create(
        code=f"TAMBANG.{office.pk}", defaults={"office": office, "label": f"Tambang {office.city}"}
    )
    common = {"reason": "Surat", "decided_by": by, "decided_at": AT}
    from_then = {"office": office, "valid_from": date(2046, 1, 1)}
    return Said(
        programme=programme,
        programme_rule=ProgrammeRule.objects.get_or_create(**from_then, programme=programme, defaults=common)[
            0
        ],
        offence=offence,
        hint=ArticleHint.objects.get_or_create(
            office=office, law="35/2009", article="999", defaults={"offence": offence, "by": by, "at": AT}
        )[0],
        phase_rule=PhaseRule.objects.get_or_create(**from_then, defaults=common)[0],
        date_rule=DateRule.objects.get_or_create(**from_then, defaults=common)[0],
        signatory=Signatory.objects.get_or_create(
            **from_then, defaults=common | {"full_name": f"Kepala {office.city}"}
        )[0],
    )
