#!/bin/sh
# Run to its end once the Prefect server answers: the pool and every deployment of prefect.yaml.
set -eu
python -m flows.work_pool
prefect --no-prompt deploy --all
