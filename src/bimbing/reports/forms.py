"""What is typed about a report: why it leaves the system."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TakeOutForm(forms.Form):
    """Why a report leaves the system. The reason is kept in the trail and stands on every sheet."""

    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_(
            "For example: monthly report to the regional office. It is kept in the trail with your name."
        ),
        min_length=5,
        max_length=200,
    )
