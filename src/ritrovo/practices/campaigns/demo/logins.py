"""Those who sign in to the demo, all with one password, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

PASSWORD: Final = "piazza-aperta"  # noqa: S105  Meant to be read by everyone.


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A made-up person who signs in. Roles are pairs of where and what."""

    key: str
    given_name: str
    family_name: str
    who: str
    roles: tuple[tuple[str, str], ...] = ()
    ecosystem_roles: tuple[tuple[str, str], ...] = ()
    platform: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@example.org"

    def as_row(self) -> dict[str, str]:
        """Give what a newcomer needs."""
        return {"email": self.email, "password": PASSWORD, "who": self.who}


LOGINS: Final = (
    DemoLogin("marta", "Marta", "Ferraris", "promuove le campagne del Ponte Rosso, e lo amministra",
              roles=(("ponte", "promoter"), ("ponte", "administrator"))),
    DemoLogin("tommaso", "Tommaso", "Vercellone", "rivede e pubblica le campagne di Riva",
              ecosystem_roles=(("riva", "promoter"),)),
    DemoLogin("lucia", "Lucia", "Coda", "tiene i conti del Ponte Rosso",
              roles=(("ponte", "treasurer"),)),
    DemoLogin("paolo", "Paolo", "Gremmo", "tiene i conti anche lui: approva i cambi di IBAN",
              roles=(("ponte", "treasurer"),)),
    DemoLogin("samir", "Samir", "Haddad", "registra allo sportello del Ponte Rosso",
              roles=(("ponte", "operator"),)),
    DemoLogin("gino", "Gino", "Mosso", "tiene il punto di raccolta al panificio: non cerca nessuno",
              roles=(("ponte", "shop"),)),
    DemoLogin("giulia", "Giulia", "Barbero", "scrive i racconti del Ponte Rosso",
              roles=(("ponte", "editor"),)),
    DemoLogin("davide", "Davide", "Crestani", "promuove e tiene i conti a Veglio",
              roles=(("fili", "promoter"), ("fili", "treasurer"), ("fili", "operator"),
                     ("fili", "administrator"))),
    DemoLogin("irene", "Irene", "Canova", "sostiene: ha promesso, non ha altri compiti"),
    DemoLogin("ettore", "Ettore", "Boggio", "modera tutta la piattaforma",
              platform=("moderator",)),
    DemoLogin("ada", "Ada", "Perazzone", "amministra la piattaforma",
              platform=("administrator",)),
    DemoLogin("rita", "Rita", "Bertolone", "cura l'osservatorio del crowdfunding",
              platform=("analyst",)),
    DemoLogin("ornella", "Ornella", "Vineis", "promuove le campagne della Lanterna",
              roles=(("lanterna", "promoter"), ("lanterna", "treasurer"))),
    DemoLogin("franco", "Franco", "Mello", "promuove e tiene i conti della Credenza",
              roles=(("credenza", "promoter"), ("credenza", "treasurer"))),
    DemoLogin("fatou", "Fatou", "Diop", "promuove e tiene i conti di Mani Colorate",
              roles=(("colorate", "promoter"), ("colorate", "treasurer"))),
)  # fmt: skip


def sign_up(email: str, password: str) -> int:
    """Sign up as anybody does, with the address taken as proved; the login's id.

    Raises ValueError for an address or a password that the form refuses.
    """
    form = SignupForm({"email": email, "password1": password})
    if not form.is_valid():
        raise ValueError(form.errors.as_json())
    request = RequestFactory().post("/conto/signup/")
    request.session = SessionStore()
    login, _ = form.try_save(request)
    EmailAddress.objects.get(user=login).set_verified()
    return int(login.pk)
