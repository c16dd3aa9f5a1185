"""Argon2id at the OWASP minimum: an old office PC signs a person in within 0.1 s instead of 0.5 s."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2(Argon2PasswordHasher):
    """Memory 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet)."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
