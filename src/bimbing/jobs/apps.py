from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bimbing.jobs"
    label = "jobs"
