# Finding Docker and Compose, and which containers are ours. To be sourced after console.sh.
# shellcheck shell=bash disable=SC2034

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

# One set of engines a machine: a second one needs another name and other ports.
engines=${CLOUDSTORE_ENGINES:-cloudstore}
[[ $engines =~ ^[a-z0-9][a-z0-9_-]*$ ]] || fail "CLOUDSTORE_ENGINES is \"$engines\"; lower-case letters, digits, - and _ are allowed."

ours=label=com.docker.compose.project=$engines
functions=label=io.cloudstore.functions-of=$engines
functions_of_sam=label=sam.cli.container.type=lambda

docker_answers() { [[ -n $(docker info --format '{{.ServerVersion}}' 2>/dev/null) ]]; }

require_docker() {
  local install="localstack/engines/install docker" trouble
  command -v docker >/dev/null || fail "Docker was not found. Install it, or on Debian run: $install"
  if ! docker_answers; then
    trouble=$(docker info --format '{{.ServerVersion}}' 2>&1) || true
    fail "Docker does not answer: ${trouble##*$'\n'} Is it running, and may you use it? On Debian this starts it: $install"
  fi
}

# Compose as a plugin of docker where that is there, else the older program.
find_compose() {
  if docker compose version >/dev/null 2>&1; then
    compose_command=(docker compose)
  elif command -v docker-compose >/dev/null; then
    compose_command=(docker-compose)
  else
    fail "Docker Compose was not found. Install it, or on Debian run: localstack/engines/install docker"
  fi
}

# Knows the services of every profile: what is stopped or removed may be any of them, what is started is always named.
compose() {
  CLOUDSTORE_ENGINES=$engines COMPOSE_PROFILES=gateway "${compose_command[@]}" --project-name "$engines" --project-directory "$root" \
    --file "$root/compose.yaml" "$@"
}

# Two working trees must not take each other's engines down, or serve each other's files. A tree that is gone has no say.
refuse_foreign_engines() {
  local folder
  folder=$(docker ps --all --filter "$ours" --format '{{.Label "com.docker.compose.project.working_dir"}}' | grep -vxF "$root" | head -n 1) || true
  [[ -z $folder || ! -d $folder ]] || fail "the engines named \"$engines\" belong to $folder. Take them down there (localstack/engines/down)," \
    "or choose another name and other ports here: CLOUDSTORE_ENGINES, CLOUDSTORE_MYSQL_PORT, CLOUDSTORE_REDIS_PORT, CLOUDSTORE_LOCALSTACK_PORT, CLOUDSTORE_GATEWAY_PORT."
}

# Whoever writes to the LocalStack at port $1 must not write to another working tree's. One without Docker is nobody's.
require_own_localstack() {
  docker_answers || return 0
  refuse_foreign_engines
  [[ -n $(docker ps --quiet --filter "publish=$1" --filter "$ours" --filter label=com.docker.compose.service=localstack) ]] ||
    fail "What answers at port $1 is no LocalStack of the engines named \"$engines\". Start it (localstack/engines/up)," \
      "or say which is meant: CLOUDSTORE_ENGINES, CLOUDSTORE_LOCALSTACK_PORT."
}

# Written by a Docker engine that "install docker" started, where no service manager does that.
dockerd_pid=/run/cloudstore-dockerd.pid

end_dockerd() {
  local pid
  pid=$(cat "$dockerd_pid")
  # One that was killed left its file, and the number may be another's by now.
  if [[ $(cat "/proc/$pid/comm" 2>/dev/null) != dockerd ]]; then
    rm -f "$dockerd_pid"
    return
  fi
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
}
