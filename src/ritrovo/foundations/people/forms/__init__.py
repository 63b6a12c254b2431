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
    EndHostingForm,
    GroupForm,
    HostingForm,
    HouseholdForm,
    IntroductionForm,
    PersonForm,
    SearchForm,
)
from ritrovo.foundations.people.forms.requests import (
    AnswerForm,
    CorrectionForm,
    EraseForm,
    EraseOtherForm,
    LeaveForm,
    MemberForm,
    ObjectionForm,
    PurposeForm,
)
from ritrovo.foundations.people.forms.roles import EcosystemRoleForm, PlatformRoleForm, RoleForm
from ritrovo.foundations.people.forms.sites import OwnerForm, SiteForm, ThemeForm

__all__ = [
    "AccountForm",
    "AnswerForm",
    "ClaimForm",
    "CorrectionForm",
    "DocumentField",
    "DossierForm",
    "EcosystemRoleForm",
    "EndHostingForm",
    "EraseForm",
    "EraseOtherForm",
    "GroupForm",
    "HostingForm",
    "HouseholdForm",
    "IntroductionForm",
    "LeaveForm",
    "MemberForm",
    "ObjectionForm",
    "OrganisationForm",
    "OwnerForm",
    "PersonForm",
    "PlatformRoleForm",
    "PurposeForm",
    "RegistrationForm",
    "RoleForm",
    "SearchForm",
    "SiteForm",
    "ThemeForm",
]
