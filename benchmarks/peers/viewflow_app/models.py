"""A plan as a process of viewflow's own table, and the rows beside it."""

from django.db import models
from viewflow import jsonstore
from viewflow.workflow.models import Process


class PlanProcess(Process):
    """Its values stand in the process's JSON, as viewflow's quick start advises: no join."""

    stage = jsonstore.CharField(max_length=40)
    settled = jsonstore.BooleanField()
    head = jsonstore.CharField(max_length=64)

    class Meta:
        proxy = True


class Step(models.Model):
    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    told = models.TextField()


class Entry(models.Model):
    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    body = models.TextField()
    hash = models.CharField(max_length=64)


class Letter(models.Model):
    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    key = models.CharField(max_length=60, unique=True)
    told = models.TextField()
