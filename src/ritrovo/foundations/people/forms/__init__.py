"""What people type about themselves, their organisations and sites."""

from ritrovo.foundations.people.forms.documents import DocumentField
from ritrovo.foundations.people.forms.organisations import (
    AccountForm,
    OrganisationForm,
    RegistrationForm,
)
from ritrovo.foundations.people.forms.people import (
    ClaimForm,
    DossierForm,
    GroupForm,
    HostingForm,
    HouseholdForm,
    IntroductionForm,
    PersonForm,
    SearchForm,
)
from ritrovo.foundations.people.forms.roles import PlatformRoleForm, RoleForm
from ritrovo.foundations.people.forms.sites import SiteForm, ThemeForm

__all__ = [
    "AccountForm",
    "ClaimForm",
    "DocumentField",
    "DossierForm",
    "GroupForm",
    "HostingForm",
    "HouseholdForm",
    "IntroductionForm",
    "OrganisationForm",
    "PersonForm",
    "PlatformRoleForm",
    "RegistrationForm",
    "RoleForm",
    "SearchForm",
    "SiteForm",
    "ThemeForm",
]
