"""What people keep of the register's page: groups under a name, and the columns they want to see."""

from django.db import models
from django.db.models import Q

from bimbing.offices.models import Office, Staff


class SavedGroup(models.Model):
    """A name for what is asked of the register. It keeps the question, never the people: whoever opens it sees the
    rows that he may see.

    With an owner it is that person's own; without one it belongs to the office and everybody there finds it.
    `query` is the register's address as `forms.normalised` writes it, without a leading `?`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=180, editable=False)  # without regard to case and spaces
    query = models.CharField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name_key", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("owner", "name_key"),
                condition=Q(owner__isnull=False),
                name="one_own_group_of_a_name",
            ),
            models.UniqueConstraint(
                fields=("office", "name_key"),
                condition=Q(owner__isnull=True),
                name="one_group_of_the_office_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared(self) -> bool:
        return self.owner_id is None


class ListColumns(models.Model):
    """Which columns of the register somebody wants to see. Without a row: the usual ones."""

    staff = models.OneToOneField(Staff, primary_key=True, on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(default=list)  # words of queries.columns.Col

    def __str__(self) -> str:
        return ", ".join(self.columns)
