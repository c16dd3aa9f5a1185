"""The trail: who did what, when, to whom. Append-only; no foreign keys, so that it never stands in the way."""

from typing import Any

from django.db import models


class Event(models.Model):
    """One thing done or seen. `changes` holds field -> [old, new]; `subject_id` is a client's wherever one exists."""

    at = models.DateTimeField()
    office_id = models.BigIntegerField()
    staff_id = models.BigIntegerField(null=True)
    staff_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=30)
    subject_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("office_id", "-id"), name="audit_office"),
            models.Index(
                fields=("client_id", "-id"), name="audit_client", condition=models.Q(client_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M} {self.staff_name}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change a row: the one override in the house, because the trail must not be editable."""
        if not self._state.adding:
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)
