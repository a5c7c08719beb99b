# shellcheck shell=bash disable=SC2034,SC2154
# Redis as Debian bookworm has it, which is the same version as the official image.
names=(redis:7.0.15)
settings=(
  'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENTRYPOINT ["start-redis"]' 'CMD ["redis-server"]' 'EXPOSE 6379' 'WORKDIR /data' 'VOLUME /data'
)

fill() {
  local folder=${1:?}
  unpack_debian bookworm "$folder" redis-server redis-tools dash coreutils util-linux grep mawk
  [[ -e $folder/bin/sh ]] || ln -s dash "$folder/bin/sh"
  in_root "$folder" usr/bin/redis-server --version | grep -qF 'v=7.0.15' || fail "Debian's Redis is not 7.0.15 any more: $(in_root "$folder" usr/bin/redis-server --version)"
  echo 'redis:x:999:999::/data:/bin/false' >>"$folder/etc/passwd"
  echo 'redis:x:999:' >>"$folder/etc/group"
  mkdir -m 777 "$folder/data"
  install -m 755 "$here/redis/start-redis" "$folder/usr/local/bin/"
}
