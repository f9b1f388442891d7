#!/bin/sh
# Run to its end once the Prefect server answers: the pool and every deployment of prefect.yaml.
set -eu
prefect work-pool create --type process --overwrite infitah
prefect --no-prompt deploy --all
