"""The offences of a case, and a case in words; `models` has the case itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from bimbing.rules.durations import sentence_text


class CaseWords:
    """What a case says of itself, as it is read."""

    if TYPE_CHECKING:
        sentence_years: int
        sentence_months: int
        sentence_days: int
        remission_months: int
        remission_days: int
        subsidiary: str
        offences: Any

    @property
    def sentence_words(self) -> str:
        """The term as it is said: `3 tahun 6 bulan`; empty where none is known."""
        return sentence_text(self.sentence_years, self.sentence_months, self.sentence_days)

    @property
    def subsidiary_words(self) -> str:
        """The subsidiary term as it is said; the door keeps `0-3-0`, a workbook its own words."""
        parts = self.subsidiary.split("-")
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            return sentence_text(*map(int, parts))
        return self.subsidiary

    @property
    def remission_words(self) -> str:
        """The whole remission: `2 bulan 15 hari`; empty where there was none."""
        return sentence_text(0, self.remission_months, self.remission_days)

    @property
    def offence_names(self) -> str:
        """All offences as they are read, the primary first: `Pencurian; Penadahan`. Reads `offences`: prefetch them."""
        return "; ".join(one.label for one in self.offences.all() if one.label)

    @property
    def all_articles(self) -> str:
        """The articles of all offences, those of the primary first. Reads `offences`: prefetch them."""
        return "; ".join(one.articles for one in self.offences.all() if one.articles)


class CaseOffence(models.Model):
    """One of the offences of a verdict. One is the primary: by it the client is grouped and counted (ADR 0011).

    `offence_text` holds the words of the papers where they name no category of the list.
    """

    case = models.ForeignKey("supervision.Case", on_delete=models.CASCADE, related_name="offences")
    offence = models.ForeignKey(
        "supervision.OffenceCategory", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offence_text = models.CharField(max_length=200, blank=True)
    articles = models.CharField(max_length=200, blank=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_primary", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("case",), condition=Q(is_primary=True), name="one_primary_offence_a_case"
            ),
            models.CheckConstraint(
                condition=Q(offence__isnull=False) | ~Q(offence_text="") | ~Q(articles=""),
                name="an_offence_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence_id or self.offence_text or '-'} {self.articles}".strip()

    @property
    def label(self) -> str:
        """The name of the offence as it is read; empty where only its articles are known."""
        return self.offence.label if self.offence else self.offence_text
