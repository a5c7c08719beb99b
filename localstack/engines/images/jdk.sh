# The Java of images, made with jlink from this machine's JDK. To be sourced.
# shellcheck shell=bash

modules=java.se,jdk.unsupported,jdk.net,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.zipfs,jdk.httpserver,jdk.naming.dns,jdk.management,jdk.management.agent,jdk.jdwp.agent,jdk.jfr,jdk.charsets,jdk.localedata,jdk.security.auth

require_jdk() { find_jdk || fail "no JDK 25 was found: set JAVA_HOME to one."; }

find_jdk() {
  local jdk
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if grep -qs '^JAVA_VERSION="25' "$jdk/release" && [[ -x $jdk/bin/jlink ]]; then
      echo "$jdk"
      return
    fi
  done
  return 1
}

# link_java JDK FOLDER: a Java runtime in a folder that isn't there yet.
link_java() {
  "$1/bin/jlink" --output "$2" --strip-debug --no-header-files --no-man-pages --generate-cds-archive --add-modules "$modules"
}
