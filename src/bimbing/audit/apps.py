from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "bimbing.audit"
    label = "audit"
