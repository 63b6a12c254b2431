"""The registers of volunteers, their insurance and their hours."""

from ritrovo.foundations.volunteers.models.hours import HoursWord, VolunteeredHours
from ritrovo.foundations.volunteers.models.lists import InsurancePolicy, OccasionalVolunteering
from ritrovo.foundations.volunteers.models.register import (
    Enrolment,
    VolunteerData,
    VolunteerEnding,
    VolunteerEntry,
    VolunteerRegister,
)

__all__ = [
    "Enrolment",
    "HoursWord",
    "InsurancePolicy",
    "OccasionalVolunteering",
    "VolunteerData",
    "VolunteerEnding",
    "VolunteerEntry",
    "VolunteerRegister",
    "VolunteeredHours",
]
