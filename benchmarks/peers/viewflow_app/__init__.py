"""The Django application of viewflow's workflow: it finds flows by their application's name."""
