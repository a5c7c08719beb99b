#!/bin/sh
# The argument is the handler. Without a runtime API to talk to, the emulator plays it.
[ $# = 1 ] || { echo 'usage: HANDLER' >&2; exit 142; }
export _HANDLER="$1"
[ -n "$AWS_LAMBDA_RUNTIME_API" ] && exec /var/runtime/bootstrap
exec /var/rapid/aws-lambda-rie /var/runtime/bootstrap
