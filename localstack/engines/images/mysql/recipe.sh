# shellcheck shell=bash disable=SC2034,SC2154
# MySQL 9.7, the long-term release, as Debian sid has it, with OpenSSL as in the official image.
names=(mysql:9.7)
settings=(
  'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENTRYPOINT ["start-mysql"]' 'CMD ["mysqld"]' 'EXPOSE 3306' 'VOLUME /var/lib/mysql'
)

fill() {
  local folder=${1:?}
  unpack_debian sid "$folder" mysql-server-core mysql-client-core openssl bash coreutils sed tar gzip grep mawk
  ln -sf bash "$folder/usr/bin/sh"
  in_root "$folder" usr/sbin/mysqld --version | grep -qF 'Ver 9.7.' || fail "Debian's MySQL is not 9.7 any more: $(in_root "$folder" usr/sbin/mysqld --version)"
  # What a server in a container has no use for.
  rm -f "$folder"/usr/bin/{mysql_migrate_keyring,perror,myisam*,innochecksum,ibd2sdi,mysqlslap,mysql_secure_installation,mysqlimport,mysqlshow,mysql_config_editor,mysqld_safe,mysqldumpslow} \
    "$folder"/usr/lib/mysql/plugin/{authentication_*_client,telemetry_client,component_telemetry,component_mysqlbackup}.so
  echo 'mysql:x:999:999::/var/lib/mysql:/bin/false' >>"$folder/etc/passwd"
  echo 'mysql:x:999:' >>"$folder/etc/group"
  mkdir -p "$folder"/{etc/mysql/conf.d,docker-entrypoint-initdb.d,var/lib/mysql,run/mysqld,opt}
  install -m 644 "$here/mysql/my.cnf" "$folder/etc/mysql/my.cnf"
  install -m 755 "$here/mysql/start-mysql" "$folder/usr/local/bin/"
  prepare_data_folder "$folder"
}

# A new server's data folder, packed: with it a container's first start takes 2 s instead of 10.
prepare_data_folder() {
  local seed=$1/seed user=()
  [[ $(id -u) != 0 ]] || user=(--user=root)
  in_root "$1" usr/sbin/mysqld --no-defaults "${user[@]}" --basedir="$1/usr" --lc-messages-dir="$1/usr/share/mysql" \
    --character-sets-dir="$1/usr/share/mysql/charsets" --plugin-dir="$1/usr/lib/mysql/plugin" --datadir="$seed" \
    --initialize-insecure --innodb-redo-log-capacity=16M --innodb-numa-interleave=OFF --skip-log-bin --log-error-verbosity=1
  # Each server has an id and keys of its own.
  (cd "$seed" && rm -rf auto.cnf ./*.pem binlog.* '#ib_'*.dblwr ib_buffer_pool '#innodb_redo/'*_tmp)
  tar --directory "$seed" --sparse --owner=999 --group=999 --create --file "$1/opt/mysql-seed.tar" .
  rm -rf "$seed"
}
