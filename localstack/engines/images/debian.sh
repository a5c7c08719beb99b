# Root folders of images, unpacked from Debian's packages: no debootstrap, no maintainer scripts, no root. To be sourced.
# shellcheck shell=bash

# What packages depend on for being installed or administrated, not for being run.
installers='^(perl.*|libperl.*|gcc-.*-base|libgdbm.*|libdb5.*|debconf|cdebconf|libdebconf.*|systemd.*|libsystemd-shared|adduser|passwd|libpam.*|dpkg|libapt.*|apt|sysvinit.*|lsb-base|libaudit.*|libsemanage.*|libsepol.*|openssl-provider-legacy|login.*)$'

# Where this machine gets Debian's packages from.
debian_mirror() {
  local mirror=${DEBIAN_MIRROR:-}
  if [[ -z $mirror ]]; then
    mirror=$(
      sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/debian.sources 2>/dev/null
      sed -n 's/^deb \(\[[^]]*\] *\)\{0,1\}\([^ ]*\/debian\/\{0,1\}\) .*/\2/p' /etc/apt/sources.list 2>/dev/null
    ) || true
    mirror=${mirror%%$'\n'*}
  fi
  [[ -n $mirror ]] || fail "making an image needs Debian's packages, and apt has no source for them here: set DEBIAN_MIRROR to a mirror's address."
  echo "$mirror"
}

# debian_apt SUITE TOOL ARGUMENT…: apt with lists and a cache of its own, and as if nothing were installed.
debian_apt() {
  local suite=$1 tool=$2 folder=$cache/debian-$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  shift 2
  [[ -r $keys ]] || fail "making an image needs Debian's keys: install the package debian-archive-keyring."
  mirror=$(debian_mirror)
  mkdir -p "$folder"/{lists,archives}/partial "$folder/debs"
  echo "deb [signed-by=$keys] $mirror $suite main" >"$folder/sources.list"
  "apt-$tool" -qq -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder" -o Dir::State::status=/dev/null \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@"
}

# unpack_debian SUITE FOLDER PACKAGE…: the packages and all that they need to run, ready to be the root of a container.
unpack_debian() {
  local suite=$1 folder=$2 packages name
  shift 2
  debian_apt "$suite" get update
  packages=$(debian_apt "$suite" get --simulate --no-install-recommends install "$@" | awk '/^Inst/ {print $2}' | grep -vE "$installers")
  # shellcheck disable=SC2086
  (cd "$cache/debian-$suite/debs" && debian_apt "$suite" get download $packages)
  for name in $packages; do
    # The newest, if an earlier run left another version.
    find "$cache/debian-$suite/debs" -name "${name%%:*}_*.deb" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-
  done | xargs -P 2 -I '{}' dpkg-deb --extract '{}' "$folder"
  # Packages of before /usr was merged lay some files beside it.
  for name in bin sbin lib lib64; do [[ -e $folder/$name ]] || ln -s "usr/$name" "$folder/$name"; done
  mkdir -p "$folder"/{etc,root,run,proc,sys,dev,var/lib,usr/local/bin}
  mkdir -p -m 1777 "$folder/tmp"
  rm -rf "$folder"/usr/share/{doc,man,locale,info,icons,lintian,bug}
  # Testcontainers looks for open ports with awk.
  [[ ! -e $folder/usr/bin/mawk || -e $folder/usr/bin/awk ]] || ln -s mawk "$folder/usr/bin/awk"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$folder/etc/passwd"
  echo 'root:x:0:' >"$folder/etc/group"
  printf '%s\n' 'passwd: files' 'group: files' 'hosts: files dns' >"$folder/etc/nsswitch.conf"
}

# in_root FOLDER PROGRAM ARGUMENT…: a program of the folder on this machine, with the folder's own libraries.
in_root() {
  local folder=$1 program=$2
  shift 2
  "$folder/lib64/ld-linux-x86-64.so.2" --library-path "$folder/usr/lib/x86_64-linux-gnu" "$folder/$program" "$@"
}
