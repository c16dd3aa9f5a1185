"""Due work as rows. In this first form: the day's roll, claimed once by whoever comes first."""

from django.db import models


class DailyRun(models.Model):
    """A piece of work that is due once a day. `last_on` is claimed by a conditional UPDATE, so it runs once."""

    name = models.CharField(max_length=40, primary_key=True)
    last_on = models.DateField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.last_on:%d-%m-%Y}"
