#!/bin/bash
# As in the official image: LOCALSTACK_NAME=value means NAME=value, but for LOCALSTACK_HOST.
set -euo pipefail
for name in ${!LOCALSTACK_*}; do
  [[ $name == LOCALSTACK_HOST* ]] || export "${name#LOCALSTACK_}=${!name}"
done
exec python -m localstack.runtime.main
