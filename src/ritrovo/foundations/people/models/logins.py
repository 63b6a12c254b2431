"""Logins: an address, and a way to prove that one holds it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from ritrovo.foundations.kernel import clock


class Logins(BaseUserManager["Login"]):
    """Find and make logins by their e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Login:
        """Find a login by its address. Raises Login.DoesNotExist."""
        return self.get(email__iexact=username)


class Login(AbstractBaseUser):
    """An e-mail address with a way to prove one holds it. A person may live without one."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=5, default="it")

    objects = Logins()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    is_staff = False

    def __str__(self) -> str:
        return self.email
